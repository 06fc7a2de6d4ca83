"""The share of cases answered by each day, where open ones count for as long as they have waited.

An open case isn't left out, which would flatter, nor counted as late, which nobody knows yet: it is among
those that could have been answered for as long as it has waited (Kaplan and Meier 1958).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from grm_data.analysis.due import days_taken, days_waited
from grm_data.analysis.selection import Selection
from grm_data.register import NO_DURATION, Status
from grm_data.register.columns import Mask, Numbers
from grm_data.settings import Standard

__all__ = ["Answered", "Followed", "answered_by_day", "followed"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Followed:
    """How long each row of a register took, or has waited by the as-of day; as the standard counts."""

    days: Numbers  # NO_DURATION where the row is no addressed case, or has no duration
    is_answered: Mask

    def where(self, rows: npt.NDArray[np.integer[Any]] | Mask) -> Followed:
        """Only these rows."""
        return Followed(self.days[rows], self.is_answered[rows])


@dataclass(frozen=True, slots=True)
class Answered:
    """The share answered by the end of each day on which a case was."""

    cases: int  # those with a duration, and the open ones
    answered: int
    days: tuple[int, ...] = ()  # ascending; between two of them the share stays
    shares: tuple[float, ...] = ()
    left: tuple[int, ...] = ()  # cases that took or have waited longer
    last: int | None = None  # the longest time of a case, answered or not

    def by(self, day: int) -> float | None:
        """The share answered by a day; None where no case has been followed for so long."""
        if self.last is None or (day > self.last and self.answered_share < 1):
            return None
        place = int(np.searchsorted(self.days, day, side="right"))
        return self.shares[place - 1] if place else 0.0

    @property
    def answered_share(self) -> float:
        """The share answered by the longest time of a case."""
        return self.shares[-1] if self.shares else 0.0


def followed(selection: Selection, standard: Standard | None) -> Followed:
    """Every addressed case with its days, as the standard counts them; without one working days."""
    resolved, open_ = selection.has_status(Status.RESOLVED), selection.is_open
    if standard is None:
        taken, waited = selection.working_days(), selection.age()
    else:
        taken, waited = days_taken(selection, standard), days_waited(selection, standard)
    days = np.where(resolved, taken, np.where(open_, waited, np.int32(NO_DURATION)))
    return Followed(days, resolved)


def answered_by_day(cases: Followed) -> Answered:
    """The share answered by each day.

    >>> found = answered_by_day(Followed(np.array([1, 2, 2, 5]), np.array([True, True, False, True])))
    >>> found.days, found.shares                  # of the two left after day 2 one is open: it says no more
    ((1, 2, 5), (0.25, 0.5, 1.0))
    """
    cases = cases.where(cases.days != NO_DURATION)
    n = len(cases.days)
    if not n:
        return Answered(0, 0)
    of_day = np.bincount(cases.days)
    answered = np.bincount(cases.days[cases.is_answered], minlength=len(of_day))
    followed_to = n - np.cumsum(of_day) + of_day  # cases that took or have waited at least so long
    days = np.flatnonzero(answered)
    unanswered = np.cumprod(1 - answered[days] / followed_to[days])
    return Answered(
        cases=n,
        answered=int(answered.sum()),
        days=tuple(days.tolist()),
        shares=tuple((1 - unanswered).tolist()),
        left=tuple((followed_to - of_day)[days].tolist()),
        last=len(of_day) - 1,
    )
