"""Work on the way to a version that is broken off: a restart, a log-out elsewhere, another tab, a file that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import expect

from grm_data.intake.opening import open_path
from grm_data.messages import message
from grm_data.settings import Settings
from grm_data.store import Store, draft_of
from tests.browser.serving import Server, free_port, serve, serve_with_log_in
from tests.browser.test_publishing import HEADER, MESSY, SAMPLE, TITLE, given, named, not_a_double_click, step
from tests.browser.test_roles import log_in
from tests.browser.visiting import APP, Visit

Start = Callable[..., Visit]
BEGUN = "You have not finished a spreadsheet"
WRITTEN = "The lamp of somebody is broken"


def answered(one: Visit, left: int) -> None:
    """The open question was answered by its first key; so many are left."""
    one.page.keyboard.press("1")
    one.page.get_by_text(f"{left} questions are open.").wait_for()
    one.settle(TITLE)
    not_a_double_click(one)


def written_anew(one: Visit) -> None:
    """The first text was written anew for readers."""
    step(one, "texts")
    one.page.get_by_role("button", name=message("clearing.more")).first.click()
    area = one.page.get_by_role("textbox", name="Summary of issue, for readers")
    area.fill(WRITTEN)
    one.page.get_by_role("button", name=message("clearing.correct")).click()
    one.page.get_by_text(message("clearing.shown", n=1)).wait_for()
    one.settle(TITLE)


def goes_on(one: Visit) -> None:
    """The same file again: the questions that were answered are, and the text is as it was written."""
    given(one, MESSY)
    step(one, "decide")
    one.page.get_by_text("4 questions are open.").wait_for()
    step(one, "texts")
    one.page.get_by_text(message("clearing.shown", n=1)).click()
    one.shows(WRITTEN)


def published(server: Server, folder: Path, content: str) -> None:
    """Version 1 of a register."""
    (folder / "before.csv").write_text(content, "utf-8")
    register = open_path(folder / "before.csv", Settings())
    with Store(f"sqlite:///{server.database}", make=True) as store:
        store.publish(draft_of(register, Settings(), None), by="Bat", base=0, accepted="a test")


def test_a_restart_of_the_server_loses_nothing(tmp_path: Path, servers: ExitStack, visit: Start) -> None:
    """Fault 2: the draft died silently."""
    port = free_port()
    with serve(tmp_path, port=port) as server:
        one = visit(server.address)
        given(one, MESSY)
        step(one, "decide")
        for left in (5, 4):
            answered(one, left)
        written_anew(one)
    servers.enter_context(serve(tmp_path, port=port))
    one.open("/publish")
    one.shows(BEGUN)
    goes_on(one)
    one.complaints.clear()  # that the server was away


def test_a_log_out_elsewhere_loses_nothing_and_says_so(
    tmp_path: Path, servers: ExitStack, visit: Start, provider: str
) -> None:
    server = servers.enter_context(serve_with_log_in(tmp_path, provider))
    one = log_in(visit, server, "staff", APP)
    given(one, MESSY)
    step(one, "decide")
    for left in (5, 4):
        answered(one, left)
    written_anew(one)
    other = Visit(one.context.new_page(), server.address, provider)
    other.open("/history")
    other.page.get_by_role("button", name="Log out").click()
    other.page.wait_for_url(f"{provider}/**")
    one.page.get_by_role("button", name="Log in").wait_for()  # by itself
    expect(one.page.locator("[data-testid=stSidebarNav]")).to_have_count(0)
    other.page.close()
    one.page.goto(f"{server.address}/publish")
    one.page.get_by_role("button", name="Log in").click()
    one.page.get_by_role("button", name="staff", exact=True).click()
    one.page.wait_for_url(f"{server.address}/**")
    one.settle(APP)
    one.open("/publish")
    one.shows(BEGUN)
    goes_on(one)


def test_two_tabs_publish_one_version_and_the_second_is_told(
    tmp_path: Path, servers: ExitStack, visit: Start
) -> None:
    """Fault 4: the sentence stood 3,750 pixels above the button, whose second click overrode."""
    server = servers.enter_context(serve(tmp_path))
    one = visit(server.address)
    two = Visit(one.context.new_page(), server.address)
    for tab in (one, two):
        given(tab, SAMPLE)
        step(tab, "publish")
        named(tab)
    one.page.get_by_role("button", name="Publish version 1").click()
    one.page.get_by_text("Version 1 is out").wait_for()
    two.page.get_by_role("button", name="Publish version 1").click()
    expect(two.page.get_by_text("You published version 1 meanwhile, in another window")).to_be_in_viewport()
    expect(two.page.get_by_role("button", name="Publish version 2")).to_be_disabled()
    two.page.get_by_role("button", name="Version 1 stays").click()
    two.page.get_by_text("Choose the updated spreadsheet").wait_for()
    two.settle(TITLE)
    with Store(f"sqlite:///{server.database}") as store:
        assert store.current_number() == 1
    assert two.complaints == []


def test_an_empty_template_over_cases_stops_until_somebody_says_why(
    tmp_path: Path, servers: ExitStack, visit: Start
) -> None:
    """Fault 3: it was published over 40 cases with one click."""
    server = servers.enter_context(serve(tmp_path))
    published(server, tmp_path, MESSY)
    one = visit(server.address)
    given(one, MESSY.splitlines()[0] + "\n" + MESSY.splitlines()[1])
    expect(one.page.get_by_text("2 of the 3 cases of the last version are gone")).to_be_in_viewport()
    one.page.get_by_role("button", name="Next").click()
    one.settle(TITLE)
    expect(one.page.get_by_role("heading", name=message("publish.ask.file"))).to_be_visible()
    one.page.get_by_role("button", name=message("publish.cancel")).click()
    given(one, HEADER)
    button = one.page.get_by_role("button", name="Publish version 2")
    assert button.count() == 0
    one.page.goto(f"{server.address}/publish?step=publish")
    one.settle(TITLE)
    with Store(f"sqlite:///{server.database}") as store:
        assert store.current_number() == 1


def test_what_is_wrong_with_a_date_stands_with_its_cell_beside_the_marked_copy(
    tmp_path: Path, servers: ExitStack, visit: Start
) -> None:
    """Fault 8: one line per cell, without the value; the copy was on another page and wanted the file again."""
    server = servers.enter_context(serve(tmp_path))
    one = visit(server.address)
    page = given(one, MESSY.replace("2020-12-01", "31.02.2020").replace("Resolvd", "Resolved"))
    step(one, "decide")
    while not page.get_by_text("31.02.2020").count():
        one.change(page.get_by_role("button", name="Leave").click, TITLE)
        not_a_double_click(one)
    expect(page.get_by_text("31.02.2020").first).to_be_in_viewport()
    page.get_by_text(message("decide.noticed")).click()
    page.get_by_role("button", name=message("decide.mark")).click()
    page.get_by_role("button", name=message("quality.marked_download")).wait_for()


def test_what_nobody_reads_stays_hidden_and_the_button_says_how_many(
    tmp_path: Path, servers: ExitStack, visit: Start
) -> None:
    """Fault 7: scrambled, "Clear all" above the texts, nothing said what stays hidden."""
    server = servers.enter_context(serve(tmp_path))
    one = visit(server.address)
    page = given(one, SAMPLE)
    step(one, "texts")
    first = page.locator(".st-key-texts").get_by_text("Issue").first
    all_of = page.locator(".st-key-show_page")
    assert first.bounding_box()["y"] < all_of.bounding_box()["y"]  # type: ignore[index]
    step(one, "publish")
    named(one)
    hidden = page.get_by_role("button", name="Publish version 1 (")
    expect(hidden).to_contain_text("texts hidden")
    hidden.click()
    page.get_by_text("Version 1 is out").wait_for()
    one.open("/publish")
    one.shows("Version 1 hides")


def test_what_is_published_is_put_right_on_project_without_the_file(
    tmp_path: Path, servers: ExitStack, visit: Start
) -> None:
    """Fault 6: nothing could be put right but by another upload, and pages told to edit a file."""
    server = servers.enter_context(serve(tmp_path))
    published(server, tmp_path, MESSY)
    one = visit(server.address)
    one.open("/project")
    one.page.get_by_label(message("project.label.project.name")).fill("Roads")
    one.page.keyboard.press("Tab")
    one.page.get_by_label("Your name").fill("Oyun")
    one.page.get_by_role("button", name="Save as version 2").click()
    one.shows("Saved as version 2")
    for page in ("overview", "data_quality", "publish", "project"):
        one.open(f"/{page}")
        assert "grm.toml" not in one.text
