"""Reports marked as sent: what they said, which half-years they told of, and marking one."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from hashlib import sha256

import streamlit as st

from grm_dashboard.people.access import current_access
from grm_dashboard.session.shelf import store, version_numbered
from grm_dashboard.session.sources import Source, published
from grm_data.analysis.counts import StatusCounts, count_by_status
from grm_data.analysis.selection import select
from grm_data.figures.labels import day_text
from grm_data.messages import message
from grm_data.register import Period, WorkCalendar, half_years
from grm_data.report import FORMATS, ReportedFigures, ReportModel, rendered
from grm_data.store import SentReport, StoreError, database_url

__all__ = ["mark_sent", "sent_figures", "sent_half_years", "sent_of", "sent_reports"]


_SECONDS = 30
"""A page asks the database once in a run; these it asks for all sessions together."""


@st.cache_resource(ttl=_SECONDS, max_entries=1, show_spinner=False)
def _kept(url: str) -> tuple[SentReport, ...]:  # noqa: ARG001
    return store().sent_reports()


def sent_reports() -> tuple[SentReport, ...]:
    """Every report marked as sent, oldest first; what another server marked shows within half a minute."""
    return _kept(database_url())


def _latest() -> dict[tuple[date, date], SentReport]:
    """The report sent last of each period."""
    return {(one.first, one.last): one for one in sent_reports()}


def sent_of(period: Period) -> SentReport | None:
    """The report of just these days that was sent last."""
    return _latest().get((period.first, period.last))


def sent_half_years() -> frozenset[str] | None:
    """The half-years that a report was sent of; None where none was ever marked, so that nobody knows."""
    spans = _latest()
    halves = {
        half.name
        for first, last in spans
        for half in half_years(first, last)
        if half.last <= last and (first <= half.first or last >= half.last)
    }
    return frozenset(halves) if spans else None


def sent_figures(until: date) -> tuple[ReportedFigures, ...] | None:
    """What the reports sent of periods up to a day said; None where none was ever marked as sent."""
    spans = _latest()
    if not spans:
        return None
    found = (_figures(one) for (_, last), one in sorted(spans.items()) if last <= until)
    return tuple(one for one in found if one is not None)


def _figures(sent: SentReport) -> ReportedFigures | None:
    """The figures of a report as it was sent.

    Where cases became sensitive since, they are counted anew without these: the difference would tell how
    many there are. None where the version can't be read any more.
    """
    source = message("report.sent", day=day_text(sent.sent_on), version=sent.version)
    try:
        counts = _counted_anew(sent) if _is_withheld_since(sent) else StatusCounts(**sent.figures["new"])
    except (StoreError, KeyError, TypeError):
        return None
    return ReportedFigures(source, sent.first, sent.last, sent.as_of, counts)


def _is_withheld_since(sent: SentReport) -> bool:
    withheld = version_numbered(sent.version).withheld_at
    return withheld is not None and (sent.at is None or withheld >= sent.at)


def _counted_anew(sent: SentReport) -> StatusCounts:
    register = published(sent.version).register
    part = select(register, WorkCalendar(), sent.as_of).within(Period("sent", sent.first, sent.last))
    return count_by_status(part)


def mark_sent(source: Source, model: ReportModel, sent_on: date) -> SentReport:
    """Freeze what a report of a published version says, with the hashes of its files.

    StoreError where whoever asks may not publish, or the database refuses it.
    """
    access, version, new = current_access(), source.version, model.new.period
    if not access.role.may_publish or version is None:
        raise StoreError("sent-not-staff")
    figures = {one.period.name: _frozen(one.counts) for one in model.received}
    files = {name: sha256(rendered(model, name)).hexdigest() for name in FORMATS}
    as_of = model.source.as_of
    report = SentReport(version.number, new.first, new.last, as_of, figures, files, sent_on)
    marked = store().mark_sent(report, by=access.person)
    _kept.clear()
    return marked


def _frozen(counts: StatusCounts) -> dict[str, int]:
    return {field.name: getattr(counts, field.name) for field in fields(counts)}
