"""How many rows a table shows: a browser is never sent tens of thousands, the download holds all."""

from __future__ import annotations

import streamlit as st

from grm_data.messages import message

__all__ = ["MOST_ROWS", "say_if_capped"]

MOST_ROWS = 1000


def say_if_capped(n: int, most: int = MOST_ROWS) -> None:
    """That only the first of n rows are shown, where there are more than a table shows."""
    if n > most:
        st.caption(message("page.first_rows", n=most, all=n))
