"""Reports marked as sent: what they said, which half-years they told of, and marking one."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from hashlib import sha256

import streamlit as st

from grm_dashboard.people.access import current_access
from grm_dashboard.session.shelf import store, version_numbered
from grm_dashboard.session.sources import Source, published
from grm_data.analysis.counts import StatusCounts
from grm_data.analysis.sent import ReportedFigures
from grm_data.register import Period
from grm_data.report import FORMATS, ReportModel, rendered
from grm_data.store import SentReport, StoreError, database_url, figures_of_sent, latest_of_each_period

__all__ = ["mark_sent", "sent_figures", "sent_of", "sent_reports"]


_SECONDS = 30
"""A page asks the database once in a run; these it asks for all sessions together."""


@st.cache_resource(ttl=_SECONDS, max_entries=1, show_spinner=False)
def _kept(url: str) -> tuple[SentReport, ...]:  # noqa: ARG001
    return store().sent_reports()


def sent_reports() -> tuple[SentReport, ...]:
    """Every report marked as sent, oldest first; what another server marked shows within half a minute."""
    return _kept(database_url())


def sent_of(period: Period) -> SentReport | None:
    """The report of just these days that was sent last."""
    return latest_of_each_period(sent_reports()).get((period.first, period.last))


def sent_figures(
    *, until: date = date.max, by_version: int | None = None
) -> tuple[ReportedFigures, ...] | None:
    """What the reports sent of periods up to a day said; None where none was ever marked as sent.

    ``by_version`` leaves out those that a later version was sent of.
    """
    reports = sent_reports()
    if not reports:
        return None
    told = [one for one in reports if one.last <= until and (by_version is None or one.version <= by_version)]
    return figures_of_sent(told, version_numbered, lambda number: published(number).register)


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
