"""What others notice while somebody opens 100,000 rows: ``python benchmarks/opening.py``.

First within one process: a thread asks for the figures of the sample, four times a second, and another opens an
upload, as the page Publish does. Then over real WebSockets: a tab changes a filter of the overview, and another sends
the file to the page Publish, which compares it with the version before, too. Told are the processor time that opening
takes in the server, beside the guarded process's own, and the p95 of the others before and meanwhile, each the median
of some rounds: a machine at work makes both longer.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks._large import published
from benchmarks._measuring import note
from benchmarks.reading import ROOT, SETTINGS, TODAY, register
from benchmarks.reruns import Tab, choices, opened
from benchmarks.sessions import processor
from grm_dashboard.serving.starting import TURN
from grm_data.analysis.selection import select
from grm_data.analysis.summary import summarise_periods
from grm_data.intake.opening import open_path, open_upload
from grm_data.register import Register, half_years
from tests.browser.serving import Server, serve
from tests.browser.wire import browser_cookies, session

ROWS, ROUNDS, EVERY, ALONE, PATIENCE = 100_000, 3, 0.25, 10.0, 180.0
SAMPLE = ROOT / "sample_data" / "smart_government_register.xlsx"


class Other(threading.Thread):
    """Who asks for figures all the while."""

    def __init__(self, sample: Register) -> None:
        super().__init__(daemon=True)
        self._sample, self._taken = sample, list[float]()
        self.start()

    def run(self) -> None:
        while True:
            begin = time.perf_counter()
            selection = select(self._sample, SETTINGS.calendar, TODAY)  # a new one: nothing is kept
            for period in half_years(selection.register.first_received, TODAY):
                summarise_periods(selection, period.first, period.last, None)
            self._taken.append(1000 * (time.perf_counter() - begin))
            time.sleep(EVERY)

    def forget(self) -> None:
        """What was measured so far."""
        self._taken = []

    def p95(self) -> float:
        """Milliseconds of nearly all actions since; they are forgotten."""
        taken, self._taken = self._taken, []
        return p95(taken)


def p95(taken: list[float]) -> float:
    """What 19 of 20 took at most."""
    return quantiles(taken, n=20)[-1]


def in_one_process(content: bytes) -> None:
    """Measure in turns."""
    other = Other(open_path(SAMPLE, SETTINGS, today=TODAY))
    alone, meanwhile, used = list[float](), list[float](), list[float]()
    for _ in range(ROUNDS):
        other.forget()
        time.sleep(ALONE)
        alone.append(other.p95())
        begin = time.thread_time()
        upload = open_upload("register.xlsx", content)
        upload.register(SETTINGS, today=TODAY)
        used.append(1000 * (time.thread_time() - begin))
        meanwhile.append(other.p95())
        upload.close()
    note(
        f"opening an upload of {ROWS:,} rows, in the server's process",
        {"ours": min(used)},
        p95_of_others_alone_ms=round(median(alone)),
        p95_of_others_meanwhile_ms=round(median(meanwhile)),
    )


def send(server: Server, content: bytes) -> None:
    """Open a file on the page Publish, until all of its first step is there."""
    cookies = browser_cookies()
    with session(server, cookies) as tab:
        tab.run("publish")
        tab.give(server, cookies, "publish", "register.xlsx", content)
        tab.listen(PATIENCE)  # the file is open
        tab.listen(PATIENCE)  # and the first step drawn


def over_websockets(content: bytes) -> None:
    """The same with everything that a browser and the page do."""
    with tempfile.TemporaryDirectory() as name:
        published(0, f"sqlite:///{Path(name) / 'versions.sqlite'}")
        with serve(Path(name)) as server:
            used, alone, meanwhile = asyncio.run(_over_websockets(server, content))
    note(
        f"opening a file of {ROWS:,} rows on the page Publish, the whole server",
        {"ours": min(used)},
        p95_of_others_alone_ms=round(median(alone)),
        p95_of_others_meanwhile_ms=round(median(meanwhile)),
    )


async def _over_websockets(server: Server, content: bytes) -> tuple[list[float], list[float], list[float]]:
    alone, meanwhile, used = list[float](), list[float](), list[float]()
    async with AsyncExitStack() as stack:
        tab = await opened(stack, server, "overview")
        turns = choices(tab)
        for _ in range(ROUNDS):
            alone.append(p95(await _filtering(tab, turns, asyncio.create_task(asyncio.sleep(ALONE)))))
            before = processor(server.pid)
            sending = asyncio.create_task(asyncio.to_thread(send, server, content))
            meanwhile.append(p95(await _filtering(tab, turns, sending)))
            used.append(1000 * (processor(server.pid) - before))
    return used, alone, meanwhile


async def _filtering(
    tab: Tab, turns: Iterator[Sequence[Sequence[str]]], until: asyncio.Task[None]
) -> list[float]:
    """Milliseconds of each change of a filter until something else is done."""
    taken = []
    while not until.done():
        begin = time.perf_counter()
        await tab.run(*next(turns))
        taken.append(1000 * (time.perf_counter() - begin))
        await asyncio.sleep(EVERY)
    await until
    return taken


if __name__ == "__main__":
    sys.setswitchinterval(TURN)  # as the server does
    FILE = register(ROWS)
    in_one_process(FILE)
    over_websockets(FILE)
