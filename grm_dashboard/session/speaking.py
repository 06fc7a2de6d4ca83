"""The language of a page: that of its link, else the one chosen here, else the browser's, else English.

It is the session's: two people beside each other read the same register in two languages.
"""

from __future__ import annotations

import streamlit as st

from grm_dashboard.private import session_number
from grm_dashboard.serving.language import LANGUAGE, of_browser
from grm_dashboard.session.address import ask_value, asked_value
from grm_data.speech import DEFAULT_LANGUAGE, ask_which, find_language, speak

__all__ = ["choose", "is_chosen", "speak_to_sessions", "speak_to_whoever_is_here"]

_CHOSEN = "_language"


def speak_to_sessions() -> None:
    """Let a thread that runs a page, or answers a click before it, ask its session for the language."""
    ask_which(_of_session)


def speak_to_whoever_is_here() -> None:
    """Speak the language of this run of a page, and keep what its link asked for."""
    speak(_of_session())


def choose(code: str) -> None:
    """Speak this language to whoever is here from now on, and let the link say so."""
    st.session_state[_CHOSEN] = code
    ask_value(LANGUAGE, code)
    speak(code)


def is_chosen() -> bool:
    """Whether the language was chosen, here or by whoever made the link."""
    return _CHOSEN in st.session_state


def _of_session() -> str:
    if session_number() is None:
        return DEFAULT_LANGUAGE
    if asked := find_language(asked_value(LANGUAGE) or ""):
        st.session_state[_CHOSEN] = asked
    chosen: str | None = st.session_state.get(_CHOSEN)
    return chosen or of_browser(st.context.headers.get("Accept-Language", ""))
