"""A spreadsheet that somebody opens: shown in that browser session only, its bytes forgotten at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from grm_data.errors import GrmError
from grm_data.intake.opening import AnnotatedCopy, annotated_copy, file_from_bytes, open_bytes
from grm_data.settings import Settings
from pages._gate import note_uploader
from pages._sources import Source
from pages._state import UPLOAD, published_or_file

__all__ = [
    "annotated_upload",
    "close_upload",
    "forget",
    "open_upload",
    "session_lives",
    "spreadsheet_uploader",
    "upload_problem",
    "uploader",
]

FORMATS = ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt")
MEGABYTES = 20
"""The largest upload."""

_PROBLEM, _TURN = "_upload_problem", "_upload_turn"


def uploader(label: str, name: str, formats: tuple[str, ...], **more: str) -> UploadedFile | None:
    """A place for a file, in a session that may send one; another one after each file.

    The new key lets the browser forget the last file. Without this call the server refuses the file.
    """
    note_uploader()
    key = f"{name}_{st.session_state.get(_TURN, 0)}"
    return st.file_uploader(label, type=formats, max_upload_size=MEGABYTES, key=key, **more)


def spreadsheet_uploader(label: str, name: str, **more: str) -> UploadedFile | None:
    """A place for a spreadsheet."""
    return uploader(label, name, FORMATS, **more)


def upload_problem() -> str | None:
    """Why the last file could not be opened."""
    return st.session_state.get(_PROBLEM)


def open_upload(file: UploadedFile) -> None:
    """Show a person's own file, in this browser session only, and forget its bytes at once.

    Its texts are withheld: nobody has cleared them. Its calendar is the served register's.
    """
    settings = _settings()
    st.session_state[_PROBLEM] = None
    try:
        register = open_bytes(file.name, file.getvalue(), settings)
    except GrmError as error:
        st.session_state[_PROBLEM] = str(error)
    else:
        st.session_state[UPLOAD] = Source(register, settings, is_upload=True)
    finally:
        forget(file)


def annotated_upload(file: UploadedFile) -> AnnotatedCopy | str:
    """A person's own workbook with its problems marked, or why it can't be; its bytes are forgotten."""
    try:
        return annotated_copy(file_from_bytes(file.name, file.getvalue()), _settings())
    except GrmError as error:
        return str(error)
    finally:
        forget(file)


def _settings() -> Settings:
    """What a person's own file is read by: the shown register's settings, its texts withheld."""
    shown = published_or_file()
    if isinstance(shown, str):
        return Settings()
    settings = shown.settings.with_texts_withheld()
    return replace(settings, name=None) if shown.is_sample else settings  # the sample's project isn't theirs


def session_lives() -> Callable[[], bool] | None:
    """What tells whether this browser session is still there; None where no server runs."""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return None
    session = context.session_id
    return lambda: runtime.exists() and runtime.get_instance().is_active_session(session)


def forget(file: UploadedFile) -> None:
    """Remove the bytes, which hold complainants, from the server's memory."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def close_upload() -> None:
    """Go back to the served register."""
    st.session_state[UPLOAD] = None
