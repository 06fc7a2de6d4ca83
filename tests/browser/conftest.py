"""A server of its own on a free port, and a Chromium that notes what must not happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.serving import PROBED, serve
from tests.installing import BROWSER, find_browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


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
    with serve(tmp_path_factory.mktemp("server")) as server:
        yield server.address


class Visit:
    """A browser session: its page, and everything that it complained about or asked another host for."""

    def __init__(self, page: Page, address: str, provider: str = "") -> None:
        self.page, self.address, self.provider = page, address, provider
        self.complaints: list[str] = []
        page.set_default_timeout(15_000)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._request)

    def _console(self, told: object) -> None:
        url = told.location.get("url", "")  # type: ignore[attr-defined]
        if told.type == "error" and not PROBED.search(url) and not self._is_at_the_provider():  # type: ignore[attr-defined]
            self.complaints.append(f"console: {told.text} {url}")  # type: ignore[attr-defined]

    def _request(self, request: object) -> None:
        url = request.url  # type: ignore[attr-defined]
        ours = (self.address, self.address.replace("http", "ws", 1), "data:", "blob:", self.provider)
        if not url.startswith(tuple(filter(None, ours))) and not self._is_at_the_provider():
            self.complaints.append(f"other host: {url}")

    def _is_at_the_provider(self) -> bool:
        """Whether the page shown is the identity provider's own."""
        return bool(self.provider) and self.page.url.startswith(self.provider)

    @property
    def context(self) -> BrowserContext:
        """The browser's cookies and its other tabs."""
        return self.page.context

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
def servers() -> Iterator[ExitStack]:
    """Where a test's own servers are entered: they outlive its browser sessions, whatever it names first."""
    with ExitStack() as found:
        yield found


@pytest.fixture
def visit(chromium: Browser, servers: ExitStack) -> Iterator[Callable[..., Visit]]:
    """Start a browser session of its own; at the end nobody may have complained."""
    visits, contexts = [], []

    def start(address: str, width: int = 1280, scheme: str = "light", provider: str = "") -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        visits.append(Visit(context.new_page(), address, provider))
        return visits[-1]

    yield start
    for context in contexts:
        context.close()
    assert [complaint for one in visits for complaint in one.complaints] == []
