"""The table *Summary of feedback received*: a row per period and status, a column per channel and type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from xlsxwriter.utility import xl_col_to_name

from grm_data.messages import message
from grm_data.register import Status
from grm_data.report.model import ReceivedPeriod, StatusLine, WordCount
from grm_data.report.xlsx.book import Book, Page, Value
from grm_data.report.xlsx.records import column, counted, has_status

__all__ = ["write_received"]

_FIXED = (
    ("words.col_period", 16), ("sheet.from", 12), ("sheet.to", 12), ("figure.received", 10),
    ("figure.addressed", 11), ("words.col_status", 14), ("sheet.number", 10),
)  # fmt: skip
_WORD_WIDTH = 13

Words = Sequence[tuple[str, str]]
"""The columns of words: "channel" or "type", and the word."""


def write_received(book: Book) -> None:
    """The sheet; every number on it is a formula over the records."""
    model = book.model
    total = model.received[2].lines
    words = [("channel", word) for word in _words(line.channels for line in total)]
    words += [("type", word) for word in _words(line.types for line in total)]
    page = book.page("received", [width for _, width in _FIXED] + [_WORD_WIDTH] * len(words))
    page.line(model.words["received"], "heading")
    page.line(message("report.sheet.live"), "record")
    page.row += 1
    kinds = [message(f"report.sheet.{kind}") for kind, _ in words]
    page.head([*[""] * len(_FIXED), *kinds])
    page.head([message(f"report.{name}") for name, _ in _FIXED] + [word for _, word in words])
    page.sheet.freeze_panes(page.row, 1)
    names = page.row  # the row of the column names, counted from 1
    for one in model.received:
        _period(page, one, words, names)


def _words(lines: Iterable[tuple[WordCount, ...]]) -> list[str]:
    """Every word of the lines, the frequent first."""
    totals: Counter[str] = Counter()
    for line in lines:
        totals.update({one.word: one.count for one in line})
    return [word for word, _ in totals.most_common()]


def _period(page: Page, one: ReceivedPeriod, words: Words, names: int) -> None:
    """A row per status; the period's total and its addressed feedback stand in the first."""
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
        _counts(page, line, words, names)
        page.row += 1


def _counts(page: Page, line: StatusLine, words: Words, names: int) -> None:
    """How often each word stands at the status; EXACT, since a word may look like one of Excel's criteria."""
    row = page.row + 1
    inside = f"({column('received')}>=$B{row})*({column('received')}<=$C{row})*({column('status')}=$F{row})"
    counts = {("channel", one.word): one.count for one in line.channels}
    counts |= {("type", one.word): one.count for one in line.types}
    for i, (kind, word) in enumerate(words, len(_FIXED)):
        name = f"{xl_col_to_name(i)}${names}"
        formula = f"SUMPRODUCT({inside}*EXACT({column(kind)},{name}))"
        page.formula(page.row, i, formula, counts.get((kind, word), 0))
