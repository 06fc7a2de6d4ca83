"""What a browser may ask over its WebSocket: to run a page, and for the files and rows that it shows.

Streamlit obeys more, whoever asks: to empty the caches of all sessions, to look into the folder's git, to
change how the server runs. And it forgets a click, or words that were typed, when two requests come at once.
"""

from __future__ import annotations

from time import monotonic

from starlette.types import Message, Receive

from grm_dashboard.private.asking import Asking, what_is_asked

__all__ = ["only_asking"]

_ASKED = frozenset(
    {
        "rerun_script",
        "stop_script",
        "app_heartbeat",
        "file_urls_request",
        "backend_operation_request.deferred_file",
        "backend_operation_request.dataframe_chunk",
    }
)


def only_asking(receive: Receive) -> Receive:
    """Hands on what a page of ours asks, put right where two come at once; all else is forgotten."""
    asking = Asking()

    async def asked() -> Message:
        while True:
            event = await receive()
            if event["type"] != "websocket.receive":
                return event
            content = event.get("bytes") or b""
            kind = what_is_asked(content)
            if kind == "rerun_script":
                return {**event, "bytes": asking.put_right(content, monotonic())}
            if kind in _ASKED:
                return event

    return asked
