"""Periods: both ends inside, the border day counted once, half-years without gaps."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from grm_data.register import Period, half_year_of, half_years, reporting_periods
from tests.registers import DAYS

FIRST, LAST, START = date(2020, 6, 25), date(2020, 12, 31), date(2015, 9, 15)


def test_previous_ends_on_the_day_before_new_begins() -> None:
    new, previous, total = reporting_periods(FIRST, LAST, START, date(2015, 10, 20))
    assert (previous.first, previous.last) == (START, date(2020, 6, 24))
    assert (new.first, new.last) == (FIRST, LAST)
    assert (total.first, total.last) == (START, LAST)


def test_previous_reaches_back_to_a_row_before_the_project_began() -> None:
    assert reporting_periods(FIRST, LAST, START, date(2014, 1, 1))[1].first == date(2014, 1, 1)


def test_previous_reaches_back_to_the_first_row_without_a_start() -> None:
    assert reporting_periods(FIRST, LAST, None, date(2016, 1, 1))[1].first == date(2016, 1, 1)


def test_nothing_is_previous_where_the_project_begins_with_the_new_period() -> None:
    new, previous, total = reporting_periods(FIRST, LAST, FIRST, FIRST)
    assert previous.is_empty
    assert (total.first, total.last) == (new.first, new.last)


def test_a_register_without_rows_and_start_has_no_previous_period() -> None:
    assert reporting_periods(FIRST, LAST, None, None)[1].is_empty


def test_half_years_are_calendar_halves() -> None:
    assert half_year_of(date(2020, 6, 30)) == Period("2020 H1", date(2020, 1, 1), date(2020, 6, 30))
    assert half_year_of(date(2020, 7, 1)) == Period("2020 H2", date(2020, 7, 1), date(2020, 12, 31))


@given(first=DAYS, length=st.integers(0, 3000))
def test_half_years_cover_every_day_without_a_gap(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    periods = half_years(first, last)
    assert periods[0].first <= first
    assert periods[-1].first <= last <= periods[-1].last
    for before, after in itertools.pairwise(periods):
        assert after.first - before.last == timedelta(days=1)


def test_no_half_year_lies_between_a_day_and_an_earlier_one() -> None:
    assert half_years(date(2020, 7, 1), date(2020, 6, 1)) == ()
