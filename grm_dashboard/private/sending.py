"""How what the server sends leaves it: at once, and packed well."""

from __future__ import annotations

import socket
from asyncio import base_events

from uvicorn.protocols.websockets import websockets_sansio_impl as protocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

__all__ = ["pack_beside_the_run_before", "send_at_once"]


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
