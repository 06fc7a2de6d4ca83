"""Periods: first and last day both inside, and the half-years of a project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from grm_data.register.days import Days, day_number

__all__ = ["Period", "half_year_of", "half_years", "reporting_periods"]


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both days inside; empty where last is before first."""

    name: str
    first: date
    last: date

    @property
    def numbers(self) -> tuple[int, int]:
        """The day numbers of the first and the last day."""
        return day_number(self.first), day_number(self.last)

    @property
    def is_empty(self) -> bool:
        """Whether no day is in the period."""
        return self.last < self.first

    def holds(self, days: Days) -> npt.NDArray[np.bool_]:
        """Which of the days are in the period."""
        first, last = self.numbers
        return (days >= first) & (days <= last)


@lru_cache(4096)
def half_year_of(day: date) -> Period:
    """The calendar half-year that holds the day: "2020 H2" from 1 July to 31 December 2020."""
    if day.month <= 6:
        return Period(f"{day.year} H1", date(day.year, 1, 1), date(day.year, 6, 30))
    return Period(f"{day.year} H2", date(day.year, 7, 1), date(day.year, 12, 31))


def half_years(first: date, last: date) -> tuple[Period, ...]:
    """Every half-year from the one that holds ``first`` to the one that holds ``last``, without gaps."""
    periods = []
    day = half_year_of(first).first
    while day <= last:
        periods.append(half_year_of(day))
        day = periods[-1].last + timedelta(days=1)
    return tuple(periods)


def reporting_periods(
    first: date, last: date, start: date | None, first_received: date | None
) -> tuple[Period, Period, Period]:
    """The report's periods: new, previous, total, so that new + previous = total, always.

    ``previous`` ends on the day before ``new`` begins: the source report prints 2020.06.25 as the end
    of one and the start of the other, and that day is counted once, in the new period. It reaches back
    to the project's start, or to the first row where that is earlier or no start is given.
    """
    known = [day for day in (start, first_received) if day is not None and day < first]
    previous_first = min(known, default=first)
    return (
        Period("new", first, last),
        Period("previous", previous_first, first - timedelta(days=1)),
        Period("total", previous_first, last),
    )
