"""What a person sees and does at the dashboard, in a real browser."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect
from websockets.extensions.permessage_deflate import PerMessageDeflate

from grm_dashboard.menu import PAGES
from tests.browser.serving import LARGEST_MB, ROOT, Server, serve
from tests.browser.test_accessibility import faults, skipped
from tests.browser.visiting import PATIENCE, TITLES, Visit, insist
from tests.browser.wire import browser_cookies, session

Start = Callable[..., Visit]
CSV = ROOT / "sample_data" / "smart_government_register.csv"

ON_THE_PAGE = {
    "overview": (
        "9 received, 6 addressed, 6 resolved.",
        "9:6",
        "6:6",
        "29 since the start",
        "longest 11, n = 6",
    ),
    "waiting": ("No case waits for an answer.",),
    "trends": ("so no change is claimed", "Which channels change?", "How does each month compare"),
    "timeliness": ("6.5", "6 of 6 durations written in the register agree", "No service standard is set"),
    "cases": ("Show all received, unrelated too", "Select a row"),
    "indicators": ("Who complains?", "for too few cases to show any number"),
    "report": (
        "Summary of feedback received",
        "14:14 (100% resolved)",
        "Nothing is missing: the report can be sent.",
    ),
    "check_report": ("Paste the text of the report", "Or the report itself"),
    "data_quality": ("Rows read: 29 = 29 used + 0 excluded.", "5 notes"),
}

WITHOUT_REGISTER = {
    "publish": ("Choose the updated spreadsheet.",),
    "history": ("Nothing is published yet.",),
}


def select_row(one: Visit, position: int) -> None:
    """Tick a row of the table, which is a canvas: a click before it is drawn is lost."""
    table = one.page.locator("[data-testid=stDataFrame]").first
    rows = table.locator("canvas tbody tr")  # the table for those who can't see a canvas
    expect(rows.nth(position)).to_be_attached()
    box = {"x": 16.0, "y": 36.0 + position * 76 + 38}
    ticked = table.locator("canvas tbody tr[aria-selected=true]")
    insist(
        lambda: table.click(position=box) if not ticked.count() else None,  # type: ignore[arg-type]
        lambda patience: ticked.wait_for(state="attached", timeout=patience),
    )
    one.shows("What happened, as of")
    one.settle(TITLES["cases"])


@pytest.mark.parametrize("page", [entry.name for entry in PAGES])
def test_a_deep_link_opens_its_page_and_on_a_phone_nothing_scrolls_sideways_or_shuts_anybody_out(
    visit: Start, address: str, page: str
) -> None:
    one = visit(address, width=390, scheme="dark")
    one.open(f"/{page}")
    one.shows(*(ON_THE_PAGE | WITHOUT_REGISTER).get(page, ()))
    assert faults(one) + skipped(one) == []
    for scrolling in ("html", "[data-testid=stMain]"):
        for width in ("clientWidth", "scrollWidth"):
            expect(one.page.locator(scrolling)).to_have_js_property(width, 390)


def test_a_deep_link_opens_its_page_on_a_freshly_started_server_and_a_row_tells_all_about_itself(
    visit: Start, servers: ExitStack, tmp_path: Path
) -> None:
    one = visit(servers.enter_context(serve(tmp_path)).address)
    one.open("/cases")
    one.shows(*ON_THE_PAGE["cases"], "sample data")
    sidebar = one.page.locator("[data-testid=stSidebar]")
    expect(sidebar.get_by_role("combobox", name="Period", exact=True)).to_have_count(1)
    select_row(one, 5)
    one.shows("Request information on open data policy document and format requirements")


def test_the_root_leads_to_the_overview_with_its_filters(visit: Start, address: str) -> None:
    one = visit(address)
    one.open("/?period=start", TITLES["overview"])
    expect(one.page).to_have_url(f"{address}/overview?period=start")
    one.shows("29 received, 14 addressed, 14 resolved.", "29:14", "14:14")


def test_what_is_asked_stays_in_the_address_across_pages_and_back_undoes_it(
    visit: Start, address: str
) -> None:
    one = visit(address)
    one.open("/overview")
    one.change(one.page.get_by_role("button", name="Earlier").click, TITLES["overview"])
    one.shows("2 received", "1 Jan – 30 Jun 2020")
    choose(one, "Period", "Since the start")
    one.shows("29 received, 14 addressed, 14 resolved.")
    choose(one, "Channel", "Facebook page")
    one.shows("12 received, 5 addressed, 5 resolved.")
    expect(one.page).to_have_url(f"{address}/overview?period=start&channel=facebook")
    one.follow("timeliness")
    one.shows("5 resolved cases")
    expect(one.page).to_have_url(f"{address}/timeliness?period=start&channel=facebook")
    one.page.reload()
    one.shows("5 resolved cases", "Channel: Facebook page", "12 of 29 shown")
    for page, query, told in (
        ("overview", "?period=start&channel=facebook", "12 received, 5 addressed, 5 resolved."),
        ("overview", "?period=start", "29 received, 14 addressed, 14 resolved."),
        ("overview", "?period=2020-H1", "2 received"),
        ("overview", "", "9 received, 6 addressed, 6 resolved."),
    ):
        one.page.go_back()
        one.shows(told)
        one.settle(TITLES[page])
        expect(one.page).to_have_url(f"{address}/{page}{query}")
    expect(one.page.get_by_role("combobox", name="Period")).to_have_value("Half-year")


def choose(one: Visit, box: str, option: str) -> None:
    """An option of a box beside the page."""
    before = one.text
    one.page.get_by_role("combobox", name=box).click()
    one.page.get_by_role("option", name=option).click()
    one.page.keyboard.press("Escape")
    expect(one.main).not_to_have_text(before, use_inner_text=True)
    one.settle(TITLES["overview"])


FIGURES = "[data-testid=stMetricValue], [data-testid=stMarkdownContainer], td, canvas td, svg.main-svg text"
"""What a page states: cards, sentences, cells of tables, also of those drawn on a canvas, and words of charts."""


def figures(one: Visit) -> list[str]:
    """What the page states, but for the address that its link is copied from."""
    return [text for text in one.main.locator(FIGURES).all_text_contents() if "http" not in text]


@pytest.mark.parametrize("query", ["period=2019-H2&channel=facebook&channel=website&compare=year", ""])
def test_a_link_copied_from_each_page_gives_the_same_figures_in_another_browser(
    visit: Start, address: str, query: str
) -> None:
    one, other = visit(address), visit(address)
    # From those that are asked most on: all of it goes with the person who follows a link.
    first, *others = sorted((entry for entry in PAGES if entry.asked), key=lambda entry: -len(entry.asked))
    one.open(f"/{first.name}?{query}")
    for page in (first.name, *(entry.name for entry in others)):
        if page != first.name:
            one.follow(page)
        assert one.page.url.count("channel=") == query.count("channel=")
        one.page.get_by_role("button", name="Copy link").click()
        links = one.page.locator("[data-testid=stPopoverBody] [data-testid=stCode] code")
        expect(links).to_have_count(2)
        found = [link.inner_text() for link in links.all()]
        one.page.keyboard.press("Escape")
        expect(links).to_have_count(0)
        for link in found:
            other.open(link.removeprefix(address), TITLES[page])
            give_up = time.monotonic() + PATIENCE / 1000  # a canvas and a chart are filled after the page
            while (there := figures(other)) != (here := figures(one)) and time.monotonic() < give_up:
                other.page.wait_for_timeout(100)
            assert there == here, (page, link)
        assert len(figures(one)) > 3


def test_the_link_that_pins_its_numbers_holds_codes_and_days(visit: Start, address: str) -> None:
    one, other = visit(address), visit(address, width=390, scheme="dark")
    one.open("/overview?period=2019-H2&channel=facebook&channel=website&compare=year")
    one.page.get_by_role("button", name="Copy link").click()
    pinned = one.page.locator("[data-testid=stPopoverBody] [data-testid=stCode] code").nth(1).inner_text()
    asked = "period=2019-H2&as_of=2019-12-31&compare=year&channel=facebook&channel=website"
    assert pinned == f"{address}/overview?{asked}"
    other.open(pinned.removeprefix(address), TITLES["overview"])
    cards = "[data-testid=stMetricValue], td"
    expect(other.main.locator(cards)).to_have_text(one.main.locator(cards).all_inner_texts())


def test_an_own_spreadsheet_is_seen_by_its_owner_alone(visit: Start, address: str, tmp_path: Path) -> None:
    owner, other = visit(address), visit(address)
    other.open("/data_quality")
    own = tmp_path / "own register.csv"
    own.write_text("".join(CSV.read_text("utf-8").splitlines(keepends=True)[:11]), "utf-8")
    owner.look_at(own)
    owner.page.get_by_text("You are looking at").wait_for()
    owner.follow("data_quality")
    owner.shows("Rows read: 10 = 10 used + 0 excluded.", "your own file")
    owner.settle(TITLES["data_quality"])
    other.page.reload()
    other.shows("Rows read: 29 = 29 used + 0 excluded.")
    owner.follow("overview")
    owner.shows("10 received")
    owner.page.get_by_role("button", name="Back to the project's register").click()
    owner.shows("29 since the start")


def test_a_file_that_cannot_be_opened_is_said_and_one_above_the_limit_refused_by_the_server_too(
    visit: Start, address: str, tmp_path: Path
) -> None:
    one = visit(address)
    one.open("/publish")
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook at all")
    with one.page.expect_request(lambda request: request.method == "PUT") as put:
        one.give(tmp_path / "broken.xlsx")
    alert = one.main.locator("[data-testid=stAlert]")
    expect(alert).to_contain_text(re.compile(r"\w+ \w+ \w+"))
    assert len(alert.inner_text().splitlines()) == 1 or "error" in alert.inner_text()
    with one.page.expect_console_message(lambda told: "413" in told.text):
        status = one.page.evaluate(
            """async ([url, token, megabytes]) => (await fetch(url, {
                   method: "PUT", headers: {"X-Xsrftoken": token}, body: new Uint8Array(megabytes * 1024 * 1024)
               })).status""",
            [put.value.url, put.value.headers.get("x-xsrftoken", ""), LARGEST_MB + 2],
        )
    assert status == 413
    (complaint,) = one.complaints
    assert "413" in complaint, "the browser notes the refusal as an error"
    one.complaints.clear()


def test_the_overview_in_the_dark(visit: Start, address: str) -> None:
    """In one visit: two charts on one screen, a chart's table and text, the rows behind a number."""
    one = visit(address, scheme="dark")
    one.open("/overview")
    background = one.page.evaluate(
        "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    )
    assert max(map(int, background[4:-1].split(","))) < 60
    charts = one.page.locator(".js-plotly-plot")
    expect(charts).to_have_count(2)
    for i in range(2):
        box = charts.nth(i).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900
    expect(one.page.get_by_label("Feedback received per half-year by status: 29 in all")).to_have_count(1)
    one.page.get_by_text("Table and files").first.click()
    one.page.locator("[data-testid=stExpander] [data-testid=stDataFrame]").first.wait_for()
    one.page.get_by_role("button", name="What does this count?").press("Enter")
    opened = one.page.get_by_role("dialog")
    opened.get_by_role("combobox").first.click()
    one.page.get_by_role("option", name="Addressed", exact=True).click()
    opened.get_by_text("The 6 rows behind this number").wait_for()
    button = opened.get_by_role("button", name="Download CSV")
    content = one.download(lambda: button.press("Enter")).path().read_text("utf-8-sig")
    assert content.splitlines()[1].startswith("f-2020/03,2020-07-31,Request,Facebook page,Resolved")
    expect(button).to_be_focused()
    one.page.keyboard.press("Escape")
    opened.wait_for(state="hidden")
    expect(one.page).not_to_have_url(re.compile("figure="))
    picture = one.page.get_by_role("button", name="Picture as PNG")
    assert one.download(lambda: picture.press("Enter")).path().read_bytes().startswith(b"\x89PNG")


def test_every_answer_has_the_policy_and_is_compressed(address: str) -> None:
    request = Request(f"{address}/overview", headers={"Accept-Encoding": "gzip"})
    with urlopen(request, timeout=60) as answer:
        page = answer.headers
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert page["Cache-Control"] == "no-store"
    assert page["Content-Encoding"] == "gzip"


def test_a_run_that_repeats_what_was_sent_before_sends_little(laptop: Server) -> None:
    with session(laptop, browser_cookies()) as own:
        (packing,) = own.socket.protocol.extensions
        assert isinstance(packing, PerMessageDeflate)
        assert packing.remote_max_window_bits == 15  # the run before is still known
        for _ in range(2):
            own.run("overview")
        assert {"metric", "plotly_chart"} <= {kind for kind, _ in own.elements()}


def test_a_file_sent_outside_a_session_is_refused(address: str) -> None:
    path = f"{address}/_stcore/upload_file/no-session/no-file"
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(path, data=b"x", method="PUT"), timeout=60)
    assert refused.value.code in (400, 403)
    refused.value.close()


def test_the_server_answers_on_this_computer_only(address: str) -> None:
    port = int(address.rpartition(":")[2])
    others = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for host in others - {"127.0.0.1"}:
        with socket.socket() as probe:
            probe.settimeout(2)
            assert probe.connect_ex((host, port)) != 0
