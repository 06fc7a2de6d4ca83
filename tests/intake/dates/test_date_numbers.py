"""Serials, seconds and 20200731: a number is a day only among its like."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grm_data.intake.dates import DateState, read_date_column
from grm_data.intake.dates.numbers import times_of_numbers
from grm_data.intake.dates.window import FIRST_DAY, LAST_DAY
from grm_data.register.days import NO_DAY, day_number, iso

NAN = float("nan")


def read(numbers: list[float], others: int = 0, date1904: bool = False) -> list[str | None]:
    days = times_of_numbers(np.array(numbers, np.float64), others, date1904=date1904).days
    assert days.dtype == np.int32
    return [iso(day) for day in days]


def states(cells: list[object]) -> list[DateState]:
    return [DateState(state) for state in read_date_column(pd.Series(cells, dtype=object)).state]


def test_a_column_of_serials_is_a_column_of_days():
    assert read([44043, 44043.99, 44044.0]) == ["2020-07-31", "2020-07-31", "2020-08-01"]


def test_serials_of_a_1904_workbook_lie_four_years_later():
    assert read([42581, 42581.5], date1904=True) == ["2020-07-31", "2020-07-31"]
    assert read([44043], date1904=True) == ["2024-08-01"]


def test_serials_end_where_the_window_ends():
    first, last = FIRST_DAY + 25569, LAST_DAY + 25569
    assert (first, last) == (32874, 73415)
    many = [44043.0] * 18
    assert read([*many, first, last])[-2:] == ["1990-01-01", "2100-12-31"]
    assert read([*many, first - 1, last + 1])[-2:] == [None, None]
    assert read([*many, first - 0.01, last + 0.99])[-2:] == [None, "2100-12-31"]


def test_a_single_serial_that_is_all_there_is_is_read():
    assert read([44043, NAN]) == ["2020-07-31", None]
    assert read([44043, 44044], others=0) == ["2020-07-31", "2020-08-01"]


def test_beside_other_cells_three_serials_are_a_column_of_them():
    assert read([44043, 44044], others=1) == [None, None]
    assert read([44043, 44044, 44045], others=1) == ["2020-07-31", "2020-08-01", "2020-08-02"]
    assert read([44043, 44044, 44045], others=1000) == ["2020-07-31", "2020-08-01", "2020-08-02"]


def test_nine_of_ten_numbers_have_to_be_serials():
    assert read([44043.0] * 9 + [2003]) == ["2020-07-31"] * 9 + [None]
    assert read([44043.0] * 8 + [2003]) == [None] * 9
    assert read([44043.0] * 18 + [2003, 7]) == ["2020-07-31"] * 18 + [None, None]


def test_two_serials_and_another_number_are_no_column_of_serials():
    assert read([44043, 2003]) == [None, None]


def test_years_months_and_amounts_are_no_days():
    assert read([2003, 2004, 2005]) == [None] * 3
    assert read([1, 2, 3]) == [None] * 3
    assert read([-44043, -44043, -44043]) == [None] * 3
    assert read([1e300, -1e300, np.inf, -np.inf]) == [None] * 4
    assert read([0.0, 0.0, 2.0]) == [None] * 3


def test_no_numbers_are_no_days():
    assert read([]) == []
    assert read([NAN, NAN]) == [None, None]


@pytest.mark.parametrize("unit", [1, 1000])
def test_a_column_of_computer_time_is_a_column_of_days(unit):
    stamps = [1596182430, 1596153600, 1596239999]  # 31 July 2020, 08:00:30, 00:00:00, 23:59:59 UTC
    assert read([stamp * unit for stamp in stamps]) == ["2020-07-31"] * 3
    assert read([1596182430 * unit], others=1) == [None]


@pytest.mark.parametrize("unit", [1, 1000])
def test_computer_time_has_ten_or_thirteen_digits_and_has_passed(unit):
    many = [1596182430 * unit] * 18
    assert read([*many, 11_575 * 86_400 * unit, 11_574 * 86_400 * unit])[-2:] == ["2001-09-10", None]
    end = day_number(date(2028, 1, 1)) * 86_400 * unit
    assert read([*many, end - 1, end])[-2:] == ["2027-12-31", None]


def test_telephone_numbers_are_no_computer_time():
    assert read([770_123_456, 771_234_567, 781_234_567]) == [None] * 3
    assert read([2_025_550_123, 2_025_550_124, 3_125_550_125]) == [None] * 3
    assert read([99_112_233, 99_112_234, 88_112_235]) == [None] * 3


def test_seconds_and_milliseconds_in_one_column_are_neither():
    assert read([1596182430, 1596182430000, 1596182430, 1596182430000]) == [None] * 4


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_day_written_out_is_read(when):
    assert read([int(f"{when:%Y%m%d}")], others=5) == [when.isoformat()]


def test_days_written_out_end_where_the_window_ends():
    assert read([19900101, 21001231]) == ["1990-01-01", "2100-12-31"]
    assert read([19891231, 21010101]) == [None, None]


@given(st.integers(19_000_000, 22_000_000))
def test_eight_digits_that_are_no_day_are_refused(number):
    try:
        when = date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError:
        when = None
    inside = when is not None and date(1990, 1, 1) <= when <= date(2100, 12, 31)
    assert read([number]) == [when.isoformat() if inside else None]


@pytest.mark.parametrize(
    "number", [20200230, 20201301, 20200001, 20200100, 20200132, 20210229, 19891231, 21010101, 20200731.5]
)
def test_what_is_no_day_written_out_is_refused(number):
    assert read([number]) == [None]


def test_days_written_out_are_no_evidence_against_serials():
    numbers = [44043.0, 44044.0, 44045.0, *[20200731.0] * 10]
    assert read(numbers)[:4] == ["2020-07-31", "2020-08-01", "2020-08-02", "2020-07-31"]


@given(st.lists(st.floats() | st.integers(30_000, 80_000).map(float), max_size=20), st.integers(0, 5))
def test_any_numbers_are_days_of_the_window_or_none(numbers, others):
    days = times_of_numbers(np.array(numbers, np.float64), others, date1904=False).days
    assert all(day == NO_DAY or FIRST_DAY <= day <= LAST_DAY for day in days)


def test_serials_as_text_and_as_numbers_are_one_column():
    column = read_date_column(pd.Series(["44043", 44044, "44045.75", None], dtype=object))
    assert [iso(day) for day in column.days] == ["2020-07-31", "2020-08-01", "2020-08-02", None]
    assert states(["44043", 44044]) == [DateState.READ, DateState.READ]


def test_a_serial_among_texts_is_refused():
    assert states(["31/07/2020", "44043"]) == [DateState.READ, DateState.REFUSED]
    assert states(["31/07/2020", 44043.0, True]) == [DateState.READ, DateState.REFUSED, DateState.REFUSED]


def test_a_text_that_is_no_plain_number_is_no_serial():
    assert states(["044043"] * 3) == [DateState.REFUSED] * 3
    assert states(["44043."] * 3) == [DateState.REFUSED] * 3
    assert states(["44,043"] * 3) == [DateState.REFUSED] * 3
    assert states(["٤٤٠٤٣"] * 3) == [DateState.READ] * 3


def test_a_column_of_days_since_the_first():
    serials = np.arange(FIRST_DAY, LAST_DAY + 1, dtype=np.float64) + 25569
    days = times_of_numbers(serials, 0, date1904=False).days
    assert days[0] == FIRST_DAY
    assert (np.diff(days) == 1).all()
    assert date(1899, 12, 30) + timedelta(serials[0]) == date(1990, 1, 1)
