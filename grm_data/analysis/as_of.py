"""The day that figures are as of, where nobody names one, and whether a period is over by it."""

from __future__ import annotations

from datetime import date

from grm_data.register import Period

__all__ = ["default_as_of", "has_begun", "is_interim"]


def default_as_of(last: date | None, complete_to: date | None, today: date) -> date:
    """The earliest of a period's last day, the day up to which the register tells everything, and today.

    >>> default_as_of(date(2026, 12, 31), None, date(2026, 11, 25))
    datetime.date(2026, 11, 25)
    """
    return min(day for day in (last, complete_to, today) if day is not None)


def is_interim(period: Period, as_of: date) -> bool:
    """Whether the period isn't over yet on the day."""
    return as_of < period.last


def has_begun(period: Period, as_of: date) -> bool:
    """Whether the day is in the period or after it."""
    return as_of >= period.first
