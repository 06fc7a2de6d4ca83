"""How pages are served: security headers, and errors that tell nobody a cell's text."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.formparsers import MultiPartParser
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.url_util import make_url_path

from grm_data.messages import message

__all__ = [
    "POLICY",
    "SecurityHeaders",
    "keep_messages_out_of_logs",
    "keep_uploads_in_memory",
    "served_at",
    "show_script_error",
]

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",  # Streamlit's protobuf counts in WebAssembly
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""What a page may load: only ours. A picture or link in a cell's text reaches no other host."""


def served_at(name: str) -> str:
    """Where Streamlit serves a folder of its own, below the path that the server was given.

    Under "static/" are files whose name holds the hash of their content: they may be kept for ever.
    """
    return make_url_path(config.get_option("server.baseUrlPath"), name)


class SecurityHeaders:
    """Adds the policy to every answer, and keeps whatever isn't a hashed file out of caches."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(answer: Message) -> None:
            if answer["type"] == "http.response.start":
                headers = MutableHeaders(scope=answer)
                headers["Content-Security-Policy"] = POLICY
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                if not scope["path"].startswith(served_at("static/")):
                    headers["Cache-Control"] = "no-store"
            await send(answer)

        await self.app(scope, receive, send_with_headers)


def show_script_error(_: Exception) -> bool:
    """One sentence on the page, whatever went wrong."""
    st.error(message("page.error"), icon=":material/error:")
    return True


class _WithoutMessages(logging.LogRecord):
    """An exception is logged by its type and the lines it passed; its text may quote a cell."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.msg = _told(self.msg)
        if isinstance(self.args, tuple):
            self.args = tuple(_told(one) for one in self.args)
        if self.exc_info and self.exc_info[1] is not None:
            self.msg, self.args, self.exc_info = _told(self.exc_info[1]), (), None


def _told(value: Any) -> Any:
    """What stands for an exception in a log; anything else is itself."""
    if not isinstance(value, BaseException):
        return value
    frames = traceback.extract_tb(value.__traceback__)
    lines = (f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(value).__name__}: {' > '.join(lines)}"


def keep_messages_out_of_logs() -> None:
    """Let no log hold the text of an exception, whichever logger writes it and whenever that is made."""
    logging.setLogRecordFactory(_WithoutMessages)


def keep_uploads_in_memory() -> None:
    """Let a spreadsheet that is being sent never pass over the disk, which Starlette does from 1 MB on."""
    MultiPartParser.spool_max_size = (config.get_option("server.maxUploadSize") + 1) * 1024 * 1024
