"""The choice of a report's period, what is missing before it can be sent, and its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.session.address import REPORT, ask_value
from grm_dashboard.session.asked import CUSTOM, code_of_period
from grm_dashboard.session.reports import logo_of
from grm_dashboard.session.scopes import asked_report_period
from grm_dashboard.session.sources import Source, template_for
from grm_dashboard.session.unheard import is_chosen, show
from grm_dashboard.session.view import View
from grm_data.errors import GrmError
from grm_data.figures.labels import part_of_year, period_text
from grm_data.messages import message
from grm_data.register import Period, half_years
from grm_data.register.days import FIRST_ASKED, LAST_ASKED
from grm_data.register.spans import Span
from grm_data.report import FORMATS, ReportModel, file_name, missing_before_sending, rendered
from grm_data.speech import DEFAULT_LANGUAGE, languages, load, speaking

__all__ = ["chosen_period", "files", "in_its_language", "logo", "what_is_missing"]

_MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


_LANGUAGE, _KEPT_LANGUAGE = "report_language", "_report_language"


def chosen_period(view: View) -> Period | None:
    """A half-year of the project, the latest first, or any other days; none while a day is to be chosen."""
    latest, period = view.source.complete_to, asked_report_period(view)
    halves = {half.name: half for half in reversed(half_years(min(view.history_start, latest), latest))}
    with st.container(horizontal=True):
        names = [*halves, CUSTOM]
        shown = CUSTOM if period.name not in halves else period.name
        show("report_period", shown)
        name = st.selectbox(
            message("report.page.period"),
            names,
            index=names.index(shown),
            format_func=lambda name: _name_of(halves.get(name)),
            key="report_period",
            on_change=_choose,
            args=(halves, period),
            width=320,
        )
        if name != CUSTOM:
            return halves[name]
        return _any_days(period)


def _any_days(shown: Period) -> Period | None:
    """The days chosen; none while the last one is still to be."""
    if len(st.session_state.get("report_dates") or ()) != 1:
        show("report_dates", (shown.first, shown.last))
    st.date_input(
        message("filter.dates"),
        value=(shown.first, shown.last),
        min_value=FIRST_ASKED,
        max_value=LAST_ASKED,
        format=message("page.day_input"),
        key="report_dates",
        on_change=_choose_days,
        width=320,
    )
    chosen: tuple[date, ...] = st.session_state["report_dates"]
    return Period(CUSTOM, *chosen) if len(chosen) == 2 else None


def _choose(halves: Mapping[str, Period], shown: Period) -> None:
    if not is_chosen("report_period", [*halves, CUSTOM]):
        return
    name = st.session_state["report_period"]
    kind = CUSTOM if name == CUSTOM else str(Span.HALF_YEAR)
    ask_value(REPORT, code_of_period(kind, halves.get(name, shown)))


def _choose_days() -> None:
    if len(days := st.session_state["report_dates"]) == 2 and is_chosen("report_dates"):
        ask_value(REPORT, code_of_period(CUSTOM, Period(CUSTOM, *days)))


def _name_of(half: Period | None) -> str:
    """2020 H2 with its days, or that any days may be chosen."""
    if half is None:
        return message("report.page.custom")
    return message("report.page.half_year", half=part_of_year(half.name), days=period_text(half))


@contextmanager
def in_its_language(source: Source) -> Iterator[None]:
    """What is made inside is in the language chosen for the report, at first that of the settings or English.

    It is another than that of the page: staff may read one and disclose the other.
    """
    first = source.settings.report_language or DEFAULT_LANGUAGE
    chosen = first if len(languages()) == 1 else _chosen_language(first)
    with speaking(chosen):
        yield


def _chosen_language(first: str) -> str:
    chosen: str = st.session_state.setdefault(_KEPT_LANGUAGE, first)
    show(_LANGUAGE, chosen)
    st.selectbox(
        message("report.page.language"),
        languages(),
        index=languages().index(chosen),
        format_func=lambda code: load(code).name,
        key=_LANGUAGE,
        on_change=_choose_language,
        width=320,
    )
    return chosen


def _choose_language() -> None:
    st.session_state[_KEPT_LANGUAGE] = st.session_state[_LANGUAGE]


def what_is_missing(source: Source, model: ReportModel) -> None:
    """What to do before the report can be sent."""
    sentences = missing_before_sending(source.register, source.settings, model)
    if not sentences:
        st.success(message("report.page.ready"), icon=":material/task_alt:")
        return
    with st.container(border=True):
        st.markdown(f":orange[:material/warning:] {message('report.page.missing', n=len(sentences))}")
        st.markdown("\n".join(f"- {block.plain(sentence)}" for sentence in sentences))


def logo(source: Source) -> bytes | None:
    """The logo for the cover; where it can't be read the page says so, and the report has none."""
    try:
        return logo_of(source)
    except GrmError as error:
        st.error(block.plain(str(error)), icon=":material/error:")
        return None


def files(source: Source, model: ReportModel) -> None:
    """A button per format; a file is made when it is asked for."""
    first, last = model.new.period.first, model.new.period.last
    try:
        template = template_for(source)
    except GrmError as error:
        st.error(block.plain(str(error)), icon=":material/error:")
        return
    with st.container(horizontal=True):
        for name in FORMATS:
            block.file_button(
                message(f"report.page.{name}"),
                partial(rendered, model, name, template),
                file_name(
                    source.settings, first, last, name, interim=model.is_interim, language=model.language
                ),
                _MIME[name],
                f"report_{name}",
            )
