"""The sections of a report that staff write, on the page Report.

While one writes no file is offered: a click on a file at once could miss the words typed last. A text is kept
once the keyboard has left it. A link to another page that is clicked in that moment can be faster on a busy
machine: Streamlit forgets what a page's widgets said when another page is asked for.
"""

from __future__ import annotations

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.session.sources import Source
from grm_dashboard.session.writing import keep, may_write, texts_of, writing_problem
from grm_data.messages import message
from grm_data.register import Period

__all__ = ["SECTIONS", "is_writing", "sections"]

SECTIONS = ("lessons", "other", "contacts")
"""The sections that staff write, as they are printed."""

MOST_LETTERS = 20_000
_WRITING = "_report_writing"


def is_writing() -> bool:
    """Whether the sections stand open to be written."""
    return bool(st.session_state.get(_WRITING))


def sections(source: Source, period: Period) -> None:
    """The sections to write, or the way to them."""
    if not may_write(source):
        st.session_state[_WRITING] = False
        return
    if problem := writing_problem():
        st.error(block.plain(problem), icon=":material/error:")
    if not is_writing():
        st.button(message("writing.begin"), on_click=_turn, args=(True,), icon=":material/edit:", key="write")
        return
    kept = texts_of(source, period)
    with st.container(border=True):
        st.markdown(message("writing.about"))
        for name in SECTIONS:
            key = f"written_{name}_{period.first}_{period.last}"
            st.session_state.setdefault(key, kept.get(name, ""))
            st.text_area(
                message(f"report.words.{name}"),
                help=message(f"writing.help.{name}"),
                max_chars=MOST_LETTERS,
                key=key,
                on_change=_keep,
                args=(source, period, name, key),
            )
        st.button(
            message("writing.end"), on_click=_turn, args=(False,), icon=":material/check:", key="written"
        )


def _keep(source: Source, period: Period, name: str, key: str) -> None:
    keep(source, period, name, st.session_state[key])


def _turn(is_on: bool) -> None:
    st.session_state[_WRITING] = is_on
