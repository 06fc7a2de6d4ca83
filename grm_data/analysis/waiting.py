"""The cases that wait for an answer: how long each has waited, by when it is due, and which are late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from grm_data.analysis.due import days_waited, due_days
from grm_data.analysis.selection import Selection
from grm_data.register import day_number
from grm_data.register.columns import Mask, Numbers
from grm_data.register.days import Days
from grm_data.settings import Standard

__all__ = ["Waiting", "due_this_week", "waiting"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Waiting:
    """The open cases of a selection, those longest past the standard first; without one the oldest."""

    selection: Selection
    standard: Standard | None
    rows: npt.NDArray[np.intp]  # of the register
    counted: Numbers  # days from receipt to the as-of day, as the standard counts; without one working days
    ages: Numbers  # working days from receipt to the as-of day
    due: Days | None  # None without a standard

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def left(self) -> Numbers | None:
        """The days left of each, negative when it is late."""
        return None if self.standard is None else np.int32(self.standard.days) - self.counted

    @property
    def late(self) -> int:
        """How many are past the standard."""
        return 0 if self.left is None else int(np.count_nonzero(self.left < 0))

    @property
    def due_this_week(self) -> int:
        """How many fall due from the as-of day to the end of its week."""
        return int(due_this_week(self.selection, self.standard)[self.rows].sum())

    def is_of_week(self, day: date) -> bool:
        """Whether the as-of day is in the week of a day."""
        return _sunday(self.selection.as_of) == _sunday(day)


def due_this_week(selection: Selection, standard: Standard | None) -> Mask:
    """The addressed rows that fall due from the as-of day to the end of its week; none without a standard."""
    due, as_of = due_days(selection, standard), selection.as_of
    return (due >= day_number(as_of)) & (due <= day_number(_sunday(as_of)))


def _sunday(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


def waiting(selection: Selection, standard: Standard | None) -> Waiting:
    """What waits on the selection's as-of day; of a selection of every period, since it is a stock."""
    received, ages = selection.register.received, selection.age()
    counted = ages if standard is None else days_waited(selection, standard)
    rows = np.flatnonzero(selection.is_open)
    rows = rows[np.lexsort((received[rows], -counted[rows]))]
    due = None if standard is None else due_days(selection, standard)[rows]
    return Waiting(selection, standard, rows, counted[rows], ages[rows], due)
