"""A browser session that waits for what a page becomes: never for a while, nor for what stood there before."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, Download, Locator, Page, expect
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from grm_dashboard.menu import PAGES
from grm_data.messages import message
from tests.browser.serving import PROBED

__all__ = [
    "APP",
    "ASKING",
    "PATIENCE",
    "RESTED",
    "TITLES",
    "UNFINISHED",
    "Visit",
    "at_once",
    "click_rested_pages",
    "insist",
    "settled",
]

PATIENCE = 60_000
"""Milliseconds until a wait has failed. Most end at once; a loaded machine takes many times as long."""

APP = message("page.app")
TITLES = {entry.name: message(f"page.{entry.name}.title") for entry in PAGES}
MENU = {entry.name: message(f"page.{entry.name}.menu") for entry in PAGES}
UNFINISHED = "[data-stale=true], [data-testid=stSkeleton], .js-plotly-plot:not(:has(.main-svg))"
"""What an earlier run left, what isn't loaded yet, and a chart that isn't drawn yet."""

expect.set_options(timeout=PATIENCE)

ASKING = """
    window.asked = 0; window.isAnswered = true;
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
        window.asked = performance.now(); window.isAnswered = false;
        if (!this.isHeard) {
            this.isHeard = true;
            this.addEventListener('message', () => { window.isAnswered = true; });
        }
        return send.call(this, data);
    };
"""
"""For every page of a browser: when it last asked its server for something, and whether an answer came since."""

RESTED = """
    async unfinished => {
        const frame = () => new Promise(requestAnimationFrame);
        const rests = () => {
            const app = document.querySelector('[data-testid=stApp]');
            if (!app) return true;
            const isAnswered = window.isAnswered !== false || performance.now() - window.asked > 2000;
            return isAnswered && app.dataset.testScriptState === 'notRunning' && !app.querySelector(unfinished);
        };
        const until = performance.now() + 15000;
        for (let frames = 0; frames < 3 && performance.now() < until; frames = rests() ? frames + 1 : 0) await frame();
    }
"""
"""Comes back once a page rests, of which this selects what is unfinished; after 15 seconds in any case."""


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


def click_rested_pages() -> contextlib.AbstractContextManager[None]:
    """While this holds, every click waits until its page rests: one while it is drawn anew is lost."""
    return _clicking({name: _after_rest(getattr(Locator, name)) for name in ("click", "dblclick")})


def at_once() -> contextlib.AbstractContextManager[None]:
    """While this holds, a click doesn't wait: for what must work however fast somebody goes on."""
    return _clicking(
        {name: getattr(getattr(Locator, name), "__wrapped__", None) for name in ("click", "dblclick")}
    )


@contextlib.contextmanager
def _clicking(ways: dict[str, Callable[..., None] | None]) -> Iterator[None]:
    before = {name: getattr(Locator, name) for name in ways}
    for name, way in ways.items():
        setattr(Locator, name, way or before[name])
    try:
        yield
    finally:
        for name, way in before.items():
            setattr(Locator, name, way)


def _after_rest(click: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(click)
    def clicked(self: Locator, **how: object) -> None:
        with contextlib.suppress(PlaywrightError):  # the page is being left: the click finds the next one
            self.page.evaluate(RESTED, UNFINISHED)
        click(self, **how)

    return clicked


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

    def download(self, act: Callable[[], None]) -> Download:
        """The file that comes of an act, such as a click."""
        with self.page.expect_download() as found:
            act()
        return found.value

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
