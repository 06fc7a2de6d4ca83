"""*Revised since the last report*: what it said, and what the register says of the same days now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from grm_data.analysis.counts import StatusCounts, count_by_status
from grm_data.analysis.selection import select
from grm_data.messages import message
from grm_data.register import Period, Register, WorkCalendar
from grm_data.report.model import ReportModel, Revision
from grm_data.report.wording import span_of_report

__all__ = ["ReportedFigures", "reported_figures", "revisions"]

_FIGURES = ("received", "unrelated", "addressed", "resolving", "resolved", "unrecognised")


@dataclass(frozen=True, slots=True)
class ReportedFigures:
    """What a report said of a period: kept with the version that was published then."""

    source: str  # as printed: "version 3"
    first: date
    last: date
    as_of: date
    counts: StatusCounts


def reported_figures(model: ReportModel) -> ReportedFigures:
    """What the report says of its period, for the reports after it."""
    new, source = model.new, model.source
    return ReportedFigures(source.version, new.period.first, new.period.last, source.as_of, new.counts)


def revisions(
    register: Register, calendar: WorkCalendar, earlier: Iterable[ReportedFigures]
) -> tuple[Revision, ...]:
    """Every figure of the earlier reports that the register tells otherwise now, as of the same day."""
    return tuple(one for figures in earlier for one in _revised(register, calendar, figures))


def _revised(register: Register, calendar: WorkCalendar, then: ReportedFigures) -> Iterator[Revision]:
    period = Period("earlier", then.first, then.last)
    now = count_by_status(select(register, calendar, then.as_of).within(period))
    for name in _FIGURES:
        reported, found = getattr(then.counts, name), getattr(now, name)
        if reported != found:
            figure = message(f"report.figure.{name}")
            yield Revision(span_of_report(period), figure, reported, found, then.source)
