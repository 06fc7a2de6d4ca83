"""Month by month: received, resolved, and open at the end; of all and of each word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt

from grm_data.analysis.backlog import left_balance_on
from grm_data.analysis.counts import Counts, by_frequency, tally
from grm_data.analysis.selection import NOT_STATED, Selection, kept
from grm_data.register import NO_DAY, Field, day_number
from grm_data.register.columns import Mask
from grm_data.register.days import Days

__all__ = [
    "OTHERS",
    "Flow",
    "Groups",
    "Months",
    "by_month",
    "everything",
    "flow",
    "groups",
    "months_of",
]

OTHERS = "the_others"
"""Stands for all words but the most frequent."""

_MOST_WORDS = 8


@dataclass(frozen=True)
class Months:
    """Every month from the one of a first day to that of the as-of day, without gaps."""

    start: date
    as_of: date

    def __len__(self) -> int:
        return 12 * (self.as_of.year - self.start.year) + self.as_of.month - self.start.month + 1

    @cached_property
    def firsts(self) -> tuple[date, ...]:
        """The first day of each."""
        begin = 12 * self.start.year + self.start.month - 1
        return tuple(date(i // 12, i % 12 + 1, 1) for i in range(begin, begin + len(self)))

    @cached_property
    def lasts(self) -> tuple[date, ...]:
        """The last day of each, also of the month that isn't over."""
        return tuple((first + timedelta(days=31)).replace(day=1) - timedelta(days=1) for first in self.firsts)

    @property
    def is_unfinished(self) -> bool:
        """Whether the last month isn't over on the as-of day."""
        return self.as_of < self.lasts[-1]

    def of(self, days: Days) -> Counts:
        """The number of the month of each day, 0 for the first one."""
        first, last = int(days.min(initial=NO_DAY)), int(days.max(initial=0))
        every = np.arange(first, last + 1).astype("datetime64[D]")  # each day once: few, however many cases
        months = every.astype("datetime64[M]").astype(np.int64)
        return (months - (12 * (self.start.year - 1970) + self.start.month - 1))[days - first]


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """Feedback received, addressed cases closed, and those open at the end of each month."""

    months: Months
    received: Counts
    resolved: Counts
    open: Counts


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The rows of a register by a word: the most frequent ones, then the others and those without one."""

    field: Field | None  # None: all rows are one group
    names: tuple[str, ...]
    others: int  # words that stand together as OTHERS
    codes: npt.NDArray[np.int64]  # of each row of the register, an index into the names

    def counts(self, rows: Mask) -> Counts:
        """How many of the rows each has."""
        return np.bincount(self.codes[rows], minlength=len(self.names))


def months_of(selection: Selection, start: date | None) -> Months:
    """The months from the project's start, or the first feedback where that is earlier, to the as-of day."""
    known = (start, selection.register.first_received, selection.as_of)
    return Months(min(day for day in known if day is not None), selection.as_of)


def flow(selection: Selection, months: Months) -> Flow:
    """The flow of a selection of every period and status."""
    register, n, as_of = selection.register, len(months), selection.as_of
    mask, addressed, others = selection.mask, selection.is_addressed, np.int16(n + 1)

    def left() -> Counts:
        days = left_balance_on(selection)
        return np.where(days == NO_DAY, -1, months.of(np.minimum(days, day_number(as_of))))

    came = _came(selection, months)
    went = kept(register, ("left", months.start, as_of), lambda: (left() + 1).astype(np.int16))
    # Month 0 is that of rows which aren't asked for, and addressed ones have months of their own: one look
    # at all of them is quicker than to take some out.
    counts = tally(came * mask + addressed * others, 2 * int(others)).reshape(2, -1)[:, 1 : n + 1]
    closed = tally(went * addressed, int(others))[1:]
    return Flow(months, counts.sum(axis=0), closed, np.cumsum(counts[1] - closed))


def _came(selection: Selection, months: Months) -> npt.NDArray[np.int16]:
    """The month in which each row was received, 1 for the first one."""
    received, key = selection.register.received, ("came", months.start)
    return kept(selection.register, key, lambda: (months.of(received) + 1).astype(np.int16))


def everything(selection: Selection) -> Groups:
    """All rows as one group."""
    return Groups(None, ("",), 0, np.zeros(len(selection.register), np.int64))


def groups(selection: Selection, field: Field) -> Groups:
    """The rows by the words of a field, the most frequent of the selection first."""
    category = selection.register.category(field)
    codes, blank = category.places, len(category.names)
    totals = np.bincount(codes[selection.mask], minlength=blank + 1)
    words = [i for i in by_frequency(totals) if i != blank]
    most = _MOST_WORDS + (len(words) == _MOST_WORDS + 1)  # one other alone has a name of its own
    shown, rest = words[:most], words[most:]
    names = [category.names[i] for i in shown] + [OTHERS] * bool(rest) + [NOT_STATED] * bool(totals[blank])
    place = np.zeros(blank + 1, np.int64)  # of a word that no row of the selection has, any
    place[shown] = np.arange(len(shown))
    place[rest] = len(shown)
    place[blank] = len(names) - 1
    return Groups(field, tuple(names), len(rest), place[codes])


def by_month(selection: Selection, found: Groups, months: Months) -> Counts:
    """Received in each month: a row for each group, a column for each month."""
    mask, n = selection.mask, len(months)
    cells = found.codes[mask] * n + (_came(selection, months)[mask] - 1)
    return np.bincount(cells, minlength=len(found.names) * n).reshape(len(found.names), n)
