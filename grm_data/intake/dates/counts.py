"""How a register counts its own durations: working or calendar days, both ends or one."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import numpy.typing as npt

from grm_data.register.calendar import NO_DURATION, WorkCalendar
from grm_data.register.columns import Mask, Numbers
from grm_data.register.days import NO_DAY, Days

__all__ = ["Count", "counted", "own_count"]

_MOST = 0.9  # of the durations fit the way in which they were counted
_FEWEST = 3  # durations show a way other than the project's


class Count(StrEnum):
    """Ways to count the days from receipt to resolution."""

    WORKING = "working"  # both ends, as the project counts
    WORKING_ONE_END = "working-one-end"
    CALENDAR = "calendar"
    CALENDAR_ONE_END = "calendar-one-end"


def counted(way: Count, received: Days, resolved: Days, calendar: WorkCalendar) -> npt.NDArray[np.int32]:
    """Days from receipt to resolution; NO_DURATION where a date is missing or resolved before received."""
    if way in (Count.WORKING, Count.WORKING_ONE_END):
        days = calendar.working_days(received, resolved)
    else:
        known = (received != NO_DAY) & (resolved != NO_DAY) & (resolved >= received)
        days = np.where(known, resolved - np.where(known, received, 0) + 1, NO_DURATION).astype(np.int32)
    if way in (Count.WORKING, Count.CALENDAR):
        return days
    return np.where(days == NO_DURATION, days, np.maximum(days - 1, 0)).astype(np.int32)


def own_count(
    own: Numbers, received: Days, resolved: Days, calendar: WorkCalendar, *, most: float = _MOST
) -> tuple[Count, Mask] | None:
    """The way in which ``most`` of the register's own durations are counted, and which of them fit it."""
    known = (own != NO_DURATION) & (received != NO_DAY) & (resolved != NO_DAY)
    fits = {way: known & (counted(way, received, resolved, calendar) == own) for way in Count}
    best = max(Count, key=lambda way: int(np.count_nonzero(fits[way])))
    number = np.count_nonzero(fits[best])
    return (best, fits[best]) if number >= max(_FEWEST, most * np.count_nonzero(known)) else None
