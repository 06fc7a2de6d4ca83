"""Faults that people met at the first start, on Project and on History, each as it was met: in a browser."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect

from grm_dashboard.serving.visits import COOKIE
from grm_data.intake.opening import open_path
from grm_data.settings import Settings
from grm_data.store import Store, draft_of
from tests.browser.serving import ROOT, Server, serve
from tests.browser.visiting import TITLES, Visit

Start = Callable[..., Visit]
SAMPLE = ROOT / "sample_data" / "smart_government_register.xlsx"


def publish(server: Server, base: int) -> None:
    register = open_path(SAMPLE, Settings())
    with Store(f"sqlite:///{server.database}", make=True) as store:
        store.publish(draft_of(register, Settings(), None), by="Bat", base=base)


def newest(server: Server) -> int:
    with Store(f"sqlite:///{server.database}") as store:
        return store.current_number()


@pytest.fixture
def own(tmp_path: Path, servers: ExitStack) -> Server:
    """A laptop with two versions."""
    server = servers.enter_context(serve(tmp_path))
    for base in range(2):
        publish(server, base)
    return server


def test_the_first_start_is_one_screen_and_the_sample_says_that_it_is_one(visit: Start, address: str) -> None:
    one = visit(address)
    one.open("/", TITLES["welcome"])
    one.shows("Use your own register", "Download an empty register")
    assert one.page.locator("[data-testid=stMain]").evaluate("main => main.scrollHeight <= main.clientHeight")
    one.page.get_by_role("link", name="Look around with sample data").click()
    one.settle(TITLES["overview"])
    one.shows("This is sample data, not your register.")


def test_a_report_that_cannot_be_made_says_why_below_its_button(
    tmp_path: Path, servers: ExitStack, visit: Start
) -> None:
    server = servers.enter_context(serve(tmp_path, environment={"GRM_READ_WALL_S": "0.01"}))
    publish(server, 0)
    one = visit(server.address)
    one.open("/report", TITLES["report"])
    one.page.get_by_role("button", name="PDF").click()
    said = one.page.get_by_test_id("stDownloadButtonError")
    expect(said).to_contain_text("Making the PDF took too long, so it was stopped.")


def test_a_country_typed_by_its_name_is_that_country(own: Server, visit: Start) -> None:
    """Fault 1: Mongolia became Macao."""
    one = visit(own.address)
    one.open("/project?part=calendar")
    country = one.page.get_by_role("combobox", name="Country")
    country.fill("Mongolia")
    country.press("Enter")
    one.shows("Public holidays in", "Republic Day")
    one.page.get_by_label("Your name").fill("Oyun")
    one.page.get_by_role("button", name="Save as version 3").click()
    one.shows("Saved as version 3")
    with Store(f"sqlite:///{own.database}") as store:
        version = store.version(3)
    assert (version.settings.calendar.country, version.by) == ("MN", "Oyun")


def test_a_double_click_on_undo_undoes_once_and_says_done(own: Server, visit: Start) -> None:
    """Fault 5: it blamed the person for the first click."""
    one = visit(own.address)
    one.open("/history")
    version = one.page.get_by_role("combobox", name="Version", exact=True)
    version.fill("Version 1")
    version.press("Enter")
    one.page.get_by_label("Your name").first.fill("Oyun")
    one.page.get_by_role("button", name="Publish version 1 again").dblclick()
    one.shows("Done: version 3 shows what version 1 showed.", "there is nothing to undo")
    expect(one.page.get_by_role("button", name="Publish version 1 again")).to_have_count(0)
    one.settle(TITLES["history"])
    assert newest(own) == 3


def test_whoever_comes_back_is_told_what_is_new(own: Server, visit: Start) -> None:
    one = visit(own.address)
    one.open("/overview")
    (kept,) = [cookie for cookie in one.context.cookies() if cookie["name"] == COOKIE]
    assert kept["httpOnly"]
    with Store(f"sqlite:///{own.database}") as store:
        seen = int(store.version(2).published_at.timestamp())
    long_ago = f"{seen}.{int(time.time())}"
    time.sleep(1.1)  # the next version is published in a later second
    publish(own, 2)
    one.context.add_cookies([{"name": COOKIE, "value": long_ago, "url": own.address}])
    one.open("/overview")
    one.shows("Since version 2, which you saw last: nothing changed.")
