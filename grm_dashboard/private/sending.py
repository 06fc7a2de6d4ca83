"""How what the server sends leaves it: at once, packed well, and the messages of a run together."""

from __future__ import annotations

import asyncio
import socket
from asyncio import AbstractEventLoop, base_events
from collections import deque
from collections.abc import Callable
from typing import Any

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.runtime import Runtime
from uvicorn.protocols.websockets import websockets_sansio_impl as protocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

__all__ = ["Together", "hand_over_together", "pack_beside_the_run_before", "send_at_once", "wake_once"]


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


def wake_once() -> None:
    """Wake what sends messages once for many that wait, not for each: it sends all that it finds."""
    wake = Runtime._enqueued_some_message

    def wake_if_asleep(self: Any) -> None:
        needed = self._get_async_objs().need_send_data
        if needed.is_set():
            return
        if asyncio._get_running_loop() is self._get_async_objs().eventloop:
            needed.set()
        else:
            wake(self)

    Runtime._enqueued_some_message = wake_if_asleep  # type: ignore[method-assign]
