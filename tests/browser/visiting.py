"""A browser session that waits for what a page becomes: never for a while, nor for what stood there before."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from grm_dashboard.menu import PAGES
from grm_data.messages import message
from tests.browser.serving import PROBED

__all__ = ["APP", "PATIENCE", "TITLES", "Visit", "insist", "settled"]

PATIENCE = 60_000
"""Milliseconds until a wait has failed. Most end at once; a loaded machine takes many times as long."""

APP = message("page.app")
TITLES = {entry.name: message(f"page.{entry.name}.title") for entry in PAGES}
MENU = {entry.name: message(f"page.{entry.name}.menu") for entry in PAGES}
UNFINISHED = "[data-stale=true], [data-testid=stSkeleton], .js-plotly-plot:not(:has(.main-svg))"
"""What an earlier run left, what isn't loaded yet, and a chart that isn't drawn yet."""

expect.set_options(timeout=PATIENCE)


def settled(title: str) -> str:
    """The selector of an application whose page of this title has run to its end and is drawn, all at one moment."""
    app = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
    return f"{app}:has(h1 :text-is({title!r})):not(:has({UNFINISHED}))"


def insist(act: Callable[[], None], noticed: Callable[[float], object]) -> None:
    """Do what may be done twice until it was noticed: a click is lost while the page is drawn anew."""
    for patience in (PATIENCE / 4, PATIENCE / 2):
        act()
        with contextlib.suppress(PlaywrightTimeout):
            noticed(patience)
            return
    act()
    noticed(PATIENCE)


class Visit:
    """A browser session: its page, and everything that it complained about or asked another host for."""

    def __init__(self, page: Page, address: str, provider: str = "") -> None:
        self.page, self.address, self.provider = page, address, provider
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        self._heard: list[tuple[str, Callable[..., object]]] = []
        self.hear("console", self._console)
        self.hear("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.hear("request", self._request)

    def hear(self, event: str, hearer: Callable[..., object]) -> None:
        """Be told of what happens to the page, until the visit ends."""
        self._heard.append((event, hearer))
        self.page.on(event, hearer)  # type: ignore[call-overload]

    def leave(self) -> Page:
        """End the visit and give back its tab as it came: no page, no cookie, nothing that a page kept."""
        for event, hearer in self._heard:
            self.page.remove_listener(event, hearer)
        tab = self.context.new_page() if self.page.is_closed() else self.page
        if tab.url.startswith("http"):
            tab.evaluate("sessionStorage.clear()")
        tab.goto("about:blank")
        kept = {"origin": self.address, "storageTypes": "local_storage,indexeddb,service_workers"}
        devtools = self.context.new_cdp_session(tab)
        devtools.send("Storage.clearDataForOrigin", kept)
        devtools.detach()
        self.context.clear_cookies()
        for other in self.context.pages:
            if other is not tab:
                other.close()
        return tab

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

    @property
    def main(self) -> Locator:
        """The page beside the sidebar."""
        return self.page.locator("[data-testid=stMainBlockContainer]")

    @property
    def text(self) -> str:
        """What stands on the screen at this moment, blanks made single: for what must not be there."""
        return " ".join(self.main.inner_text().split())

    @property
    def downloads(self) -> Locator:
        """The buttons of files that can be clicked now."""
        return self.page.locator("[data-testid=stDownloadButton] button:visible")

    def link(self, page: str) -> Locator:
        """The link to a page beside it."""
        navigation = self.page.locator("[data-testid=stSidebarNav]")
        return navigation.get_by_role("link", name=MENU[page], exact=True)

    def open(self, path: str, title: str = "") -> None:
        """Open a path and wait until the page of this title, else the path's own, has drawn itself."""
        self.page.goto(self.address + path)
        self.settle(title or TITLES[path.strip("/").partition("?")[0]])

    def follow(self, page: str) -> None:
        """To a page by its link: the browser needn't start the dashboard again."""
        there = self.page.locator(settled(TITLES[page]))
        insist(self.link(page).click, lambda patience: there.wait_for(timeout=patience))

    def change(self, act: Callable[[], None], title: str) -> None:
        """Do what makes the page say something else, and wait until it does."""
        before = self.text
        act()
        expect(self.main).not_to_have_text(before, use_inner_text=True)
        self.settle(title)

    def settle(self, title: str) -> None:
        """Wait until the page of this title has run to its end and is drawn.

        After a click that leads to the same page, wait first for something that only the new run shows.
        """
        self.page.locator(settled(title)).wait_for()

    def rest(self) -> None:
        """Wait until no run of a page is on its way, whatever page it is."""
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()

    def shows(self, *texts: str) -> None:
        """Wait until each of these stands on the page."""
        for text in texts:
            expect(self.main).to_contain_text(text, use_inner_text=True)

    def give(self, file: Path | dict[str, object]) -> None:
        """Hand a file to the page's only place for one."""
        self.page.locator("[data-testid=stMain] input[type=file]").set_input_files(file)  # type: ignore[arg-type]

    def look_at(self, file: Path) -> None:
        """Open a file on Publish and look at it as its readers will."""
        self.open("/publish?step=publish")
        self.give(file)
        self.page.get_by_role("button", name=message("publish.look")).click()
        self.settle(TITLES["overview"])
