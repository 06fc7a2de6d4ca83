"""Clearing texts: a person reads each, the removed parts marked, and says that reviewers may see it."""

from __future__ import annotations

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.session.drafts import Work, clear, withhold
from grm_data.figures.labels import label
from grm_data.messages import message
from grm_data.register.marks import split_at_marks
from grm_data.store import DraftText

__all__ = ["clearing"]

_ON_A_PAGE = 20


def clearing(work: Work) -> None:
    """The texts that the version before doesn't show, a page of them; and how many are cleared."""
    if work.draft is None:
        return
    texts, is_cleared = work.texts, work.draft.cleared.__contains__
    cleared = sum(is_cleared(one.key) for one in texts)
    st.markdown(message("clearing.count", n=len(texts), cleared=cleared, open=len(texts) - cleared))
    asked = tuple(one for one in texts if one.key in work.to_read)
    before = len(texts) - len(asked)
    every = bool(before) and st.toggle(message("clearing.all", n=before), key="clear_all_texts")
    shown = _page(texts if every else asked)
    if not shown:
        return
    keys = [one.key for one in shown]
    with st.container(horizontal=True):
        st.button(message("clearing.clear_shown", n=len(shown)), on_click=clear, args=(keys,),
                  icon=":material/done_all:", key="clear_shown")  # fmt: skip
        st.button(message("clearing.withhold_shown"), on_click=withhold, args=(keys,), key="withhold_shown")
    for one in shown:
        _text(one, is_cleared(one.key))


def _page(texts: tuple[DraftText, ...]) -> tuple[DraftText, ...]:
    """The texts of the page that was chosen."""
    pages = -(-len(texts) // _ON_A_PAGE)
    if pages < 2:
        return texts
    page = st.number_input(
        message("clearing.page", pages=pages), 1, pages, key=f"clear_page_{pages}", width=180
    )
    return texts[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]


def _text(one: DraftText, is_cleared: bool) -> None:
    """One text with its tick."""
    with st.container(border=True, gap="xsmall"):
        key = f"clear_{one.key}"
        st.session_state[key] = is_cleared
        st.checkbox(
            block.plain(message("clearing.tick", case=one.case, field=label("field", one.field))),
            key=key,
            on_change=_tick,
            args=(one.key, is_cleared),
        )
        st.markdown(marked(one.text))


def _tick(key: str, was_cleared: bool) -> None:
    (withhold if was_cleared else clear)([key])


def marked(text: str) -> str:
    """The text as Markdown that says nothing but the text, the removed parts on a ground of their own.

    >>> marked("Call [phone] *now*")
    'Call :orange-background[\\\\[phone removed\\\\]] \\\\*now\\\\*'
    """
    whole = "".join(
        f":orange-background[{block.plain(piece)}]" if is_mark else block.plain(piece)
        for piece, is_mark in split_at_marks(text)
    )
    return "  \n".join(line for line in whole.splitlines() if line.strip())
