"""Working days by a project's calendar: weekends, public holidays, extra days off, worked days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from grm_data.register.countries import holidays_of
from grm_data.register.days import NO_DAY, Days, day_number
from grm_data.speech import DEFAULT_LANGUAGE, language

__all__ = ["NO_DURATION", "WEEKDAYS", "WorkCalendar", "holidays_between"]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

NO_DURATION = -1
"""No duration: the case isn't resolved, has no date, or was resolved before it was received."""

_FIRST = date(1970, 1, 1)
_AT_ONCE = 1 << 15
"""Cases that are counted together: so many stay near the processor."""


@cache
def _public_holidays(country: str, first_year: int, last_year: int, code: str) -> Mapping[date, str]:
    """Public holidays by PyPI ``holidays``, category public only ("workday" entries are observances).

    With their names in a language, else in English, as the package has them.
    """
    country_holidays = holidays_of(country)
    known = country_holidays.supported_languages
    own = [name for name in known if name.partition("_")[0] == code != DEFAULT_LANGUAGE]
    names = [*own, *(name for name in known if name == "en_US")]
    found = country_holidays(
        years=range(first_year, last_year + 1),
        categories=("public",),
        language=next(iter(names), None),
    )
    return MappingProxyType(dict(found))


def holidays_between(country: str, first: date, last: date) -> dict[date, str]:
    """Each public holiday of a country from the first to the last day → its name in the language spoken here.

    >>> holidays_between("MN", date(2020, 11, 20), date(2020, 12, 1))
    {datetime.date(2020, 11, 26): 'Republic Day'}
    """
    found = _public_holidays(country, first.year, last.year, language().code)
    return {day: name for day, name in sorted(found.items()) if first <= day <= last}


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked. Worked days win over weekends, holidays and days off."""

    country: str | None = None
    weekend: tuple[str, ...] = ("Sat", "Sun")
    days_off: frozenset[date] = field(default=frozenset())
    worked_days: frozenset[date] = field(default=frozenset())

    def working_days(self, received: Days, resolved: Days) -> npt.NDArray[np.int32]:
        """Working days from registration to resolution, both days counted (Excel's NETWORKDAYS).

        Result: int32, one per case; NO_DURATION where a date is missing or resolved before received.
        At least 0: a case received on Saturday and resolved on Sunday took 0 working days.

        >>> mongolia = WorkCalendar("MN")
        >>> days = lambda *when: np.array([day_number(date(*when))], np.int32)
        >>> mongolia.working_days(days(2020, 11, 25), days(2020, 12, 10))   # row 6 of the 2020 H2 report
        array([11], dtype=int32)
        """
        first_day = int(received.min(initial=NO_DAY))
        if first_day == NO_DAY:
            return np.full(received.shape, NO_DURATION, np.int32)
        parts = [slice(at, at + _AT_ONCE) for at in range(0, len(received), _AT_ONCE)]
        last_days = (
            int((resolved[part] + np.int32(1)).max()) - 1 for part in parts
        )  # NO_DAY + 1 is the least
        years = ((_FIRST + timedelta(days=day)).year for day in (first_day, max(first_day, *last_days)))
        shift, width, up_to, until = _packed_table(self, *years)
        result = np.empty(received.shape, up_to.dtype)
        places, before = np.empty(_AT_ONCE, np.intp), np.empty(_AT_ONCE, up_to.dtype)
        for part in parts:
            found = result[part]
            place, earlier = places[: len(found)], before[: len(found)]
            place[:] = resolved[part]
            until.take(place + shift if shift else place, mode="clip", out=found)
            place[:] = received[part]
            found -= up_to.take(place + shift if shift else place, mode="clip", out=earlier)
            found >>= width
            np.maximum(found, NO_DURATION, out=found)
        return result.astype(np.int32, copy=False)

    def day_of_count(self, start: Days, n: int) -> Days:
        """The first day on which the working days since ``start``, both ends included, are ``n``.

        NO_DAY where that is further away than a year of 365 days for each fifty.
        """
        if not len(start):
            return start.copy()
        years = 1 + n // 50
        first_year = (_FIRST + timedelta(days=int(start.min()))).year
        last_year = min((_FIRST + timedelta(days=int(start.max()))).year + years, date.max.year)
        base, worked_up_to = _worked_table(self, first_year, last_year)
        wanted = worked_up_to[start - base] + n
        place = np.searchsorted(worked_up_to, wanted, side="left")
        found = place < len(worked_up_to)
        return np.where(found, base + place - 1, NO_DAY).astype(np.int32)

    def days_off_between(self, first: date, last: date) -> list[tuple[date, str | None]]:
        """The days but weekends that aren't worked, both ends included; those of the settings have no name.

        >>> WorkCalendar("MN").days_off_between(date(2020, 11, 25), date(2020, 12, 10))
        [(datetime.date(2020, 11, 26), 'Republic Day')]
        """
        named = _public_holidays(self.country, first.year, last.year, language().code) if self.country else {}
        return [
            (day, named.get(day))
            for day in sorted((named.keys() | self.days_off) - self.worked_days)
            if first <= day <= last and WEEKDAYS[day.weekday()] not in self.weekend
        ]

    def is_worked(self, day: date) -> bool:
        """Whether the day is a working day."""
        number = np.array([day_number(day)], np.int32)
        return bool(self.working_days(number, number)[0])


@cache
def _worked_table(calendar: WorkCalendar, first_year: int, last_year: int) -> tuple[int, Days]:
    """(first day number, cumulative table): entry i = worked days before day ``base + i``."""
    base = day_number(date(first_year, 1, 1))
    numbers = np.arange(base, day_number(date(last_year, 12, 31)) + 1)
    weekend = [WEEKDAYS.index(name) for name in calendar.weekend]
    worked = ~np.isin((numbers + 3) % 7, weekend)  # 1970-01-01 was a Thursday
    off = calendar.days_off
    if calendar.country:
        off = off | _public_holidays(calendar.country, first_year, last_year, DEFAULT_LANGUAGE).keys()
    for days, is_worked in ((off, False), (calendar.worked_days, True)):
        index = np.array([day_number(day) - base for day in days], np.int64)
        worked[index[(index >= 0) & (index < len(worked))]] = is_worked
    table = np.concatenate([[0], np.cumsum(worked)]).astype(np.int32)
    table.setflags(write=False)
    return base, table


@cache
def _packed_table(
    calendar: WorkCalendar, first_year: int, last_year: int
) -> tuple[np.int32, int, npt.NDArray[Any], npt.NDArray[Any]]:
    """(what makes a day's number its place, bits of a number, what stands before each day, and at its end).

    An entry is worked days << bits | days. So what stands at the end of one day less what stands before
    another, shifted back, is the working days from the other to the one, and below 0 where the one is the
    earlier. What is outside, as NO_DAY is, is as far off as can be. A number is a place as it is, since to
    make another of it takes a quarter of the time; only those before 1970 must be shifted.
    """
    base, worked = _worked_table(calendar, first_year, last_year)
    width = len(worked).bit_length()
    entries = (worked.astype(np.int64) << width) + np.arange(len(worked))
    far = 1 << 2 * width
    kind = np.int32 if far <= 1 << 29 else np.int64
    shift = max(0, 1 - base)
    up_to, until = (
        np.pad(part, (base + shift, 1), constant_values=outside).astype(kind)
        for part, outside in ((entries[:-1], far), (entries[1:] - 1, -far))
    )
    return np.int32(shift), width, up_to, until
