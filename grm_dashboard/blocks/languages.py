"""The switch of the language, and that a translation is still to be reviewed."""

from __future__ import annotations

import streamlit as st

from grm_dashboard.session import unheard
from grm_dashboard.session.speaking import choose, is_chosen
from grm_data.messages import message
from grm_data.speech import language, languages, load

__all__ = ["switch"]

_KEY = "language"


def switch() -> None:
    """The languages by their own names; the one that is spoken is chosen."""
    spoken = language()
    if len(languages()) > 1:
        unheard.show(_KEY, spoken.code)
        codes = languages()
        st.selectbox(
            message("page.language"), codes, codes.index(spoken.code), key=_KEY, on_change=_chosen,
            format_func=lambda code: load(code).name,
        )  # fmt: skip
    if not spoken.is_reviewed:
        st.caption(message("page.unreviewed"))
    if is_chosen():  # the page came in that of its browser; a screen reader is told of the change
        told = f"document.documentElement.lang = '{spoken.code}'"
        st.html(f"<script>{told}</script>", unsafe_allow_javascript=True)


def _chosen() -> None:
    if unheard.is_chosen(_KEY, languages()):
        choose(st.session_state[_KEY])
