"""What a browser may ask over its WebSocket: to run a page, and for the files and rows that it shows.

Streamlit obeys more, whoever asks: to empty the caches of all sessions, to look into the folder's git, to
change how the server runs.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive
from streamlit.proto.BackMsg_pb2 import BackMsg

__all__ = ["only_asking"]

_ASKED = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
_OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})


def only_asking(receive: Receive) -> Receive:
    """Hands on what a page of ours asks; every other message is forgotten."""

    async def asked() -> Message:
        while True:
            event = await receive()
            if event["type"] != "websocket.receive" or _is_asked(event.get("bytes") or b""):
                return event

    return asked


def _is_asked(content: bytes) -> bool:
    try:
        told = BackMsg.FromString(content)
    except DecodeError:
        return False
    kind = told.WhichOneof("type")
    if kind == "backend_operation_request":
        return told.backend_operation_request.WhichOneof("payload") in _OPERATIONS
    return kind in _ASKED
