"""When whoever is here was here before: a cookie of two times. Overview says what is new to them."""

from __future__ import annotations

import re
import time

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["COOKIE", "Visits", "visit_before", "visits"]

COOKIE = "grm_visits"

_BREAK = 30 * 60
"""Seconds: whoever comes back earlier is still on the same visit."""

_KEPT = 365 * 24 * 3600
_TIMES = re.compile(r"([0-9]{1,11})\.([0-9]{1,11})")


def visit_before(cookie: str | None) -> int | None:
    """The second in which the visit before this one was last seen; None at the first one.

    >>> visit_before("1700000000.1700090000"), visit_before("0.1700090000"), visit_before("x")
    (1700000000, None, None)
    """
    found = _TIMES.fullmatch(cookie or "")
    return int(found[1]) or None if found else None


def visits(cookie: str | None, now: int) -> str:
    """The cookie of a page opened now: the last second of the visit before, and this one.

    >>> visits(None, 1700000000), visits("0.1700000000", 1700000060), visits("0.1700000000", 1700009000)
    ('0.1700000000', '0.1700000060', '1700000000.1700009000')
    """
    found = _TIMES.fullmatch(cookie or "")
    if found is None:
        return f"0.{now}"
    before, last = int(found[1]), int(found[2])
    return f"{before if now - last < _BREAK else last}.{now}"


class Visits:
    """Notes on every page of HTML that it was opened now."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_visit(answer: Message) -> None:
            if answer["type"] == "http.response.start":
                headers = MutableHeaders(scope=answer)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Set-Cookie", _cookie(scope))
            await send(answer)

        await self.app(scope, receive, send_with_visit if scope["type"] == "http" else send)


def _cookie(scope: Scope) -> str:
    kept = Request(scope).cookies.get(COOKIE)
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    value = visits(kept, int(time.time()))
    return f"{COOKIE}={value}; Path=/; Max-Age={_KEPT}; HttpOnly; SameSite=Lax{secure}"
