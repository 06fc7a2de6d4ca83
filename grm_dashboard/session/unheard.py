"""What a run has changed in the browser: until it has heard of it, the browser says what stood there before.

Somebody who goes on before a page is drawn sends the address and the controls of before: that is no choice of
theirs, and would undo what they chose a moment ago.
"""

from __future__ import annotations

from collections.abc import Collection
from time import monotonic

import streamlit as st

from grm_data.speech import language

__all__ = ["is_chosen", "is_unheard", "note_change", "show"]

MOMENT = 1.0
"""Seconds: a control that says later what stood there before was set so again."""
WHILE = 3
"""Seconds for an address, which nobody sets so again by hand."""

_CHANGES, _LANGUAGES = "_unheard", "_shown_in"


def note_change(name: str, before: object, after: object) -> None:
    """What the browser said under this name is changed by the server."""
    earlier = [one for one in (*_earlier(name, WHILE), before) if one != after]
    st.session_state.setdefault(_CHANGES, {})[name] = (monotonic(), earlier)


def is_unheard(name: str, said: object, *, within: float = WHILE) -> bool:
    """Whether the browser says what stood there before a change of so many seconds ago."""
    return said in _earlier(name, within)


def _earlier(name: str, within: float) -> list[object]:
    changes: dict[str, tuple[float, list[object]]] = st.session_state.get(_CHANGES, {})
    at, earlier = changes.get(name, (0.0, []))
    return earlier if monotonic() - at < within else []


def show(key: str, value: object) -> None:
    """Let a widget show what is asked, whatever it showed before, in whatever language.

    It is the widget's default too: what is set here doesn't reach the browser if the run is broken off, and
    a widget that is drawn for the first time in the next one would say that nothing is chosen.
    """
    said, spoken = st.session_state.get(key), language().code
    languages: dict[str, str] = st.session_state.setdefault(_LANGUAGES, {})
    if said != value:
        note_change(key, said, value)
    if said != value or languages.get(key, spoken) != spoken:  # a browser says the name of what is chosen
        st.session_state[key] = value
    languages[key] = spoken


def is_chosen(key: str, offered: Collection[object] | None = None) -> bool:
    """In a widget's callback: whether somebody chose what it says, of what is offered in this language."""
    said = st.session_state[key]
    is_offered = offered is None or all(
        one in offered for one in (said if isinstance(said, list) else [said])
    )
    return is_offered and not is_unheard(key, said, within=MOMENT)
