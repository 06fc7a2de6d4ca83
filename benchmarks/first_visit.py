"""What a first visitor waits for: a browser with an empty cache at 5 Mbit/s and 60 ms, beside a plain page.

``python benchmarks/first_visit.py``: seconds of the clock until the key sentence stands and until every chart is
drawn, the least of a few visits in turns. The plain page is Streamlit with a title and one Plotly chart, its
files packed by the same middleware; both servers had a visitor before.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks._large import published
from benchmarks._measuring import note
from tests.browser.conftest import FLAGS
from tests.browser.serving import ROOT, SECRET, STREAMLIT, Server, serve
from tests.installing import find_browser

TIMES = 3
LINE = {"offline": False, "latency": 60, "downloadThroughput": 5e6 / 8, "uploadThroughput": 5e6 / 8}
SAMPLE = ROOT / "sample_data" / "smart_government_register.xlsx"
PLAIN = """import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
app = st.App("page.py", middleware=[Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)])
"""
PAGE = """import plotly.express as px
import streamlit as st
st.title("Hello")
st.plotly_chart(px.bar(x=["a", "b"], y=[1, 2]))
"""
SENTENCE = "[data-testid=stMain] p:has-text('addressed')"
CHART = ".js-plotly-plot:has(.main-svg)"


@contextmanager
def plain(folder: Path) -> Iterator[Server]:
    """A page of a title and a chart."""
    for name, text in (("app.py", PLAIN), ("page.py", PAGE)):
        (folder / name).write_text(text, "utf-8")
    start = [*STREAMLIT[:4], str(folder / "app.py"), *STREAMLIT[5:]]
    with serve(folder, start=start) as server:
        yield server


@contextmanager
def ours(folder: Path) -> Iterator[Server]:
    """The sample register, published, for readers."""
    published(0, f"sqlite:///{folder / 'versions.sqlite'}")
    with serve(folder, environment={"GRM_PUBLIC": "1", "GRM_SECRET": SECRET}) as server:
        yield server


def visit(browser: Browser, address: str, sentence: str, charts: int) -> tuple[float, float, int]:
    """(seconds to the key sentence, to the last chart, kilobytes that came)."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, came = context.new_page(), list[float]()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.on("Network.loadingFinished", lambda told: came.append(told["encodedDataLength"]))
    begin = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(sentence).first.wait_for(timeout=120_000)
    read = time.perf_counter() - begin
    page.wait_for_function(
        "([chart, n]) => document.querySelectorAll(chart).length >= n", arg=[CHART, charts], timeout=120_000
    )
    drawn = time.perf_counter() - begin
    context.close()
    return read, drawn, round(sum(came) / 1000)


def charts_of(browser: Browser, address: str) -> int:
    """How many charts the page has, once it is still; so that the server had a visitor, too."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.locator(CHART).first.wait_for(state="attached", timeout=120_000)
    page.wait_for_timeout(5000)
    n = page.locator(CHART).count()
    page.close()
    return n


def main() -> None:
    """Measure and write down."""
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as other,
        ours(Path(one)) as dashboard,
        plain(Path(other)) as beside,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        asked = {"ours": (dashboard.address, SENTENCE), "plain_page": (beside.address, "h1")}
        charts = {name: charts_of(browser, address) for name, (address, _) in asked.items()}
        found = [
            {name: visit(browser, *one, charts[name]) for name, one in asked.items()} for _ in range(TIMES)
        ]
        browser.close()
    for which, place in (("its key sentence", 0), ("all its charts", 1)):
        taken = {name: 1000 * min(each[name][place] for each in found) for name in asked}
        kilobytes = {f"kilobytes_{name}": found[0][name][2] for name in asked}
        note(f"a first visit at 5 Mbit/s, {which}", taken, charts=charts["ours"], **kilobytes)


if __name__ == "__main__":
    main()
