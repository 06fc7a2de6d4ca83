"""The sections of a report that staff write, on the page Report.

While one writes no file is offered: a click on a file at once would miss the words typed last.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.session.sources import Source
from grm_dashboard.session.writing import is_writing, may_write, turn_writing, typed_into, writing_problem
from grm_data.messages import message
from grm_data.register import Period

__all__ = ["SECTIONS", "sections"]

SECTIONS = ("lessons", "other", "contacts")
"""The sections that staff write, as they are printed."""

MOST_LETTERS = 20_000

_TYPING = f"<script>{Path(__file__).with_name('typing.js').read_text('utf-8')}</script>"


def sections(source: Source, period: Period) -> None:
    """The sections to write, or the way to them."""
    if not may_write(source):
        turn_writing(False)
        return
    if problem := writing_problem():
        st.error(block.plain(problem), icon=":material/error:")
    if not is_writing():
        st.button(
            message("writing.begin"), on_click=turn_writing, args=(True,), icon=":material/edit:", key="write"
        )
        return
    st.html(_TYPING, unsafe_allow_javascript=True)
    with st.container(border=True):
        st.markdown(message("writing.about"))
        for name in SECTIONS:
            _section(name, *typed_into(source, period, name))
        st.button(
            message("writing.end"),
            on_click=turn_writing,
            args=(False,),
            icon=":material/check:",
            key="written",
        )


def _section(name: str, key: str, text: str) -> None:
    st.text_area(
        message(f"report.words.{name}"),
        text,
        help=message(f"writing.help.{name}"),
        max_chars=MOST_LETTERS,
        key=key,
    )
