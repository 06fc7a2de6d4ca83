"""How many readers a server of one process holds: sessions over real WebSockets, one action each five seconds.

``python benchmarks/sessions.py``: at the sample and at 1,000,000 rows the number of sessions is doubled until a
twentieth of the answers takes longer than 300 ms. Others at work on the machine make that number smaller; the
processor time of an action, told beside it, is the server's own.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks._large import published
from benchmarks._measuring import note
from tests.browser.serving import ROOT, SECRET, Server, serve
from tests.browser.wire import browser_cookies, cookie_header, xsrf

SIZES = {"sample": 0, "1M rows": 1_000_000}
EVERY, SECONDS, PATIENCE = 5.0, 20.0, 0.3
FIRST, MOST = 10, 640
PAGES = ("overview", "timeliness", "cases")
QUERIES = (
    "",
    "channel=email",
    "channel=facebook&channel=website",
    "type=complaint",
    "type=request&channel=email",
)
SAMPLE = ROOT / "sample_data" / "smart_government_register.xlsx"


def processor(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> int:
    """Megabytes that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1_000_000


async def act(socket: ClientConnection, page: str, query: str) -> float:
    """Ask for a page; the seconds until it was whole."""
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
    begin = time.perf_counter()
    await socket.send(asked.SerializeToString())
    while True:
        frame = await socket.recv()
        assert isinstance(frame, bytes)
        if len(frame) < 200 and ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished":
            return time.perf_counter() - begin


async def reader(server: Server, number: int, until: float, taken: list[float]) -> None:
    """Somebody who changes a filter each five seconds."""
    cookies = browser_cookies()
    address = server.address.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(
        address,
        origin=server.address,  # type: ignore[arg-type]
        subprotocols=["streamlit", xsrf(cookies)],  # type: ignore[list-item]
        additional_headers={"Cookie": cookie_header(cookies)},
        max_size=None,
        open_timeout=120,
    ) as socket:
        page = PAGES[number % len(PAGES)]
        await act(socket, page, "")
        await asyncio.sleep(EVERY * (number * 0.618 % 1))
        for turn in count(number):
            if time.monotonic() > until:
                return
            took = await act(socket, page, QUERIES[turn % len(QUERIES)])
            taken.append(took)
            await asyncio.sleep(max(0.0, EVERY - took))


async def crowd(server: Server, n: int) -> tuple[list[float], float]:
    """The seconds of each answer to n readers, and the processor seconds of one."""
    taken: list[float] = []
    until = time.monotonic() + SECONDS + n / 10  # they don't all come at once
    readers = []
    for number in range(n):
        readers.append(asyncio.create_task(reader(server, number, until, taken)))
        await asyncio.sleep(0.1)
    before, done = processor(server.pid), len(taken)
    await asyncio.gather(*readers)
    return sorted(taken[done:]), (processor(server.pid) - before) / max(1, len(taken) - done)


def late(taken: Sequence[float]) -> float:
    """The seconds that 19 of 20 answers took at most."""
    return taken[int(0.95 * (len(taken) - 1))]


def measure(size: str, n: int) -> None:
    """Double the readers until it is too slow."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'versions.sqlite'}"
        published(n, url)
        with serve(folder, environment={"GRM_PUBLIC": "1", "GRM_SECRET": SECRET}) as server:
            held, sessions = (0, 0.0, 0.0), FIRST
            asyncio.run(crowd(server, 2))
            begin = memory(server.pid)
            while sessions <= MOST:
                taken, spent = asyncio.run(crowd(server, sessions))
                print(
                    f"{size}: {sessions} sessions, p95 {1000 * late(taken):.0f} ms, median "
                    f"{1000 * taken[len(taken) // 2]:.0f}, processor {1000 * spent:.1f} ms an action, "
                    f"memory {begin} → {memory(server.pid)} MB, load {os.getloadavg()[0]:.1f}",
                    flush=True,
                )
                if late(taken) > PATIENCE and sessions > FIRST:
                    break
                held = sessions, late(taken), spent
                sessions *= 2
            note(
                f"an action of a reader, {size}",
                {"ours": 1000 * held[2]},
                sessions_with_p95_up_to_300_ms=held[0] if held[1] <= PATIENCE else 0,
                p95_ms=round(1000 * held[1]),
                megabytes=memory(server.pid),
                load_of_the_machine=round(os.getloadavg()[0]),
            )


if __name__ == "__main__":
    for size, n in SIZES.items():
        if not sys.argv[1:] or size.split()[0] in sys.argv[1:]:
            measure(size, n)
