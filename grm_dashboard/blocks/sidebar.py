"""The sidebar but for the controls: what is shown, and who is logged in."""

from __future__ import annotations

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.people.access import current_access, log_out, logged_in_as, sees_people
from grm_dashboard.people.roles import Access
from grm_dashboard.session.shown import is_nothing_published, is_older, newer_version, show_newest
from grm_dashboard.session.sources import Source
from grm_dashboard.session.uploads import close_upload, upload_was_refused
from grm_data.messages import joined, message
from grm_data.register.countries import country_name
from grm_data.register.marks import with_words
from grm_data.store import Version

__all__ = ["person", "what_is_shown"]

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


def _opened_spreadsheet(source: Source) -> None:
    """What is shown instead of the served register, and the way back."""
    n = len(source.register.reading.findings.causes)
    st.markdown(message("upload.shown", file=block.plain(with_words(source.register.reading.file))))
    withheld = "" if source.register.has_shown_texts else message("upload.withheld")
    st.caption(f"{message('upload.calendar', calendar=block.plain(_calendar(source)))} {withheld}")
    st.page_link("data_quality.py", label=message("upload.findings", n=n), icon=":material/rule:")
    st.button(message("upload.back"), on_click=close_upload, icon=":material/undo:", key="back")
    st.divider()


def _calendar(source: Source) -> str:
    calendar = source.settings.calendar
    weekend = joined(message(f"weekday.{day}") for day in calendar.weekend) or message("word.none")
    key = "upload.calendar_of" if calendar.country else "upload.calendar_without"
    return message(key, country=country_name(calendar.country or ""), weekend=weekend)
