"""How many a month: what periods of different length, and one that isn't over, are compared by."""

from __future__ import annotations

from datetime import date

from grm_data.register import Period

__all__ = ["DAYS_OF_A_MONTH", "monthly_rate"]

DAYS_OF_A_MONTH = 30.4375
"""365.25 ÷ 12."""


def monthly_rate(received: int, period: Period, as_of: date) -> float | None:
    """Received per month of the days of the period that have passed; None where none has.

    >>> round(monthly_rate(9, Period("new", date(2020, 6, 25), date(2020, 12, 31)), date(2020, 12, 31)), 2)
    1.44
    """
    days = (min(period.last, as_of) - period.first).days + 1
    return received / days * DAYS_OF_A_MONTH if days > 0 else None
