"""The rows under a header: blank ones left out, and those that are no feedback set aside with a reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.cells import column_texts, is_none
from grm_data.intake.headers import Header
from grm_data.register.columns import Texts
from grm_data.register.fields import Field
from grm_data.register.folding import fold

__all__ = ["Table", "non_feedback", "table_under"]

_TOTAL_WORDS = (
    "total", "totals", "grand total", "subtotal", "sub total", "sum", "total general", "totaux", "somme",
    "suma", "итого", "всего", "сумма", "нийт", "дүн", "нийт дүн",
)  # fmt: skip
_TOTAL = re.compile(
    r"(?:" + "|".join(sorted(map(re.escape, map(fold, _TOTAL_WORDS)), key=len, reverse=True)) + r")\b"
)

_MOST_CELLS_OF_A_NOTE = 2


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Table:
    """The non-blank rows under a header, and the sheet row of each as the user sees it."""

    header: Header
    cells: pd.DataFrame  # columns 0 … n-1, as in the sheet; index 0 … rows-1
    sheet_rows: npt.NDArray[np.int32]
    _texts: dict[int, Texts]
    melted: Mapping[int, tuple[Field, tuple[int, ...]]] = field(default_factory=lambda: MappingProxyType({}))
    # column of words made of ticked columns → its field, and those

    def __len__(self) -> int:
        return len(self.cells)

    def texts(self, j: int) -> Texts:
        """The cells of column j as a person reads them, worked out once."""
        return self._texts[j]


def table_under(header: Header) -> Table:
    """Every row under the header in which something can be read."""
    start = header.row + header.height
    cells = header.sheet.cells.iloc[start:]
    texts = {j: column_texts(cells.iloc[:, j]) for j in range(cells.shape[1])}
    filled = np.zeros(len(cells), dtype=bool)
    for column in texts.values():
        filled |= ~is_none(column)
    rows = np.flatnonzero(filled)
    sheet_rows = (rows + header.sheet.first_row + start).astype(np.int32)
    cells = cells.iloc[rows].reset_index(drop=True)
    return Table(header, cells, sheet_rows, {j: column[rows] for j, column in texts.items()})


def non_feedback(
    table: Table, received: int, number: int | None, has_date: npt.NDArray[np.bool_]
) -> list[str | None]:
    """Why a row is no feedback: "repeated-header", "totals", "note"; None where it is one.

    Only a row without a readable received date can be none. ``received`` and ``number`` are the columns
    of the received date and the case number.
    """
    reasons: list[str | None] = [None] * len(table)
    suspects = np.flatnonzero(~has_date)
    if not len(suspects):
        return reasons
    texts = np.column_stack([table.texts(j)[suspects] for j in range(table.cells.shape[1])])
    headings = [None if heading is None else fold(heading) for heading in table.header.headings]
    merged = _merged_rows(table)
    for row, i in zip(texts, suspects, strict=True):
        reasons[i] = _reason(list(row), headings, received, number, int(table.sheet_rows[i]) in merged)
    return reasons


def _reason(
    row: list[str | None], headings: list[str | None], received: int, number: int | None, is_merged: bool
) -> str | None:
    filled = [(j, text) for j, text in enumerate(row) if text is not None]
    same = sum(fold(text) == headings[j] for j, text in filled if j < len(headings))
    if same >= 2 and same * 2 > len(filled):
        return "repeated-header"
    if _TOTAL.match(fold(filled[0][1])):
        return "totals"
    has_number = number is not None and row[number] is not None and any(c.isdigit() for c in str(row[number]))
    is_short = len(filled) <= _MOST_CELLS_OF_A_NOTE and row[received] is None
    return "note" if is_short and (is_merged or not has_number) else None


def _merged_rows(table: Table) -> frozenset[int]:
    """Sheet rows in which three or more columns are merged: titles of sections, footers."""
    return frozenset(
        row
        for first, left, last, right in table.header.sheet.merged
        if right - left >= 2
        for row in range(first, last + 1)
    )
