"""What two or more pages draw alike: heading, key figures, a figure with its table, findings, empty states.

A register's words never pass through Markdown as they are: ``st.dataframe`` and ``st.text`` show them inert,
``plain`` escapes them in a line of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import streamlit as st

from grm_dashboard.blocks import linking
from grm_dashboard.blocks.charting import figure
from grm_dashboard.blocks.files import download, file_button
from grm_dashboard.blocks.tables import table
from grm_dashboard.blocks.wording import plain
from grm_dashboard.people.access import current_access, sees_people
from grm_dashboard.session.address import reset_filters
from grm_dashboard.session.settings_table import part_of
from grm_dashboard.session.shown import is_older, show_newest
from grm_dashboard.session.sources import Source
from grm_dashboard.session.view import View
from grm_data.figures.labels import day_text, period_text
from grm_data.messages import message, settings_named
from grm_data.register import Field, Finding, Severity, Status, count_by_severity
from grm_data.register.marks import NOT_SHOWN, with_words

__all__ = [
    "KeyFigure",
    "download",
    "figure",
    "file_button",
    "freshness",
    "heading",
    "is_empty",
    "key_figures",
    "notes",
    "nothing_to_show",
    "period_and_day",
    "plain",
    "result",
    "table",
    "title",
    "to_project",
    "ways_to_project",
]

_CARD = 150
"""Pixels of the narrowest card: five beside each other at 1280, two at 390."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number under its name, ``number.<name>``."""

    name: str
    value: str
    note: str


def period_and_day(view: View) -> str:
    """1 Jul – 31 Dec 2020, as of 17 Dec 2020, and how it is read."""
    key = f"page.reading.{view.reading}" if view.reading else "page.period_and_day"
    return message(key, period=period_text(view.period), day=day_text(view.as_of))


def freshness(source: Source) -> str:
    """How old a register is: the day it is complete to, and that of its last entry."""
    day, last = source.complete_to, source.register.last_known
    ago = (source.settings.today - day).days
    parts = [message("page.complete", day=day_text(day), n=ago) if ago else message("page.complete_today")]
    if last is not None:
        parts.append(message("page.last_entry", day=day_text(last)))
    return " · ".join(parts)


def heading(view: View, page: str) -> None:
    """The page's name, and what it shows: project, period, N of M, source; the filters stand above it."""
    shown = message("page.shown", n=len(view.selection), all=len(view.everything))
    title(view, page, f"{period_and_day(view)} · {shown}")
    if view.filters[Field.STATUS]:
        st.caption(message("page.status_ignored"))


def title(view: View, page: str, part: str) -> None:
    """The page's name over the project and its file, marked if sample or one's own, and what part of it."""
    source, register = view.source, view.source.register
    linking.title(view, page)
    if source.is_sample:
        _sample()
    version = source.version
    is_old = version is not None and is_older(version.number)
    badges = ["page.own"] * source.is_upload + ["page.older"] * is_old
    file = with_words(register.reading.file)
    names = [file] if source.is_upload or not source.settings.name else [source.settings.name, file]
    if len(names) > 1 and register.reading.file == NOT_SHOWN:
        names.pop()
    lines = (" · ".join([*names, *_version(source)]), freshness(source), part)
    with st.container(horizontal=True, gap="xsmall") if badges else nullcontext():
        for badge in badges:
            st.badge(message(badge), color="orange")
        st.caption("  \n".join(map(plain, lines)), width="stretch")


def _sample() -> None:
    """That nothing here is the project's own; for staff the way to open theirs."""
    with _noted(message("page.sample")):
        if current_access().role.may_publish:
            st.page_link("publish.py", label=message("welcome.own"), icon=":material/upload_file:")


def _version(source: Source) -> list[str]:
    """Version 3, published on 12 Jan 2021 by whom."""
    if source.version is None:
        return []
    key = "version.shown_by" if sees_people() else "version.shown"
    day = day_text(source.settings.day_of(source.version.published_at))
    return [message(key, n=source.version.number, day=day, by=source.version.by)]


def nothing_to_show(why: str) -> None:
    """Why there is no register, with the way to the current one where another was asked for."""
    st.title(message("page.app"), anchor=False)
    st.error(plain(why), icon=":material/error:")
    if "version" in st.query_params:
        st.button(message("version.current"), on_click=show_newest, icon=":material/undo:", key="current")


def result(is_done: bool, sentence: str) -> None:
    """What came of what somebody did just now, where they look next."""
    told, icon = (st.success, ":material/task_alt:") if is_done else (st.error, ":material/error:")
    told(plain(sentence), icon=icon)


def notes(view: View) -> None:
    """What a reader must know before trusting the numbers, with the way to the Data quality page."""
    n = len(view.selection.with_status(Status.UNRECOGNISED))
    errors = count_by_severity(view.source.register.reading.findings)[Severity.ERROR]
    sentences = [
        message(f"page.{name}", n=count) for name, count in (("unrecognised", n), ("errors", errors)) if count
    ]
    if sentences:
        with _noted(" ".join(sentences)):
            st.page_link("data_quality.py", label=message("page.see_quality"), icon=":material/rule:")
    if view.source.settings.calendar.country is None:
        with _noted(message("page.no_country")):
            to_project("calendar", message("page.choose_country"))


@contextmanager
def _noted(sentence: str) -> Iterator[None]:
    """A warning in a frame, in which the way to put it right follows."""
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(f":orange[:material/warning:] {sentence}", width="content")
        yield


def to_project(part: str, label: str) -> None:
    """For staff the link to a part of the page Project."""
    if current_access().role.may_publish:
        st.page_link("project.py", label=label, icon=":material/tune:", query_params={"part": part})


def ways_to_project(findings: Iterable[Finding]) -> None:
    """For staff a link to each part of the page Project that the sentences of findings name."""
    named = {setting for one in findings for setting in settings_named(f"finding.{one.code}")}
    parts = dict.fromkeys(filter(None, map(part_of, sorted(named))))
    if parts:
        with st.container(horizontal=True):
            for part in parts:
                to_project(part, message(f"project.part.{part}"))


def is_empty(view: View) -> bool:
    """Whether there is nothing to show; then the page says so calmly."""
    if len(view.selection):
        return False
    if not len(view.source.register):
        st.info(message("page.no_rows"), icon=":material/inbox:")
        return True
    is_filtered = any(view.filters.values())
    key = "page.nothing_filtered" if is_filtered else "page.nothing"
    st.info(message(key, when=period_and_day(view)), icon=":material/filter_alt_off:")
    if is_filtered:
        st.button(message("page.reset"), on_click=reset_filters, key="reset")
    return True


def key_figures(figures: Sequence[KeyFigure]) -> None:
    """Cards with a number each."""
    grid = st.grid(len(figures), min_column_width=_CARD, gap="small")
    for one in figures:
        label = message(f"number.{one.name}")
        grid.metric(label, one.value, delta_description=one.note, border=True, height="stretch")
