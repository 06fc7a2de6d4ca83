"""Numbers as days: Excel's serials, computers' seconds and milliseconds, and 20200731.

A number says nothing about itself: 2003 is a year, 43912 a day, an amount or a case. Only a column
full of serials makes a serial of its numbers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from grm_data.intake.dates.window import FIRST_DAY, LAST_DAY, last_day_expected
from grm_data.register.days import NO_DAY, Days, day_of

__all__ = ["Times", "times_of_numbers"]

_MOST = 0.9  # of a column's numbers have to be of one kind
_FEWEST = 3  # of them stand beside cells that are no numbers


_TEN_DIGITS = 11_575  # from 2001-09-10 on seconds have ten digits; with nine they are telephones'
_FIRST, _LAST = (int(f"{day_of(day):%Y%m%d}") for day in (FIRST_DAY, LAST_DAY))


class _Scale(NamedTuple):
    """How many units make a day, which number is 1970-01-01, and the days it can tell."""

    day: int
    epoch: int
    first: int
    last: int


def _scales(date1904: bool) -> tuple[_Scale, ...]:
    """Serials count days from 1899-12-30 or 1904-01-01; computers count time from 1970.

    A computer's time has passed, or nearly: 10 digits that would be 2034 are a telephone's.
    """
    computers = _TEN_DIGITS, last_day_expected()
    return (
        _Scale(1, 24_107 if date1904 else 25_569, FIRST_DAY, LAST_DAY),
        _Scale(86_400, 0, *computers),
        _Scale(86_400_000, 0, *computers),
    )


def _scaled(numbers: npt.NDArray[np.float64], scale: _Scale) -> Days:
    days = np.floor((numbers - scale.epoch) / scale.day)
    fits = (days >= scale.first) & (days <= scale.last)
    return np.where(fits, days, NO_DAY).astype(np.int32)


def _written_out(numbers: npt.NDArray[np.float64]) -> Days:
    """20200731 as a day; 20200230 is none."""
    whole = (numbers >= _FIRST) & (numbers <= _LAST) & (numbers == np.floor(numbers))
    digits = np.where(whole, numbers, _FIRST).astype(np.int64)
    year, month, day = digits // 10_000 - 1970, digits // 100 % 100 - 1, digits % 100 - 1  # from 0
    start = (year * 12 + month).astype("datetime64[M]")
    dates = start.astype("datetime64[D]") + day
    real = whole & (month >= 0) & (month < 12) & (day >= 0) & (dates.astype("datetime64[M]") == start)
    return np.where(real, dates.astype(np.int64), NO_DAY).astype(np.int32)


class Times(NamedTuple):
    """The day of each number, its seconds since 1970, and whether these are a computer's, in UTC."""

    days: Days
    seconds: npt.NDArray[np.float64]
    are_utc: bool


def times_of_numbers(numbers: npt.NDArray[np.float64], others: int, *, date1904: bool) -> Times:
    """The time of each number of a column that holds ``others`` cells beside them; NaN is no number.

    Text and number cells come together here: "44043" and 44043.6 are the same day.
    """
    days = _written_out(numbers)
    unread = ~np.isnan(numbers) & (days == NO_DAY)
    total = np.count_nonzero(unread)
    midnights = days.astype(np.float64) * 86_400
    for scale in _scales(date1904):
        scaled = _scaled(numbers, scale)
        found = np.count_nonzero(unread & (scaled != NO_DAY))
        if found >= _MOST * total and found >= (_FEWEST if others else 1):
            seconds = (numbers - scale.epoch) * (86_400 / scale.day)
            return Times(
                np.where(unread, scaled, days), np.where(unread, seconds, midnights), bool(scale.day > 1)
            )
    return Times(days, midnights, are_utc=False)
