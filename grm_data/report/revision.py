"""*Revised since the last report*: what it said, and what the register says of the same days now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from grm_data.analysis.counts import StatusCounts, count_by_status
from grm_data.analysis.reported import ReportedPeriods
from grm_data.analysis.selection import select
from grm_data.analysis.sent import ReportedFigures
from grm_data.messages import message
from grm_data.register import Period, Register, WorkCalendar
from grm_data.report.model import Revision
from grm_data.report.wording import span_of_report

__all__ = ["figures_of_earlier_reports", "revisions"]


def figures_of_earlier_reports(
    register: Register, source: str, *, published_on: date, before: date
) -> tuple[ReportedFigures, ...]:
    """What reports made from an earlier version said, of each half-year that counts as reported by it.

    ``source`` names the version as the report prints it; half-years that end on or after ``before``, the
    first day of the report being made, are its own.
    """
    if register.first_received is None:
        return ()
    reported = ReportedPeriods(published_on, register.last_known).half_years(register.first_received)
    return tuple(
        ReportedFigures(source, half, half.last, _counts(register, half))
        for half in reported
        if half.last < before
    )


def _counts(register: Register, period: Period) -> StatusCounts:
    return count_by_status(select(register, WorkCalendar(), period.last).within(period))


def revisions(register: Register, earlier: Iterable[ReportedFigures]) -> tuple[Revision, ...]:
    """Every figure of the earlier reports that differ in the register now, as of the same day."""
    return tuple(one for figures in earlier for one in _revised(register, figures))


def _revised(register: Register, then: ReportedFigures) -> Iterator[Revision]:
    span = span_of_report(then.period)
    for name, reported, now in then.revised(register):
        yield Revision(span, message(f"report.figure.{name}"), reported, now, then.source)
