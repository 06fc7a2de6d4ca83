"""The sheet *Feedback received*: each period by status, then channels and types as matrices of formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from xlsxwriter.utility import xl_col_to_name

from grm_data.messages import message
from grm_data.register import Status
from grm_data.report.model import ReceivedPeriod
from grm_data.report.xlsx.book import Book, Page, Value
from grm_data.report.xlsx.records import column, counted, has_status

__all__ = ["write_received"]

_COLUMNS = (
    ("words.col_period", 24), ("sheet.from", 12), ("sheet.to", 12), ("figure.received", 12),
    ("figure.addressed", 12), ("words.col_status", 14), ("sheet.number", 12),
)  # fmt: skip
_MORE = (12,) * 6
"""Widths of the columns that only the matrices need: three periods by four statuses at most."""

KINDS = ("channel", "type")


def write_received(book: Book) -> None:
    """The sheet; every number on it is a formula over the records."""
    model = book.model
    page = book.page("received", (*[width for _, width in _COLUMNS], *_MORE))
    page.line(model.words["received"], "heading")
    page.line(message("report.sheet.live"), "record")
    page.row += 1
    page.head([message(f"report.{name}") for name, _ in _COLUMNS])
    rows = {one.name: _period(page, one) for one in model.received}
    for kind in KINDS:
        page.row += 1
        _matrix(page, kind, model.received, list(rows.values()))


def _period(page: Page, one: ReceivedPeriod) -> int:
    """A row per status; the first has the period's sums, and is the one that is named, from 1."""
    none = message("word.none")
    days: tuple[Value, Value] = (none, none) if one.period.is_empty else (one.period.first, one.period.last)
    for i, line in enumerate(one.lines):
        row = page.row + 1
        page.put(page.row, 0, one.name)
        for j, day in enumerate(days, 1):
            page.put(page.row, j, day)
        within = (("received", f'">="&$B{row}'), ("received", f'"<="&$C{row}'))
        if i == 0:
            addressed = [counted(*within, has_status(status)) for status in Status if status.is_addressed]
            page.formula(page.row, 3, counted(*within), one.received)
            page.formula(page.row, 4, "+".join(addressed), one.addressed)
        page.put(page.row, 5, line.word)
        page.formula(page.row, 6, counted(*within, ("status", f"$F{row}")), line.count)
        page.row += 1
    return page.row - len(one.lines) + 1


def _matrix(page: Page, kind: str, received: Sequence[ReceivedPeriod], rows: Sequence[int]) -> None:
    """Words × periods and statuses; EXACT, since a word may look like one of Excel's criteria."""
    lines = [(row, one.name, line) for row, one in zip(rows, received, strict=True) for line in one.lines]
    words: Counter[str] = Counter()
    for line in received[2].lines:
        words.update(line.words(kind))
    page.head([message(f"report.sheet.{kind}"), *(name for _, name, _ in lines)])
    page.head(["", *(line.word for _, _, line in lines)])
    statuses = page.row  # the row of the statuses, counted from 1
    for word, _ in words.most_common():
        page.put(page.row, 0, word)
        for i, (row, _, line) in enumerate(lines, 1):
            status = f"{xl_col_to_name(i)}${statuses}"
            is_within = f"({column('received')}>=$B${row})*({column('received')}<=$C${row})"
            inside = f"{is_within}*({column('status')}={status})"
            formula = f"SUMPRODUCT({inside}*EXACT({column(kind)},$A{page.row + 1}))"
            page.formula(page.row, i, formula, line.words(kind).get(word, 0))
        page.row += 1
