"""Working days from registration to resolution: each case, their spread, and what the register says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from grm_data.analysis.naming import case_names
from grm_data.analysis.selection import Selection
from grm_data.register import NO_DURATION, Status, day_of
from grm_data.register.columns import Mask

__all__ = ["Spread", "TimedCase", "cases", "differs", "spread", "spread_of_counts", "working_day_spread"]


@dataclass(frozen=True, slots=True)
class Spread:
    """How working days spread over n cases; the other figures are None where n = 0."""

    n: int
    min: int | None = None
    median: float | None = None
    mean: float | None = None
    p90: float | None = None  # linear interpolation
    max: int | None = None


@dataclass(frozen=True, slots=True)
class TimedCase:
    """One resolved feedback: what the register says beside what we compute. None where there is none."""

    name: str  # its number, else its row
    received: date
    resolved: date | None
    working_days: int | None
    reported: int | None
    channel: str | None
    type: str | None

    @property
    def differs(self) -> bool:
        """Whether the register's own duration is another than the computed one."""
        return None not in (self.reported, self.working_days) and self.reported != self.working_days


def spread(days: npt.NDArray[np.int32]) -> Spread:
    """The spread of durations; NO_DURATION entries are no cases.

    >>> spread(np.array([1, 1, 1, 2, 1, 11], np.int32))      # the 2020 H2 report
    Spread(n=6, min=1, median=1.0, mean=2.8333333333333335, p90=6.5, max=11)
    """
    return spread_of_counts(np.bincount(days[days != NO_DURATION]))


def spread_of_counts(count: npt.NDArray[np.int64]) -> Spread:
    """The same of how many cases took 0, 1, 2, … days."""
    n = int(count.sum())
    if not n:
        return Spread(0)
    least, most = (int(day) for day in np.flatnonzero(count)[[0, -1]])
    mean = float(count @ np.arange(len(count))) / n
    return Spread(n, least, _quantile(count, 0.5), mean, _quantile(count, 0.9), most)


def _quantile(count: npt.NDArray[np.int64], share: float) -> float:
    """What ``np.quantile`` finds among numbers, of how often each stands there."""
    upto = count.cumsum()
    place = (upto[-1] - 1) * share
    low, high = np.searchsorted(upto, [np.floor(place), np.ceil(place)], side="right")
    return float(low + (high - low) * (place - np.floor(place)))


def working_day_spread(selection: Selection) -> Spread:
    """The spread of the working days of the selection's resolved feedback."""
    return spread(selection.working_days())


def cases(selection: Selection) -> tuple[TimedCase, ...]:
    """Every resolved feedback of the selection, by the date it was received."""
    register = selection.register
    rows = np.flatnonzero(selection.has_status(Status.RESOLVED))
    rows = rows[np.lexsort((register.sheet_row[rows], register.received[rows]))]
    numbers = register.received, register.resolved, selection.working_days(), register.reported_days
    words = (one.where(rows).texts() for one in (register.channel, register.type))
    columns = case_names(register, rows), *(column[rows].tolist() for column in numbers), *words
    return tuple(
        TimedCase(name, day_of(came) or date.min, day_of(left), _known(days), _known(told), channel, type_)
        for name, came, left, days, told, channel, type_ in zip(*columns, strict=True)
    )


def differs(selection: Selection) -> Mask:
    """The resolved rows whose own duration, as the register writes it, is another than the computed one."""
    days, reported = selection.working_days(), selection.register.reported_days
    found: Mask = (days != NO_DURATION) & (reported != NO_DURATION) & (days != reported)
    return found


def _known(days: int) -> int | None:
    return None if days == NO_DURATION else days
