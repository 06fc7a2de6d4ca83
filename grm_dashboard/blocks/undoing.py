"""What staff may do to an old version: publish it again, take its register out of the store."""

from __future__ import annotations

import streamlit as st

from grm_dashboard.session.naming import ask_name, name_given
from grm_dashboard.session.shelf import Shelf
from grm_dashboard.session.sources import published
from grm_dashboard.session.undo import publish_again, take_out
from grm_data.messages import message
from grm_data.register import Register
from grm_data.store import StoreError

__all__ = ["removal", "undo"]


def undo(number: int, shelf: Shelf) -> None:
    """Publish an old version again, after the version that is the newest on this person's screen."""
    newest = shelf.newest
    if shelf.versions[-1].again == number:
        st.markdown(message("history.is_undone", n=newest, old=number))
        return
    with st.form("undo", border=True):
        st.markdown(message("history.undo_note", n=number, next=newest + 1))
        if n := _shown_again(number, newest):
            st.markdown(message("history.shown_again", n=n))
        st.text_input(message("publish.note"), max_chars=500, key=f"undo_note_{number}")
        ask_name("undo_by")
        st.form_submit_button(
            message("history.undo", n=number), icon=":material/undo:", on_click=_undo, args=(number, newest)
        )


def _shown_again(number: int, newest: int) -> int:
    """How many texts of a version the newest one holds no more: withheld since, or edited."""
    try:
        old, new = (published(one).register for one in (number, newest))
    except StoreError:
        return 0  # the newest can't be read: all the more one publishes an older one again
    return len(_shown_texts(old) - _shown_texts(new))


def _shown_texts(register: Register) -> set[str]:
    columns = register.columns.texts.values()
    return {text for column in columns for text in column.words if text is not None}


def _undo(number: int, newest: int) -> None:
    note: str = st.session_state[f"undo_note_{number}"]
    publish_again(number, by=name_given("undo_by"), note=note, base=newest)


def removal(number: int) -> None:
    """Take the register of an old version out of the store."""
    key = f"reason_{number}"
    with st.expander(message("history.removal", n=number)), st.form("removal", border=False):
        st.markdown(message("history.removal_note"))
        st.text_input(message("history.reason"), max_chars=500, key=key)
        ask_name("removal_by")
        st.form_submit_button(
            message("history.remove", n=number), icon=":material/delete_forever:", on_click=_remove,
            args=(number, key),
        )  # fmt: skip


def _remove(number: int, key: str) -> None:
    take_out(number, by=name_given("removal_by"), reason=st.session_state[key])
