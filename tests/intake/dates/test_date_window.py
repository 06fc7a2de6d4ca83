"""Which days a register can hold, and where each module's examples are run."""

import doctest
from datetime import date
from importlib import import_module

import pytest

from grm_data.intake import dates
from grm_data.intake.dates.window import (
    FIRST_DAY,
    LAST_DAY,
    current_year,
    day_in_window,
    full_year,
    last_day_expected,
)
from grm_data.register.days import NO_DAY, day_number, iso


def test_the_window_is_from_1990_to_2100():
    assert (iso(FIRST_DAY), iso(LAST_DAY)) == ("1990-01-01", "2100-12-31")


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (1990, 1, 1, FIRST_DAY),
        (1989, 12, 31, NO_DAY),
        (2100, 12, 31, LAST_DAY),
        (2101, 1, 1, NO_DAY),
        (2020, 2, 29, day_number(date(2020, 2, 29))),
        (2020, 2, 30, NO_DAY),
        (2020, 13, 1, NO_DAY),
        (2020, 0, 1, NO_DAY),
        (0, 1, 1, NO_DAY),
        (None, 1, 1, NO_DAY),
    ],
)
def test_a_day_is_real_and_in_the_window(year, month, day, expected):
    assert day_in_window(year, month, day) == expected


def test_the_year_of_reading_is_this_year():
    assert current_year() == date.today().year


def test_days_are_expected_up_to_the_end_of_next_year():
    assert iso(last_day_expected()) == "2027-12-31"


@pytest.mark.parametrize(
    ("digits", "year"),
    [
        ("2020", 2020),
        ("0000", 0),
        ("9999", 9999),
        ("20", 2020),
        ("00", 2000),
        ("27", 2027),
        ("28", None),
        ("99", None),
    ],
)
def test_digits_name_a_year(digits, year):
    assert full_year(digits) == year


@pytest.mark.parametrize("module", ["letters", "periods", "spellings", "times"])
def test_the_examples_in_the_docs_hold(module):
    result = doctest.testmod(import_module(f"grm_data.intake.dates.{module}"))
    assert result.attempted > 0
    assert result.failed == 0


def test_the_package_has_the_promised_door():
    assert {
        "DateColumn", "DateState", "Order", "find_period", "looks_like_date", "read_date_column",
        "read_date_columns", "read_text_date",
    } <= set(dates.__all__)  # fmt: skip
    assert all(hasattr(dates, name) for name in dates.__all__)
