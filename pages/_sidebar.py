"""The sidebar: the period and the filters, kept in the URL, and the visitor's own spreadsheet."""

from __future__ import annotations

from datetime import date

import streamlit as st

from grm_data.analysis.selection import NOT_STATED
from grm_data.figures.labels import label
from grm_data.messages import message
from grm_data.register import NO_CODE, Category, Register, Status, half_year_of
from pages import _blocks as block
from pages._state import (
    PERIODS,
    Source,
    close_upload,
    current_view,
    last_known,
    open_upload,
    upload_key,
    upload_problem,
)

__all__ = ["filters", "opened_spreadsheet", "own_spreadsheet"]

_MEGABYTES = 20
_FORMATS = ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt")
_FIRST, _LAST = date(1970, 1, 1), date(2099, 12, 31)


def filters(register: Register) -> None:
    """Period, channel, type and status. An unknown word in the URL is dropped by the widget."""
    _period(register)
    days = st.empty()
    _words("channel", _options(register.channel))
    _words("type", _options(register.type))
    st.pills(
        label("field", "status"),
        _statuses(register),
        selection_mode="multi",
        format_func=lambda word: label("status", word),
        key="status",
        bind="query-params",
    )
    days.caption(block.plain(block.period_and_day(current_view())))


def _period(register: Register) -> None:
    st.pills(
        message("filter.period"),
        PERIODS,
        default=PERIODS[0],
        required=True,
        format_func=lambda name: message(f"filter.{name}"),
        key="period",
        bind="query-params",
    )
    if st.session_state["period"] == "custom":
        this = half_year_of(last_known(register))
        st.date_input(
            message("filter.dates"),
            (this.first, this.last),
            min_value=_FIRST,
            max_value=_LAST,
            format="DD/MM/YYYY",
            key="dates",
            bind="query-params",
        )


def _words(name: str, options: list[str]) -> None:
    st.multiselect(
        label("field", name),
        options,
        format_func=lambda word: label(name, word),
        placeholder=message(f"filter.all_{name}"),
        key=name,
        bind="query-params",
    )


def _options(category: Category) -> list[str]:
    """The words that stand in the register, and one for its blanks."""
    return [*category.names, *([NOT_STATED] if (category.codes == NO_CODE).any() else [])]


def _statuses(register: Register) -> list[str]:
    return [
        str(status)
        for status in (Status.RESOLVED, Status.RESOLVING, Status.UNRELATED, Status.UNRECOGNISED)
        if status is not Status.UNRECOGNISED or (register.status == list(Status).index(status)).any()
    ]


def own_spreadsheet() -> None:
    """Open one's own register, for this browser session only."""
    st.divider()
    file = st.file_uploader(
        message("upload.label"),
        type=_FORMATS,
        max_upload_size=_MEGABYTES,
        key=upload_key(),
        help=message("upload.help"),
    )
    if problem := upload_problem():
        st.error(block.plain(problem), icon=":material/error:")
    if file is not None:
        with st.spinner(message("upload.opening")):
            open_upload(file)
        st.rerun()


def opened_spreadsheet(source: Source) -> None:
    """What is shown instead of the served register, and the way back."""
    n = len(source.register.reading.findings)
    st.markdown(message("upload.shown", file=block.plain(source.register.reading.file)))
    st.caption(message("upload.calendar", calendar=block.plain(_calendar(source))))
    st.page_link("data_quality.py", label=message("upload.findings", n=n), icon=":material/rule:")
    st.button(message("upload.back"), on_click=close_upload, icon=":material/undo:", key="back")
    st.divider()


def _calendar(source: Source) -> str:
    calendar = source.settings.calendar
    weekend = ", ".join(message(f"weekday.{day}") for day in calendar.weekend) or message("word.none")
    key = "upload.calendar_of" if calendar.country else "upload.calendar_without"
    return message(key, country=calendar.country, weekend=weekend)
