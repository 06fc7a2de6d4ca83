"""What every server of the dashboard begins with."""

from __future__ import annotations

import asyncio
import socket
from asyncio import base_events

import pytest

from grm_dashboard.private.sending import send_at_once


def test_a_small_answer_waits_for_none_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base_events, "_set_nodelay", base_events._set_nodelay)  # as it was, afterwards
    send_at_once()

    async def delayed() -> bool:
        found: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            one = writer.get_extra_info("socket")
            found.set_result(not one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listening = socket.socket(socket.AF_INET)  # as Streamlit makes its own
        listening.bind(("127.0.0.1", 0))
        server = await asyncio.start_server(answer, sock=listening)
        async with server:
            _, writer = await asyncio.open_connection(*listening.getsockname())
            try:
                return await found
            finally:
                writer.close()

    assert not asyncio.run(delayed())
