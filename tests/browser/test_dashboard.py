"""What a person sees and does at the dashboard, in a real browser."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.conftest import Visit
from tests.browser.serving import ROOT, serve

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
    "timeliness": ("6.5", "6 of 6 durations written in the register agree", "No service standard is set"),
    "grievances": ("Show all received, unrelated too", "Select a row"),
    "report": (
        "Summary of feedback received",
        "14:14 (100% resolved)",
        "Nothing is missing: the report can be sent.",
    ),
    "data_quality": ("Rows read: 29 = 29 used + 0 excluded.", "5 info"),
}

WITHOUT_REGISTER = {"publish": ("Open the updated spreadsheet.",), "history": ("Nothing is published yet.",)}


def select_row(one: Visit, position: int) -> None:
    """Tick a row of the table, which is a canvas: clicks before it is drawn are lost, so they are repeated."""
    table, detail = one.page.locator("[data-testid=stDataFrame]").first, one.page.get_by_text("One feedback")
    for _ in range(4):
        box = table.bounding_box()
        assert box is not None
        one.page.mouse.click(box["x"] + 16, box["y"] + 36 + position * 76 + 38)
        with contextlib.suppress(PlaywrightTimeout):
            detail.wait_for(timeout=5_000)
            return
    raise AssertionError("no row was selected")


@pytest.mark.parametrize("page", [*ON_THE_PAGE, *WITHOUT_REGISTER])
def test_a_deep_link_opens_its_page_and_nothing_scrolls_sideways_on_a_phone(
    visit: Start, address: str, page: str
) -> None:
    one = visit(address, width=390)
    one.open(f"/{page}")
    for text in (ON_THE_PAGE | WITHOUT_REGISTER)[page]:
        assert text in one.text
    widths = one.page.evaluate(
        """() => [document.scrollingElement, document.querySelector('[data-testid=stMain]')]
                 .map(element => [element.scrollWidth, element.clientWidth])"""
    )
    for scrolled, shown in widths:
        assert scrolled <= shown == 390


def test_a_deep_link_opens_its_page_on_a_freshly_started_server(
    visit: Start, servers: ExitStack, tmp_path: Path
) -> None:
    one = visit(servers.enter_context(serve(tmp_path)).address)
    one.open("/grievances")
    for text in ON_THE_PAGE["grievances"]:
        assert text in one.text
    assert "sample data" in one.text
    assert one.page.locator("[data-testid=stSidebar] >> text=Period").count() == 1


def test_the_root_leads_to_the_overview_with_its_filters(visit: Start, address: str) -> None:
    one = visit(address)
    one.open("/?period=Since+the+start")
    one.page.wait_for_url("**/overview?period=Since+the+start")
    one.page.get_by_text("29 received, 14 addressed, 14 resolved.").wait_for()
    assert "29:14" in one.text
    assert "14:14" in one.text


def test_filters_stay_in_the_url_across_pages_and_a_reload(visit: Start, address: str) -> None:
    one = visit(address)
    one.open("/overview")
    one.page.get_by_role("radio", name="Since the start").click()
    one.page.get_by_text("29 received, 14 addressed, 14 resolved.").wait_for()
    one.page.get_by_role("combobox", name="Channel").click()
    one.page.get_by_role("option", name="Facebook page").click()
    one.page.keyboard.press("Escape")
    one.page.get_by_text("12 received, 5 addressed, 5 resolved.").wait_for()
    one.page.get_by_role("link", name="Timeliness").click()
    one.page.get_by_text("5 resolved cases").wait_for()
    assert "period=Since+the+start" in one.page.url
    assert "channel=facebook" in one.page.url
    one.page.reload()
    one.page.get_by_text("5 resolved cases").wait_for()
    assert "Channel: Facebook page · 12 of 29 shown" in one.text


def test_a_row_is_selected_and_tells_all_about_itself(visit: Start, address: str) -> None:
    one = visit(address)
    one.open("/grievances")
    select_row(one, 5)
    assert "Request information on open data policy document and format requirements" in one.text


def test_an_own_spreadsheet_is_seen_by_its_owner_alone(visit: Start, address: str, tmp_path: Path) -> None:
    owner, other = visit(address), visit(address)
    owner.open("/data_quality")
    other.open("/data_quality")
    own = tmp_path / "own register.csv"
    own.write_text("".join(CSV.read_text("utf-8").splitlines(keepends=True)[:11]), "utf-8")
    owner.page.locator("[data-testid=stSidebar] input[type=file]").set_input_files(own)
    owner.page.get_by_text("You are looking at").wait_for()
    owner.page.get_by_text("Rows read: 10 = 10 used + 0 excluded.").wait_for()
    assert "your own file own register.csv" in owner.text
    other.page.reload()
    other.page.get_by_text("Rows read: 29 = 29 used + 0 excluded.").wait_for()
    owner.page.get_by_role("link", name="Overview").first.click()
    owner.page.get_by_text("10 received").first.wait_for()
    owner.page.get_by_role("button", name="Back to the project's register").click()
    owner.page.get_by_text("29 received").first.wait_for()


def test_a_file_that_cannot_be_opened_is_said_and_the_server_lives(
    visit: Start, address: str, tmp_path: Path
) -> None:
    one = visit(address)
    one.open("/grievances")
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook at all")
    one.page.set_input_files("input[type=file]", tmp_path / "broken.xlsx")
    alert = one.page.locator("[data-testid=stSidebar] [data-testid=stAlert]")
    alert.wait_for()
    assert len(alert.inner_text().splitlines()) == 1 or "error" in alert.inner_text()
    assert "Select a row" in one.text


def test_the_overview_in_the_dark(visit: Start, address: str) -> None:
    """In one visit: two charts on one screen, a chart's table and text, the rows behind a number."""
    one = visit(address, scheme="dark")
    one.open("/overview")
    background = one.page.evaluate(
        "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    )
    assert max(map(int, background[4:-1].split(","))) < 60
    charts = one.page.locator(".js-plotly-plot")
    charts.nth(3).wait_for()
    for i in range(2):
        box = charts.nth(i).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900
    assert one.page.get_by_label("Feedback received per half-year by status: 29 in all").count() == 1
    one.page.get_by_text("Show as table").first.click()
    one.page.locator("[data-testid=stExpander] [data-testid=stDataFrame]").first.wait_for()
    one.page.get_by_role("button", name="How counted").nth(1).click()
    one.page.get_by_text("The 6 rows behind this number").wait_for()
    with one.page.expect_download() as download:
        one.page.get_by_role("button", name="Download CSV").last.click()
    content = Path(download.value.path()).read_text("utf-8-sig")
    assert content.splitlines()[1].startswith("f-2020/03,2020-07-31,Request,Facebook page,Resolved")


def test_every_answer_has_the_policy_and_is_compressed(address: str) -> None:
    request = Request(f"{address}/overview", headers={"Accept-Encoding": "gzip"})
    with urlopen(request, timeout=10) as answer:
        page = answer.headers
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert page["Cache-Control"] == "no-store"
    assert page["Content-Encoding"] == "gzip"


def test_a_file_above_the_limit_is_refused_by_the_server_too(
    visit: Start, address: str, tmp_path: Path
) -> None:
    one = visit(address)
    one.open("/grievances")
    (tmp_path / "broken.csv").write_bytes(b"x")
    with one.page.expect_request(lambda request: request.method == "PUT") as put:
        one.page.set_input_files("input[type=file]", tmp_path / "broken.csv")
    status = one.page.evaluate(
        """async ([url, token]) => (await fetch(url, {
               method: "PUT", headers: {"X-Xsrftoken": token}, body: new Uint8Array(21 * 1024 * 1024)
           })).status""",
        [put.value.url, put.value.headers.get("x-xsrftoken", "")],
    )
    assert status == 413
    one.complaints.clear()  # the browser notes the 413 as an error


def test_a_file_sent_outside_a_session_is_refused(address: str) -> None:
    path = f"{address}/_stcore/upload_file/no-session/no-file"
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(path, data=b"x", method="PUT"), timeout=10)
    assert refused.value.code in (400, 403)
    refused.value.close()


def test_the_server_answers_on_this_computer_only(address: str) -> None:
    port = int(address.rpartition(":")[2])
    others = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for host in others - {"127.0.0.1"}:
        with socket.socket() as probe:
            probe.settimeout(2)
            assert probe.connect_ex((host, port)) != 0
