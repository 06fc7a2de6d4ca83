"""Columns of typed cells → texts, one per row, as a person reads them in the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.register.columns import Texts
from grm_data.register.folding import tidy

__all__ = ["ERROR_CELLS", "are_tidy", "cell_text", "is_error_cell", "is_none"]

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


def are_tidy(cells: Sequence[Any] | npt.NDArray[Any]) -> bool:
    """Whether all are texts, and plainly as they are to be read; it may say no where they are."""
    if not len(cells) or not isinstance(cells[0], str):
        return False
    together = "|".join(cells)
    ends = ("  ", "| ", " |", "||")
    is_plain = together.isprintable() and not any(end in together for end in ends)
    return is_plain and together.strip(" |") == together


def is_error_cell(texts: Texts) -> npt.NDArray[np.bool_]:
    """Which texts are Excel's error values."""
    return np.fromiter(map(ERROR_CELLS.__contains__, texts), bool, len(texts))


def is_none(texts: Texts) -> npt.NDArray[np.bool_]:
    """Which texts are None."""
    found: npt.NDArray[np.bool_] = pd.isna(texts)
    return found
