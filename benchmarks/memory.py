"""Whether the server's memory stays flat: 10,000 reruns of a session over a real WebSocket, on every page in turn.

``python benchmarks/memory.py [reruns]``: prints megabytes each tenth; the result is 1 where the last nine tenths
added more than GROWN.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from websockets.asyncio.client import connect

from benchmarks._measuring import note
from benchmarks.sessions import QUERIES, SAMPLE, act, memory, processor
from grm_dashboard.menu import PAGES
from tests.browser.serving import ROOT, SECRET, Server, serve
from tests.browser.wire import browser_cookies, cookie_header, xsrf

RERUNS, GROWN = 10_000, 20
"""Megabytes: the allocator's own rounding, and what a page keeps when it is opened first."""

_PAGES = tuple(entry.name for entry in PAGES if entry.asked and not entry.for_staff)


async def rerun(server: Server, n: int) -> list[int]:
    """Megabytes after each tenth of n reruns: every page with every filter, again and again."""
    cookies, held = browser_cookies(), []
    async with connect(
        server.address.replace("http", "ws", 1) + "/_stcore/stream",
        origin=server.address,  # type: ignore[arg-type]
        subprotocols=["streamlit", xsrf(cookies)],  # type: ignore[list-item]
        additional_headers={"Cookie": cookie_header(cookies)},
        max_size=None,
    ) as socket:
        for turn in range(1, n + 1):
            await act(socket, _PAGES[turn % len(_PAGES)], QUERIES[turn // len(_PAGES) % len(QUERIES)])
            if turn % (n // 10) == 0:
                held.append(memory(server.pid))
                print(f"{turn:,} reruns: {held[-1]} MB", flush=True)
    return held


def main(n: int) -> int:
    """Measure, and write down."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'versions.sqlite'}"
        environment = {"GRM_DATABASE_URL": url, "GRM_SECRET": SECRET}
        subprocess.run(
            [sys.executable, "-m", "grm_data", "publish", str(SAMPLE)],
            check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        with serve(folder, environment={"GRM_PUBLIC": "1", "GRM_SECRET": SECRET}) as server:
            begin, start = processor(server.pid), time.monotonic()
            held = asyncio.run(rerun(server, n))
            spent = (processor(server.pid) - begin) / n
    print(f"{n:,} reruns took {time.monotonic() - start:.0f} s")
    note(
        f"a rerun, the mean of {n:,} on all pages, sample",
        {"ours": 1000 * spent},
        megabytes_after_a_tenth=held[0],
        megabytes_after_all=held[-1],
    )
    return int(held[-1] - held[0] > GROWN)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else RERUNS))
