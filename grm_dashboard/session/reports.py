"""The report of a register that is shown: by its version, and by what earlier reports said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from weakref import WeakKeyDictionary

import streamlit as st

from grm_dashboard.people.access import current_access
from grm_dashboard.session.sent import sent_figures
from grm_dashboard.session.shelf import seen
from grm_dashboard.session.shown import is_older
from grm_dashboard.session.sources import Source, logo_for, published, stamp
from grm_data.analysis.reported import ReportedChange, ReportedPeriods, reported_changes
from grm_data.analysis.sent import ReportedFigures
from grm_data.analysis.who import GroupTable
from grm_data.messages import message
from grm_data.register import Period, half_year_of
from grm_data.report import ReportModel, build_report, figures_of_earlier_reports
from grm_data.report.logo import logo_png
from grm_data.speech import language
from grm_data.store import StoreError, more_sensitive

__all__ = ["logo_of", "report_of", "reported_otherwise"]


def report_of(
    source: Source, period: Period, written: Mapping[str, str], logo: bytes | None = None
) -> ReportModel:
    """The report, by its version, and what earlier ones said otherwise; made once for all who ask it."""
    groups, earlier = _groups(source), _earlier_figures(source, period)
    days, spoken = (source.settings.today, source.complete_to), language().code
    asked = (period, dict(written), logo, groups, earlier, days, spoken)
    kept = _made.get(source, ())
    found = next((model for one, model in kept if one == asked), None)
    if found is None:
        found = _report(source, period, written, logo, groups, earlier)
        _made[source] = (*kept[1 - _MOST_MADE :], (asked, found))
    return found


_MOST_MADE = 4
_made: WeakKeyDictionary[Source, tuple[tuple[object, ReportModel], ...]] = WeakKeyDictionary()
"""The last reports of each register: a page asks for the same at each rerun."""


def _report(
    source: Source,
    period: Period,
    written: Mapping[str, str],
    logo: bytes | None,
    groups: tuple[GroupTable, ...],
    earlier: tuple[ReportedFigures, ...],
) -> ReportModel:
    version = source.version
    return build_report(
        source.for_readers().register,
        replace(source.settings, complete_to=source.complete_to),
        period.first,
        period.last,
        other=written.get("other"),
        written=written,
        is_sample=source.is_sample,
        logo=logo,
        groups=groups,
        version=None if version is None else str(version.number),
        previous_figures=earlier,
    )


def _groups(source: Source) -> tuple[GroupTable, ...]:
    """The tables of who complains that readers get: of the newest version only."""
    version = source.version
    is_old = version is not None and is_older(version.number)
    return () if is_old else source.for_readers().groups


def logo_of(source: Source) -> bytes | None:
    """The logo for the report's cover, drawn anew once a file; GrmError where it can't be."""
    path = logo_for(source)
    return None if path is None else _drawn(str(path), stamp(path))


@st.cache_data(max_entries=4, show_spinner=False)
def _drawn(path: str, stamp: tuple[int, int] | None) -> bytes | None:  # noqa: ARG001
    return logo_png(Path(path))


def _earlier_figures(source: Source, period: Period) -> tuple[ReportedFigures, ...]:
    """What the reports sent said; where none was ever marked as sent, what the versions before would have."""
    if source.version is None:
        return ()
    if (sent := sent_figures(until=period.last)) is not None:
        return sent
    earlier = version_reported_by(source.version.number, period.first)
    if earlier is None or earlier.version is None:
        return ()
    return figures_of_earlier_reports(
        earlier.register,
        message("report.version", version=earlier.version.number),
        published_on=earlier.version.published_at.date(),
        before=period.first,
    )


def reported_otherwise(source: Source) -> tuple[ReportedChange, ...]:
    """The figures of half-years already reported that come out differently in this version.

    Whoever may not publish isn't told where there are more sensitive cases than there were.
    """
    if source.version is None:
        return ()
    if (sent := sent_figures(until=source.complete_to)) is not None:
        return tuple(
            ReportedChange(one.period.name, name, before, after)
            for one in sent
            for name, before, after in one.revised(source.register)
        )
    running = half_year_of(source.complete_to)
    earlier = version_reported_by(source.version.number, running.first)
    if earlier is None or earlier.version is None:
        return ()
    before, after = earlier.register, source.register
    is_told = current_access().role.may_publish or not more_sensitive(before, after)
    if before.first_received is None or not is_told:
        return ()
    reported = ReportedPeriods(earlier.version.published_at.date(), before.last_known)
    names = {period.name for period in reported.half_years(before.first_received)}
    return tuple(reported_changes(before, after, names))


def version_reported_by(number: int, first: date) -> Source | None:
    """The version that the reports before a period were made from, as far as one can tell.

    The first one published since the period before had ended, so that no later revision is missed; else the
    last one before. None where there is none older than ``number``, or it can't be read.
    """
    older = [version for version in seen().versions if version.number < number and version.purge is None]
    since = [version.number for version in older if version.published_at.date() >= first]
    told = since[0] if since else max((version.number for version in older), default=None)
    try:
        return None if told is None else published(told)
    except StoreError:
        return None
