"""Working days, by the table of the definitions and against a slow day-by-day count."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grm_data.register import NO_DAY, NO_DURATION, WorkCalendar, day_number
from grm_data.register.calendar import WEEKDAYS
from grm_data.register.days import FIRST_ASKED, LAST_ASKED

MONGOLIA = WorkCalendar("MN")
DAYS = st.dates(date(2015, 1, 1), date(2026, 12, 31))


def days_between(calendar: WorkCalendar, received: date, resolved: date) -> int:
    return int(calendar.working_days(*(np.array([day_number(d)], np.int32) for d in (received, resolved)))[0])


@pytest.mark.parametrize(
    ("received", "resolved", "expected"),
    [
        (date(2020, 7, 31), date(2020, 7, 31), 1),
        (date(2020, 8, 2), date(2020, 8, 3), 1),
        (date(2020, 8, 14), date(2020, 8, 14), 1),
        (date(2020, 9, 24), date(2020, 9, 27), 2),  # proves that both ends count
        (date(2020, 10, 10), date(2020, 10, 12), 1),
        (date(2020, 11, 25), date(2020, 12, 10), 11),
    ],
)
def test_the_report_s_six_cases_take_the_working_days_it_states(
    received: date, resolved: date, expected: int
) -> None:
    assert days_between(MONGOLIA, received, resolved) == expected


def test_without_republic_day_the_sixth_case_would_take_twelve_days() -> None:
    assert days_between(WorkCalendar(None), date(2020, 11, 25), date(2020, 12, 10)) == 12


def test_a_case_of_one_weekend_takes_no_working_day() -> None:
    assert days_between(MONGOLIA, date(2020, 8, 1), date(2020, 8, 2)) == 0


def test_a_case_resolved_before_it_was_received_has_no_duration() -> None:
    assert days_between(MONGOLIA, date(2020, 8, 3), date(2020, 8, 2)) == NO_DURATION


def test_a_missing_date_gives_no_duration() -> None:
    received = np.array([day_number(date(2020, 8, 3)), NO_DAY], np.int32)
    resolved = np.array([NO_DAY, day_number(date(2020, 8, 3))], np.int32)
    assert MONGOLIA.working_days(received, resolved).tolist() == [NO_DURATION, NO_DURATION]


def test_no_cases_give_no_durations() -> None:
    assert MONGOLIA.working_days(np.array([], np.int32), np.array([], np.int32)).tolist() == []


def test_a_worked_saturday_counts_and_a_day_off_does_not() -> None:
    calendar = WorkCalendar(
        "MN", days_off=frozenset({date(2018, 11, 9)}), worked_days=frozenset({date(2018, 11, 17)})
    )
    assert not calendar.is_worked(date(2018, 11, 9))
    assert calendar.is_worked(date(2018, 11, 17))
    assert not calendar.is_worked(date(2018, 11, 18))


def test_a_worked_day_wins_over_a_public_holiday() -> None:
    assert WorkCalendar("MN", worked_days=frozenset({date(2020, 11, 26)})).is_worked(date(2020, 11, 26))


def test_days_off_far_away_change_nothing() -> None:
    far = frozenset({date(1999, 1, 1), date(2050, 1, 1)})
    assert days_between(WorkCalendar(None, days_off=far), date(2020, 8, 3), date(2020, 8, 7)) == 5


def test_without_a_weekend_every_day_is_worked() -> None:
    assert days_between(WorkCalendar(None, weekend=()), date(2020, 8, 1), date(2020, 8, 31)) == 31


@given(
    received=DAYS,
    resolved=DAYS,
    weekend=st.lists(st.sampled_from(WEEKDAYS), max_size=3, unique=True),
    days_off=st.frozensets(DAYS, max_size=5),
    worked=st.frozensets(DAYS, max_size=5),
)
def test_working_days_equal_a_day_by_day_count(
    received: date, resolved: date, weekend: list[str], days_off: frozenset[date], worked: frozenset[date]
) -> None:
    calendar = WorkCalendar(None, tuple(weekend), days_off, worked)
    count, day = 0, received
    while day <= resolved:
        count += day in worked or (day not in days_off and WEEKDAYS[day.weekday()] not in weekend)
        day += timedelta(days=1)
    assert days_between(calendar, received, resolved) == (count if resolved >= received else NO_DURATION)


ASKED = st.dates(FIRST_ASKED, LAST_ASKED)


@given(
    pairs=st.lists(st.tuples(st.none() | ASKED, st.none() | ASKED), max_size=9),
    days_off=st.frozensets(ASKED, max_size=5),
    of_one=st.booleans(),
)
def test_working_days_of_two_centuries_equal_those_of_numpy(
    pairs: list[tuple[date | None, date | None]], days_off: frozenset[date], of_one: bool
) -> None:
    columns = zip(*pairs, strict=True) if pairs else ((), ())
    received, resolved = (
        np.array([NO_DAY if day is None else day_number(day) for day in days], np.int32) for days in columns
    )
    if of_one and pairs:
        resolved = np.broadcast_to(resolved[0], received.shape)
    known = (received != NO_DAY) & (resolved != NO_DAY) & (resolved >= received)
    first, last = (np.where(known, days, 0).astype("M8[D]") for days in (received, resolved))
    counted = np.busday_count(first, last + 1, holidays=np.array(sorted(days_off), "M8[D]"))
    found = WorkCalendar(None, days_off=days_off).working_days(received, resolved)
    assert found.dtype == np.int32
    assert found.tolist() == np.where(known, counted, NO_DURATION).tolist()


@given(pairs=st.lists(st.tuples(DAYS, st.none() | DAYS), min_size=1, max_size=20))
def test_cases_of_any_years_are_counted_together_as_each_alone(pairs: list[tuple[date, date | None]]) -> None:
    received = np.array([day_number(first) for first, _ in pairs], np.int32)
    resolved = np.array([NO_DAY if last is None else day_number(last) for _, last in pairs], np.int32)
    alone = [NO_DURATION if last is None else days_between(MONGOLIA, first, last) for first, last in pairs]
    assert MONGOLIA.working_days(received, resolved).tolist() == alone
    many = np.repeat(received, 70_000 // len(pairs)), np.repeat(resolved, 70_000 // len(pairs))
    assert MONGOLIA.working_days(*many).tolist() == [*np.repeat(alone, 70_000 // len(pairs))]
