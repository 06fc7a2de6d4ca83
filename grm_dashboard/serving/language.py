"""Which language a page is in, told to the browser with the page itself: ``<html lang>``, for screen readers.

What is refused is said in that language, too.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from grm_data.speech import DEFAULT_LANGUAGE, find_language, speaking

__all__ = ["LANGUAGE", "InLanguage", "of_browser"]

LANGUAGE = "lang"
"""The parameter of an address that names the language of its page."""

_HEAD = b'<html lang="en"'


def of_browser(accepted: str) -> str:
    """The first of a browser's languages that is spoken here, else English.

    >>> of_browser("de-AT,de;q=0.9,en-US;q=0.5"), of_browser("")
    ('en', 'en')
    """
    weighed = [part.partition(";q=") for part in accepted.replace(" ", "").split(",")]
    ordered = sorted(weighed, key=lambda part: -_weight(part[2]))
    return next(filter(None, (find_language(part[0]) for part in ordered)), DEFAULT_LANGUAGE)


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def _language_of(scope: Scope) -> str:
    """The language of the page that a request asks for, as far as the request tells."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(LANGUAGE, [""])
    return find_language(asked[-1]) or of_browser(Headers(scope=scope).get("accept-language", ""))


class InLanguage:
    """Answers a request in its language, and writes that into the head of a page of HTML."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        code = _language_of(scope)
        with speaking(code):
            if scope["type"] == "http" and code != DEFAULT_LANGUAGE and _is_for_people(scope):
                await self.app(_unpacked(scope), receive, _Marking(send, code))
            else:
                await self.app(scope, receive, send)


def _is_for_people(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "")


def _unpacked(scope: Scope) -> Scope:
    """The request without leave to compress the answer: who stands before us does that."""
    return {**scope, "headers": [one for one in scope["headers"] if one[0] != b"accept-encoding"]}


class _Marking:
    """Sends an answer on; in one of HTML the language takes the place of English."""

    def __init__(self, send: Send, code: str) -> None:
        self.send, self.head = send, b'<html lang="' + code.encode() + b'"'
        self.start: dict[str, Any] | None = None

    async def __call__(self, answer: Message) -> None:
        if answer["type"] == "http.response.start" and _is_html(answer):
            self.start = dict(answer)  # until it is known how long the page will be
            return
        if self.start is not None and answer["type"] == "http.response.body":
            body = answer.get("body", b"")
            answer = {**answer, "body": body.replace(_HEAD, self.head, 1)}
            headers = MutableHeaders(scope=self.start)
            if "content-length" in headers:
                longer = len(answer["body"]) - len(body)
                headers["content-length"] = str(int(headers["content-length"]) + longer)
            start, self.start = self.start, None
            await self.send(start)
        await self.send(answer)


def _is_html(answer: Message) -> bool:
    return MutableHeaders(scope=answer).get("content-type", "").startswith("text/html")
