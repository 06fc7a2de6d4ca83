"""Columns of typed cells → texts, one per row, as a person reads them in the sheet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.register.columns import Texts, texts_of
from grm_data.register.folding import tidy

__all__ = ["ERROR_CELLS", "cell_text", "column_texts", "is_error_cell", "is_none"]

ERROR_CELLS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)
"""What Excel shows where a formula failed."""


def cell_text(value: object) -> str | None:
    """A cell as a person reads it, tidied; None where nothing is to be read.

    >>> cell_text(7.0), cell_text(True), cell_text(datetime(2020, 7, 31)), cell_text(" \\u00a0")
    ('7', 'TRUE', '2020-07-31', None)
    """
    if isinstance(value, str):
        return tidy(value) or None
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, bool | np.bool_):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float | int | np.number):
        number = float(value)
        if np.isnan(number):
            return None
        return str(int(number)) if number.is_integer() else repr(number)
    return tidy(str(value)) or None


def column_texts(cells: pd.Series) -> Texts:
    """Every cell of a column as a person reads it: object array of str or None, one per row."""
    if cells.dtype == object:
        return _texts_of_objects(cells.tolist())
    codes, uniques = pd.factorize(cells, use_na_sentinel=True)
    different = uniques.tolist()
    texts = np.array(
        [*(different if _are_tidy(different) else map(cell_text, different)), None], dtype=object
    )
    return texts[codes]


def _are_tidy(cells: list[Any]) -> bool:
    """Whether all are texts, and plainly as they are to be read; it may say no where they are."""
    if not cells or not isinstance(cells[0], str):
        return False
    together = "|".join(cells)
    ends = ("  ", "| ", " |", "||")
    is_plain = together.isprintable() and not any(end in together for end in ends)
    return is_plain and together.strip(" |") == together


def _texts_of_objects(cells: list[Any]) -> Texts:
    """The texts of a mixed column: each different cell is read once, but for True, which equals 1.0."""
    if bool in {*map(type, cells)}:
        return texts_of(map(cell_text, cells))
    return texts_of(map({cell: cell_text(cell) for cell in {*cells}}.__getitem__, cells))


def is_error_cell(texts: Texts) -> npt.NDArray[np.bool_]:
    """Which texts are Excel's error values."""
    return np.fromiter(map(ERROR_CELLS.__contains__, texts), bool, len(texts))


def is_none(texts: Texts) -> npt.NDArray[np.bool_]:
    """Which texts are None."""
    found: npt.NDArray[np.bool_] = pd.isna(texts)
    return found
