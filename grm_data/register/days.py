"""Days as numbers: whole days since 1970-01-01, as int32."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from grm_data.days_asked import FIRST_ASKED, LAST_ASKED

__all__ = ["FIRST_ASKED", "LAST_ASKED", "NO_DAY", "Days", "day_number", "day_of", "iso"]

Days: TypeAlias = npt.NDArray[np.int32]

NO_DAY = 2**31 - 1
"""No date. The largest number, so that ``days <= cut_off`` is False for it without a mask."""

_EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Whole days from 1970-01-01 to ``day``."""
    return (day - _EPOCH).days


def day_of(number: int) -> date | None:
    """The date of a day number, None for NO_DAY."""
    return None if number == NO_DAY else _EPOCH + timedelta(days=int(number))


def iso(number: int) -> str | None:
    """The day as 2020-07-31, None for NO_DAY."""
    day = day_of(number)
    return None if day is None else day.isoformat()
