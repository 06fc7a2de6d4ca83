"""The steps of publishing: open a spreadsheet, understand it, compare it, and publish."""

from __future__ import annotations

import zlib

import streamlit as st

from grm_dashboard.blocks import block, doctor, letting_out, mapping, quality
from grm_dashboard.blocks.changes import what_changed
from grm_dashboard.blocks.clearing import clearing
from grm_dashboard.people.access import current_access, logged_in_as
from grm_dashboard.session.drafts import Work, begin, look_at, open_problem, publish
from grm_dashboard.session.sources import is_file_served
from grm_dashboard.session.uploads import spreadsheet_uploader
from grm_data.messages import message
from grm_data.register import Severity, count_by_severity
from grm_data.store import Draft, long_words

__all__ = ["changes", "open_file", "publishing", "readers", "texts", "understanding"]

_DONE = "_published"


def open_file() -> None:
    """The way in: a spreadsheet."""
    st.markdown(message("publish.introduction"))
    if is_file_served():
        st.info(message("publish.file_served"), icon=":material/info:")
    file = spreadsheet_uploader(message("publish.file"), "publish", help=message("publish.file_help"))
    if file is not None:
        with st.spinner(message("upload.opening")):
            begin(file)
        st.rerun()
    if problem := open_problem():
        st.error(block.plain(problem), icon=":material/error:")
    if (number := st.session_state.pop(_DONE, None)) is not None:
        st.success(message("publish.done", n=number), icon=":material/task_alt:")
        st.page_link("overview.py", label=message("publish.see"), icon=":material/insights:")


def _step(number: int, name: str) -> None:
    """The heading of a step."""
    st.header(f"{number}. {message(f'publish.step.{name}')}", anchor=False)


def understanding(work: Work) -> None:
    """Step 1: what was understood, what wasn't, and what it means."""
    _step(1, "understood")
    is_read = work.draft is not None
    with st.expander(message("publish.project"), expanded=not work.settings.name):
        mapping.project(work)
    with st.expander(message("publish.columns"), expanded=not is_read):
        doctor.columns(work)
    doctor.missing(work)
    doctor.sheets(work)
    with st.expander(message("doctor.rows"), expanded=not work.columns):
        doctor.first_rows(work)
    if work.unknown or work.unmappable:
        with st.expander(message("publish.words", n=len(work.unknown)), expanded=True):
            mapping.words(work)
    mapping.date_order(work)
    if work.draft is not None:
        quality.understood(work.draft.register)
        quality.noticed(work.draft.register)
        letting_out.doubts(work)
        quality.left_out(work.draft.register)
        quality.sensitive(work.draft.register)


def changes(work: Work) -> None:
    """Step 2: what is different from the version that is shown now."""
    _step(2, "changes")
    if work.changes is not None:
        what_changed(work.changes, work.base, "draft", work.settings_changes)
        if work.may_be_sensitive:
            st.warning(message("change.may_be_sensitive", n=work.base), icon=":material/shield:")
    else:
        st.caption(message("publish.first"))


def texts(work: Work, draft: Draft) -> None:
    """Step 3: each text is read, and shown to reviewers or not."""
    _step(3, "texts")
    st.markdown(message("clearing.promise"))
    if n := long_words(draft.register):
        st.info(message("clearing.long_words", n=n), icon=":material/short_text:")
    clearing(work)


def readers(work: Work) -> None:
    """Step 4: what readers will get, and what they won't until somebody lets it out."""
    _step(4, "readers")
    letting_out.readers_get(work)


def _fingerprint(work: Work) -> int:
    """Other errors ask for another reason."""
    findings = work.draft.register.reading.findings if work.draft else ()
    errors = ((one.code, one.row, one.column) for one in findings if one.severity is Severity.ERROR)
    return zlib.crc32(repr(sorted(errors, key=repr)).encode())


def publishing(work: Work) -> None:
    """Step 5: a note, a reason where errors stay, and the button."""
    _step(5, "publish")
    if work.draft is None:
        return
    errors = count_by_severity(work.draft.register.reading.findings)[Severity.ERROR]
    accepted = None
    if errors:
        st.warning(message("publish.errors", n=errors), icon=":material/error:")
        key = f"accept_{_fingerprint(work)}"
        accepted = st.text_input(message("publish.accept"), max_chars=500, key=key).strip() or None
    note = st.text_input(message("publish.note"), max_chars=500, key="note")
    by = current_access().person
    if logged_in_as() is None:
        by = st.text_input(message("publish.by"), by, max_chars=100, key="by").strip()
    can = bool(by) and (accepted is not None or not errors)
    with st.container(horizontal=True):
        asked = st.button(
            message("publish.button", n=work.base + 1), disabled=not can, key="publish",
            icon=":material/publish:",
        )  # fmt: skip
        if st.button(message("publish.look"), icon=":material/visibility:", key="look"):
            look_at(work)
            st.switch_page("overview.py")
    if asked and can:
        st.session_state[_DONE] = publish(work, by=by, note=note, accepted=accepted)
        st.rerun()
