"""Open cases: the balance of a period and the age of what waits. Addressed feedback only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from grm_data.analysis.durations import Spread, spread
from grm_data.analysis.selection import Selection, kept
from grm_data.register import NO_DAY, NO_DURATION, STATUS_CODE, Period, Status, day_number
from grm_data.register.columns import Mask
from grm_data.register.days import Days

__all__ = [
    "AGE_BANDS",
    "Balance",
    "age_bands",
    "age_spread",
    "balance",
    "balance_masks",
    "left_balance_on",
]

AGE_BANDS = ((0, 5), (6, 10), (11, 20), (21, 40), (41, 80), (81, 160), (161, None))
"""Working days that open cases wait: first and last of each band, both inside; the last has no end."""


@dataclass(frozen=True, slots=True)
class Balance:
    """opening + received − closed = closing, in cases; the opening is the closing of the day before."""

    opening: int
    received: int
    closed: int

    @property
    def closing(self) -> int:
        """Open cases at the end of the period."""
        return self.opening + self.received - self.closed


def left_balance_on(selection: Selection) -> Days:
    """The day each addressed case left the open balance by the cut-off, NO_DAY while it is open.

    One resolved without a date was never seen open and leaves on the day it came; so does one whose
    resolved date stands before its received date.
    """
    register = selection.register

    def left() -> Days:
        closed = np.where(register.resolved == NO_DAY, register.received, register.resolved)
        is_resolved = selection.status == STATUS_CODE[Status.RESOLVED]
        return np.where(is_resolved, np.maximum(closed, register.received), np.int32(NO_DAY))

    return kept(register, ("left", selection.as_of), left)


def balance(selection: Selection, period: Period) -> Balance:
    """The balance of a period, counted up to the selection's cut-off."""
    moved = balance_masks(selection, period)
    return Balance(**{name: int(np.count_nonzero(moved[name])) for name in ("opening", "received", "closed")})


def balance_masks(selection: Selection, period: Period) -> Mapping[str, Mask]:
    """The rows that each number of a ``Balance`` is of."""
    first, last = period.numbers
    last = min(last, day_number(selection.as_of))
    received = selection.register.received
    closed = left_balance_on(selection)
    addressed = selection.is_addressed
    return {
        "opening": addressed & (received < first) & (closed >= first),
        "received": addressed & (received >= first) & (received <= last),
        "closed": addressed & (closed >= first) & (closed <= last),
        "closing": addressed & (received <= last) & (closed > last),
    }


def age_spread(selection: Selection) -> Spread:
    """The spread of the working days that open cases have waited by the cut-off."""
    return spread(selection.open_since())


def age_bands(selection: Selection) -> tuple[tuple[int, int | None, int], ...]:
    """(first, last, cases) of each of AGE_BANDS: how many open cases have waited so many working days."""
    ages = selection.open_since()
    firsts = [first for first, _ in AGE_BANDS]
    bands = np.searchsorted(firsts, ages[ages != NO_DURATION], side="right") - 1
    counts = np.bincount(bands, minlength=len(firsts)).tolist()
    return tuple((*band, n) for band, n in zip(AGE_BANDS, counts, strict=True))
