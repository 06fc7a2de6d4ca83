"""Who somebody at a machine without a log-in is: by the name given in this session, never the machine's."""

from __future__ import annotations

import streamlit as st

from grm_dashboard.people.access import current_access, logged_in_as

__all__ = ["ask_name", "name_given"]

_NAME = "_name"


def name_given() -> str:
    """The address of the log-in; where there is none, the name given last, else ""."""
    name: str = current_access().person if logged_in_as() is not None else st.session_state.get(_NAME, "")
    return name


def ask_name(label: str, key: str) -> str:
    """The name of whoever does something: asked for only where there is no log-in, and once in a session."""
    if logged_in_as() is None:
        st.session_state[_NAME] = st.text_input(label, name_given(), max_chars=100, key=key).strip()
    return name_given()
