"""A column's cells and what each can mean, before anything is decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.expressions import expression
from grm_data.intake.dates.letters import fold_date
from grm_data.intake.dates.likeness import is_without_year, style_of, with_year, year_in
from grm_data.intake.dates.numbers import times_of_numbers
from grm_data.intake.dates.spellings import NOTHING, Readings, Spelling, spelling_of
from grm_data.intake.dates.window import FIRST_DAY, LAST_DAY
from grm_data.intake.dates.zones import UNKNOWN_ZONE, Zone
from grm_data.register.days import NO_DAY

__all__ = ["Cells", "Flags", "ReadingTable", "Said", "cells_of"]

Flags = npt.NDArray[np.bool_]
ReadingTable = npt.NDArray[np.int32]
"""Rows × 3: the day under DMY, MDY and YMD, NO_DAY where that order reads none."""

_UNIX = dt.date(1970, 1, 1).toordinal()
_NUMBER = expression(r"[1-9][0-9]*(?:\.[0-9]+)?")  # 044043 is a code
_EMPTY = expression("-*")  # nothing, or the dash that stands for it
_MOST_YEARS = 9_999


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """What the cells of a column can mean."""

    readings: ReadingTable
    filled: Flags
    real: Flags  # a date or a serial to the spreadsheet, not a text
    seconds: npt.NDArray[np.float64]  # of the time of day without a zone; NaN where none stands there
    zoned: Flags  # a time with a zone, or a computer's: its day depends on the project's zone
    years: npt.NDArray[np.int32]  # the year of four digits that stands there, in whatever calendar; 0: none
    without_year: Flags  # a day and a month
    styles: npt.NDArray[
        np.int32
    ]  # how a date in figures is written: 03/04/20 alike, 3.4.2020 not; 0: otherwise


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
        types = [*map(type, column.tolist())]
        kind_by_type = {cell_type: int(_kind_of(cell_type)) for cell_type in set(types)}
        return np.fromiter(map(kind_by_type.__getitem__, types), np.int8, len(types))
    return np.where(column.isna(), _Kind.EMPTY, kind).astype(np.int8)


def _floats(column: pd.Series) -> npt.NDArray[np.float64]:
    """Cells as floats; a whole number too large for one is no date either."""
    try:
        return column.to_numpy(np.float64)
    except OverflowError:
        return np.array([cell if abs(cell) < 2**64 else np.inf for cell in column], np.float64)


def _date_moments(column: pd.Series) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """The day that stands in each cell, its zone dropped, and the seconds of its time of day."""
    if column.dtype == object:
        codes, different = _different(column)
        days = np.array([cell.toordinal() - _UNIX for cell in different], np.int64)
        return days[codes], np.array([*map(_seconds, different)], np.float64)[codes]
    local: npt.NDArray[np.datetime64] = column.dt.tz_localize(None).to_numpy()
    whole = local.astype("datetime64[D]")
    return whole.astype(np.int64), (local - whole) / np.timedelta64(1, "s")


def _different(dates: pd.Series) -> tuple[npt.NDArray[np.intp], pd.Index]:
    """(which of the different dates each is, those): the same moment in two zones is two."""
    codes, different = pd.factorize(dates)
    if any(isinstance(date, dt.datetime) and date.tzinfo is not None for date in different):
        return np.arange(len(dates)), pd.Index(dates, dtype=object)
    return codes, different


def _seconds(cell: dt.date) -> float:
    if not isinstance(cell, dt.datetime):
        return 0.0
    return cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6


def _years_of(days: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return years.clip(0, _MOST_YEARS).astype(np.int32)


class Said(NamedTuple):
    """What one text says."""

    folded: str
    spelling: Spelling
    year: int
    style: int
    is_without_year: bool

    @classmethod
    def of(cls, text: str) -> Said:
        """What a text says."""
        folded = fold_date(text)
        spelling = spelling_of(folded)
        return cls(folded, spelling, year_in(folded), style_of(folded), is_without_year(folded, spelling))


class _Texts:
    """What each text of a column says; a text is read once, those in ``known`` never again."""

    def __init__(self, texts: pd.Series, zone: Zone, known: dict[str, Said]) -> None:
        self.codes, uniques = pd.factorize(texts)
        self.said = [known.get(text) or known.setdefault(text, Said.of(text)) for text in uniques.tolist()]
        self.zone = zone

    def fill(self, cells: Cells, where: Flags, numbers: npt.NDArray[np.float64]) -> None:
        """Writes what the texts say into the rows of ``where``."""
        folded = [one.folded for one in self.said]
        clocks = [one.spelling.clock for one in self.said]
        is_zoned = [clock is not None and clock.offset is not None for clock in clocks]
        plain = [
            np.nan if clock is None or zoned else clock.seconds
            for clock, zoned in zip(clocks, is_zoned, strict=True)
        ]
        days = self._each([_local(one.spelling, self.zone) for one in self.said], np.int32)
        cells.readings[where] = days.reshape(-1, 3)
        cells.filled[where] = self._each([not _EMPTY.fullmatch(text) for text in folded], np.bool_)
        cells.seconds[where] = self._each(plain, np.float64)
        cells.zoned[where] = self._each(is_zoned, np.bool_)
        cells.years[where] = self._each([one.year for one in self.said], np.int32)
        cells.without_year[where] = self._each([one.is_without_year for one in self.said], np.bool_)
        cells.styles[where] = self._each([one.style for one in self.said], np.int32)
        numbers[where] = self._each(
            [float(text) if _NUMBER.fullmatch(text) else np.nan for text in folded], np.float64
        )

    def _each(self, values: list[Any], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
        array: npt.NDArray[Any] = np.array(values, dtype)[self.codes]
        return array

    def complete(self, cells: Cells, where: Flags, sections: npt.NDArray[np.int32]) -> None:
        """Reads the dates without a year in the year that their section states."""
        for row, code in zip(np.flatnonzero(where), self.codes, strict=True):
            one = self.said[code]
            if sections[row] and one.spelling.readings == NOTHING:
                found = spelling_of(with_year(one.folded, int(sections[row])))
                if found.readings != NOTHING:
                    cells.readings[row], cells.without_year[row] = found.readings, True


def _local(spelling: Spelling, zone: Zone) -> Readings:
    """The days as they are in the project's zone."""
    clock = spelling.clock
    if clock is None or clock.offset is None:
        return spelling.readings
    return Readings(*(zone.day_of_clock(day, clock.seconds, clock.offset) for day in spelling.readings))


def _blank(count: int) -> Cells:
    """Cells of which nothing is known yet."""
    flags = [np.zeros(count, np.bool_) for _ in range(4)]
    return Cells(
        np.full((count, 3), NO_DAY, np.int32, order="F"),
        flags[0],
        flags[1],
        np.full(count, np.nan),
        flags[2],
        np.zeros(count, np.int32),
        flags[3],
        np.zeros(count, np.int32),
    )


def cells_of(
    column: pd.Series,
    *,
    date1904: bool = False,
    zone: Zone = UNKNOWN_ZONE,
    sections: npt.NDArray[np.int32] | None = None,
    said: dict[str, Said] | None = None,
) -> Cells:
    """What each cell of a column can mean. Dates outside the window mean nothing.

    ``sections`` is the year that the rows of each cell's section share, 0 where none is stated; ``said`` what
    texts of other columns say, and then of this one.
    """
    kinds, cells = _kinds(column), _blank(len(column))
    cells.filled[:] = kinds != _Kind.EMPTY
    numbers = np.full(len(column), np.nan)
    texts, dates, figures = (kinds == kind for kind in (_Kind.TEXT, _Kind.DATE, _Kind.NUMBER))
    if texts.any():
        read = _Texts(column[texts], zone, {} if said is None else said)
        read.fill(cells, texts, numbers)
        if sections is not None:
            read.complete(cells, texts, sections)
    if dates.any():
        days, cells.seconds[dates] = _date_moments(column[dates])
        cells.years[dates] = _years_of(days)
        cells.readings[dates] = np.where((days >= FIRST_DAY) & (days <= LAST_DAY), days, NO_DAY)[:, None]
    if figures.any():
        numbers[figures] = _floats(column[figures])
        cells.filled[figures] = ~np.isnan(numbers[figures])
    cells.real[:] = dates | _count(cells, numbers, zone, date1904=date1904)
    return cells


def _count(cells: Cells, numbers: npt.NDArray[np.float64], zone: Zone, *, date1904: bool) -> Flags:
    """Reads the numbers that count time, and says which they are; a text "20200731" is read already."""
    others = int(np.count_nonzero(cells.filled & np.isnan(numbers)))
    times = times_of_numbers(numbers, others, date1904=date1904)
    counted: Flags = (times.days != NO_DAY) & (cells.readings[:, 0] == NO_DAY)
    days = times.days
    if times.are_utc and zone.name is not None:
        days = np.where(counted, zone.days_of_seconds(np.where(counted, times.seconds, 0.0)), NO_DAY)
    if times.are_utc:
        cells.zoned[counted] = True
    else:
        cells.seconds[counted] = times.seconds[counted] % 86_400
    cells.readings[counted] = days[counted, None]
    cells.years[counted] = _years_of(days[counted].astype(np.int64))
    return counted
