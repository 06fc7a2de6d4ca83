"""Counts by status, channel, type and period: the figures of the report's first table."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from grm_data.analysis.ratios import Ratio
from grm_data.analysis.selection import Selection, kept
from grm_data.register import NO_CODE, NO_DAY, NO_DURATION, STATUSES, Category, Period, Status
from grm_data.register.columns import Mask

__all__ = [
    "CrossTable",
    "StatusCounts",
    "by_period",
    "count_by_status",
    "count_words",
    "cube",
    "named",
]


Counts: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """How many feedbacks stand where; received = unrelated + addressed + unrecognised."""

    unrelated: int
    resolving: int
    resolved: int
    unrecognised: int

    @property
    def received(self) -> int:
        """All of them."""
        return self.unrelated + self.addressed + self.unrecognised

    @property
    def addressed(self) -> int:
        """Resolving + resolved."""
        return self.resolving + self.resolved

    @property
    def received_to_addressed(self) -> Ratio:
        """The ratio that the report's guideline asks for, 9:6."""
        return Ratio(self.received, self.addressed)

    @property
    def addressed_to_resolved(self) -> Ratio:
        """The ratio that the report's text gives, 14:14 (100 % resolved)."""
        return Ratio(self.addressed, self.resolved)


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Counts by a word and status: ``counts[i][j]`` feedbacks of ``names[i]`` stand at ``statuses[j]``."""

    names: tuple[str, ...]
    statuses: tuple[Status, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """The sum of each row."""
        return tuple(map(sum, self.counts))

    @property
    def total(self) -> int:
        """The sum of all."""
        return sum(self.totals)

    def column(self, status: Status) -> tuple[int, ...]:
        """The counts of one status."""
        j = self.statuses.index(status)
        return tuple(row[j] for row in self.counts)


def count_by_status(selection: Selection) -> StatusCounts:
    """How many feedbacks of the selection stand at each status, as of its cut-off."""
    return StatusCounts(
        **{str(status): int(np.count_nonzero(selection.has_status(status))) for status in STATUSES}
    )


def count_words(category: Category, mask: Mask) -> Mapping[str, int]:
    """How often each word stands in the rows of the mask; blanks and words that never occur are left out.

    >>> count_words(register.channel, selection.is_addressed)       # doctest: +SKIP
    {'facebook': 4, 'website': 1, 'face_to_face': 1}
    """
    return named(category, np.bincount(category.codes[mask] - NO_CODE, minlength=len(category.names) + 1))


def named(category: Category, n: Counts) -> Mapping[str, int]:
    """Counts of no word and of each word of a category → those of the words that occur."""
    return {name: int(count) for name, count in zip(category.names, n[1:], strict=True) if count}


def cube(selection: Selection, period: Period) -> tuple[Counts, Counts]:
    """Of what was received in a period: channel × type (none is the first) × status, and by working days.

    The second is how many resolved cases took 0, 1, 2, … days. Both are counted in one look at the rows, kept
    in the order of receipt and as the smallest numbers, so that a period is a part of them.
    """
    register, fields = selection.register, (selection.register.channel, selection.register.type)
    shape = *(len(one.names) + 1 for one in fields), len(STATUSES)
    order = kept(register, "order", lambda: np.argsort(register.received, kind="stable"))

    def in_order(name: str, make: Callable[[], npt.NDArray[Any]]) -> npt.NDArray[Any]:
        return kept(register, (name, selection.calendar, selection.as_of), lambda: _small(make()[order]))

    def places() -> npt.NDArray[Any]:
        return np.ravel_multi_index((*(one.codes - NO_CODE for one in fields), selection.status), shape)

    every = replace(selection, mask=np.broadcast_to(True, len(register)))
    received = kept(register, "received", lambda: register.received[order])
    cells, days = in_order("cells", places), in_order("days", lambda: every.working_days() - NO_DURATION)
    first, last = period.numbers
    rows = slice(*np.searchsorted(received, np.array([first, last + 1], np.int32)))
    is_in = selection.mask[order[rows]]
    found, taken = (one[rows] if is_in.all() else one[rows][is_in] for one in (cells, days))
    return np.bincount(found, minlength=math.prod(shape)).reshape(shape), np.bincount(taken, minlength=1)[1:]


def _small(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Numbers from 0 on as the smallest kind that holds them."""
    return numbers.astype(np.min_scalar_type(numbers.max(initial=0)))


def by_period(selection: Selection, periods: Iterable[Period]) -> CrossTable:
    """Feedback received in each period by status; an empty period stands there with 0."""
    periods = tuple(periods)
    received = selection.register.received[selection.mask]
    first = int(received.min(initial=NO_DAY))
    shape = int(received.max(initial=first)) - first + 2, len(STATUSES)  # every day, and one after the last
    cells = (received - first) * len(STATUSES) + selection.status[selection.mask]
    days = np.bincount(cells, minlength=math.prod(shape)).reshape(shape)
    upto = np.cumsum(days, axis=0) - days
    ends = np.array([(begin, end + 1) for begin, end in (period.numbers for period in periods)])
    places = (ends.reshape(-1, 2) - first).clip(0, len(days) - 1)
    rows = upto[places[:, 1]] - upto[places[:, 0]]
    return CrossTable(tuple(one.name for one in periods), STATUSES, tuple(map(tuple, rows.tolist())))
