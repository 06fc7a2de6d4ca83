"""What Streamlit's own page of HTML is sent with: its language, for screen readers, and how our pages look.

The style would otherwise come with each run of a page, a tenth of all that is sent.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from grm_data.speech import language

__all__ = ["FirstPage"]

_STYLE = Path(__file__).with_name("pages.css").read_bytes()
"""It stands in the body: behind Streamlit's own styles, which it changes."""

_FOR_PARTS = (b"accept-encoding", b"if-modified-since", b"if-none-match", b"range")


class FirstPage:
    """Writes the language of an answer and the style of our pages into a page of HTML."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", ""):
            await self.app(_for_the_whole(scope), receive, _Marking(send))
        else:
            await self.app(scope, receive, send)


def _for_the_whole(scope: Scope) -> Scope:
    """The request as one for the whole page, not packed: who stands before us does that."""
    return {**scope, "headers": [one for one in scope["headers"] if one[0] not in _FOR_PARTS]}


def _marked(page: bytes) -> bytes:
    """A page of HTML with its language and our style."""
    return page.replace(b'<html lang="en"', b'<html lang="%s"' % language().code.encode(), 1).replace(
        b"<body>", b"<body><style>%s</style>" % _STYLE, 1
    )


class _Marking:
    """Sends an answer on, one of HTML marked."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: dict[str, Any] | None = None

    async def __call__(self, answer: Message) -> None:
        if answer["type"] == "http.response.start" and _is_html(answer):
            self.start = dict(answer)  # until it is known how long the page will be
            return
        if self.start is not None and answer["type"] == "http.response.body":
            body = answer.get("body", b"")
            answer = {**answer, "body": _marked(body)}
            headers = MutableHeaders(scope=self.start)
            if "content-length" in headers:
                longer = len(answer["body"]) - len(body)
                headers["content-length"] = str(int(headers["content-length"]) + longer)
            start, self.start = self.start, None
            await self.send(start)
        await self.send(answer)


def _is_html(answer: Message) -> bool:
    return MutableHeaders(scope=answer).get("content-type", "").startswith("text/html")
