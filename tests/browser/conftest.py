"""A server of its own on a free port, and a Chromium that notes what must not happen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.serving import Server, provide, serve
from tests.browser.visiting import ASKING, Visit, click_rested_pages
from tests.installing import BROWSER, find_browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--js-flags=--no-opt"]  # fmt: skip
"""Without the optimising compiler: a page lives for seconds, which its work is not worth."""

collect_ignore = [] if "HURRIED" in os.environ else ["test_hurried.py"]
"""Visits at random are for ``make fuzz``: on a loaded machine one in twenty still differs."""


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
        with click_rested_pages():
            yield browser
        browser.close()


@pytest.fixture(scope="package")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A start without any configuration of ours: the sample register, served."""
    with serve(tmp_path_factory.mktemp("laptop")) as server:
        yield server


@pytest.fixture(scope="package")
def address(laptop: Server) -> str:
    """Where the sample register is served."""
    return laptop.address


@pytest.fixture(scope="package")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An identity provider for every dashboard with a log-in."""
    with provide(tmp_path_factory.mktemp("provider")) as found:
        yield found


@pytest.fixture(scope="package")
def tabs() -> list[Page]:
    """Tabs that nobody uses now, each of a browser profile of its own.

    What such a tab knows of Streamlit's own files needn't be fetched and compiled again: four fifths of a page.
    """
    return []


def new_tab(chromium: Browser) -> Page:
    """A tab of a browser profile of its own.

    Without motion: drawing the moving marks of what is still loading costs as much as the page.
    """
    context = chromium.new_context(reduced_motion="reduce")
    context.add_init_script(ASKING)
    return context.new_page()


@pytest.fixture
def servers() -> Iterator[ExitStack]:
    """Where a test's own servers are entered: they outlive its browser sessions, whatever it names first."""
    with ExitStack() as found:
        yield found


@pytest.fixture
def visit(chromium: Browser, tabs: list[Page], servers: ExitStack) -> Iterator[Callable[..., Visit]]:
    """Start a browser session of its own; at the end nobody may have complained."""
    visits: list[Visit] = []

    def start(address: str, width: int = 1280, scheme: str = "light", provider: str = "") -> Visit:
        page = tabs.pop() if tabs else new_tab(chromium)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media="null", color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        visits.append(Visit(page, address, provider))
        return visits[-1]

    yield start
    complaints = [complaint for one in visits for complaint in one.complaints]
    tabs += [one.leave() for one in reversed(visits)]  # the next test takes the same ones first
    assert complaints == []
