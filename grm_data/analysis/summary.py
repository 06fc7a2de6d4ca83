"""The figures of a period together, as the command line and the report give them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from grm_data.analysis.counts import Counts, StatusCounts, cube, named
from grm_data.analysis.durations import Spread, spread_of_counts
from grm_data.analysis.selection import Selection
from grm_data.register import STATUS_CODE, STATUSES, Period, Status, reporting_periods

__all__ = ["PeriodSummary", "summarise", "summarise_periods", "whole_period"]


@dataclass(frozen=True, slots=True)
class PeriodSummary:
    """Every figure of one period; the words' counts leave out blanks."""

    period: Period
    counts: StatusCounts
    unrelated_channels: dict[str, int]
    addressed_channels: dict[str, int]
    unrelated_types: dict[str, int]
    addressed_types: dict[str, int]
    working_days: Spread


def summarise(selection: Selection, period: Period) -> PeriodSummary:
    """The figures of the feedback received in the period, as of the selection's cut-off."""
    return _summary(selection, period, *cube(selection, period))


def _summary(selection: Selection, period: Period, cells: Counts, days: Counts) -> PeriodSummary:
    channel, type_ = selection.register.channel, selection.register.type
    unrelated = cells[..., STATUS_CODE[Status.UNRELATED]]
    addressed = cells[..., STATUS_CODE[Status.RESOLVING]] + cells[..., STATUS_CODE[Status.RESOLVED]]
    return PeriodSummary(
        period,
        StatusCounts(**{str(status): int(cells[..., STATUS_CODE[status]].sum()) for status in STATUSES}),
        dict(named(channel, unrelated.sum(axis=1))),
        dict(named(channel, addressed.sum(axis=1))),
        dict(named(type_, unrelated.sum(axis=0))),
        dict(named(type_, addressed.sum(axis=0))),
        spread_of_counts(days),
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
    (cells, days), (cells_before, days_before) = cube(selection, new), cube(selection, previous)
    both = np.zeros(max(len(days), len(days_before)), np.int64)
    for one in (days, days_before):
        both[: len(one)] += one
    return (
        _summary(selection, new, cells, days),
        _summary(selection, previous, cells_before, days_before),
        _summary(selection, total, cells + cells_before, both),
    )
