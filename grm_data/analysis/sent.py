"""What reports said when they were sent, beside what a register says of the same days now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from grm_data.analysis.counts import StatusCounts, count_by_status
from grm_data.analysis.reported import ReportedChange
from grm_data.analysis.selection import select
from grm_data.register import Period, Register, WorkCalendar, half_years

__all__ = ["ReportedFigures", "differing", "half_years_told", "revised_between"]

_FIGURES = ("received", "unrelated", "addressed", "resolving", "resolved", "unrecognised")


@dataclass(frozen=True, slots=True)
class ReportedFigures:
    """What a report said of a period: one that was sent, or one that a version would have made."""

    source: str  # as printed: "version 3", "sent on 15 Jan 2021"
    period: Period  # by its name: "2020 H2"
    as_of: date
    counts: StatusCounts


def differing(register: Register, then: ReportedFigures) -> Iterator[tuple[str, int, int]]:
    """(figure, as it was reported, as it is now) of each that differs, as of the same day."""
    now = _now(register, then)
    for name in _FIGURES:
        reported, found = getattr(then.counts, name), getattr(now, name)
        if reported != found:
            yield name, reported, found


def _now(register: Register, then: ReportedFigures) -> StatusCounts:
    return count_by_status(select(register, WorkCalendar(), then.as_of).within(then.period))


def half_years_told(sent: Collection[ReportedFigures]) -> frozenset[str]:
    """The half-years that reports told of: wholly, or from their begin or up to their end."""
    spans = [(one.period.first, one.period.last) for one in sent]
    return frozenset(
        half.name
        for first, last in spans
        for half in half_years(first, last)
        if half.last <= last and (first <= half.first or last >= half.last)
    )


def revised_between(
    before: Register, after: Register, sent: Collection[ReportedFigures]
) -> Iterator[ReportedChange]:
    """The figures that changed from one register to the other and aren't what was sent."""
    for one in sent:
        was = _now(before, one)
        for figure, reported, now in differing(after, one):
            if getattr(was, figure) != now:
                yield ReportedChange(one.period.name, figure, reported, now)
