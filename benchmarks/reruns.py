"""A filter changed on the overview, over a real WebSocket: the processor time of the whole server, and what it sends.

``python benchmarks/reruns.py``: with the sample and with 1,000,000 rows, each a server of its own, beside

* a page of one title, served with our settings of Streamlit;
* a dashboard of the same content by pandas and plotly.express, as Streamlit comes, which collects garbage after each
  run; and the same with our settings.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack
from itertools import combinations, cycle, product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import pandas as pd
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks._large import published, register_of_size
from benchmarks._measuring import note
from benchmarks.sessions import SAMPLE, SIZES, processor
from grm_data.analysis.cells import written
from grm_data.intake.opening import open_path
from grm_data.register import Field
from grm_data.settings import settings_for
from tests.browser.serving import SECRET, STREAMLIT, Server, serve
from tests.browser.wire import browser_cookies, cookie_header, xsrf

ROUNDS, TIMES = 4, 50
"""Each server in its turn is asked so often; the cheapest turn counts."""

LIGHT = {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "false", "STREAMLIT_SERVER_ENABLE_WEBSOCKET_COMPRESSION": "true"}
"""What of .streamlit/config.toml makes a rerun lighter."""

FILTERS = ("channel", "type")
_FIELDS = (Field.REGISTERED_NO, Field.RECEIVED_ON, Field.RESOLVED_ON, Field.CHANNEL, Field.TYPE, Field.STATUS)


class Counting(ClientConnection):
    """A connection that counts the bytes as they come over the wire."""

    on_the_wire = 0

    def data_received(self, data: bytes) -> None:
        self.on_the_wire += len(data)
        super().data_received(data)


class Tab:
    """A browser's tab that a page was opened in."""

    def __init__(self, socket: Counting, page: str) -> None:
        self.socket, self.page, self.query, self.sent = socket, page, "", 0
        self.options: dict[str, tuple[str, Sequence[str]]] = {}
        """The filters of the page: the widget and what it offers."""

    async def run(self, *chosen: Sequence[str]) -> None:
        """Run the page with words of the filters chosen, and wait until all of it is here."""
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = self.page, self.query
        for name, words in zip(self.options, chosen, strict=False):
            widget = asked.rerun_script.widget_states.widgets.add(id=self.options[name][0])
            widget.string_array_value.data.extend(words)
        await self.socket.send(asked.SerializeToString())
        while True:
            frame = await self.socket.recv()
            assert isinstance(frame, bytes)
            self.sent += len(frame)
            if b"multiselect" not in frame and len(frame) > 500:
                continue
            told = ForwardMsg.FromString(frame)
            self._keep(told)
            if told.WhichOneof("type") == "script_finished":
                return

    def _keep(self, told: ForwardMsg) -> None:
        if told.WhichOneof("type") == "page_info_changed":
            self.query = told.page_info_changed.query_string
        element = told.delta.new_element
        name = element.multiselect.id.rpartition("-")[2]
        if name in FILTERS:
            self.options[name] = element.multiselect.id, tuple(element.multiselect.options)


def choices(tab: Tab) -> Iterator[Sequence[Sequence[str]]]:
    """Words to filter by, each time others: two or more of the channels, with one or more of the types."""
    parts = [
        [part for n in range(fewest, len(words) + 1) for part in combinations(words, n)]
        for (_, words), fewest in zip(tab.options.values(), (2, 1), strict=False)
    ]
    return cycle(product(*parts))


async def measured(servers: dict[str, tuple[Server, str]]) -> tuple[dict[str, float], int, int]:
    """The milliseconds of a rerun at each server; of the first one the bytes sent, and those on the wire."""
    async with AsyncExitStack() as stack:
        tabs = {name: await opened(stack, *one) for name, one in servers.items()}
        turns = {name: choices(tab) for name, tab in tabs.items()}
        taken: dict[str, list[float]] = {name: [] for name in servers}
        for tab in tabs.values():
            tab.sent = tab.socket.on_the_wire = 0
        for _ in range(ROUNDS):
            for name, (server, _) in servers.items():
                before = processor(server.pid)
                for _ in range(TIMES):
                    await tabs[name].run(*next(turns[name]))
                taken[name].append(1000 * (processor(server.pid) - before) / TIMES)
        ours = next(iter(tabs.values()))
        n = ROUNDS * TIMES
        return {name: min(one) for name, one in taken.items()}, ours.sent // n, ours.socket.on_the_wire // n


async def opened(stack: AsyncExitStack, server: Server, page: str) -> Tab:
    cookies = browser_cookies()
    socket = await stack.enter_async_context(
        connect(
            server.address.replace("http", "ws", 1) + "/_stcore/stream",
            origin=server.address,  # type: ignore[arg-type]
            subprotocols=["streamlit", xsrf(cookies)],  # type: ignore[list-item]
            additional_headers={"Cookie": cookie_header(cookies)},
            create_connection=Counting,
            max_size=None,
            open_timeout=120,
        )
    )
    tab = Tab(socket, page)
    await tab.run()
    for _, chosen in zip(range(5), choices(tab), strict=False):
        await tab.run(*chosen)
    return tab


def _written(folder: Path, n: int) -> Path:
    """The same register as a CSV file for whoever reads one."""
    register = register_of_size(n) if n else open_path(SAMPLE, settings_for(SAMPLE))
    path = folder / "register.csv"
    pd.DataFrame({str(field): written(register, field) for field in _FIELDS}).to_csv(path, index=False)
    return path


def measure(size: str, n: int) -> None:
    """Ours beside the others."""
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(4)]
        url = f"sqlite:///{folders[0] / 'versions.sqlite'}"
        published(n, url)
        ours = serve(folders[0], environment={"GRM_PUBLIC": "1", "GRM_SECRET": SECRET})
        hello = serve(folders[1], start=_streamlit("_hello.py"), environment=LIGHT)
        data = {"NAIVE_REGISTER": str(_written(folders[2], n))}
        naive = serve(folders[2], start=_streamlit("_naive.py"), environment=data)
        light = serve(folders[3], start=_streamlit("_naive.py"), environment=LIGHT | data)
        opened = {
            "ours": (ours, "overview"),
            "hello_world": (hello, ""),
            "naive_dashboard": (naive, ""),
            "naive_with_our_settings": (light, ""),
        }
        servers = {name: (stack.enter_context(server), page) for name, (server, page) in opened.items()}
        taken, sent, on_the_wire = asyncio.run(measured(servers))
        note(
            f"a filter rerun of the overview, {size}",
            taken,
            bytes_of_its_messages=sent,
            bytes_on_the_wire=on_the_wire,
        )


def _streamlit(script: str) -> tuple[str, ...]:
    return tuple(
        str(Path(__file__).with_name(script)) if part.endswith("app.py") else part for part in STREAMLIT
    )


if __name__ == "__main__":
    for size, n in SIZES.items():
        if not sys.argv[1:] or size.split()[0] in sys.argv[1:]:
            measure(size, n)
