"""Step 4: a person reads each text, the removed parts marked, and says whether readers may see it.

A case's texts stand together, those that deserve a second look first, identical ones once. What was decided
leaves the list, so that the next ones stand under the same keys and the same buttons.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.blocks.once import is_second_click
from grm_dashboard.session.drafts import (
    clear,
    correct,
    current_work,
    keep_problem,
    show_as_it_is,
    withhold,
)
from grm_dashboard.session.steps import TEXTS, moving_on
from grm_dashboard.session.work import Work
from grm_data.figures.labels import label
from grm_data.messages import message
from grm_data.register.marks import split_at_marks
from grm_data.store import DraftText, long_words

__all__ = ["clearing", "marked"]

_ON_A_PAGE = 20
"""Cases; 5,000 are read in 250 clicks."""
_HEIGHT = 400
_OPEN, _SHOWN, _HIDDEN = "open", "shown", "hidden"
_FILTER, _SEARCH = "texts_filter", "texts_search"


def clearing(work: Work) -> None:
    """The texts that nobody has decided about, a page of cases; what was decided is a click away."""
    if work.draft is None:
        return
    st.markdown(message("clearing.promise"))
    if n := long_words(work.draft.register):
        st.info(message("clearing.long_words", n=n), icon=":material/short_text:")
    kept = {
        kind: [one for one in work.texts if _state(work, one) == kind] for kind in (_OPEN, _SHOWN, _HIDDEN)
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.segmented_control(
            message("clearing.filter"), list(kept), required=True, default=_OPEN, key=_FILTER,
            format_func=lambda kind: message(f"clearing.{kind}", n=len(kept[kind])),
        )  # fmt: skip
        sought = st.text_input(message("clearing.search"), key=_SEARCH, width=260).strip().casefold()
    found = [one for one in kept[chosen] if sought in f"{one.case} {one.text}".casefold()]
    cases = _cases(work, found)
    shown = cases if len(cases) <= _ON_A_PAGE else _page(cases, chosen)
    if not shown:
        none = "none_found" if sought else f"none_{chosen}"
        st.success(message(f"clearing.{none}"), icon=":material/task_alt:")
        return
    with st.container(height=_HEIGHT, key="texts"):
        for i, case in enumerate(shown):
            _case(work, i, case, has_keys=i == 0)
    _all_of(shown, len(cases))


def _state(work: Work, one: DraftText) -> str:
    if work.draft is not None and one.key in work.draft.cleared:
        return _SHOWN
    return _HIDDEN if one.key in work.hidden else _OPEN


def _cases(work: Work, texts: Sequence[DraftText]) -> list[list[DraftText]]:
    """The texts of each case together; flagged cases first, each kind in the register's order."""
    found: dict[int, list[DraftText]] = {}
    for one in texts:
        found.setdefault(one.row, []).append(one)
    return sorted(found.values(), key=lambda case: not any(work.flags.get(one.key) for one in case))


def _page(cases: list[list[DraftText]], chosen: str) -> list[list[DraftText]]:
    """The first cases of those to be read, which go as they are decided; of others the page chosen."""
    if chosen == _OPEN:
        return cases[:_ON_A_PAGE]
    pages = -(-len(cases) // _ON_A_PAGE)
    page = st.number_input(
        message("clearing.page", pages=pages), 1, pages, key=f"texts_page_{chosen}", width=180
    )
    return cases[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]


def _case(work: Work, place: int, case: list[DraftText], *, has_keys: bool) -> None:
    """A case's texts with the buttons that decide about them; they are known by their place on the page."""
    keys = [one.key for one in case]
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(_head(work, case), width="stretch")
            for name, shortcut, act in (("show", "1", _show), ("hide", "2", _hide)):
                st.button(
                    message(f"clearing.{name}"), key=f"{name}_{place}", on_click=act, args=(keys,),
                    shortcut=shortcut if has_keys else None,
                    icon=":material/check:" if name == "show" else ":material/close:",
                )  # fmt: skip
            more = st.popover(
                message("clearing.more"),
                key=f"more_{keys[0][:12]}",
                on_change="rerun",
                type="tertiary",
            )
            if more.open:
                with more:
                    _each(work, case)
        st.markdown("  \n".join(_line(work, one) for one in case))


def _line(work: Work, one: DraftText) -> str:
    """A text under its field's name, as readers will see it."""
    text = marked(work.corrected.get(one.key, one.text))
    return message("word.named", name=f"*{label('field', one.field)}*", value=text)


def _head(work: Work, case: list[DraftText]) -> str:
    flags = sorted({flag for one in case for flag in work.flags.get(one.key, ())})
    told = [message(f"clearing.flag.{flag}") for flag in flags]
    times = max(one.times for one in case)
    if times > 1:
        told.append(message("clearing.times", n=times))
    return " · ".join([f"**{block.plain(case[0].case)}**", *told])


def _each(work: Work, case: list[DraftText]) -> None:
    """Each text of a case by itself: shown, hidden, or written anew for readers."""
    for one in case:
        name = label("field", one.field)
        key = f"instead_{one.key}"
        st.text_area(
            message("clearing.instead", field=name), work.corrected.get(one.key, one.text), key=key,
            max_chars=5000,
        )  # fmt: skip
        with st.container(horizontal=True):
            st.button(
                message("clearing.correct"), key=f"correct_{one.key}", on_click=_correct, args=(one, key),
                icon=":material/edit:",
            )  # fmt: skip
            st.button(message("clearing.show_one"), key=f"show_{one.key}", on_click=clear, args=([one.key],))
            st.button(
                message("clearing.hide_one"), key=f"hide_{one.key}", on_click=withhold, args=([one.key],)
            )
    st.caption(message("clearing.correct_note"))


def _all_of(shown: list[list[DraftText]], n: int) -> None:
    """All cases of the page at once, below what has been read."""
    keys = [one.key for case in shown for one in case]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            message("clearing.show_page", n=len(shown)), on_click=_show, args=(keys,),
            icon=":material/done_all:", key="show_page",
        )  # fmt: skip
        st.button(message("clearing.hide_page", n=len(shown)), on_click=_hide, args=(keys,), key="hide_page")
        if n > len(shown):
            st.caption(message("clearing.more_cases", n=n - len(shown)))


def _show(keys: list[str]) -> None:
    if not is_second_click():
        with moving_on(TEXTS):
            clear(keys)


def _hide(keys: list[str]) -> None:
    if not is_second_click():
        with moving_on(TEXTS):
            withhold(keys)


def _correct(one: DraftText, key: str) -> None:
    """What readers get instead; the same text again is only shown."""
    written, work = st.session_state[key].strip(), current_work()
    if work is None or written == one.text:
        show_as_it_is(one.key)
    elif problem := correct(one.key, one.row, written):
        keep_problem(problem)


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
