"""What is missing before a report can be sent: for staff, not for its readers."""

from __future__ import annotations

from collections.abc import Iterator

from grm_data.analysis.selection import select
from grm_data.messages import message
from grm_data.register import Register, Severity, Status, count_by_severity
from grm_data.report.cases import addressed_rows, carried_over_rows
from grm_data.report.model import ReportModel
from grm_data.report.notes import gap_numbers, withheld_texts
from grm_data.report.wording import day_of_report, listed
from grm_data.settings import Settings

__all__ = ["missing_before_sending"]


def missing_before_sending(register: Register, settings: Settings, model: ReportModel) -> tuple[str, ...]:
    """A sentence per thing to do first; none where the report is ready."""
    return tuple(_missing(register, settings, model))


def _missing(register: Register, settings: Settings, model: ReportModel) -> Iterator[str]:
    if model.is_interim:
        last = day_of_report(model.new.period.last)
        yield message("report.missing.interim", last=last, as_of=day_of_report(model.source.as_of))
    selection = select(register, settings.calendar, model.source.as_of)
    period = model.new.period
    shown = addressed_rows(selection, period) | carried_over_rows(selection, period)
    part = selection.within(period)
    if n := int(part.has_status(Status.UNRECOGNISED).sum()):
        yield message("report.missing.unrecognised", n=n)
    if n := withheld_texts(register, shown):
        yield message("report.missing.withheld", n=n)
    if numbers := gap_numbers(register, shown | part.mask):
        yield message("report.missing.gaps", numbers=listed(numbers))
    if n := model.new.counts.resolved - model.new.working_days.n:
        yield message("report.missing.undated", n=n)
    if n := count_by_severity(register.reading.findings)[Severity.ERROR]:
        yield message("report.missing.errors", n=n)
    if settings.name is None:
        yield message("report.missing.project")
    if settings.calendar.country is None:
        yield message("report.missing.country")
    if settings.start is None:
        yield message("report.missing.start")
