"""Calendars other than the Gregorian: named by their years and the project's country, never converted.

A later release may convert them: what a calendar needs for that belongs into its entry below.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from grm_data.intake.dates import window
from grm_data.intake.dates.cells import Cells, Flags
from grm_data.register.days import NO_DAY

__all__ = ["CALENDAR_NAMES", "GREGORIAN", "any_31st", "in_other_calendar", "may_be_ethiopian"]

GREGORIAN = "gregorian"
_FIRST_YEAR = 2000  # no register is older, as long as the project's start isn't known
_FEWEST = 3  # cells name a calendar, or half of the column
_YEARS_OF_SILENCE = 6  # a register that ended so long ago is one of today in the Ethiopian calendar


class _Calendar(NamedTuple):
    name: str
    least: int  # by so many years its years are ahead of the Gregorian, or by ``most``
    most: int


_APART = (
    _Calendar("buddhist", 543, 543),
    _Calendar("nepali", 56, 57),
    _Calendar("persian", -622, -621),
    _Calendar("hijri", -581, -578),
)
"""Calendars whose years of today are no Gregorian years of a register."""

_ETHIOPIAN = _Calendar("ethiopian", -8, -7)
_ETHIOPIA = ("ET", "ETH")

CALENDAR_NAMES = (GREGORIAN, *(calendar.name for calendar in _APART), _ETHIOPIAN.name)
"""What the settings may say."""


def in_other_calendar(
    cells: Cells, country: str | None, start: int | None, setting: str | None, *, has_31st: bool = False
) -> tuple[str, Flags] | None:
    """The calendar that a column is written in and the cells that show it; None for the Gregorian.

    ``start`` is the year in which the project began; ``setting`` the calendar that the settings name;
    ``has_31st`` whether a date of the register is the last day of a month that the Ethiopian doesn't have.
    """
    written = cells.years > 0
    if setting == GREGORIAN or not written.any():
        return None
    first = _FIRST_YEAR if start is None else start - 1
    last = window.current_year() + 1
    for calendar in _APART:
        found = (cells.years >= first + calendar.least) & (cells.years <= last + calendar.most)
        enough = min(_FEWEST, np.count_nonzero(written) / 2)
        if found.any() and (setting == calendar.name or np.count_nonzero(found) >= enough):
            return calendar.name, found
    is_ethiopian = country in _ETHIOPIA and _are_ethiopian(cells.years[written], start)
    is_unsaid = country is None and setting is None and not has_31st
    if setting == _ETHIOPIAN.name or is_ethiopian or (is_unsaid and _end_long_before(start, cells)):
        return _ETHIOPIAN.name, written
    return None


def any_31st(cells: Cells) -> bool:
    """Whether a date is the 31st in every way that it can be read."""
    read = cells.readings != NO_DAY
    days = np.where(read, cells.readings, 0).astype("datetime64[D]")
    is_31st = (days - days.astype("datetime64[M]")).astype(np.int64) == 30
    return bool((read.any(axis=1) & (is_31st | ~read).all(axis=1)).any())


def _end_long_before(start: int | None, cells: Cells) -> bool:
    """Whether all years lie about as far before the project's start as the Ethiopian calendar is behind.

    Where the start isn't known: before today, and all dates are typed with the year at their end. A
    program's own dates are Gregorian.
    """
    if np.count_nonzero(cells.years) < _FEWEST:
        return False
    newest = int(cells.years.max())
    if start is not None:
        return _YEARS_OF_SILENCE <= start - newest <= -_ETHIOPIAN.least
    is_typed = bool((cells.styles[cells.years > 0] > 0).all())
    return is_typed and newest <= window.current_year() + _ETHIOPIAN.most


def may_be_ethiopian(newest: int, country: str | None, start: int | None, setting: str | None) -> bool:
    """Whether a register whose newest year this is may be one of today in the Ethiopian calendar.

    Nothing else shows it where neither the country nor the project's start is known and the dates aren't
    typed as people type them.
    """
    is_unknown = country is None and start is None and setting is None
    return is_unknown and newest <= window.current_year() + _ETHIOPIAN.most


def _are_ethiopian(years: npt.NDArray[np.int32], start: int | None) -> bool:
    """Whether an Ethiopian project's years lie seven or eight behind those that its register can have."""
    newest = int(years.max())
    if start is None:
        return newest <= window.current_year() - _YEARS_OF_SILENCE
    return newest < start <= newest - _ETHIOPIAN.least
