"""A log-out that our own page didn't ask for asks first: any site can link to Streamlit's address for it."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from grm_dashboard.people.access import end_log_in, log_in_of
from grm_dashboard.private import route_path, served_at
from grm_data.messages import message

__all__ = ["LogOut"]

_SURE = "log-in"

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{app}</title>
<body style="font-family: sans-serif; max-width: 40em; margin: 4em auto; padding: 0 1em">
<h1>{app}</h1><p>{question}</p><p><a href="?{name}={log_in}">{out}</a> &nbsp; <a href="../">{stay}</a></p>"""


class LogOut:
    """Lets a log-out pass where nobody is logged in any more, as after our own button, or the person is sure.

    Who is sure comes back with the code of the log-in, which no other site knows.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and route_path(scope) == served_at("auth/logout"):
            log_in = log_in_of(Headers(scope=scope).get("cookie"))
            if log_in is not None and not _is_sure(scope, log_in):
                await HTMLResponse(_question(log_in))(scope, receive, send)
                return
            if log_in is not None:
                end_log_in(log_in)
        await self.app(scope, receive, send)


def _is_sure(scope: Scope, log_in: str) -> bool:
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    return asked.get(_SURE) == [log_in]


def _question(log_in: str) -> str:
    said = {"app": "page.app", "question": "login.sure", "out": "login.out", "stay": "login.stay"}
    return _PAGE.format(
        name=_SURE, log_in=log_in, **{name: escape(message(key)) for name, key in said.items()}
    )
