"""What reports said when they were sent, beside what a register says of the same days now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from grm_data.analysis.counts import StatusCounts
from grm_data.analysis.reported import ReportedChange, differing, reported_counts
from grm_data.register import Period, Register, half_years

__all__ = ["ReportedFigures", "half_years_told", "revised_between"]


@dataclass(frozen=True, slots=True)
class ReportedFigures:
    """What a report said of a period: one that was sent, or one that a version would have made."""

    source: str  # as printed: "version 3", "sent on 15 Jan 2021"
    period: Period  # by its name: "2020 H2"
    as_of: date
    counts: StatusCounts

    def revised(self, register: Register) -> Iterator[tuple[str, int, int]]:
        """(figure, as it was reported, as a register has it now) of each that differs, as of the same day."""
        return differing(self.counts, reported_counts(register, self.period, self.as_of))


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
        was = reported_counts(before, one.period, one.as_of)
        for figure, reported, now in one.revised(after):
            if getattr(was, figure) != now:
                yield ReportedChange(one.period.name, figure, reported, now)
