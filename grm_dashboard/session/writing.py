"""What staff write into a report: kept in the store for its period; of a file, in this session."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from grm_dashboard.people.access import current_access
from grm_dashboard.session.sent import sent_of
from grm_dashboard.session.shelf import store
from grm_dashboard.session.sources import Source
from grm_data.errors import GrmError
from grm_data.register import Period
from grm_data.store import database_url

__all__ = ["keep", "may_write", "texts_of", "writing_problem"]

_KEPT, _PROBLEM = "_report_texts", "_writing_problem"


def may_write(source: Source) -> bool:
    """Whether whoever is here writes into the report: staff, and everybody into one of their own file."""
    return source.is_upload or current_access().role.may_publish


def texts_of(source: Source, period: Period) -> Mapping[str, str]:
    """Section → what was written for the period; readers get it once the report was marked as sent."""
    if source.version is None:
        return _here(source, period)
    if may_write(source) or sent_of(period) is not None:
        return _stored(database_url(), period)
    return {}


def keep(source: Source, period: Period, section: str, text: str) -> None:
    """Keep what was written; ``writing_problem`` says why not. Who may write is asked again."""
    st.session_state[_PROBLEM] = None
    if not may_write(source):
        return
    if source.version is None:
        _here(source, period)[section] = text
        return
    try:
        store().write_texts(period, {section: text}, by=current_access().person)
    except GrmError as error:
        st.session_state[_PROBLEM] = str(error)
    _stored.clear()


@st.cache_resource(ttl=30, max_entries=20, show_spinner=False)
def _stored(url: str, period: Period) -> Mapping[str, str]:  # noqa: ARG001
    return store().texts_of(period)


def _here(source: Source, period: Period) -> dict[str, str]:
    """The texts of this session, by the file that they are about."""
    kept: dict[tuple[str, Period], dict[str, str]] = st.session_state.setdefault(_KEPT, {})
    return kept.setdefault((source.register.reading.sha256, period), {})


def writing_problem() -> str | None:
    """Why the last text couldn't be kept."""
    return st.session_state.get(_PROBLEM)
