"""The sidebar: what is shown, the period and the filters, kept in the URL, and one's own spreadsheet."""

from __future__ import annotations

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.people.access import current_access, log_out, logged_in_as, sees_people
from grm_dashboard.people.roles import Access
from grm_dashboard.session.run import current_view
from grm_dashboard.session.shown import is_nothing_published, is_older, newer_version, show_newest
from grm_dashboard.session.sources import Source
from grm_dashboard.session.uploads import (
    close_upload,
    show_upload,
    spreadsheet_uploader,
    upload_problem,
    upload_was_refused,
)
from grm_dashboard.session.view import (
    AT_ITS_END,
    BY_NOW,
    FILTERS,
    PERIODS,
    asked_period,
    is_over,
    latest_half_year,
)
from grm_data.analysis.selection import NOT_STATED
from grm_data.figures.labels import label
from grm_data.messages import has_message, message
from grm_data.register import NO_CODE, Category, Field, Register, Status, half_year_of
from grm_data.register.countries import country_name
from grm_data.register.days import FIRST_ASKED, LAST_ASKED
from grm_data.register.findings import causes
from grm_data.store import Version

__all__ = ["filters", "own_spreadsheet", "person", "what_is_shown"]

_LOOK_AGAIN = "20s"
"""How often an open page looks whether its time is over or somebody has published."""


def what_is_shown(source: Source | str) -> None:
    """One's own spreadsheet or an older version, with the way back; else whether there is a newer one."""
    is_newest = False
    match source:
        case Source(is_upload=True):
            _opened_spreadsheet(source)
        case Source(version=Version(number=number)) if is_older(number):
            st.markdown(message("version.older", n=number))
            st.button(message("version.current"), on_click=show_newest, icon=":material/undo:", key="current")
            st.divider()
        case Source():
            is_newest = True
        case str():
            is_newest = is_nothing_published()
    _look_again(is_newest)


@st.fragment(run_every=_LOOK_AGAIN)
def _look_again(is_newest: bool) -> None:
    """End the session when its time is over; offer what was published since the newest was opened.

    And say that a file was refused: the browser tells only a number.
    """
    if not current_access().role.may_read:
        st.rerun()
    if upload_was_refused():
        st.warning(message("upload.no_room"), icon=":material/hourglass:")
    if is_newest:
        _newer()


def _newer() -> None:
    """Offer a version published since this page was opened."""
    version = newer_version()
    if version is None:
        return
    number = version.number
    by = block.plain(version.by) if sees_people() else ""
    with st.container(border=True):
        st.markdown(message("version.newer_by" if by else "version.newer", n=number, by=by))
        if st.button(message("version.switch", n=number), icon=":material/update:", key="switch"):
            show_newest()
            st.rerun()


def person(access: Access) -> None:
    """Who is logged in, and the way out."""
    if logged_in_as() is not None:
        st.divider()
        role = message(f"login.{access.role}")
        st.caption(message("login.as", address=block.plain(access.person), role=role))
        if st.button(message("login.out"), icon=":material/logout:", key="log_out"):
            log_out()


def filters(source: Source) -> None:
    """Period, the fields to filter by, and status. An unknown word in the URL is dropped by the widget."""
    register = source.register
    _period(source)
    days = st.empty()
    columns = {field: register.columns.get(field) for field in FILTERS}
    found = {field: one for field, one in columns.items() if isinstance(one, Category) and one.names}
    further = {field: found.pop(field) for field in list(found) if not field.traits.reported}
    for field, column in found.items():
        _words(field, column)
    if further:
        with st.expander(message("filter.more")):
            for field, column in further.items():
                _words(field, column)
    st.pills(
        label("field", "status"),
        _statuses(register),
        selection_mode="multi",
        format_func=lambda word: label("status", word),
        key="status",
        bind="query-params",
    )
    days.caption(block.plain(block.period_and_day(current_view())))


def _period(source: Source) -> None:
    """The period, and how it is read where it is over."""
    this = latest_half_year(source)
    if (nothing := half_year_of(source.complete_to)) != this:
        st.caption(message("filter.nothing_since", half=nothing.name, latest=this.name))
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
        st.date_input(
            message("filter.dates"),
            (this.first, this.last),
            min_value=FIRST_ASKED,
            max_value=LAST_ASKED,
            format="DD/MM/YYYY",
            key="dates",
            bind="query-params",
        )
    if is_over(source, asked_period(source)):
        _reading()


def _reading() -> None:
    """Both readings of a period that is over."""
    st.pills(
        message("filter.as_of"),
        (AT_ITS_END, BY_NOW),
        default=AT_ITS_END,
        required=True,
        format_func=lambda name: message(f"filter.{name}"),
        help=message("filter.as_of_help"),
        key="as_of",
        bind="query-params",
    )


def _words(field: Field, category: Category) -> None:
    """A filter by words of the register; the URL holds codes, never a word as the register writes it."""
    name, codes = str(field), _codes(field, category)
    asked = st.session_state.get(name)
    if asked is None:
        in_url = st.query_params.get_all(name)
        asked = [word for word, code in codes.items() if code in in_url]
    st.session_state[name] = [word for word in asked if word in codes]
    st.multiselect(
        label("field", name),
        list(codes),
        format_func=lambda word: label(name, word),
        placeholder=message(f"filter.all_{name}" if has_message(f"filter.all_{name}") else "filter.all"),
        key=name,
    )
    chosen = [codes[word] for word in st.session_state[name]]
    if st.query_params.get_all(name) != chosen:
        st.query_params[name] = chosen


def _codes(field: Field, category: Category) -> dict[str, str]:
    """Word → what stands for it in the URL: our code, or the place of an unknown word in the register."""
    unknown = [word for word in category.names if word not in field.traits.codes]
    codes = {word: f"~{unknown.index(word) + 1}" if word in unknown else word for word in category.names}
    return codes | ({NOT_STATED: NOT_STATED} if (category.codes == NO_CODE).any() else {})


def _statuses(register: Register) -> list[str]:
    return [
        str(status)
        for status in (Status.RESOLVED, Status.RESOLVING, Status.UNRELATED, Status.UNRECOGNISED)
        if status is not Status.UNRECOGNISED or (register.status == list(Status).index(status)).any()
    ]


def own_spreadsheet() -> None:
    """Open one's own register, for this browser session only."""
    st.divider()
    file = spreadsheet_uploader(message("upload.label"), "upload", help=message("upload.help"))
    if problem := upload_problem():
        st.error(block.plain(problem), icon=":material/error:")
    if file is not None:
        with st.spinner(message("upload.opening")):
            show_upload(file)
        st.rerun()


def _opened_spreadsheet(source: Source) -> None:
    """What is shown instead of the served register, and the way back."""
    n = len(causes(source.register.reading.findings))
    st.markdown(message("upload.shown", file=block.plain(source.register.reading.file)))
    withheld = "" if source.register.has_shown_texts else message("upload.withheld")
    st.caption(f"{message('upload.calendar', calendar=block.plain(_calendar(source)))} {withheld}")
    st.page_link("data_quality.py", label=message("upload.findings", n=n), icon=":material/rule:")
    st.button(message("upload.back"), on_click=close_upload, icon=":material/undo:", key="back")
    st.divider()


def _calendar(source: Source) -> str:
    calendar = source.settings.calendar
    weekend = ", ".join(message(f"weekday.{day}") for day in calendar.weekend) or message("word.none")
    key = "upload.calendar_of" if calendar.country else "upload.calendar_without"
    return message(key, country=country_name(calendar.country or ""), weekend=weekend)
