"""What readers will get of a register, and one click to let out what waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from grm_dashboard.blocks import block, mapping
from grm_dashboard.session.drafts import Work
from grm_data.figures.labels import label
from grm_data.messages import joined, message
from grm_data.readers import Waiting
from grm_data.register import Field
from grm_data.register.fields import field_named
from grm_data.register.small_numbers import holds_sensitive
from grm_data.register.traits import Kind
from grm_data.settings import Settings

__all__ = ["readers_get"]

_MOST_SHOWN = 30
"""Words, or rows, that are listed one by one."""
_MOST_NAMED = 12
"""Words of a list that are named in a line."""


def readers_get(work: Work) -> None:
    """What of the register reaches its readers, and what waits: names and numbers one by one."""
    if work.draft is None:
        return
    if holds_sensitive(work.draft.register):
        st.caption(message("readers.numbers_of_ours"))
    if not work.waiting:
        st.success(message("readers.all"), icon=":material/task_alt:")
        return
    st.markdown(message("readers.note", n=len(work.waiting)))
    plain = [one for one in work.waiting if not one.is_flagged]
    if plain:
        _list(work, "plain", plain)
    numbers = [one for one in work.waiting if one.kind == Field.REGISTERED_NO]
    if numbers:
        _list(work, "numbers", numbers)
    others = [one for one in work.waiting if one.is_flagged and one.kind != Field.REGISTERED_NO]
    for one in others[:_MOST_SHOWN]:
        _one(work, one)
    if (more := len(others) - _MOST_SHOWN) > 0:
        st.caption(message("publish.more_words", n=more))


def _list(work: Work, name: str, words: list[Waiting]) -> None:
    """Words that are let out together."""
    named = joined(one.word for one in words[:_MOST_NAMED])
    if len(words) > _MOST_NAMED:
        named = message("readers.and_more", names=named, n=len(words) - _MOST_NAMED)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(block.plain(message(f"readers.{name}", n=len(words), names=named)), width="stretch")
        if st.button(message("readers.let_out_all", n=len(words)), key=f"let_out_{name}"):
            mapping.use(work, _with(work.settings, words))


def _one(work: Work, one: Waiting) -> None:
    is_name = field_named(one.kind) is None
    kind = message(f"readers.kind.{one.kind}") if is_name else label("field", one.kind)
    told = message("readers.name" if is_name else "readers.word", kind=kind, word=one.word, n=one.rows)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(block.plain(told), width="stretch")
        if st.button(message("readers.let_out"), key=f"let_out_{one.kind}_{hash(one.word)}"):
            mapping.use(work, _with(work.settings, [one]))


def _with(settings: Settings, words: Iterable[Waiting]) -> Settings:
    """The settings by which readers get these: a word of a list means itself, anything else is named."""
    for one in words:
        field = field_named(one.kind)
        if field is not None and field.traits.kind is Kind.CATEGORY:
            settings = settings.with_words(one.kind, {**settings.own_words(one.kind), one.word: one.word})
        else:
            settings = replace(settings, let_out=(*settings.let_out, one.word))
    return settings
