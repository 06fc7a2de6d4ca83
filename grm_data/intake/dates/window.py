"""Which days a register can hold."""

from __future__ import annotations

from datetime import date

from grm_data.register.days import LAST_ASKED, NO_DAY, day_number

__all__ = ["FIRST_DAY", "LAST_DAY", "day_in_window", "first_day_of", "full_year", "last_day_expected"]

FIRST_DAY = day_number(date(1990, 1, 1))
"""Earlier than any register: what stands before it is 1900-01-00, the date of an empty cell."""

LAST_DAY = day_number(LAST_ASKED)
"""Later than any register: what stands after it is a slip of the keyboard, 2202 for 2022."""


def current_year() -> int:
    """The year in which the register is read."""
    return date.today().year


def last_day_expected() -> int:
    """The end of next year: a register tells what has happened, and what is due soon."""
    return day_number(date(current_year() + 1, 12, 31))


def full_year(digits: str) -> int | None:
    """The year that two or four digits name, None where two name none for certain.

    "20" is 2020; "95" is nothing, since 1995 is a guess and 2095 is too far off.
    """
    if len(digits) == 4:
        return int(digits)
    year = 2000 + int(digits)
    return year if year <= current_year() + 1 else None


def day_in_window(year: int | None, month: int, day: int) -> int:
    """The day's number; NO_DAY for 30 February, for no year and for a day outside the window."""
    if year is None:
        return NO_DAY
    try:
        number = day_number(date(year, month, day))
    except ValueError:
        return NO_DAY
    return number if FIRST_DAY <= number <= LAST_DAY else NO_DAY


def first_day_of(year: int) -> int:
    """The first day of a year."""
    return day_number(date(year, 1, 1))
