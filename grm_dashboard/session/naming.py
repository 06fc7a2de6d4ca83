"""Who somebody at a machine without a log-in is: by the name given in this session, never the machine's."""

from __future__ import annotations

import streamlit as st

from grm_dashboard.people.access import current_access, logged_in_as
from grm_data.messages import message

__all__ = ["ask_name", "name_given"]

_NAME = "_name"


def ask_name(key: str, known: str = "") -> str:
    """The name of whoever does something: asked for only where there is no log-in, and once in a session.

    ``known`` stands there where none was given yet.
    """
    if logged_in_as() is None:
        st.text_input(message("publish.by"), name_given() or known, max_chars=100, key=key)
    return name_given(key)


def name_given(key: str | None = None) -> str:
    """The address of the log-in; where there is none, the name given last, else ""."""
    if logged_in_as() is not None:
        return current_access().person
    if key and key in st.session_state:
        st.session_state[_NAME] = st.session_state[key].strip()
    name: str = st.session_state.get(_NAME, "")
    return name
