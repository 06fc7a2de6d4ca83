"""What date columns, and the register's own durations, prove of each other."""

from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from grm_data.intake.dates import Count, Known, Order, OwnDurations, counted, own_count, read_date_columns
from grm_data.register.calendar import NO_DURATION, WorkCalendar
from grm_data.register.days import NO_DAY, day_number, iso
from grm_data.register.fields import Field

RECEIVED, RESOLVED, ACKNOWLEDGED = Field.RECEIVED_ON, Field.RESOLVED_ON, Field.ACKNOWLEDGED_ON
MDY = "%m/%d/%Y"


def read(received, resolved, others=(), **known):
    columns = {RECEIVED: pd.Series(received, dtype="object"), RESOLVED: pd.Series(resolved, dtype="object")}
    return read_date_columns(columns, Known(**known), lambda: [pd.Series(cells) for cells in others])


def days(column):
    return [iso(int(day)) for day in column.days]


def test_a_column_written_alike_proves_the_order():
    found = read(["02/03/2021", "02/05/2021"], ["02/17/2021", "02/28/2021"])
    assert days(found[RECEIVED]) == ["2021-02-03", "2021-02-05"]
    assert (found[RECEIVED].order, found[RECEIVED].evidence) == (Order.MDY, "sibling")


def test_a_column_of_no_field_proves_it_too():
    found = read(["02/03/2021", "02/05/2021"], [None, None], [["01/31/2021", "01/30/2021"]])
    assert found[RECEIVED].evidence == "sibling"
    assert days(found[RECEIVED]) == ["2021-02-03", "2021-02-05"]


@pytest.mark.parametrize("other", [["17.05.2021", "28.05.2021"], ["05/17/21", "05/28/21"]])
def test_a_column_written_otherwise_proves_nothing(other):
    assert read(["02/03/2021", "02/05/2021"], other)[RECEIVED].order is None


def test_columns_that_disagree_prove_nothing():
    found = read(["02/03/2021", "02/05/2021"], [None, None], [["01/31/2021"] * 2, ["31/01/2021"] * 2])
    assert found[RECEIVED].order is None


def test_the_settings_stand_above_a_column_written_alike():
    found = read(["02/03/2021", "02/05/2021"], ["02/17/2021", "02/28/2021"], setting=Order.DMY)
    assert (found[RECEIVED].order, found[RECEIVED].evidence) == (Order.DMY, "setting")


def test_a_case_is_resolved_after_it_was_received():
    received = [datetime(2021, month, 2) for month in (8, 9, 10, 11, 12)]
    resolved = [f"{day.month:02}/{day.day + 3:02}/2021" for day in received]  # 08/05/2021 is 5 August
    found = read(received, resolved)
    assert (found[RESOLVED].order, found[RESOLVED].evidence) == (Order.MDY, "resolved-after")


def test_one_case_resolved_too_early_proves_no_order():
    received = [datetime(2021, 6, 2)] * 5
    resolved = ["07/08/2021"] * 4 + ["03/08/2021"]
    assert read(received, resolved)[RESOLVED].order is None


def test_the_register_s_own_durations_prove_the_order():
    received = [date(2021, 1, 2) + timedelta(days=27 * i) for i in range(11)]
    took = [3, 1, 4, 1, 5, 2, 6, 5, 3, 5, 4]
    kept = [
        i for i in range(11) if received[i].day <= 12 and (received[i] + timedelta(days=took[i])).day <= 12
    ]
    assert len(kept) >= 3
    own = OwnDurations([np.array([took[i] for i in kept], np.int32)])
    found = read(
        [received[i].strftime(MDY) for i in kept],
        [(received[i] + timedelta(days=took[i])).strftime(MDY) for i in kept],
        durations=own,
    )
    assert {column.order for column in found.values()} == {Order.MDY}
    assert {column.evidence for column in found.values()} <= {"durations", "resolved-after"}


def swapped(day):
    return day.replace(day=day.month, month=day.day)


def register_with_swaps():
    received = [date(2021, 1, 5) + timedelta(days=17 * i) for i in range(20)]
    took = np.array([2, 5, 3, 8, 6] * 4, np.int32)
    resolved = [day + timedelta(days=int(n)) for day, n in zip(received, took, strict=True)]
    wrong = [i for i, day in enumerate(resolved) if day.day <= 12 and day.day != day.month][:4]
    typed = [swapped(day) if i in wrong else day for i, day in enumerate(resolved)]
    return received, typed, took, wrong


def test_swapped_resolved_dates_are_found_by_the_register_s_own_durations():
    received, typed, took, wrong = register_with_swaps()
    found = read(
        [datetime(d.year, d.month, d.day) for d in received],
        [datetime(d.year, d.month, d.day) for d in typed],
        durations=OwnDurations([took]),
    )
    assert np.flatnonzero(found[RESOLVED].swapped).tolist() == wrong
    assert not found[RECEIVED].swapped.any()


def test_without_durations_those_before_the_received_date_are_found():
    received, typed, _, wrong = register_with_swaps()
    found = read(
        [datetime(d.year, d.month, d.day) for d in received],
        [datetime(d.year, d.month, d.day) for d in typed],
    )
    early = [i for i in wrong if typed[i] < received[i]]
    assert early
    assert np.flatnonzero(found[RESOLVED].swapped).tolist() == early


def test_a_duration_that_is_simply_wrong_is_no_swapped_date():
    received, _, took, _ = register_with_swaps()
    resolved = [day + timedelta(days=int(n)) for day, n in zip(received, took, strict=True)]
    stated = took.copy()
    stated[[3, 7]] = 99
    found = read(
        [datetime(d.year, d.month, d.day) for d in received],
        [datetime(d.year, d.month, d.day) for d in resolved],
        durations=OwnDurations([stated]),
    )
    assert not found[RESOLVED].swapped.any()


NUMBERS = np.array([day_number(date(2021, 3, 1)) + 5 * i for i in range(20)], np.int32)
TOOK = np.arange(20, dtype=np.int32) % 9 + 3


@pytest.mark.parametrize("way", Count)
def test_the_way_in_which_a_register_counts_is_found(way):
    own = counted(way, NUMBERS, NUMBERS + TOOK, WorkCalendar("MN"))
    own[4] += 7
    found, fits = own_count(own, NUMBERS, NUMBERS + TOOK, WorkCalendar("MN"))
    assert found is way
    assert np.flatnonzero(~fits).tolist() == [4]


@pytest.mark.parametrize("way", Count)
def test_no_days_are_counted_without_both_dates_in_order(way):
    day = int(NUMBERS[0])
    received, resolved = (
        np.array([day, NO_DAY, NO_DAY, day, day], np.int32),
        np.array([NO_DAY, day, NO_DAY, day - 1, day], np.int32),
    )
    found = counted(way, received, resolved, WorkCalendar("MN"))
    assert (found == NO_DURATION).tolist() == [True] * 4 + [False]


def test_durations_that_fit_no_way_have_none():
    own = (TOOK * 2 + 1).astype(np.int32)
    assert own_count(own, NUMBERS, NUMBERS + TOOK, WorkCalendar()) is None
    blank = np.full(20, NO_DURATION, np.int32)
    assert own_count(blank, NUMBERS, NUMBERS + TOOK, WorkCalendar()) is None


def test_durations_that_mostly_fit_no_way_have_none():
    own = np.where(np.arange(20) < 3, TOOK, TOOK * 2 + 40).astype(np.int32)
    assert own_count(own, NUMBERS, NUMBERS + TOOK, WorkCalendar()) is None


@pytest.mark.parametrize("way", Count)
def test_swapped_dates_are_found_in_whatever_way_the_register_counts(way):
    received, typed, took, wrong = register_with_swaps()
    true = np.array([day_number(day) for day in received], np.int32) + took
    begun = (true - took).astype(np.int32)
    found = read(
        [datetime(d.year, d.month, d.day) for d in received],
        [datetime(d.year, d.month, d.day) for d in typed],
        durations=OwnDurations([counted(way, begun, true, WorkCalendar())]),
    )
    assert np.flatnonzero(found[RESOLVED].swapped).tolist() == wrong


def test_open_cases_leave_the_order_proven():
    received = [f"{month:02}/11/2021" for month in range(3, 9)]
    resolved = [f"{month:02}/02/2021" for month in range(4, 10)]
    found = read([*received, "02/03/2021", "04/05/2021", "06/07/2021"], [*resolved, None, None, None])
    assert {(column.order, column.evidence) for column in found.values()} == {(Order.MDY, "resolved-after")}
