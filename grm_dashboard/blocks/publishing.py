"""Publishing: the way in, its last step, and what there is to do once a version is out."""

from __future__ import annotations

import zlib
from contextlib import AbstractContextManager, suppress
from functools import partial

import streamlit as st

from grm_dashboard.blocks import block, letting_out, quality
from grm_dashboard.blocks.changes import half_years_table, what_changed
from grm_dashboard.blocks.marked import marked_copy
from grm_dashboard.blocks.stepper import hidden_texts, unsettled
from grm_dashboard.blocks.tables import static_table
from grm_dashboard.private import option
from grm_dashboard.session.drafts import accept, begin, cancel, look_at, open_problem, say_note
from grm_dashboard.session.naming import ask_name, name_given
from grm_dashboard.session.progress import begun_at
from grm_dashboard.session.releasing import forget_outcome, goes_on, last_outcome, publish, undo_last
from grm_dashboard.session.shelf import newest_number, texts_withheld, version_numbered
from grm_dashboard.session.sources import is_file_served, published
from grm_dashboard.session.steps import PUBLISH, current_step
from grm_dashboard.session.uploads import spreadsheet_uploader
from grm_dashboard.session.work import Work
from grm_data.messages import message
from grm_data.register import Finding, Severity, count_by_severity
from grm_data.store import StoreError, Version

__all__ = ["open_file", "opened", "outcome", "releasing"]

_BY, _NOTE = "by", "note"


def open_file() -> None:
    """The way in: a spreadsheet."""
    st.markdown(message("publish.introduction"))
    if is_file_served():
        st.info(message("publish.file_served"), icon=":material/info:")
    if (at := begun_at()) is not None:
        st.info(message("publish.begun", at=f"{at:%Y-%m-%d %H:%M}"), icon=":material/history:")
    _texts_to_clear()
    file = spreadsheet_uploader(message("publish.file"), "publish")
    st.caption(message("publish.file_help", limit=option("server.maxUploadSize")))
    if file is not None:
        with st.spinner(message("upload.opening")):
            forget_outcome()
            begin(file)
        st.rerun()
    if problem := open_problem():
        st.error(block.plain(problem), icon=":material/error:")


def _texts_to_clear() -> None:
    """How many texts the newest version hides, and the way to show them."""
    with suppress(StoreError):  # where it can't be read, choosing a file says so
        number = newest_number()
        if number and (n := texts_withheld(number)):
            st.caption(message("publish.to_clear", n=n, version=number))


def opened(work: Work) -> None:
    """Which file is about to be published, and the way to put it away."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(message("publish.opened", file=block.plain(work.upload.name)), width="stretch")
        st.button(
            message("publish.cancel"), on_click=cancel, icon=":material/close:", key="cancel",
            help=message("publish.cancel_help"),
        )  # fmt: skip
    if work.problem and current_step(work) != PUBLISH:  # there the bar says so
        st.error(block.plain(work.problem), icon=":material/error:")


def outcome() -> None:
    """Version 2 is out: make the report, undo it, or have the marked copy."""
    done = last_outcome()
    if done is None:
        return
    if done.undone_by is not None:
        told = message("publish.undone", n=done.undone_by, before=done.base)
        st.success(told, icon=":material/task_alt:")
        return
    st.success(message("publish.done", n=done.number), icon=":material/task_alt:")
    if done.problem:
        st.error(block.plain(done.problem), icon=":material/error:")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link("report.py", label=message("publish.report"), icon=":material/description:")
        st.page_link("overview.py", label=message("publish.see"), icon=":material/insights:")
        if done.base:
            st.button(
                message("publish.undo", n=done.base), icon=":material/undo:", key="undo", on_click=undo_last
            )
        marked_copy(done.upload, done.settings)


def releasing(work: Work, place: AbstractContextManager[object]) -> None:
    """Step 5: what readers will get, what it makes of the figures, a note, and the button in the bar."""
    if work.draft is None:
        return
    if work.meanwhile is not None:
        _meanwhile(work.meanwhile)
    accepted = _reason(work)
    st.markdown(unsettled(work))
    letting_out.readers_get(work)
    quality.sensitive(work.draft.register)
    _figures(work)
    if st.button(message("publish.look"), icon=":material/visibility:", key="look"):
        look_at(work)
        st.switch_page("overview.py")
    st.session_state[_NOTE] = work.note
    st.text_input(message("publish.note"), max_chars=500, key=_NOTE, on_change=_say_note)
    ask_name(_BY, version_numbered(work.base).by if work.base else "")
    errors = count_by_severity(work.draft.register.reading.findings)[Severity.ERROR]
    is_blocked = bool(errors or (work.following and work.following.suspicions)) and accepted is None
    with place:
        st.button(
            _button(work), key="publish", icon=":material/publish:",
            disabled=is_blocked or work.meanwhile is not None,
            on_click=partial(_publish, accepted),
        )  # fmt: skip


def _button(work: Work) -> str:
    """Publish version 2 (12 texts hidden)."""
    n, number = hidden_texts(work), work.base + 1
    if not n:
        return message("publish.button", n=number)
    return message("publish.button_hiding", n=number, hidden=message("publish.hiding", n=n))


def _publish(accepted: str | None) -> None:
    publish(by=name_given(_BY), note=str(st.session_state.get(_NOTE) or ""), accepted=accepted)


def _say_note() -> None:
    say_note(st.session_state[_NOTE])


def _figures(work: Work) -> None:
    """The figures by half-year before and after, and what changed, case by case."""
    st.header(message("publish.figures"), anchor=False)
    if work.draft is None or work.changes is None:
        st.caption(message("publish.first"))
        return
    before = published(work.base).register
    static_table(half_years_table(before, work.draft.register, work.settings), message("publish.figures"))
    if work.may_be_sensitive:
        st.warning(message("change.may_be_sensitive", n=work.base), icon=":material/shield:")
    with st.expander(message("publish.changes")):
        what_changed(work.changes, work.base, "draft", work.settings_changes)


def _fingerprint(work: Work) -> str:
    """Other errors ask for another reason."""
    findings = () if work.draft is None else work.draft.register.reading.findings.where(_is_error)
    errors = ((one.code, one.row, one.column) for one in findings)
    return f"{zlib.crc32(repr(sorted(errors, key=repr)).encode()):08x}"


def _is_error(one: Finding) -> bool:
    return one.severity is Severity.ERROR


def _reason(work: Work) -> str | None:
    """Why it is published although it holds errors, or something speaks against the file."""
    reasons = [work.reason]
    errors = (
        0 if work.draft is None else count_by_severity(work.draft.register.reading.findings)[Severity.ERROR]
    )
    if errors:
        st.warning(message("publish.errors", n=errors), icon=":material/error:")
        mark = _fingerprint(work)
        key = f"accept_{mark}"
        st.session_state[key] = work.accepted.get(mark, "")
        written = st.text_input(
            message("publish.accept"), max_chars=500, key=key, on_change=_accept, args=(mark, key)
        ).strip()
        if not written:
            return None
        reasons.append(written)
    return "; ".join(filter(None, reasons)) or None


def _accept(mark: str, key: str) -> None:
    accept(mark, st.session_state[key])


def _meanwhile(theirs: Version) -> None:
    """Somebody else published: the difference is below, and whose goes on is to be said."""
    is_own = theirs.by == name_given()
    at, by = f"{theirs.published_at:%Y-%m-%d %H:%M}", block.plain(theirs.by)
    with st.container(border=True):
        told = message(
            "publish.meanwhile_own" if is_own else "publish.meanwhile", n=theirs.number, by=by, at=at
        )
        st.error(told, icon=":material/group:")
        with st.container(horizontal=True):
            st.button(
                message("publish.mine", n=theirs.number), key="mine", on_click=goes_on, kwargs={"mine": True}
            )
            st.button(
                message("publish.theirs", n=theirs.number), key="theirs", on_click=goes_on,
                kwargs={"mine": False},
            )  # fmt: skip
