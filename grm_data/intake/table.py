"""The rows under a header, or under several: blank ones left out, each with its sheet and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.book import Sheet
from grm_data.intake.coded import Coded, coded_cells
from grm_data.intake.headers import Header
from grm_data.register.columns import Mask, Texts, blank_texts
from grm_data.register.fields import Field

__all__ = ["Part", "Table", "repeated", "table_under"]

WIDE = 3
"""Columns of a merged cell that is a title or a footer: it says nothing of each row that it covers."""


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """The rows of a table that stand under one header."""

    header: Header
    rows: slice
    columns: tuple[int | None, ...]  # the table's column j → the column of the header's own sheet


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """The non-blank rows under a header, and the sheet row of each as the user sees it.

    A table of several parts has every column of any of them; where a part lacks it, its cells are blank.
    """

    header: Header  # the headings of all columns; the place is that of the first part
    cells: pd.DataFrame  # columns 0 … n-1; index 0 … rows-1
    sheet_rows: npt.NDArray[np.int32]
    parts: tuple[Part, ...]
    _coded: dict[int, Coded]
    commented: Texts  # our word for a sensitive case in a comment on each row; None for none
    merged_down: Mask  # rows × columns: the value is that of a merged cell that begins above
    named_elsewhere: tuple[tuple[Field, str], ...] = ()  # identities in tables that aren't read
    melted: Mapping[int, tuple[Field, tuple[int, ...]]] = field(default_factory=lambda: MappingProxyType({}))
    """Column of words made of ticked columns → its field, and those."""
    _texts: dict[int, Texts] = field(default_factory=dict, init=False)

    def __len__(self) -> int:
        return len(self.cells)

    def texts(self, j: int) -> Texts:
        """The cells of column j as a person reads them, worked out once."""
        if j not in self._texts:
            self._texts[j] = self._coded[j].texts()
        return self._texts[j]

    def coded(self, j: int) -> Coded:
        """The same, each different text once."""
        return self._coded[j]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.cells.shape[1]

    @cached_property
    def sheets(self) -> Texts:
        """The name of each row's sheet."""
        names = np.empty(len(self), dtype=object)
        for part in self.parts:
            names[part.rows] = part.header.sheet.name
        return names

    @cached_property
    def part_numbers(self) -> npt.NDArray[np.int32]:
        """Which part each row belongs to, from 0."""
        numbers = np.zeros(len(self), np.int32)
        for i, part in enumerate(self.parts):
            numbers[part.rows] = i
        return numbers

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """The sheets of all parts, each once."""
        return tuple(dict.fromkeys(part.header.sheet.name for part in self.parts))

    def with_columns(self, columns: dict[int, tuple[pd.Series, Coded]]) -> Table:
        """The same rows with other cells in some columns."""
        series = {j: columns[j][0] if j in columns else self.cells.iloc[:, j] for j in range(self.width)}
        texts = {j: columns[j][1] if j in columns else self._coded[j] for j in range(self.width)}
        return replace(self, cells=pd.DataFrame(series, copy=False), _coded=texts)

    def taking(self, rows: npt.NDArray[np.intp], j: int) -> tuple[pd.Series, Coded]:
        """Column j in which each row has the cell of the row named."""
        return self.cells.iloc[:, j].take(rows).reset_index(drop=True), self._coded[j][rows]

    def with_column(self, heading: str, cells: pd.Series) -> Table:
        """The table with one more column behind the others."""
        j = self.width
        headings = [*self.header.headings, *[None] * (j - len(self.header.headings))]
        return replace(
            self,
            header=replace(self.header, headings=(*headings, heading)),
            cells=pd.concat([self.cells, cells.rename(j)], axis=1),
            parts=tuple(replace(part, columns=(*part.columns, None)) for part in self.parts),
            merged_down=np.column_stack([self.merged_down, np.zeros(len(self), dtype=bool)]),
            _coded={**self._coded, j: coded_cells(cells)},
        )

    def with_melted(self, heading: str, words: Texts, field: Field, made_of: tuple[int, ...]) -> Table:
        """The table with a column behind the others, of words that several ticked columns say."""
        added = self.with_column(heading, pd.Series(words, dtype=object))
        melted = {**self.melted, self.width: (field, made_of)}
        return replace(added, melted=MappingProxyType(melted))

    def only(self, rows: Mask) -> Table:
        """The table with some of its rows only."""
        ends = np.concatenate([[0], np.cumsum(rows)])
        parts = tuple(
            replace(part, rows=slice(int(ends[part.rows.start]), int(ends[part.rows.stop])))
            for part in self.parts
        )
        return Table(
            self.header,
            self.cells[rows].reset_index(drop=True),
            self.sheet_rows[rows],
            parts,
            {j: texts[rows] for j, texts in self._coded.items()},
            self.commented[rows],
            self.merged_down[rows],
            self.named_elsewhere,
            self.melted,
        )

    def is_uncalculated(self, j: int) -> Mask:
        """Cells of column j with a formula whose result was never saved, or merged with such a cell."""
        found = np.zeros(len(self), dtype=bool)
        for part, column in self._where(j):
            sheet = part.header.sheet
            rows = {row for row, where in sheet.uncalculated if where == column}
            for first, left, last, right in sheet.merged if sheet.uncalculated else ():
                if left <= column <= right and (first, left) in sheet.uncalculated:
                    rows.update(range(first, last + 1))
            found[part.rows] = np.isin(self.sheet_rows[part.rows], [*rows])
        return found

    def filled_across(self, j: int) -> Texts:
        """Column j's texts; what is written in a merged cell stands in each of its rows and columns."""
        texts = self.texts(j).copy()
        for part, column in self._where(j):
            rows, own = self.sheet_rows[part.rows], texts[part.rows]
            for first, left, last, right in part.header.sheet.merged:
                at = int(np.searchsorted(rows, first))
                begins = left - part.header.sheet.first_column
                is_here = left <= column <= right and begins in part.columns
                if is_here and at < len(rows) and rows[at] == first:
                    end = int(np.searchsorted(rows, last, side="right"))
                    own[at:end] = self.texts(part.columns.index(begins))[part.rows.start + at]
        return texts

    def _where(self, j: int) -> Iterator[tuple[Part, int]]:
        """The parts that have column j, with its place in their sheet as the user counts."""
        for part in self.parts:
            own = part.columns[j]
            if own is not None:
                yield part, part.header.sheet.first_column + own


def table_under(header: Header) -> Table:
    """Every row under the header in which something can be read."""
    start = header.row + header.height
    cells = header.sheet.cells.iloc[start:]
    texts = {j: coded_cells(cells.iloc[:, j]) for j in range(cells.shape[1])}
    filled = np.zeros(len(cells), dtype=bool)
    for column in texts.values():
        filled |= ~column.is_blank
    rows = np.flatnonzero(filled)
    sheet_rows = (rows + header.sheet.first_row + start).astype(np.int32)
    cells = cells.iloc[rows].reset_index(drop=True)
    own = Part(header, slice(0, len(rows)), tuple(range(cells.shape[1])))
    texts = {j: column[rows] for j, column in texts.items()}
    commented = _commented(header.sheet, sheet_rows)
    table = Table(header, cells, sheet_rows, (own,), texts, commented, np.zeros(cells.shape, dtype=bool))
    return _filled_down(table)


def _commented(sheet: Sheet, sheet_rows: npt.NDArray[np.int32]) -> Texts:
    """The sign in a comment on each row; one on a merged cell is on each of its rows."""
    found = blank_texts(len(sheet_rows))
    last = {(first, left): last for first, left, last, _ in sheet.merged} if sheet.comments else {}
    for row, column, sign in sheet.comments:
        if sign is not None:
            found[(sheet_rows >= row) & (sheet_rows <= last.get((row, column), row))] = sign
    return found


def _filled_down(table: Table) -> Table:
    """The table in which a merged cell gives its value to each of its rows."""
    sheet, rows = table.header.sheet, table.sheet_rows
    sources: dict[int, npt.NDArray[np.intp]] = {}
    for first, left, last, right in sheet.merged:
        j, at = left - sheet.first_column, int(np.searchsorted(rows, first))
        end = int(np.searchsorted(rows, last, side="right"))
        if right - left + 1 < WIDE and end > at + 1 and rows[at] == first and 0 <= j < table.width:
            if table.texts(j)[at] is None:
                continue  # nothing to give; what is hidden below it isn't lost
            sources.setdefault(j, np.arange(len(table)))[at:end] = at
    merged = table.merged_down.copy()
    for j, source in sources.items():
        merged[:, j] = source != np.arange(len(table))
    filled = table.with_columns({j: table.taking(source, j) for j, source in sources.items()})
    return replace(filled, merged_down=merged)


def repeated(table: Table, mask: Mask) -> npt.NDArray[np.intp]:
    """For each row the row whose cell it has: where the mask is set, the last one above where it isn't."""
    rows = np.arange(len(table))
    for part in table.parts:
        own = np.where(mask[part.rows], part.rows.start, rows[part.rows])
        rows[part.rows] = np.maximum.accumulate(own)
    return rows
