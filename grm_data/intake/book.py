"""A spreadsheet as it was read: sheets of typed cells, nothing understood yet.

Personal data may stand in here: a Book never leaves ``grm_data.intake``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

__all__ = ["Book", "Sheet"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sheet:
    """One sheet: its cells, and where they stand.

    ``cells`` has columns 0 … n-1. A column whose cells are all of one kind has that dtype
    (``str``, ``float64``, ``datetime64``, ``bool``); a mixed one is ``object`` and holds str, float,
    bool, datetime.datetime. An empty cell is None/NaN/NaT; an error cell is its text, "#REF!".
    Row i of the frame is row ``first_row + i`` of the sheet as the user sees it (1-based).
    """

    name: str
    cells: pd.DataFrame
    hidden: bool = False
    first_row: int = 1
    first_column: int = 1
    hidden_rows: frozenset[int] = frozenset()  # sheet rows, 1-based
    hidden_columns: frozenset[int] = frozenset()  # sheet columns, 1-based
    merged: tuple[tuple[int, int, int, int], ...] = ()  # row, column, last row, last column; 1-based
    uncalculated: frozenset[tuple[int, int]] = frozenset()  # row, column of formulas without a value
    looks: tuple[tuple[int, int, str], ...] = ()  # row, column, colour or "struck", of the first rows
    comments: tuple[tuple[int, int, str | None], ...] = ()  # row, column, our word for a sensitive case


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Book:
    """A file's sheets in their order, and what the reader had to do to read them."""

    name: str  # the file's name, without its folder
    sha256: str
    format: str  # "xlsx", "xlsm", "xls", "xlsb", "ods", "csv"
    sheets: tuple[Sheet, ...]
    notes: tuple[tuple[str, dict[str, object]], ...] = field(default=())  # finding codes with their values
