"""The figures of a period together, as the command line and the report give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

import numpy as np

from grm_data.analysis.counts import Counts, StatusCounts, count, named
from grm_data.analysis.durations import Spread, spread_of_counts
from grm_data.analysis.selection import Selection
from grm_data.register import STATUS_CODE, STATUSES, Period, Status, reporting_periods

__all__ = ["PeriodSummary", "summarise", "summarise_periods", "whole_period"]


@dataclass(frozen=True, slots=True)
class PeriodSummary:
    """Every figure of one period; the words' counts leave out blanks."""

    period: Period
    counts: StatusCounts
    channels: Mapping[str, int]
    types: Mapping[str, int]
    unrelated_channels: Mapping[str, int]
    addressed_channels: Mapping[str, int]
    unrelated_types: Mapping[str, int]
    addressed_types: Mapping[str, int]
    working_days: Spread


def summarise(selection: Selection, period: Period) -> PeriodSummary:
    """The figures of the feedback received in the period, as of the selection's cut-off."""
    return _summary(selection, period, *count(selection, period))


def _summary(
    selection: Selection, period: Period, channels: Counts, types: Counts, days: Counts
) -> PeriodSummary:
    statuses = channels.sum(axis=0).tolist()
    words = {"channels": (selection.register.channel, channels), "types": (selection.register.type, types)}
    unrelated = [STATUS_CODE[Status.UNRELATED]]
    addressed = [STATUS_CODE[Status.RESOLVING], STATUS_CODE[Status.RESOLVED]]
    return PeriodSummary(
        period,
        StatusCounts(**{str(status): n for status, n in zip(STATUSES, statuses, strict=True)}),
        working_days=spread_of_counts(days),
        **{name: named(category, n.sum(axis=1)) for name, (category, n) in words.items()},
        **{f"unrelated_{name}": named(one, n[:, unrelated].sum(axis=1)) for name, (one, n) in words.items()},
        **{f"addressed_{name}": named(one, n[:, addressed].sum(axis=1)) for name, (one, n) in words.items()},
    )


def whole_period(selection: Selection, start: date | None) -> Period:
    """The period "total" over the whole register: from the start or first row to the cut-off."""
    known = [day for day in (start, selection.register.first_received) if day is not None]
    return Period("total", min([*known, selection.as_of]), selection.as_of)


def summarise_periods(
    selection: Selection, first: date, last: date, start: date | None
) -> tuple[PeriodSummary, PeriodSummary, PeriodSummary]:
    """The figures of the new period (first to last), the previous one and both together."""
    new, previous, total = reporting_periods(first, last, start, selection.register.first_received)
    counts, before = count(selection, new), count(selection, previous)
    days = np.array([sum(n) for n in zip_longest(counts[2], before[2], fillvalue=0)], np.int64)
    both = counts[0] + before[0], counts[1] + before[1], days
    return (
        _summary(selection, new, *counts),
        _summary(selection, previous, *before),
        _summary(selection, total, *both),
    )
