"""Streamlit's own files, packed once for all visitors: Plotly alone takes 0.4 s of a processor."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from grm_dashboard.private import served_at

__all__ = ["PackedOnce"]

_BEST = 9
_MOST_KEPT = 16 * 1024 * 1024
"""Bytes: all of them are 3 MB packed; nobody shall fill the memory by other ways to write a path."""


class PackedOnce:
    """Keeps what a file under "static/" was packed to: its name holds the hash of its content."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self._packing = app, GZipMiddleware(app, minimum_size=1000, compresslevel=_BEST)
        self._kept: dict[str, tuple[Message, ...]] = {}
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _may_be_kept(scope):
            await self.app(scope, receive, send)
            return
        if scope["path"] not in self._kept:
            await self._pack(scope, receive, send)
            return
        for answer in self._kept[scope["path"]]:
            await send({**answer, "headers": list(answer["headers"])} if "headers" in answer else answer)

    async def _pack(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and keep the answer where it is a whole packed file."""
        sent: list[Message] = []

        async def noting(answer: Message) -> None:
            sent.append({**answer, "headers": list(answer["headers"])} if "headers" in answer else answer)
            await send(answer)

        await self._packing(scope, receive, noting)
        size = sum(len(answer.get("body", b"")) for answer in sent)
        # Of an address that is none, Streamlit answers with its first page, which may be kept by nobody.
        may_be_kept = "immutable" in Headers(raw=sent[0]["headers"]).get("cache-control", "")
        is_whole = sent[0]["status"] == 200 and may_be_kept and not sent[-1].get("more_body", False)
        if is_whole and self._size + size <= _MOST_KEPT:
            self._kept[scope["path"]] = tuple(sent)
            self._size += size


def _may_be_kept(scope: Scope) -> bool:
    """Whether a whole file is asked for by somebody who can unpack it."""
    if (
        scope["type"] != "http"
        or scope["method"] != "GET"
        or not scope["path"].startswith(served_at("static/"))
    ):
        return False
    headers = Headers(scope=scope)
    is_part = "range" in headers or "if-none-match" in headers or "if-modified-since" in headers
    return "gzip" in headers.get("accept-encoding", "") and not is_part
