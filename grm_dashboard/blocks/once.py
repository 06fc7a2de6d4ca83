"""Buttons that stay where they are while what they are about changes: of a double click the first counts."""

from __future__ import annotations

from time import monotonic

import streamlit as st

__all__ = ["is_second_click"]

DOUBLE = 0.3
"""Seconds within which a second click on the same place was meant for what stood there before."""
_CLICKED = "_clicked_at"


def is_second_click() -> bool:
    """Whether a click follows another one so fast that it belongs to a double click."""
    now = monotonic()
    before = st.session_state.get(_CLICKED)
    st.session_state[_CLICKED] = now
    return before is not None and now - before < DOUBLE
