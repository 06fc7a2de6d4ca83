"""Rows of cells become columns of Arrow arrays, in pieces, so that no sheet stands twice in memory.

Each column keeps one byte a cell for its kind; texts stand at their place, other kinds one after another.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa

__all__ = ["BOOL", "DAY", "EMPTY", "GAP_ROWS", "MAX_COLUMNS", "MOMENT", "NUMBER", "TEXT", "Column", "Table"]

EMPTY, TEXT, NUMBER, BOOL, DAY, MOMENT = range(6)
MAX_COLUMNS = 1_000
GAP_ROWS = 10_000
"""Cells after so many empty rows are a stray cell at the end of the sheet, no part of the table."""

_PIECE = 8_192
_EXACT = 2**53  # whole numbers above it are not all different as float64
_KINDS = {str: TEXT, float: NUMBER, bool: BOOL, dt.date: DAY, dt.datetime: MOMENT}
_ARROW = {BOOL: pa.bool_(), DAY: pa.date32(), MOMENT: pa.timestamp("us")}
_TRUE_DAYS: dict[type, dt.date] = {dt.date: dt.date(1900, 3, 1), dt.datetime: dt.datetime(1900, 3, 1)}
_FIRST_TRUE_DAY = _TRUE_DAYS[dt.date].toordinal()
_SERIAL_ZERO = dt.date(1899, 12, 31).toordinal()


class Column:
    """One column: its kinds, its texts by place, its other values by kind."""

    def __init__(self) -> None:
        self.kinds = bytearray()
        self.texts: list[Any] = []
        self.values: dict[int, list[Any]] = {}

    def add(self, cells: Sequence[Any], types: set[type]) -> None:
        """The next cells from top to bottom, and their types; "" is an empty cell."""
        if types == {str}:
            self._add_texts(cells)
        elif len(types) == 1:
            self._add_alike(_KINDS[next(iter(types))], cells)
        else:
            self._add_mixed(cells)

    def add_empty(self, count: int) -> None:
        """So many empty cells."""
        self.kinds += bytes(count)
        self.texts.append(pa.nulls(count, pa.string()))

    def _add_texts(self, cells: Sequence[str]) -> None:
        if "" in cells:
            self.kinds += bytes(map(bool, cells))  # TEXT is 1, EMPTY is 0
            self.texts.append(pa.array([cell or None for cell in cells], pa.string()))
        else:
            self.kinds += bytes([TEXT]) * len(cells)
            self.texts.append(pa.array(cells, pa.string()))

    def _add_alike(self, kind: int, cells: Sequence[Any]) -> None:
        self.kinds += bytes([kind]) * len(cells)
        self.texts.append(pa.nulls(len(cells), pa.string()))
        self._add_values(kind, cells)

    def _add_mixed(self, cells: Sequence[Any]) -> None:
        kinds = bytes([EMPTY if cell == "" else _KINDS[type(cell)] for cell in cells])
        self.kinds += kinds
        paired = list(zip(kinds, cells, strict=True))
        self.texts.append(pa.array([c if k == TEXT else None for k, c in paired], pa.string()))
        for kind in sorted(set(kinds) - {EMPTY, TEXT}):
            self._add_values(kind, [c for k, c in paired if k == kind])

    def _add_values(self, kind: int, cells: Sequence[Any]) -> None:
        if kind == NUMBER:
            numbers = pa.py_buffer(array("d", cells))
            values = pa.Array.from_buffers(pa.float64(), len(cells), [None, numbers])
        else:
            values = pa.array(cells, _ARROW[kind])
        self.values.setdefault(kind, []).append(values)

    @property
    def is_mixed(self) -> bool:
        """Whether it needs Python objects: cells of two kinds, or booleans with empty cells among them."""
        kinds = {MOMENT if kind == DAY else kind for kind in set(self.kinds)}
        return len(kinds - {EMPTY}) > 1 or kinds == {BOOL, EMPTY}

    @property
    def cost(self) -> int:
        """About how many bytes it takes in its reader's memory."""
        texts = sum(int(piece.nbytes) for piece in self.texts)
        objects = len(self.kinds) - self.kinds.count(EMPTY) if self.is_mixed else 0
        return 9 * len(self.kinds) + texts + 56 * objects


class Table:
    """The cells of one sheet, without the empty rows around them."""

    def __init__(self, first_row: int = 1, first_column: int = 1, *, serial_days: bool = False) -> None:
        self.first_row, self.first_column = first_row, first_column
        self.serial_days = serial_days  # days are numbers made to look like dates
        self.columns: list[Column] = []
        self.rows = 0
        self.is_suspicious = False  # a cell may have been more than what calamine says of it
        self.dropped_columns = False
        self.stray_row: int | None = None  # the first row after a long gap; it and what follows isn't read
        self._empty = 0  # empty rows since the last cell

    def add_rows(self, rows: Iterator[Sequence[Any]]) -> None:
        """All further rows, up to a stray one."""
        while self.stray_row is None and (piece := list(islice(rows, _PIECE))):
            self.add_piece(piece)

    def add_piece(self, piece: Sequence[Sequence[Any]]) -> None:
        """Some rows, each as long as the others."""
        filled = _filled(piece)
        if filled is None:
            self._empty += len(piece)
            return
        first, last = filled
        if self.rows and self._empty + first >= GAP_ROWS:
            self.stray_row = self.first_row + self.rows + self._empty + first
            return
        if not self.rows:
            self.first_row += self._empty + first
            self._empty, piece, last = 0, piece[first:], last - first
        self._add_filled(piece[: last + 1])
        self._empty = len(piece) - last - 1

    def add_texts(self, columns: Sequence[pa.ChunkedArray]) -> None:
        """All rows at once, of texts only; null is an empty cell."""
        masks = [np.asarray(column.is_valid()) for column in columns]
        rows = np.flatnonzero(np.logical_or.reduce(masks))
        if not len(rows):
            return
        ends = np.flatnonzero(np.diff(rows) > GAP_ROWS)
        if len(ends):
            self.stray_row = self.first_row + int(rows[ends[0] + 1])
            rows = rows[: ends[0] + 1]
        first, last = int(rows[0]), int(rows[-1])
        self.first_row += first
        self.rows = last - first + 1
        for column, mask in zip(columns, masks, strict=True):
            self.columns.append(Column())
            self.columns[-1].kinds += mask[first : last + 1].tobytes()  # TEXT is 1, EMPTY is 0
            self.columns[-1].texts += column[first : last + 1].chunks

    def _add_filled(self, piece: Sequence[Sequence[Any]]) -> None:
        if len(piece[0]) > MAX_COLUMNS and not self.dropped_columns:
            self.dropped_columns = any(cell != "" for row in piece for cell in row[MAX_COLUMNS:])
        self._make_even(len(piece[0]))
        columns = islice(zip(*piece, strict=True), MAX_COLUMNS)
        for column, cells in zip(self.columns, columns, strict=False):
            types = set(map(type, cells))
            if types == {str}:
                column.add(cells, types)
            else:
                plain = self._plain(cells, types)
                column.add(plain, set(map(type, plain)))
        self.rows += len(piece)
        for column in self.columns[len(piece[0]) :]:
            column.add_empty(len(piece))

    def _make_even(self, width: int) -> None:
        """Fills in the empty rows passed over, and columns that only now begin."""
        if self._empty:
            for column in self.columns:
                column.add_empty(self._empty)
            self.rows += self._empty
        for _ in range(len(self.columns), min(width, MAX_COLUMNS)):
            self.columns.append(Column())
            if self.rows:
                self.columns[-1].add_empty(self.rows)

    def _plain(self, cells: Sequence[Any], types: set[type]) -> Sequence[Any]:
        """The cells as str, float, bool, date and datetime only."""
        if types - _KINDS.keys():
            self.is_suspicious = True
            cells = [_PLAIN.get(type(cell), _same)(cell) for cell in cells]
        if float in types and max(_of_type(cells, float)) >= _EXACT:
            self.is_suspicious = True
        if bool in types:
            self.is_suspicious = True
        if self.serial_days and (dt.date in types or dt.datetime in types):
            cells = self._with_true_days(cells)
        return cells

    def _with_true_days(self, cells: Sequence[Any]) -> Sequence[Any]:
        """Days before March 1900 as the numbers that they are: Excel counts a 29 February there."""
        early = (min(_of_type(cells, kind), default=day) < day for kind, day in _TRUE_DAYS.items())
        if not any(early):
            return cells
        self.is_suspicious = True
        return [_serial(c) if isinstance(c, dt.date) else c for c in cells]

    def finish(self) -> None:
        """Drops the empty columns on both sides."""
        while self.columns and not any(self.columns[-1].kinds):
            self.columns.pop()
        left = next((i for i, column in enumerate(self.columns) if any(column.kinds)), 0)
        del self.columns[:left]
        self.first_column += left


def _filled(piece: Sequence[Sequence[Any]]) -> tuple[int, int] | None:
    """The first and last row that hold a cell."""
    filled = (i for i, row in enumerate(piece) if row.count("") < len(row))
    first = next(filled, None)
    if first is None:
        return None
    return first, next(i for i in range(len(piece) - 1, -1, -1) if piece[i].count("") < len(piece[i]))


def _of_type(cells: Sequence[Any], kind: type) -> list[Any]:
    return [cell for cell in cells if type(cell) is kind]


def _same(cell: Any) -> Any:
    return cell


def _clock(time: dt.time) -> str:
    """A time of day as Excel shows it: 09:05:00."""
    return time.isoformat("seconds")


def _duration(duration: dt.timedelta) -> str:
    """A duration as Excel's [h]:mm:ss shows it: 36:00:00."""
    seconds = round(duration.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _whole(number: int) -> float | str:
    """A whole number; one that a float64 would change stays in its digits."""
    return float(number) if int(float(number)) == number else str(number)


_PLAIN: dict[type, Any] = {dt.time: _clock, dt.timedelta: _duration, int: _whole}


def _serial(day: dt.date) -> float | dt.date:
    """The number of a day before March 1900, which Excel counts from 1 January 1900 = 1."""
    if day.toordinal() >= _FIRST_TRUE_DAY:
        return day
    number = float(day.toordinal() - _SERIAL_ZERO)
    if isinstance(day, dt.datetime):
        number += (day - dt.datetime.combine(day, dt.time())) / dt.timedelta(days=1)
    return number
