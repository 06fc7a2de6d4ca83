"""Streamlit's own files, packed once for all visitors: Plotly alone takes 0.4 s of a processor."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

import pyarrow as pa
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from grm_dashboard.private import served_at

__all__ = ["PackedOnce"]

_Answer: TypeAlias = tuple[Message, ...]

_PACKING: Mapping[str, Callable[[bytes], bytes]] = {
    "br": partial(pa.Codec("brotli", compression_level=6).compress, asbytes=True),
    "gzip": partial(gzip.compress, compresslevel=9, mtime=0),
}
"""As a browser asks → how; the first that it can unpack. Brotli leaves a seventh less in the same time."""

_MOST_KEPT = 16 * 1024 * 1024
"""Bytes: all of them are 3 MB packed; nobody shall fill the memory by other ways to write a path."""


class PackedOnce:
    """Keeps what a file under "static/" was packed to: its name holds the hash of its content."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[tuple[str, str], _Answer] = {}
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        encoding = _encoding(scope)
        if encoding is None:
            await self.app(scope, receive, send)
            return
        found = self._kept.get((scope["path"], encoding)) or await self._answer(scope, receive, encoding)
        for message in found:
            await send({**message, "headers": list(message["headers"])} if "headers" in message else message)

    async def _answer(self, scope: Scope, receive: Receive, encoding: str) -> _Answer:
        """What the application answers, packed and kept where it is a whole file."""
        sent: list[Message] = []

        async def noting(message: Message) -> None:
            sent.append(message)

        await self.app(scope, receive, noting)
        start, *parts = sent
        headers = MutableHeaders(raw=list(start["headers"]))
        # Of an address that is none, Streamlit answers with its first page, which may be kept by nobody.
        may_be_kept = start["status"] == 200 and "immutable" in headers.get("cache-control", "")
        if not may_be_kept or any("body" not in part for part in parts):
            return tuple(sent)
        body = b"".join(part["body"] for part in parts)
        packed = await to_thread.run_sync(_PACKING[encoding], body)
        if len(packed) < len(body):  # a picture or a font is packed already
            body, headers["content-encoding"] = packed, encoding
        headers["content-length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        found = {**start, "headers": headers.raw}, {"type": "http.response.body", "body": body}
        if self._size + len(body) <= _MOST_KEPT:
            self._kept[scope["path"], encoding] = found
            self._size += len(body)
        return found


def _encoding(scope: Scope) -> str | None:
    """How to pack, where a whole file is asked for by somebody who can unpack it."""
    is_file = (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and scope["path"].startswith(served_at("static/"))
    )
    if not is_file:
        return None
    headers = Headers(scope=scope)
    if any(name in headers for name in ("range", "if-none-match", "if-modified-since")):
        return None
    asked = [part.replace(" ", "") for part in headers.get("accept-encoding", "").split(",")]
    known = {part.partition(";")[0] for part in asked if not part.endswith(";q=0")}
    return next((name for name in _PACKING if name in known), None)
