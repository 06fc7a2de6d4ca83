"""Every name of Streamlit and what it runs on that isn't promised to be kept; nothing else imports one.

The linter refuses such an import anywhere else. After an upgrade of one, this is the file to read.
"""

from __future__ import annotations

import socket
from asyncio import AbstractEventLoop, base_events
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

from google.protobuf.message import DecodeError
from starlette._utils import get_route_path
from starlette.formparsers import MultiPartParser
from starlette.requests import cookie_parser
from starlette.types import Scope
from streamlit import config
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.navigation.page import StreamlitPage
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime import exists, get_instance
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile
from streamlit.url_util import make_url_path
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from uvicorn.protocols.websockets import websockets_sansio_impl as protocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

__all__ = [
    "TYPED",
    "StreamlitPage",
    "Together",
    "Typed",
    "UploadedFile",
    "end_session",
    "hand_over_together",
    "is_active_session",
    "is_history_navigation",
    "is_served",
    "keep_form_files_in_memory",
    "log_in_cookie",
    "option",
    "pack_beside_the_run_before",
    "remove_uploaded_file",
    "route_path",
    "say_why",
    "say_why_no_file_came",
    "send_at_once",
    "served_at",
    "session_number",
    "take_uploaded",
    "uploaded_bytes",
    "what_is_asked",
]


def option(name: str) -> Any:
    """An option of Streamlit's configuration, such as "server.address", as it is now."""
    return config.get_option(name)


def served_at(name: str) -> str:
    """Where Streamlit serves a folder of its own, below the path that the server was given.

    Under "static/" are files whose name holds the hash of their content: they may be kept for ever.
    """
    return make_url_path(option("server.baseUrlPath"), name)


def route_path(scope: Scope) -> str:
    """A request's path below the application that this one is mounted in."""
    return get_route_path(scope)


def session_number() -> str | None:
    """What Streamlit knows the browser session by; None outside a run of a page."""
    context = get_script_run_ctx()
    return None if context is None else context.session_id


def is_history_navigation() -> bool:
    """Whether the browser's Back or Forward led to this run of a page."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def is_served() -> bool:
    """Whether a server runs, so that there are sessions at all."""
    return exists()


def is_active_session(number: str) -> bool:
    """Whether a browser session is connected, or may connect again; none is where no server runs."""
    return exists() and get_instance().is_active_session(number)


def log_in_cookie(header: str | None) -> bytes | None:
    """The content of the cookie that Streamlit left after a log-in, from a request's header Cookie.

    None where there is no such cookie, or it isn't signed with this server's secret.
    """
    cookies, secret = cookie_parser(header or ""), get_cookie_secret()

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1", "replace")) if value else None

    return get_cookie_with_chunks(one, USER_COOKIE_NAME)


def what_is_asked(content: bytes) -> str | None:
    """The kind of a browser's message, an operation's after a dot; None where Streamlit knows no such."""
    try:
        told = BackMsg.FromString(content)
    except DecodeError:
        return None
    kind = told.WhichOneof("type")
    if kind != "backend_operation_request":
        return str(kind) if kind else None
    return f"{kind}.{told.backend_operation_request.WhichOneof('payload')}"


TYPED = "typed_"
"""How the keys of widgets begin whose words are said again when another page is asked for."""


class Typed:
    """What one browser has typed last under such keys, so that the server is told however fast it goes on.

    A browser that asks for another page leaves out what it said on the page before. Of two requests in one
    moment Streamlit obeys the second alone, and what only the first one said would be gone.
    """

    SECONDS = 60
    """A server that takes longer to begin a run has lost its browser's connection."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[float, WidgetState]] = {}

    def said_again(self, content: bytes, now: float) -> bytes:
        """A browser's request to run a page, with what it typed in the last minute and leaves out now."""
        told = BackMsg.FromString(content)
        widgets = told.rerun_script.widget_states.widgets
        said = {one.id: (now, one) for one in widgets if f"-{TYPED}" in one.id}
        left_out = {
            name: one for name, one in self._said.items() if name not in said and now - one[0] < Typed.SECONDS
        }
        self._said = said | left_out
        if not left_out:
            return content
        widgets.extend(one for _, one in left_out.values())
        return bytes(told.SerializeToString())


def send_at_once() -> None:
    """Let small answers leave without waiting for the ones before to be confirmed: 44 ms of every rerun.

    asyncio does so for sockets that name their protocol; Streamlit's doesn't.
    """

    def set_no_delay(one: socket.socket) -> None:
        if one.family in (socket.AF_INET, socket.AF_INET6) and one.type == socket.SOCK_STREAM:
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    base_events._set_nodelay = set_no_delay  # type: ignore[attr-defined]


def pack_beside_the_run_before() -> None:
    """Pack messages beside the 32 kB before, not 4, for 115 kB a session: a run mostly repeats the last."""
    protocol.ServerPerMessageDeflateFactory = lambda **options: (  # type: ignore[attr-defined,assignment]
        ServerPerMessageDeflateFactory(**options | {"server_max_window_bits": None})
    )


class Together:
    """Hands what threads ask for to an event loop, that of a few milliseconds at once, each in its turn."""

    SECONDS = 0.004

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self._asked: deque[Callable[[], None]] = deque()
        self._is_on_its_way = False

    def hand_over(self, callback: Callable[[], None]) -> None:
        """Let the loop call this soon; RuntimeError where it is closed."""
        self._asked.append(callback)
        if not self._is_on_its_way:  # else what is on its way finds this, too
            self._is_on_its_way = True
            self._loop.call_soon_threadsafe(self._loop.call_later, Together.SECONDS, self._call)

    def _call(self) -> None:
        self._is_on_its_way = False
        while self._asked:
            self._loop.call_soon(self._asked.popleft())


def hand_over_together() -> None:
    """Wake the event loop for a few messages of a run at once: one by one took a sixth of a rerun's time."""
    at_once = AppSession._call_soon_on_event_loop

    def hand_over(self: Any, callback: Callable[[], None]) -> None:
        together = vars(self).get("_together")
        if together is None:
            together = vars(self)["_together"] = Together(self._event_loop)
        try:
            together.hand_over(callback)
        except RuntimeError:  # the loop is closed, or about to be
            at_once(self, callback)

    AppSession._call_soon_on_event_loop = hand_over  # type: ignore[method-assign]


def keep_form_files_in_memory(size: int) -> None:
    """Let a file of up to ``size`` bytes that is being sent never pass over the disk."""
    MultiPartParser.spool_max_size = size


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
    """End a browser session that isn't connected, with all that it holds; from any thread."""
    if not exists():
        return
    runtime = get_instance()

    def end() -> None:
        if not runtime.is_active_session(number):  # it may have come back just now
            runtime.close_session(number)

    with suppress(RuntimeError):  # the server is about to end
        runtime._get_async_objs().eventloop.call_soon_threadsafe(end)


_why: ContextVar[list[str]] = ContextVar("why")


def say_why_no_file_came() -> None:
    """Let a download button show our sentence where its file couldn't be made, not one of Streamlit's."""
    handle = DeferredFileHandler.handle

    async def saying_why(self: Any, request: Any, session_id: str) -> Any:
        why: list[str] = []
        _why.set(why)
        answer = await handle(self, request, session_id)
        if answer.error_msg and why:
            answer.error_msg = why[0]
        return answer

    DeferredFileHandler.handle = saying_why  # type: ignore[method-assign]


def say_why(sentence: str) -> None:
    """What the button shows of a file that is asked for just now, if it can't be made."""
    if (why := _why.get(None)) is not None:
        why.append(sentence)
