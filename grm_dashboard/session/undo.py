"""What staff do to published versions on the page History: publish one again, take its register out."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from grm_dashboard.people.access import current_access
from grm_dashboard.session.shelf import store
from grm_dashboard.session.shown import show_newest
from grm_data.errors import GrmError
from grm_data.messages import message
from grm_data.store import PublishedMeanwhile, Version

__all__ = ["history_result", "publish_again", "take_out"]

_RESULT = "_history_result"


def publish_again(number: int, *, by: str, note: str, base: int) -> None:
    """Undo: publish an old version again after ``base``, the version that the person saw as the newest.

    Where that is done already, by the first of two clicks or by a colleague, it isn't done again.
    Who may publish is asked again; ``history_result`` says what came of it.
    """

    def again() -> str:
        newest = store().version(store().current_number())
        if newest.again != number:
            store().require_sound()
            newest = _published_again(number, by, note, base)
        show_newest()
        return message("history.undone", n=newest.number, old=number)

    _done(again)


def _published_again(number: int, by: str, note: str, base: int) -> Version:
    try:
        return store().publish_again(number, by=by, note=note, base=base)
    except PublishedMeanwhile as error:
        newest: Version = error.versions[-1]
        if newest.again == number:
            return newest
        raise


def take_out(number: int, *, by: str, reason: str) -> None:
    """Take the register of an old version out of the store for good; its entry stays, with the reason."""

    def out() -> str:
        if store().version(number).purge is None:  # not the second of two clicks
            store().purge(number, by=by, reason=reason)
        return message("history.taken_out", n=number)

    if reason.strip():
        _done(out)
    else:
        st.session_state[_RESULT] = False, message("history.no_reason")


def history_result() -> tuple[bool, str] | None:
    """(whether the last of these was done, the sentence that says so), told once."""
    result: tuple[bool, str] | None = st.session_state.pop(_RESULT, None)
    return result


def _done(work: Callable[[], str]) -> None:
    """What was done in the name of whoever may do it; else the reason is kept."""
    if not current_access().role.may_publish:
        st.session_state[_RESULT] = False, message("publish.not_staff")
        return
    try:
        st.session_state[_RESULT] = True, work()
    except GrmError as error:
        st.session_state[_RESULT] = False, str(error)
