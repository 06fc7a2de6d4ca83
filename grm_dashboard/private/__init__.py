"""Every name of Streamlit and what it runs on that isn't promised to be kept; nothing else imports one.

The linter refuses such an import anywhere else. After an upgrade of one, this is the folder to read.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from starlette._utils import get_route_path
from starlette.formparsers import MultiPartParser
from starlette.requests import cookie_parser
from starlette.types import Scope
from streamlit import config
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime import exists, get_instance
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile
from streamlit.url_util import make_url_path
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

__all__ = [
    "StreamlitPage",
    "UploadedFile",
    "is_active_session",
    "is_history_navigation",
    "is_served",
    "keep_form_files_in_memory",
    "log_in_cookie",
    "option",
    "page_number",
    "route_path",
    "say_why",
    "say_why_no_file_came",
    "served_at",
    "session_number",
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


def page_number() -> str | None:
    """What Streamlit knows the page by that is asked for; None outside a run of a page."""
    context = get_script_run_ctx()
    return None if context is None else context.page_script_hash


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


def keep_form_files_in_memory(size: int) -> None:
    """Let a file of up to ``size`` bytes that is being sent never pass over the disk."""
    MultiPartParser.spool_max_size = size


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
