"""Received per month: what periods of different length are compared by."""

from __future__ import annotations

from datetime import date

import pytest

from grm_data.analysis.rates import monthly_rate
from grm_data.register import Period

LAST = date(2020, 12, 31)


@pytest.mark.parametrize(
    ("received", "first", "last", "as_of", "rate"),
    [
        (9, date(2020, 6, 25), LAST, LAST, 1.44),
        (20, date(2015, 9, 15), date(2020, 6, 24), LAST, 0.35),
        (29, date(2015, 9, 15), LAST, LAST, 0.46),
        (10, date(2020, 7, 1), LAST, date(2020, 7, 31), 9.82),  # only the days that have passed
        (0, date(2020, 7, 1), LAST, LAST, 0),
        (0, date(2021, 1, 1), date(2021, 6, 30), LAST, None),  # it hasn't begun
        (0, date(2021, 1, 1), LAST, LAST, None),  # an empty period
    ],
)
def test_the_rate_is_received_per_month_of_the_days_that_have_passed(
    received: int, first: date, last: date, as_of: date, rate: float | None
) -> None:
    found = monthly_rate(received, Period("any", first, last), as_of)
    assert (found is None) if rate is None else (round(found or 0, 2) == rate)
