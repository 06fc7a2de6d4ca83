"""How each type or channel, and each month, fares: its addressed cases, their days, what was on time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from grm_data.analysis.counts import by_frequency
from grm_data.analysis.durations import Spread, spread
from grm_data.analysis.indicators import Acknowledged, OnTime, acknowledged_masks, count_masks, on_time_masks
from grm_data.analysis.months import Months
from grm_data.analysis.selection import NOT_STATED, Selection
from grm_data.register import Field, Period, day_number, day_of
from grm_data.settings import Standard

__all__ = [
    "Group",
    "GroupTimes",
    "MonthOnTime",
    "Rows",
    "group_times",
    "groups_of",
    "largest",
    "months_on_time",
]

Rows: TypeAlias = npt.NDArray[np.intp]
"""Places in a register."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Group:
    """The addressed cases of one word of a field, NOT_STATED where it is blank; or of several words."""

    word: str | None  # None: all cases, or those of ``words`` words
    rows: Rows  # of the register
    words: int = 1

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class GroupTimes:
    """The times of a group; nothing is on time where there is no standard."""

    cases: int
    open: int
    working_days: Spread  # of those that were answered
    on_time: OnTime | None
    acknowledged: Acknowledged | None


@dataclass(frozen=True, slots=True)
class MonthOnTime:
    """The cases received in a month, its first day, by what is known of them on the as-of day."""

    first: date
    on_time: OnTime

    @property
    def undecided(self) -> int:
        """Open cases that aren't past due yet."""
        found = self.on_time
        return found.addressed - found.judged - found.undated


def groups_of(selection: Selection, field: Field | None) -> tuple[Group, ...]:
    """The addressed cases by the words of a field, the frequent first and blanks last; without one all."""
    rows = np.flatnonzero(selection.is_addressed)
    if field is None:
        return (Group(None, rows, 0),) if len(rows) else ()
    category = selection.register.category(field)
    places, names = category.where(rows).places, (*category.names, NOT_STATED)
    totals = np.bincount(places, minlength=len(names))
    parts = np.split(rows[np.argsort(places, kind="stable")], totals.cumsum()[:-1])
    return tuple(Group(names[i], parts[i]) for i in by_frequency(totals))


def largest(groups: Sequence[Group], most: int) -> tuple[Group, ...]:
    """The first groups, and all others as one where there would be more."""
    if len(groups) <= most + 1:
        return tuple(groups)
    others = groups[most:]
    return (*groups[:most], Group(None, np.concatenate([one.rows for one in others]), len(others)))


def group_times(
    selection: Selection,
    groups: Sequence[Group],
    standard: Standard | None,
    acknowledge: Standard | None = None,
) -> Iterator[GroupTimes]:
    """The times of each group of a selection."""
    is_open, days = selection.is_open, selection.working_days()
    on_time = on_time_masks(selection, standard) if standard else None
    told = Field.ACKNOWLEDGED_ON in selection.register.columns
    acknowledged = acknowledged_masks(selection, acknowledge) if acknowledge and told else None
    for group in groups:
        rows = group.rows
        yield GroupTimes(
            len(rows),
            int(is_open[rows].sum()),
            spread(days[rows]),
            OnTime(**count_masks(on_time, rows)) if on_time else None,
            Acknowledged(**count_masks(acknowledged, rows)) if acknowledged else None,
        )


def months_on_time(selection: Selection, period: Period, standard: Standard) -> tuple[MonthOnTime, ...]:
    """Every month of a period up to the as-of day, and what was on time of the cases received in it."""
    days = selection.register.received[selection.mask]
    if not len(days):
        return ()
    first = max(period.first, day_of(int(days.min())) or period.first)
    last = min(period.last, selection.as_of)
    starts = Months(first, last).firsts
    received = selection.register.received
    month = np.searchsorted([day_number(day) for day in starts], received, side="right") - 1
    masks = on_time_masks(selection, standard)
    counts = {
        name: np.bincount(month[mask & (month >= 0)], minlength=len(starts)) for name, mask in masks.items()
    }
    return tuple(
        MonthOnTime(day, OnTime(**{name: int(n[i]) for name, n in counts.items()}))
        for i, day in enumerate(starts)
    )
