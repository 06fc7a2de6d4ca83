"""The files of browser sessions, and the end of one with all that it holds."""

from __future__ import annotations

import asyncio
import ctypes
from contextlib import suppress
from threading import Event
from types import CoroutineType
from typing import Any

from streamlit.runtime import exists, get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

__all__ = ["end_session", "remove_uploaded_file", "take_uploaded", "uploaded_bytes"]


def remove_uploaded_file(file: UploadedFile) -> None:
    """Remove a file that this session's browser sent from the server's memory."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def _uploads() -> dict[str, dict[str, Any]]:
    """Session → its files that no page has taken yet."""
    manager = get_instance().uploaded_file_mgr if exists() else None
    return manager.file_storage if isinstance(manager, MemoryUploadedFileManager) else {}


def uploaded_bytes() -> dict[str, int]:
    """Session → how many bytes of its files are in memory."""
    return {
        session: sum(len(file.data) for file in list(files.values()))
        for session, files in list(_uploads().items())
    }


def take_uploaded(number: str) -> list[bytes]:
    """The contents of a session's files, which the server then knows no more."""
    contents = [file.data for file in list(_uploads().get(number, {}).values())]
    if exists():
        get_instance().uploaded_file_mgr.remove_session_files(number)
    return contents


def end_session(number: str) -> None:
    """End a browser session that isn't connected, with all that it holds; from any thread but the loop's."""
    if not exists():
        return
    runtime, ended = get_instance(), Event()

    def end() -> None:
        if not runtime.is_active_session(number):  # it may have come back just now
            runtime.close_session(number)
            runtime.media_file_mgr.remove_orphaned_files()  # files to download go only at the second time
            _let_go(number)
        ended.set()

    with suppress(RuntimeError):  # the server is about to end
        runtime._get_async_objs().eventloop.call_soon_threadsafe(end)
        ended.wait(_SECONDS_TO_END)


_SECONDS_TO_END = 10.0


def _let_go(number: str) -> None:
    """Let the loop that sends messages forget a session: it holds the last one until another comes."""
    for task in asyncio.all_tasks():
        coroutine = task.get_coro()
        if not isinstance(coroutine, CoroutineType) or coroutine.__name__ != "_loop_coroutine":
            continue
        if (frame := coroutine.cr_frame) is not None:
            held = frame.f_locals
            last = held.get("active_session_info")
            if last is not None and last.session.id == number:
                held.update(dict.fromkeys(("active_session_info", "msg_list", "msg")))
                ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), 0)
