"""Which language a request is answered in: a page, and what is refused, too."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from grm_data.speech import DEFAULT_LANGUAGE, find_language, speaking

__all__ = ["LANGUAGE", "InLanguage", "of_browser"]

LANGUAGE = "lang"
"""The parameter of an address that names the language of its page."""


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
    """Answers a request in its language."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        with speaking(_language_of(scope)):
            await self.app(scope, receive, send)
