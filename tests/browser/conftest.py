"""A server of its own on a free port, and a Chromium that notes what must not happen."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.installing import BROWSER, find_browser

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip
PROBED = re.compile(r"/[a-z_]+/_stcore/(health|host-config)$")
"""Streamlit looks for its server under the page's own path first; the 404 is part of that."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serve(folder: Path, register: Path | None = None) -> Iterator[str]:
    """``streamlit run app.py`` started from another folder; the result is its address."""
    address = f"http://127.0.0.1:{(port := _free_port())}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GRM_")}
    if register is not None:
        environment["GRM_REGISTER"] = str(register)
    log = folder / f"server-{port}.log"
    with log.open("wb") as file:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port),
             "--server.headless", "true"],
            cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait_for(f"{address}/_stcore/health", server, log)
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text('utf-8', 'replace')}")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The installed browser. Where there is none: a failure in CI, a skip with its reason elsewhere."""
    BROWSER.require()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample register, served."""
    with serve(tmp_path_factory.mktemp("server")) as found:
        yield found


class Visit:
    """A browser session: its page, and everything that it complained about or asked another host for."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        page.set_default_timeout(15_000)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._request)

    def _console(self, told: object) -> None:
        url = told.location.get("url", "")  # type: ignore[attr-defined]
        if told.type == "error" and not PROBED.search(url):  # type: ignore[attr-defined]
            self.complaints.append(f"console: {told.text} {url}")  # type: ignore[attr-defined]

    def _request(self, request: object) -> None:
        url = request.url  # type: ignore[attr-defined]
        ours = (self.address, self.address.replace("http", "ws", 1), "data:", "blob:")
        if not url.startswith(ours):
            self.complaints.append(f"other host: {url}")

    def open(self, path: str) -> None:
        """Open a path and wait until the page has drawn itself."""
        self.page.goto(self.address + path)
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run and its charts are drawn."""
        self.page.locator("h1").first.wait_for()
        for passing in ("[data-stale=true]", "[data-testid=stSkeleton]"):
            self.page.locator(passing).first.wait_for(state="detached")
        self.page.wait_for_timeout(400)

    @property
    def text(self) -> str:
        """What stands on the screen, blanks made single."""
        return " ".join(self.page.locator("[data-testid=stMain]").inner_text().split())


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """Start a browser session of its own; at the end nobody may have complained."""
    visits, contexts = [], []

    def start(address: str, width: int = 1280, scheme: str = "light") -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        visits.append(Visit(context.new_page(), address))
        return visits[-1]

    yield start
    for context in contexts:
        context.close()
    assert [complaint for one in visits for complaint in one.complaints] == []
