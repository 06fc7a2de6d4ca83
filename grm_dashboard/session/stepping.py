"""Periods beside the one shown: of the same kind before and after it, and the one to compare it with."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from grm_dashboard.session.asked import BEFORE, CUSTOM, NOTHING, START, Asked
from grm_data.register import Period
from grm_data.register.days import FIRST_ASKED, LAST_ASKED
from grm_data.register.spans import Span, stepped

__all__ = ["compared_with", "moved"]

_YEAR = 12  # months


def moved(asked: Asked, period: Period, steps: int) -> Period | None:
    """The period of the same kind so many steps later, or earlier; None where nobody may ask for it.

    Any days step by as many days as they are. Since the start there is but one period.
    """
    if asked.span is not None:
        return stepped(asked.span, period, steps)
    if asked.kind == START:
        return None
    days = ((period.last - period.first).days + 1) * steps
    if not -_days(FIRST_ASKED, period.first) <= days <= _days(period.last, LAST_ASKED):
        return None
    return Period(CUSTOM, period.first + timedelta(days), period.last + timedelta(days))


def _days(first: date, last: date) -> int:
    return (last - first).days


def compared_with(asked: Asked, period: Period, start: date | None) -> Period | None:
    """The period that this one is compared with: the one before, or the same one a year earlier.

    None where none is asked for, or it was over before the register began, on the day ``start``. Of one in
    which the register began, the days from then on.
    """
    if asked.compare == NOTHING or asked.kind == START or start is None:
        return None
    found = moved(asked, period, -1) if asked.compare == BEFORE else _last_year(asked.span, period)
    if found is None or found.last < start:
        return None
    return replace(found, first=max(found.first, start))


def _last_year(span: Span | None, period: Period) -> Period | None:
    if span is not None:
        return stepped(span, period, -_YEAR // span.months)
    if period.first.year <= FIRST_ASKED.year:
        return None
    return Period(CUSTOM, _year_before(period.first), _year_before(period.last))


def _year_before(day: date) -> date:
    """The same day a year earlier; of a month that has no such day the last one.

    >>> _year_before(date(2024, 2, 29))
    datetime.date(2023, 2, 28)
    """
    year = day.year - 1
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))
