"""What the server refuses before anything is read: foreign hosts and origins, and files nobody asked for.

Streamlit takes a PUT of a file from whoever knows a session's number, whether its page has a place for a
file or not, and a WebSocket from any port of localhost; it hands a file out to whoever knows its address; and
its ways in for programs (an agent's, that of metrics) know nothing of our roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from grm_dashboard.people.access import Setup, allowed_hosts, current_setup, may_download, may_upload
from grm_dashboard.people.roles import is_loopback
from grm_dashboard.private import is_active_session, is_served, route_path, served_at, session_number
from grm_dashboard.serving.closing import end_when_closed
from grm_dashboard.serving.incoming import only_asking
from grm_dashboard.serving.room import reserved
from grm_data.messages import message

__all__ = ["Gate", "note_uploader", "noting_uploaders"]

_HEALTH = re.compile(r"/_stcore/health$")
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/")
_PROGRAMS = re.compile(r"/_stcore/(agent|metrics|script-health-check)(/|$)")
_ASKING = ("GET", "HEAD", "OPTIONS")
_STATUS = {"room": 413, "busy": 429}
_POLICY_VIOLATION = 1008
_NOTED = "_uploader_shown"

_showing: set[str] = set()
"""The sessions whose page has a place for a file."""


def note_uploader() -> None:
    """This session's page has a place for a file from now on."""
    st.session_state[_NOTED] = True
    if (session := session_number()) is not None:
        _showing.add(session)
        if is_served():
            end_when_closed(session)


@contextmanager
def noting_uploaders() -> Iterator[None]:
    """Around a run of a page: if it has drawn no place for a file, the session may send none."""
    st.session_state[_NOTED] = False
    yield
    session = session_number()
    if session is not None and not st.session_state[_NOTED]:
        _showing.discard(session)


def _has_place(session: str) -> bool:
    """Whether a session lives and its page has a place for a file."""
    for gone in [one for one in _showing if not is_active_session(one)]:
        _showing.discard(gone)
    return session in _showing


class Gate:
    """Refuses requests with one sentence, without reading what they send."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        reason = _refusal(scope) if scope["type"] in ("http", "websocket") else None
        if reason is None and scope.get("method") == "PUT":
            with reserved(_session_of(scope), Headers(scope=scope).get("content-length")) as no_room:
                await (_refuse(no_room) if no_room else self.app)(scope, receive, send)
        elif reason is None:
            await self.app(scope, only_asking(receive) if scope["type"] == "websocket" else receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            await _refuse(reason)(scope, receive, send)


def _refuse(reason: str) -> ASGIApp:
    """One sentence; whoever is still sending is not listened to."""
    return PlainTextResponse(message(f"refused.{reason}"), _STATUS.get(reason, 403), {"Connection": "close"})


def _session_of(scope: Scope) -> str:
    """The session that a file is sent to."""
    upload = _UPLOAD.search(route_path(scope))
    return upload[1] if upload else ""


def _refusal(scope: Scope) -> str | None:
    """Why a request is refused; None where it may pass."""
    if scope["type"] == "http" and _HEALTH.search(scope["path"]):
        return None
    headers = Headers(scope=scope)
    host, origin = headers.get("host"), headers.get("origin")
    if not _is_our_host(host, scope.get("server")):
        return "host"
    if (origin is None and scope["type"] == "websocket") or (origin is not None and _netloc(origin) != host):
        return "origin"
    if scope["type"] == "websocket":
        return None
    return _refusal_of_path(route_path(scope), scope["method"], headers.get("cookie"))


def _refusal_of_path(path: str, method: str, cookies: str | None) -> str | None:
    """Why nobody, or not whoever asks, may have or send what is asked for."""
    if _PROGRAMS.search(path):
        return "programs"
    if _is_download(path) and not may_download(cookies):
        return "download"
    return None if method in _ASKING or _may_change(path, method, cookies) else "upload"


def _may_change(path: str, method: str, cookies: str | None) -> bool:
    """Whether a file may be sent to a page that has a place for it, or one that was sent be taken back."""
    upload = _UPLOAD.search(path)
    if upload is None or not may_upload(cookies):
        return False
    return _has_place(upload[1]) if method == "PUT" else method == "DELETE" and is_active_session(upload[1])


def _is_download(path: str) -> bool:
    """Whether Streamlit keeps a page's file there; its fonts are under static/media, and for everybody."""
    return path.startswith(served_at("media/"))


def _is_our_host(host: str | None, server: tuple[str, int | None] | None) -> bool:
    """Whether a request was meant for this server; on a laptop it must have come by loopback, too."""
    name = _hostname(host)
    allowed = allowed_hosts()
    if current_setup() is Setup.LAPTOP:
        return is_loopback(name) and server is not None and is_loopback(server[0])
    return bool(name) and (allowed is None or any(_matches(str(name), pattern) for pattern in allowed))


def _matches(name: str, pattern: str) -> bool:
    """Whether a host has an allowed name; ``*.example.org`` allows every name under it, ``*`` any."""
    return pattern in ("*", name) or (pattern.startswith("*.") and name.endswith(pattern[1:]))


def _hostname(host: str | None) -> str | None:
    try:
        return urlsplit(f"//{host or ''}").hostname
    except ValueError:
        return None


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
