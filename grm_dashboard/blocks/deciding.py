"""Step 3: one cause at a time, the largest effect first, decided by a click or a key and remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from grm_dashboard.blocks import block, mapping, quality
from grm_dashboard.blocks.marked import marked_copy
from grm_dashboard.blocks.once import is_second_click
from grm_dashboard.session.causes import Cause, causes_of, effect_of, meaning_of
from grm_dashboard.session.drafts import current_work, leave
from grm_dashboard.session.steps import DECIDE, moving_on
from grm_dashboard.session.work import Work
from grm_data.figures.labels import label
from grm_data.intake.opening import Doubt, Trouble, UnknownWord
from grm_data.messages import joined, message
from grm_data.register import Field
from grm_data.settings import DATE_ORDERS

__all__ = ["deciding"]

_MOST_OPTIONS = 4
"""Answers with a key of their own; a word's further meanings are in a list."""
_MOST_TROUBLES = 8
_LEAVE = "leave"


def deciding(work: Work) -> None:
    """The one cause that is open, what was decided, and all that was noticed."""
    found = causes_of(work)
    left = [one for one in found if one.is_open]
    if left:
        _card(work, left[0], len(left))
        _offers(left)
    else:
        st.success(message("decide.all"), icon=":material/task_alt:")
    _decided(work, found)
    if work.unmappable:
        st.caption(message("publish.unmappable", n=work.unmappable))
    if work.draft is not None:
        with st.expander(message("decide.noticed")):
            quality.noticed(work.draft.register)
            quality.left_out(work.draft.register)
            marked_copy(work.upload, work.settings)


def _card(work: Work, cause: Cause, n: int) -> None:
    """One cause, its answers as buttons with the keys 1 to 4."""
    with st.container(border=True):
        st.caption(message("decide.left", n=n))
        st.markdown(f"**{block.plain(_question(cause))}**")
        if cause.noticed is not None:
            _troubles(work, cause)
        with st.container(horizontal=True):
            for i, (answer, said) in enumerate(_answers(work, cause), 1):
                st.button(
                    block.plain(said), key=f"answer_{i}", shortcut=str(i), on_click=_answer,
                    args=(cause, answer),
                )  # fmt: skip
        if cause.noticed is not None:
            block.ways_to_project([cause.noticed.first])
        if cause.word is not None and len([*_meanings(cause.word)]) >= _MOST_OPTIONS:
            _other_meaning(cause.word)


def _question(cause: Cause) -> str:
    if cause.word is not None:
        word = cause.word
        return message("publish.word", kind=label("field", word.kind), word=word.word, n=word.rows)
    if cause.doubt is not None:
        return _told(cause.doubt)
    if cause.noticed is not None:
        first = cause.noticed.first
        rows, place = cause.noticed.first_row_numbers, first.column or first.sheet
        return message("decide.error", place=place, what=first.message, rows=rows) if rows else first.message
    return message("publish.date_order")


def _told(doubt: Doubt) -> str:
    row = message("doubt.row", row=doubt.row, sheet=doubt.sheet, signs=joined(doubt.signs))
    return f"{row}. {message('doubt.ask')}"


def _answers(work: Work, cause: Cause) -> Iterator[tuple[str, str]]:
    """(what is decided, how it is said) of each answer, at most four."""
    if cause.word is not None:
        codes = [*_meanings(cause.word)][: _MOST_OPTIONS - 1]
        yield from ((code, _meaning(work, cause.word, code)) for code in codes)
    elif cause.doubt is not None:
        yield cause.doubt.content, message("doubt.none")
    elif cause.noticed is None:
        yield from ((order, message(f"publish.order.{order}")) for order in DATE_ORDERS)
    kind = "word" if cause.word is not None else "doubt" if cause.doubt is not None else "error"
    yield _LEAVE, message(f"decide.leave.{kind}")


def _meanings(word: UnknownWord) -> Iterator[str]:
    """What a word may mean, the likeliest first."""
    codes = mapping.codes(word.kind)
    if word.near:
        yield word.near
    if word.kind != Field.STATUS:
        yield word.word
    yield from (code for code in codes if code != word.near)


def _meaning(work: Work, word: UnknownWord, code: str) -> str:
    """A meaning, and what it makes of the figures: "Resolved (28:21 → 28:22)"."""
    said = mapping.said(word, code)
    effect = None if work.draft is None else effect_of(work.draft.register, word, code)
    return said if effect is None else message("decide.effect", said=said, before=effect[0], after=effect[1])


def _other_meaning(word: UnknownWord) -> None:
    """Any meaning, for a word that none of the buttons fits."""
    key = f"other_{abs(hash((word.kind, word.word)))}"
    st.selectbox(
        message("decide.other"), [*_meanings(word)], index=None, key=key, width=300,
        format_func=lambda code: mapping.said(word, code), placeholder=message("decide.choose"),
        on_change=_mean_chosen, args=(word, key),
    )  # fmt: skip


def _mean_chosen(word: UnknownWord, key: str) -> None:
    if code := st.session_state[key]:
        mapping.mean([(word, code)])


def _answer(cause: Cause, answer: str) -> None:
    work = current_work()
    if work is None or is_second_click():
        return
    with moving_on(DECIDE):
        _decide(work, cause, answer)


def _decide(work: Work, cause: Cause, answer: str) -> None:
    if answer == _LEAVE:
        leave(cause.name)
    elif cause.word is not None:
        mapping.mean([(cause.word, answer)])
    elif cause.doubt is not None:
        mapping.take(replace(work.settings, not_sensitive=(*work.settings.not_sensitive, answer)))
    else:
        mapping.take(replace(work.settings, date_order=answer))


def _offers(left: list[Cause]) -> None:
    """Every meaning that is offered, taken at once."""
    offered = [(one.word, one.word.near) for one in left if one.word is not None and one.word.near]
    if len(offered) < 2:
        return
    told = joined(f"{word.word} → {mapping.said(word, near)}" for word, near in offered[:_MOST_TROUBLES])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            message("decide.accept", n=len(offered)), key="accept_offers", icon=":material/done_all:",
            on_click=_accept, args=(offered,),
        )  # fmt: skip
        st.caption(block.plain(told), width="stretch")


def _accept(offered: list[tuple[UnknownWord, str]]) -> None:
    with moving_on(DECIDE):
        mapping.mean(offered)


def _troubles(work: Work, cause: Cause) -> None:
    """The cells that are no dates, each beside the shapes of its row."""
    first = cause.noticed and cause.noticed.first
    shown = [one for one in work.troubles if first and (one.code, one.column) == (first.code, first.column)]
    for one in shown[:_MOST_TROUBLES]:
        st.text(_trouble(one))


def _trouble(one: Trouble) -> str:
    cell = one.cell or message("word.none")
    beside = " · ".join(message("word.named", name=heading, value=shape) for heading, shape in one.beside)
    return message("decide.trouble", row=one.row, cell=cell, beside=beside)


def _decided(work: Work, found: tuple[Cause, ...]) -> None:
    """What was decided, to be changed."""
    done = [one for one in found if not one.is_open]
    if not done:
        return
    with st.expander(message("decide.decided", n=len(done))):
        if any(one.word is not None and meaning_of(work, one.word) is not None for one in done):
            mapping.words(work)
        mapping.date_order(work)
        for i, one in enumerate(done):
            if one.name in work.seen:
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.markdown(block.plain(_question(one)), width="stretch")
                    st.button(
                        message("decide.again"), key=f"again_{i}_{one.name}", on_click=_ask_again,
                        args=(one.name,),
                    )  # fmt: skip


def _ask_again(name: str) -> None:
    leave(name, is_left=False)
