"""A spreadsheet that somebody opens: shown in that browser session only, its bytes forgotten at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from grm_dashboard.private import (
    UploadedFile,
    is_active_session,
    is_served,
    option,
    session_number,
)
from grm_dashboard.private.sessions import remove_uploaded_file
from grm_dashboard.serving.gate import note_uploader
from grm_dashboard.serving.room import was_refused
from grm_dashboard.session.shown import UPLOAD, published_or_file
from grm_data.errors import GrmError, RegisterError
from grm_data.intake.opening import (
    AnnotatedCopy,
    annotated_copy,
    file_from_bytes,
    wipe,
)
from grm_data.settings import Settings

__all__ = [
    "annotated_upload",
    "close_upload",
    "forget",
    "session_lives",
    "spreadsheet_uploader",
    "upload_was_refused",
    "uploader",
]

_TURN = "_upload_turn"


def uploader(
    label: str, name: str, formats: tuple[str, ...] | None, help: str | None = None
) -> UploadedFile | None:
    """A place for a file, in a session that may send one; another one after each file.

    The new key lets the browser forget the last file. Without this call the server refuses the file.
    """
    note_uploader()
    key = f"{name}_{st.session_state.get(_TURN, 0)}"
    return st.file_uploader(
        label, type=formats, max_upload_size=option("server.maxUploadSize"), key=key, help=help
    )


def spreadsheet_uploader(label: str, name: str, help: str | None = None) -> UploadedFile | None:
    """A place for a spreadsheet. It takes any file: what is none we say in words, the browser only in red.

    A larger one never leaves the browser; our sentence stands beside it all the same, unseen until then.
    """
    with st.container(key=f"place_{name}"):
        file = uploader(label, name, None, help)
        st.markdown(str(RegisterError("file-too-large", limit=option("server.maxUploadSize"))))
    return file


def upload_was_refused() -> bool:
    """Whether the last file of this session was refused for want of room."""
    return was_refused(session_number())


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
    settings = shown.settings
    return replace(settings, name=None) if shown.is_sample else settings  # the sample's project isn't theirs


def session_lives() -> Callable[[], bool] | None:
    """What tells whether this browser session is still there; None where no server runs."""
    number = session_number()
    return None if number is None or not is_served() else partial(is_active_session, number)


def forget(file: UploadedFile) -> None:
    """Remove the bytes, which hold complainants, from the server's memory."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    content = file.getvalue()
    remove_uploaded_file(file)
    wipe(content)


def close_upload() -> None:
    """Go back to the served register."""
    st.session_state[UPLOAD] = None
