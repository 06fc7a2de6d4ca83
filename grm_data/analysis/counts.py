"""Counts by status, channel, type and period: the figures of the report's first table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from grm_data.analysis.selection import Selection, kept
from grm_data.register import NO_CODE, NO_DURATION, STATUS_CODE, STATUSES, Category, Period, Register, Status
from grm_data.register.columns import Mask
from grm_data.register.days import Days, day_number, day_of

__all__ = [
    "Counts",
    "CrossTable",
    "Ratio",
    "StatusCounts",
    "by_frequency",
    "by_period",
    "count",
    "count_by_status",
    "count_words",
    "last_received",
    "named",
    "tally",
]

_BLOCK = 16_384

Counts: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ratio:
    """``whole`` to ``part``, written 14:14; the share does not exist where the whole is 0."""

    whole: int
    part: int

    @property
    def share(self) -> float | None:
        """part ÷ whole; None (not 0, not NaN) when there is nothing to share."""
        return self.part / self.whole if self.whole else None

    def __str__(self) -> str:
        return f"{self.whole}:{self.part}"


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
    found = tally(selection.status[selection.mask], len(STATUSES)).tolist()
    return StatusCounts(**{str(status): found[STATUS_CODE[status]] for status in STATUSES})


def by_frequency(totals: Counts) -> list[int]:
    """The places of words that occur, the frequent ones first; the last place, of blanks, stays last.

    >>> by_frequency(np.array([1, 3, 0, 9]))
    [1, 0, 3]
    """
    blank = len(totals) - 1
    return sorted(map(int, np.flatnonzero(totals)), key=lambda i: (i == blank, -totals[i], i))


def count_words(category: Category, mask: Mask) -> Mapping[str, int]:
    """How often each word stands in the rows of the mask; blanks and words that never occur are left out.

    >>> count_words(register.channel, selection.is_addressed)       # doctest: +SKIP
    {'facebook': 4, 'website': 1, 'face_to_face': 1}
    """
    return named(category, np.bincount(category.codes[mask] - NO_CODE, minlength=len(category.names) + 1))


def named(category: Category, n: Counts) -> Mapping[str, int]:
    """Counts of no word and of each word of a category → those of the words that occur."""
    return {name: int(count) for name, count in zip(category.names, n[1:], strict=True) if count}


def count(selection: Selection, period: Period) -> tuple[Counts, Counts, Counts]:
    """Of what was received in a period: channel × status and type × status, no word first, and by days.

    The last is how many resolved cases took 0, 1, 2, … days.
    """
    register = selection.register
    every = replace(selection, mask=np.broadcast_to(True, len(register)))

    def by_status(category: Category) -> npt.NDArray[Any]:
        return (category.codes - NO_CODE).astype(np.int32) * len(STATUSES) + selection.status

    words = {"channel": register.channel, "type": register.type}
    *cells, days = _received_in(
        selection,
        period,
        **{name: partial(by_status, category) for name, category in words.items()},
        days=lambda: every.working_days() - NO_DURATION,
    )
    channels, types = (
        tally(one, len(STATUSES) * (len(category.names) + 1)).reshape(-1, len(STATUSES))
        for one, category in zip(cells, words.values(), strict=True)
    )
    return channels, types, tally(days)[1:]


def tally(codes: npt.NDArray[Any], n: int = 1) -> Counts:
    """How often each code stands there, of at least ``n``: ``np.bincount`` in blocks.

    It makes eight bytes of each code first. Those of a block stay in the processor's cache, while those of a
    million are memory that the system has to find anew each time.
    """
    n = max(n, int(codes.max(initial=0)) + 1)
    found = np.zeros(n, np.int64)
    for first in range(0, len(codes), _BLOCK):
        found += np.bincount(codes[first : first + _BLOCK], minlength=n)
    return found


def _received_in(
    selection: Selection, period: Period, **columns: Callable[[], npt.NDArray[Any]]
) -> Iterator[npt.NDArray[Any]]:
    """Columns of what was received in a period, by the name under which they are kept.

    They are kept in the order of receipt, so that a period is a part of them, and as the smallest numbers.
    """
    register, key = selection.register, (selection.calendar, selection.as_of)
    order, received = _order_of_receipt(register)
    first, last = period.numbers
    rows = slice(*np.searchsorted(received, np.array([first, last + 1], np.int32)))
    is_in = selection.mask[order[rows]]
    for name, make in columns.items():
        found = kept(register, (name, *key), partial(_in_order, make, order))[rows]
        yield found if is_in.all() else found[is_in]


def _order_of_receipt(register: Register) -> tuple[npt.NDArray[np.intp], Days]:
    """The rows in the order of receipt, and the day of each."""
    order = kept(register, "order", lambda: np.argsort(register.received, kind="stable"))
    return order, kept(register, "received", lambda: register.received[order])


def last_received(register: Register, day: date) -> date | None:
    """The latest received date up to a day, None where nothing was received until then."""
    _, received = _order_of_receipt(register)
    n = int(np.searchsorted(received, np.int32(day_number(day)), side="right"))
    return day_of(int(received[n - 1])) if n else None


def _in_order(make: Callable[[], npt.NDArray[Any]], order: npt.NDArray[np.intp]) -> npt.NDArray[Any]:
    found = make()[order]
    return found.astype(np.min_scalar_type(found.max(initial=0)))


def by_period(selection: Selection, periods: Iterable[Period]) -> CrossTable:
    """Feedback received in each period by status; an empty period stands there with 0."""
    periods, status = tuple(periods), lambda: selection.status
    codes = (next(_received_in(selection, one, status=status)) for one in periods)
    counts = tuple(tuple(tally(one, len(STATUSES)).tolist()) for one in codes)
    return CrossTable(tuple(one.name for one in periods), STATUSES, counts)
