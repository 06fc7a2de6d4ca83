"""What every server of the dashboard begins with."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from asyncio import base_events
from types import SimpleNamespace

import pytest
from streamlit.runtime.runtime import Runtime

from grm_dashboard.private.sending import Together, send_at_once, wake_once


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


def test_everything_that_threads_hand_over_is_called_in_the_order_of_each() -> None:
    asked, called = 4_000, []

    async def listen() -> None:
        together = Together(asyncio.get_running_loop())

        def ask(thread: int) -> None:
            for i in range(asked):
                together.hand_over(lambda i=i: called.append((thread, i)))  # type: ignore[misc]
                if i % 500 == 0:
                    time.sleep(2 * Together.SECONDS)  # so that some find nothing on its way

        threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
        for one in threads:
            one.start()
        while any(one.is_alive() for one in threads):
            await asyncio.sleep(Together.SECONDS)
        await asyncio.sleep(3 * Together.SECONDS)

    asyncio.run(listen())
    assert sorted(called) == [(thread, i) for thread in range(4) for i in range(asked)]
    for thread in range(4):
        assert [i for of, i in called if of == thread] == [*range(asked)]


def test_one_that_fails_keeps_no_other_from_being_called() -> None:
    called, failed = [], []

    async def listen() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: failed.append(type(context["exception"])))
        together = Together(loop)
        for one in (lambda: 1 / 0, lambda: called.append(1)):
            together.hand_over(one)  # type: ignore[arg-type]
        await asyncio.sleep(20 * Together.SECONDS)

    asyncio.run(listen())
    assert (called, failed) == ([1], [ZeroDivisionError])


def test_a_closed_loop_says_so() -> None:
    loop = asyncio.new_event_loop()
    loop.close()
    with pytest.raises(RuntimeError):
        Together(loop).hand_over(lambda: None)


def test_what_sends_is_woken_once_for_many_from_any_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Runtime, "_enqueued_some_message", Runtime._enqueued_some_message)
    wake_once()
    woken = []

    async def listen() -> None:
        loop, needed = asyncio.get_running_loop(), asyncio.Event()
        monkeypatch.setattr(loop, "_write_to_self", lambda wake=loop._write_to_self: woken.append(wake()))
        runtime = SimpleNamespace(
            _get_async_objs=lambda: SimpleNamespace(eventloop=loop, need_send_data=needed)
        )

        def enqueue() -> None:
            Runtime._enqueued_some_message(runtime)  # type: ignore[arg-type]

        for _ in range(50):
            enqueue()
        assert needed.is_set()
        assert not woken
        needed.clear()
        await asyncio.to_thread(enqueue)
        await asyncio.wait_for(needed.wait(), 60)

    asyncio.run(listen())
