"""By when a case is to be answered: its due day, and the days until then.

Days count as durations do, both ends included, working or calendar; where the standard counts from the next
day, it alone begins on the day after receipt.
"""

from __future__ import annotations

import numpy as np

from grm_data.analysis.selection import Selection, kept
from grm_data.register import NO_DAY, NO_DURATION, Field, day_number
from grm_data.register.columns import Numbers
from grm_data.register.days import Days
from grm_data.settings import Standard

__all__ = ["days_counted", "days_taken", "days_waited", "due_days"]


def due_days(selection: Selection, standard: Standard | None) -> Days:
    """The first day on which the count reaches the standard, of every addressed case; else NO_DAY."""
    if standard is None:
        return np.full(len(selection.register), NO_DAY, np.int32)

    def due() -> Days:
        start = selection.register.received + standard.first_day
        if standard.unit == "calendar":
            return start + np.int32(standard.days - 1)
        return selection.calendar.day_of_count(start, standard.days)

    found = kept(selection.register, ("due", selection.calendar, standard), due)
    return np.where(selection.is_addressed, found, np.int32(NO_DAY))


def days_counted(selection: Selection, last: Days, standard: Standard) -> Numbers:
    """The standard's count from receipt to ``last``; NO_DURATION where ``last`` is none or before receipt."""
    received = selection.register.received
    known = (last != NO_DAY) & (last >= received)
    start = received + standard.first_day
    if standard.unit == "calendar":
        count = np.where(known, last, start) - start + 1
    else:
        count = selection.calendar.working_days(start, last)
    return np.where(known, np.maximum(count, 0), NO_DURATION).astype(np.int32)


def days_taken(selection: Selection, standard: Standard, until: Field = Field.RESOLVED_ON) -> Numbers:
    """The standard's count from receipt to a day of each row; NO_DURATION as for ``days_counted``."""
    key = "taken", selection.calendar, standard, until
    last = selection.register.day(until)
    return kept(selection.register, key, lambda: days_counted(selection, last, standard))


def days_waited(selection: Selection, standard: Standard) -> Numbers:
    """The standard's count from receipt to the as-of day of each row; NO_DURATION before receipt."""
    register, key = selection.register, ("waited", selection.calendar, standard, selection.as_of)
    as_of = np.broadcast_to(np.int32(day_number(selection.as_of)), len(register))
    return kept(register, key, lambda: days_counted(selection, as_of, standard))
