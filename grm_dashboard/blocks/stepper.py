"""Around the steps of publishing: which there are and which are done, and one bar below with the way on."""

from __future__ import annotations

from contextlib import AbstractContextManager

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.session.causes import open_causes
from grm_dashboard.session.drafts import current_work, leave
from grm_dashboard.session.steps import (
    COLUMNS,
    FILE,
    PUBLISH,
    STEPS,
    current_step,
    go,
    left_in,
    next_step,
    open_column_names,
    step_before,
)
from grm_dashboard.session.work import Work
from grm_data.messages import message

__all__ = ["bar", "hidden_texts", "stepper", "unsettled"]

_KEY = "publish_step"


def stepper(work: Work) -> str:
    """The steps, those that are done ticked; the one that is shown."""
    step = current_step(work)
    st.session_state[_KEY] = step
    st.segmented_control(
        message("publish.steps"),
        STEPS,
        required=True,
        format_func=lambda one: _named(work, one, step),
        key=_KEY,
        on_change=_go,
        args=(work.mark,),
        label_visibility="collapsed",
        width="stretch",
    )
    return step


def _go(file: str, step: str | None = None) -> None:
    """Show the step that was chosen of this file: what is clicked while it goes is none of the next file."""
    work = current_work()
    if work is not None and work.mark == file:
        go(step or st.session_state[_KEY])


def _named(work: Work, one: str, step: str) -> str:
    name = message("publish.step_name", n=STEPS.index(one) + 1, name=message(f"publish.step.{one}"))
    is_done = one != PUBLISH and (one != FILE or step != FILE) and not left_in(work, one)
    return f":material/check: {name}" if is_done else name


def bar(work: Work, step: str) -> AbstractContextManager[object]:
    """Back, what is left, and the way on; the result is the place of the way on from the last step."""
    if work.problem and step == PUBLISH:  # beside the button that couldn't do it
        st.bottom.error(block.plain(work.problem), icon=":material/error:")
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", wrap=step == PUBLISH):
        before = step_before(work, step)
        st.button(
            message("publish.back"), icon=":material/arrow_back:", key="back_step", disabled=before is None,
            on_click=_go, args=(work.mark, before or FILE),
        )  # fmt: skip
        st.markdown(_left(work, step), width="stretch")
        place = st.container(width="content")
    after = next_step(work, step)
    if step != PUBLISH:
        with place:
            st.button(
                message("publish.next"), icon=":material/arrow_forward:", icon_position="right", key="next",
                disabled=after is None, on_click=_next, args=(work.mark, step),
            )  # fmt: skip
    return place


def _next(file: str, step: str) -> None:
    """On to the next step in which something is left; columns that nobody chose stay as they are."""
    work = current_work()
    if work is None or work.mark != file or (step == FILE and left_in(work, FILE)):
        return
    if step == COLUMNS and work.draft is not None:
        for name in open_column_names(work):
            leave(name)
        work = current_work() or work
    if (after := next_step(work, step)) is not None:
        go(after)


def _left(work: Work, step: str) -> str:
    """What is left in this step, or of all at its end."""
    if work.draft is None:
        return message("publish.left_unread")
    if step == PUBLISH:
        return " ".join(_open(work)) or message("publish.left_nothing")
    n = left_in(work, step)
    return message(f"publish.left.{step}", n=n) if n else message("publish.left_nothing")


def _open(work: Work) -> list[str]:
    """What nobody has decided and no text is."""
    causes = open_causes(work)
    told = [message("publish.left.file")] if left_in(work, FILE) else []
    return [*told, message("publish.left.decide", n=len(causes))] if causes else told


def hidden_texts(work: Work) -> int:
    """How many texts readers won't get."""
    return 0 if work.draft is None else sum(one.key not in work.draft.cleared for one in work.texts)


def unsettled(work: Work) -> str:
    """What nobody has decided when it is published, and how many texts stay hidden."""
    n, told = hidden_texts(work), _open(work)
    if work.texts:
        told.append(message("publish.hidden", n=n) if n else message("publish.none_hidden"))
    return " ".join(told)
