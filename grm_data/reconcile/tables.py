"""Tables whose rows or columns are periods and figures: "Ratio | New period | Previous period | Total"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from grm_data.reconcile.figures import COUNTS, Kind, kind_of
from grm_data.reconcile.mentions import NOT_STATED, STATUSES, Own, Said, Value
from grm_data.reconcile.opening import Line
from grm_data.reconcile.ours import is_said
from grm_data.reconcile.words import DAY, DECIMAL, RANGE, Marked, coded, day_in, decimal_of, in_digits, marked
from grm_data.register.folding import fold
from grm_data.register.vocabulary import value_code

__all__ = ["read_matrix"]

_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_RATIO = re.compile(r"(\d+ ?: ?\d+)(?: ?\(([<>]?\d+(?:\.\d+)? ?%)\))?")
_SHARES = {"received_to_addressed": "addressed_share", "addressed_to_resolved": "resolved_share"}
_BRACKETS = re.compile(rf"\((?:{DAY}|{RANGE}|[\s\d./-])*\)")
_BESIDE = ("period", "from", "to", "status", "number")
_ENDS = {"from": "from", "to": "closing_on"}
_FEWEST = 2
_MOST_BEFORE, _MOST_HEADS = 8, 3
"""Rows before a head, and rows that it stands over."""


def read_matrix(rows: Sequence[Line], said: Said, own: Own) -> bool:
    """Whether a table is one of these; what its cells say is noted, what can't be read is listed."""
    for at, row in enumerate(rows[:_MOST_BEFORE]):
        periods = [coded("periods", _label(cell)) for cell in row.cells]
        if len({*periods} - {None}) >= _FEWEST and len(row.cells) > _FEWEST and at + 1 < len(rows):
            if not any(coded("labels", rows[i].cells[0]) for i in range(at + 1, len(rows)) if rows[i].cells):
                continue
            for one in rows[at + 1 :]:
                _figure_row(one, periods, said)
            return True
        if head := _heads(rows, at, own):
            columns, end = head
            _days_before(rows[:at], said)
            _dates_of_heads(rows[at:end], columns, said)
            _period_rows(rows[end:], columns, said)
            return True
    return False


def _label(cell: str) -> str:
    """The words of a label, without the days that stand in brackets beside them."""
    return _BRACKETS.sub("", marked(cell).text)


def _figure_row(row: Line, periods: Sequence[str | None], said: Said) -> None:
    """A row of one figure, a column a period."""
    figure = coded("labels", row.cells[0]) if row.cells else None
    for period, cell in zip(periods, row.cells, strict=False):
        if period is not None and cell:
            is_read = figure is not None and _cell(f"{period}.{figure}", figure, cell, row.number, said)
            if not is_read and any(char.isdigit() for char in in_digits(cell.casefold())):
                said.unread.add(row.number)


def _cell(name: str, figure: str, cell: str, line: int, said: Said) -> bool:
    """Whether a cell could be read as a figure."""
    found = marked(cell)
    kind, text = kind_of(figure), in_digits(found.text).strip()
    if kind is Kind.RATIO:
        if not (ratio := _RATIO.fullmatch(text)):
            return False
        said.add(name, ratio[1].replace(" ", ""), line)
        if ratio[2]:
            period = name.partition(".")[0]
            said.add(f"{period}.{_SHARES[figure]}", ratio[2].replace(" ", ""), line)
        return True
    value = _value(kind, text, found)
    if value is not None:
        said.add(name, value, line)
    return value is not None


def _value(kind: Kind, text: str, found: Marked) -> Value | None:
    if kind is Kind.DAY:
        return found.day(text) if re.fullmatch(DAY, text) else None
    if kind is Kind.PERCENT and re.fullmatch(r"[01](?:\.\d+)?", text):
        return _percent(Decimal(text))  # a cell of a workbook
    if kind is Kind.PERCENT:
        return text.replace(" ", "") if re.fullmatch(r"[<>]?\d+(?:\.\d+)? ?%", text) else None
    if kind is Kind.DECIMAL:
        return decimal_of(text) if re.fullmatch(DECIMAL, text) else None
    return int(text.replace(",", "")) if _WHOLE.fullmatch(text) else None


def _percent(share: Decimal) -> str:
    """A share as it is printed: 100% only where it is all, 0% only where it is none."""
    percent = int((100 * share).to_integral_value(ROUND_HALF_UP))
    if share and not percent:
        return "<1%"
    return ">99%" if percent == 100 and share < 1 else f"{percent}%"


def _heads(rows: Sequence[Line], at: int, own: Own) -> tuple[list[str | None], int] | None:
    """The columns of a head that may stand over several rows, and where it ends; None where it is none."""
    heads = list(rows[at].cells)
    end = at + 1
    while end < len(rows) and end - at < _MOST_HEADS and not _is_data(rows[end]):
        for i, cell in enumerate(rows[end].cells[: len(heads)]):
            heads[i] = f"{heads[i]} {cell}".strip()
        end += 1
    groups = _groups(rows[at - 1].cells if at else (), len(heads))
    columns = [_column(cell, group, own) for cell, group in zip(heads, groups, strict=True)]
    counted = [one for one in columns if one and one not in _BESIDE]
    is_head = len(counted) >= _FEWEST and end < len(rows) and not _is_data(rows[at])
    begins = any(_column(cell, None, own) == "period" for cell in rows[at].cells if cell)
    is_known = all(columns) or (begins and {"period", "status"} <= {*columns})
    is_whole = is_known and ("period" in columns or "closing" in columns)
    return (columns, end) if is_head and is_whole else None


def _groups(above: Sequence[str], n: int) -> list[str | None]:
    """What the row above a head says that each column is a part of: channels or types."""
    found = [coded("lists", cell) for cell in above[:n]]
    return found + [None] * (n - len(found))


def _is_data(row: Line) -> bool:
    return any(_WHOLE.fullmatch(cell.strip()) for cell in row.cells)


def _column(cell: str, group: str | None, own: Own) -> str | None:
    """What a column holds: a figure, a period, a channel or a type."""
    text = re.sub(DAY, "", _label(cell))
    if code := coded("labels", text):
        return code
    if coded("headings", text) is not None and coded("periods", text) is None:
        return "period"
    if coded("periods", text) == "total":
        return "received"
    for kind, field in (("channels", "channel"), ("types", "type")):
        word = value_code(field, text) or own[field].get(fold(text))
        if group is not None and is_said("word.not_stated", text):
            word = NOT_STATED
        if word and group in (None, kind):
            return f"{kind}.{word}"
    return None


def _dates_of_heads(rows: Sequence[Line], columns: Sequence[str | None], said: Said) -> None:
    """The days on which cases were open, as the heads say."""
    for row in rows:
        for column, cell in zip(columns, row.cells, strict=False):
            found = marked(cell)
            for mark in re.findall(DAY, found.text):
                if column in ("opening", "closing"):
                    said.add(f"new.{column}_on", found.day(mark), row.number)
            if any(map(str.isdigit, found.text)):
                said.unread.add(row.number)


def _days_before(rows: Sequence[Line], said: Said) -> None:
    """The days above the balance of open cases; they may be of another table, so a difference isn't sure."""
    for row in rows:
        label, day = (
            (coded("labels", row.cells[0]), day_in(row.cells[1])) if len(row.cells) > 1 else (None, None)
        )
        if label in _ENDS and day:
            said.add(f"new.{_ENDS[label]}", day, row.number, sure=False)
        elif any(map(str.isdigit, row.text)):
            said.unread.add(row.number)


def _period_rows(rows: Sequence[Line], columns: Sequence[str | None], said: Said) -> None:
    """Rows of one period each, or of one status of a period; without a column of periods, the new one."""
    period: str | None = None if "period" in columns else "new"
    for row in rows:
        cells = dict(_cells(row, columns))
        if any(column is None and cell for column, cell in zip(columns, row.cells, strict=False)):
            said.unread.add(row.number)
        if "period" in cells:
            period = coded("periods", _label(cells["period"]))
        status = _status(cells["status"]) if "status" in cells else None
        for column, cell in cells.items():
            name = _name(column, status, "status" in columns)
            if column.endswith(NOT_STATED) and cell.strip() == "0":
                continue  # a column for the statuses that need a type
            if column in ("period", "status") or not any(char.isdigit() for char in cell):
                continue
            if not (period and name and _cell(f"{period}.{name}", name, cell, row.number, said)):
                said.unread.add(row.number)
    _note_splits(said)


def _status(cell: str) -> str | None:
    """The status of a row, by our own word for it or another."""
    code = coded("labels", cell)
    return code if code in STATUSES else value_code("status", cell)


def _note_splits(said: Said) -> None:
    """The splits that a table of numbers gives, each whole."""
    for one in said.mentions:
        split, _, _ = one.figure.rpartition(".")
        if len(split.split(".")) == 3 and split.split(".")[1] in ("channels", "types"):
            said.lists.setdefault(split, True)


def _cells(row: Line, columns: Sequence[str | None]) -> Iterator[tuple[str, str]]:
    return ((column, cell) for column, cell in zip(columns, row.cells, strict=False) if column and cell)


def _name(column: str, status: str | None, has_status: bool) -> str | None:
    """The figure of a cell, in a row of a status."""
    if column == "number":
        return status if has_status and status in COUNTS else None
    kind, _, word = column.partition(".")
    if kind in ("channels", "types"):
        return f"{kind}.{status}.{word}" if status in STATUSES else None
    return column
