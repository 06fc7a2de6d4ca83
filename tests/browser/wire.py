"""Speaks to the dashboard as no browser would: its own WebSocket messages and its own PUTs."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from websockets.sync.client import ClientConnection, connect

from tests.browser.serving import Server

__all__ = [
    "PATIENCE",
    "Session",
    "browser_cookies",
    "cookie_header",
    "get",
    "put",
    "put_file",
    "session",
    "xsrf",
]

XSRF = "_streamlit_xsrf"
PATIENCE = 60.0
"""Seconds until a wait has failed."""


def browser_cookies(*cookies: dict[str, str]) -> list[dict[str, str]]:
    """Cookies with the one that a browser gets on its first page, without which Streamlit reads no log-in."""
    return [{"name": XSRF, "value": generate_xsrf_token_string()}, *cookies]


def cookie_header(cookies: Sequence[dict[str, str]]) -> str:
    """The cookies of a browser as one header."""
    return "; ".join(f"{one['name']}={one['value']}" for one in cookies)


def xsrf(cookies: Sequence[dict[str, str]]) -> str:
    """The token against forged requests that a browser got."""
    return next((one["value"] for one in cookies if one["name"] == XSRF), "")


class Session:
    """A session over a WebSocket of our own."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.received: list[bytes] = []

    def send(self, message: BackMsg) -> None:
        self.socket.send(message.SerializeToString())

    def run(
        self,
        page: str = "",
        widgets: Sequence[tuple[str, str, object]] = (),
        wait: float = PATIENCE,
        query: str = "",
    ) -> bytes:
        """Run a page with widgets in a state of our choice, (id, kind of value, value) each; what came back."""
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = page, query
        for name, kind, value in widgets:
            state = message.rerun_script.widget_states.widgets.add(id=name)
            if kind == "trigger_value":
                state.trigger_value = bool(value)
            else:
                setattr(state, kind, value)
        self.send(message)
        return self.listen(wait)

    def give(
        self, server: Server, cookies: Sequence[dict[str, str]], page: str, name: str, content: bytes
    ) -> None:
        """Hand a file to the only place for one on the page drawn last, as a browser does."""
        place = next(one.id for kind, one in reversed(self.elements()) if kind == "file_uploader")
        there = self._place_of(name)
        put_file(server, there.upload_url, name, content, cookies)
        asked = BackMsg()
        asked.rerun_script.page_name = page
        state = asked.rerun_script.widget_states.widgets.add(id=place).file_uploader_state_value
        file = state.uploaded_file_info.add(name=name, size=len(content), file_id=there.file_id)
        file.file_urls.CopyFrom(there)
        self.send(asked)

    def _place_of(self, name: str) -> FileURLs:
        """Where the server takes a file."""
        asked = BackMsg()
        asked.file_urls_request.request_id, asked.file_urls_request.session_id = "1", self.number
        asked.file_urls_request.file_names.append(name)
        self.send(asked)
        while True:
            frame = self.socket.recv()
            assert isinstance(frame, bytes)
            told = ForwardMsg.FromString(frame)
            if told.WhichOneof("type") == "file_urls_response":
                return told.file_urls_response.file_urls[0]

    def listen(self, wait: float) -> bytes:
        """Everything that comes until a run has ended."""
        found, until = [], time.monotonic() + wait
        while (left := until - time.monotonic()) > 0:
            try:
                frame = self.socket.recv(left)
            except TimeoutError:
                break
            assert isinstance(frame, bytes)
            found.append(frame)
            if ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished":
                break
        self.received += found
        return b"".join(found)

    def elements(self) -> list[tuple[str, Any]]:
        """What was drawn so far: (kind of element, the element) each."""
        drawn = [
            message.delta.new_element for message in self.messages if message.WhichOneof("type") == "delta"
        ]
        return [(kind, getattr(one, kind)) for one in drawn if (kind := one.WhichOneof("type"))]

    @property
    def messages(self) -> list[ForwardMsg]:
        """What was received, read."""
        return [ForwardMsg.FromString(frame) for frame in self.received]

    @property
    def number(self) -> str:
        """The session's own number, which names where its files go."""
        for message in self.messages:
            if message.WhichOneof("type") == "new_session":
                return message.new_session.initialize.session_id
        raise AssertionError("no session began")


@contextmanager
def session(server: Server, cookies: Sequence[dict[str, str]], **headers: str) -> Iterator[Session]:
    """A session with the cookies of a browser; ``headers`` in place of the browser's own."""
    sent = {
        "Cookie": cookie_header(cookies),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    with connect(
        server.address.replace("http", "ws", 1) + "/_stcore/stream",
        origin=sent.pop("Origin", server.address),  # type: ignore[arg-type]
        subprotocols=["streamlit", xsrf(cookies) or "none"],  # type: ignore[list-item]
        additional_headers=sent,
        max_size=None,
        open_timeout=PATIENCE,
    ) as socket:
        yield Session(socket)


def put(
    server: Server, number: str, size: int, cookies: Sequence[dict[str, str]] = (), **headers: str
) -> int:
    """The status that a file of so many bytes gets."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    given = {
        "X-Xsrftoken": xsrf(cookies),
        "Cookie": cookie_header(cookies),
        "Content-Length": str(size),
        **headers,
    }
    try:
        connection.putrequest("PUT", f"/_stcore/upload_file/{number}/forged", skip_host="Host" in headers)
        for name, value in given.items():
            connection.putheader(name, value)
        connection.endheaders()
        try:
            for _ in range(size // 65536 or 1):
                connection.send(b"x" * min(size, 65536))
        except (BrokenPipeError, ConnectionResetError):
            pass  # refused before the end
        return connection.getresponse().status
    finally:
        connection.close()


def put_file(server: Server, path: str, name: str, content: bytes, cookies: Sequence[dict[str, str]]) -> None:
    """Send a file as a browser does."""
    mark = uuid.uuid4().hex
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={mark}",
        "X-Xsrftoken": xsrf(cookies),
        "Cookie": cookie_header(cookies),
    }
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    connection.request("PUT", path, body, headers)
    answer = connection.getresponse()
    assert answer.status == 204, answer.read()
    connection.close()


def get(server: Server, path: str, cookies: Sequence[dict[str, str]] = ()) -> int:
    """The status that whoever asks for a path gets."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Cookie": cookie_header(cookies)} if cookies else {})
        return connection.getresponse().status
    finally:
        connection.close()
