"""What staff do to published versions on the page History: publish one again, take its register out."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from grm_dashboard.people.access import current_access
from grm_dashboard.session.shelf import store
from grm_dashboard.session.shown import show_newest
from grm_data.errors import GrmError
from grm_data.messages import message
from grm_data.store import Version

__all__ = ["history_problem", "publish_again", "take_out"]

_PROBLEM = "_history_problem"


def publish_again(number: int, *, note: str, base: int) -> int | None:
    """Undo: publish an old version again after ``base``, the version that the person saw as the newest.

    The new version's number; None where ``history_problem`` says why not. Who may publish is asked again.
    """

    def again(by: str) -> Version:
        store().require_sound()
        return store().publish_again(number, by=by, note=note, base=base)

    version = _done(again)
    if version is not None:
        show_newest()
    return None if version is None else version.number


def take_out(number: int, *, reason: str) -> None:
    """Take the register of an old version out of the store for good; its entry stays, with the reason."""
    if not reason.strip():
        st.session_state[_PROBLEM] = message("history.no_reason")
        return
    _done(lambda by: store().purge(number, by=by, reason=reason))


def history_problem() -> str | None:
    """Why the last of these failed."""
    return st.session_state.get(_PROBLEM)


def _done(work: Callable[[str], Version]) -> Version | None:
    """What was done in the name of whoever may do it; else the reason is kept."""
    access = current_access()
    st.session_state[_PROBLEM] = None
    if not access.role.may_publish:
        st.session_state[_PROBLEM] = message("publish.not_staff")
        return None
    try:
        return work(access.person)
    except GrmError as error:
        st.session_state[_PROBLEM] = str(error)
        return None
