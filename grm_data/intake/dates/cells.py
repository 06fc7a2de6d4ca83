"""A column's cells and what each can mean, before anything is decided."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.dates.letters import fold_date
from grm_data.intake.dates.numbers import days_of_numbers
from grm_data.intake.dates.spellings import readings
from grm_data.intake.dates.window import FIRST_DAY, LAST_DAY
from grm_data.register.days import NO_DAY

__all__ = ["Cells", "Flags", "ReadingTable", "cells_of"]

Flags = npt.NDArray[np.bool_]
ReadingTable = npt.NDArray[np.int32]
"""Rows × 3: the day under DMY, MDY and YMD, NO_DAY where that order reads none."""

_UNIX = dt.date(1970, 1, 1).toordinal()
_NUMBER = re.compile(r"[1-9][0-9]*(?:\.[0-9]+)?")  # 044043 is a code
_EMPTY = re.compile("-*")  # nothing, or the dash that stands for it


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """What the cells of a column can mean."""

    readings: ReadingTable
    filled: Flags
    real: Flags  # a date or a serial to the spreadsheet, not a text


class _Kind(IntEnum):
    EMPTY = 0
    TEXT = 1
    NUMBER = 2
    DATE = 3
    OTHER = 4  # TRUE, a time of day: never a date


def _kind_of(cell_type: type) -> _Kind:
    if issubclass(cell_type, str):
        return _Kind.TEXT
    if cell_type in (type(None), type(pd.NaT), type(pd.NA)):  # NaT's type is a datetime's
        return _Kind.EMPTY
    if issubclass(cell_type, dt.date):
        return _Kind.DATE
    if issubclass(cell_type, (int, float, np.integer, np.floating)) and cell_type is not bool:
        return _Kind.NUMBER
    return _Kind.OTHER


def _kinds(column: pd.Series) -> npt.NDArray[np.int8]:
    dtype = column.dtype
    if isinstance(dtype, pd.StringDtype):
        kind = _Kind.TEXT
    elif isinstance(dtype, pd.DatetimeTZDtype) or dtype.kind == "M":
        kind = _Kind.DATE
    elif dtype.kind in "iuf":
        kind = _Kind.NUMBER
    else:
        types = [type(cell) for cell in column]
        kind_by_type = {cell_type: _kind_of(cell_type) for cell_type in set(types)}
        return np.array([kind_by_type[cell_type] for cell_type in types], np.int8)
    return np.where(column.isna(), _Kind.EMPTY, kind).astype(np.int8)


def _floats(column: pd.Series) -> npt.NDArray[np.float64]:
    """Cells as floats; a whole number too large for one is no date either."""
    try:
        return column.to_numpy(np.float64)
    except OverflowError:
        return np.array([cell if abs(cell) < 2**64 else np.inf for cell in column], np.float64)


def _date_days(column: pd.Series) -> npt.NDArray[np.int64]:
    """The day that stands in each cell, its time and zone dropped."""
    if column.dtype == object:
        return np.array([cell.toordinal() - _UNIX for cell in column], np.int64)
    local: npt.NDArray[np.datetime64] = column.dt.tz_localize(None).to_numpy()
    return local.astype("datetime64[D]").astype(np.int64)


def _text_meanings(
    texts: pd.Series,
) -> tuple[ReadingTable, Flags, npt.NDArray[np.float64]]:
    """Each text's readings, whether it says anything, and its number; a text is read once."""
    codes, uniques = pd.factorize(texts)
    folded = [fold_date(text) for text in uniques]
    days = np.array([readings(text) for text in folded], np.int32).reshape(-1, 3)
    filled = np.array([not _EMPTY.fullmatch(text) for text in folded], np.bool_)
    numbers = [float(text) if _NUMBER.fullmatch(text) else np.nan for text in folded]
    return days[codes], filled[codes], np.array(numbers, np.float64)[codes]


def cells_of(column: pd.Series, *, date1904: bool) -> Cells:
    """What each cell of a column can mean. Dates outside the window mean nothing."""
    kinds = _kinds(column)
    table = np.full((len(column), 3), NO_DAY, np.int32)
    numbers = np.full(len(column), np.nan)
    filled = kinds != _Kind.EMPTY

    texts, dates, figures = (kinds == kind for kind in (_Kind.TEXT, _Kind.DATE, _Kind.NUMBER))
    if texts.any():
        table[texts], filled[texts], numbers[texts] = _text_meanings(column[texts])
    if dates.any():
        days = _date_days(column[dates])
        table[dates] = np.where((days >= FIRST_DAY) & (days <= LAST_DAY), days, NO_DAY)[:, None]
    if figures.any():
        numbers[figures] = _floats(column[figures])
        filled[figures] = ~np.isnan(numbers[figures])

    others = int(np.count_nonzero(filled & np.isnan(numbers)))
    serials = days_of_numbers(numbers, others, date1904=date1904)
    counted = (serials != NO_DAY) & (table[:, 0] == NO_DAY)  # but for a text "20200731"
    table[counted] = serials[counted, None]
    return Cells(table, filled, real=dates | counted)
