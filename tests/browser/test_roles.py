"""Log-in at a real identity provider: staff publish, a reviewer reads, anybody else sees nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from grm_data.intake.opening import open_path
from grm_data.settings import settings_for
from grm_data.store import Store, draft_of
from tests.browser.conftest import Visit
from tests.browser.serving import ROOT, SECRET, Server, cookie_of, serve_with_log_in
from tests.browser.wire import put, session

Start = Callable[..., Visit]
SAMPLE = ROOT / "sample_data" / "smart_government_register.csv"
HOURS = 3600.0
REGISTER = ("smart_government_register", "f-2020/03", "Facebook page")


@pytest.fixture
def server(tmp_path: Path, servers: ExitStack) -> Server:
    return servers.enter_context(serve_with_log_in(tmp_path))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the tests that publish nothing."""
    with serve_with_log_in(tmp_path_factory.mktemp("login")) as found:
        published(found)
        yield found


def shown(address: str) -> str:
    """An address as a page writes it, so that it becomes no link."""
    return address.replace("@", "@\u2060")


def versions(server: Server) -> list[tuple[int, str]]:
    with Store(f"sqlite:///{server.database}") as store:
        assert store.verify() == ()
        return [(version.number, version.by) for version in store.history()]


def log_in(visit: Start, server: Server, name: str) -> Visit:
    """Log in as a person does, at the identity provider."""
    one = visit(server.address, provider=server.provider)
    one.open("/history")
    one.page.get_by_role("button", name="Log in").click()
    one.page.get_by_role("button", name=name, exact=True).click()
    one.page.wait_for_url(f"{server.address}/**")
    one.settle()
    return one


def known(visit: Start, server: Server, name: str, **claims: object) -> Visit:
    """A browser with the cookie that a log-in a minute ago left."""
    one = visit(server.address)
    one.context.add_cookies([cookie_of(server, name, **({"age": 60.0} | claims))])  # type: ignore[arg-type, list-item]
    return one


def publish(one: Visit, file: Path, number: int) -> None:
    one.open("/publish")
    one.page.locator("[data-testid=stMain] input[type=file]").set_input_files(file)
    one.page.get_by_text("You are about to publish").wait_for()
    one.page.get_by_role("button", name=f"Publish version {number}").click()
    one.page.get_by_text(f"Version {number} is published").wait_for()


def published(server: Server, versions: int = 1) -> None:
    """Versions of the sample register, where the test isn't about publishing."""
    settings = settings_for(SAMPLE)
    draft = draft_of(open_path(SAMPLE, settings), settings, None)
    with Store(f"sqlite:///{server.database}") as store:
        for base in range(versions):
            store.publish(draft, by="staff@example.org", base=base)


EVERY_PAGE = ("overview", "grievances", "history", "publish")


def sees_nothing(one: Visit, pages: Sequence[str] = EVERY_PAGE) -> None:
    """The way in, and nothing of the register."""
    frames: list[bytes] = []
    one.page.on(
        "websocket",
        lambda socket: socket.on(
            "framereceived",
            lambda data: frames.append(bytes(data, "utf-8") if isinstance(data, str) else data),
        ),
    )
    for page in pages:
        one.page.goto(f"{one.address}/{page}")
        one.page.get_by_role("heading", name="GRM Monitor").wait_for()
        one.page.get_by_role("button", name="Log in").wait_for()
        expect(one.page.locator("[data-testid=stSidebarNav]")).to_have_count(0)
        expect(one.page.locator("input[type=file]")).to_have_count(0)
    everything = b"".join(frames)
    assert b"GRM Monitor" in everything
    for text in REGISTER:
        assert text.encode() not in everything


def test_staff_log_in_publish_and_undo(server: Server, visit: Start, tmp_path: Path) -> None:
    one = log_in(visit, server, "staff")
    one.page.get_by_text(f"Logged in as {shown('staff@example.org')}, staff").wait_for()
    publish(one, SAMPLE, 1)
    second = tmp_path / "second.csv"
    second.write_text("".join(SAMPLE.read_text("utf-8").splitlines(keepends=True)[:11]), "utf-8")
    publish(one, second, 2)
    one.page.get_by_role("link", name="History").click()
    one.page.get_by_text("Since version 1: 19 disappeared").wait_for()
    one.page.get_by_label("Version", exact=True).click()
    one.page.get_by_role("option", name="Version 1").click()
    one.page.get_by_role("button", name="Publish version 1 again").click()
    one.page.get_by_text("Since version 2: 19 new").wait_for()
    assert versions(server) == [(n, "staff@example.org") for n in (1, 2, 3)]


def test_a_reviewer_sees_what_is_published_and_can_not_change_it(server: Server, visit: Start) -> None:
    published(server)
    one = log_in(visit, server, "reviewer")
    one.open("/overview")
    one.page.get_by_text("version 1 of").wait_for()
    assert f"published by {shown('staff@example.org')}" in one.text
    assert "9 received, 6 addressed, 6 resolved." in one.text
    assert one.page.get_by_role("link", name="Publish").count() == 0
    for page in ("history", "data_quality", "publish"):
        one.page.goto(f"{server.address}/{page}")
        one.settle()
        assert one.page.locator("input[type=file]").count() == 0
        assert one.page.get_by_role("button", name="again").count() == 0
    assert versions(server) == [(1, "staff@example.org")]


def test_a_file_of_a_page_is_handed_to_nobody_else(server: Server, visit: Start) -> None:
    """The address of a download, copied to whoever has not logged in or may see nothing."""
    published(server)
    staff = known(visit, server, "staff")
    staff.open("/history")
    with staff.page.expect_download() as download:
        staff.page.locator("[data-testid=stMain] [data-testid=stDownloadButton] button").first.click()
    assert b"smart_government_register" in Path(download.value.path()).read_bytes()
    address = download.value.url
    assert address.startswith(f"{server.address}/media/")
    for name, status in (("staff", 200), ("reviewer", 200), ("outsider", 403), ("unverified", 403)):
        assert known(visit, server, name).context.request.get(address).status == status, name
    assert visit(server.address).context.request.get(address).status == 403
    assert known(visit, server, "staff", age=8 * HOURS + 60).context.request.get(address).status == 403


def test_a_member_of_the_group_of_staff_may_publish(visit: Start, shared: Server) -> None:
    one = known(visit, shared, "member")
    one.open("/publish")
    assert one.page.locator("[data-testid=stMain] input[type=file]").count() == 1


def test_an_open_page_notices_by_itself_that_somebody_published(server: Server, visit: Start) -> None:
    reader = known(visit, server, "reviewer")
    reader.page.goto(f"{server.address}/data_quality")
    reader.page.get_by_text("Nothing is published yet").wait_for()
    published(server)
    reader.page.get_by_role("button", name="Show version 1").click(timeout=40_000)
    reader.page.get_by_text("version 1 of").wait_for()
    assert "Nothing is published yet" not in reader.text


@pytest.mark.parametrize("name", ["outsider", "unverified"])
def test_whoever_is_not_listed_or_not_verified_sees_nothing(visit: Start, shared: Server, name: str) -> None:
    one = log_in(visit, shared, name)
    assert "may see nothing here" in one.text
    sees_nothing(one)


def test_whoever_has_not_logged_in_sees_nothing(visit: Start, shared: Server) -> None:
    sees_nothing(visit(shared.address))


@pytest.mark.parametrize(
    "forged",
    [
        {"age": 8 * HOURS + 60},
        {"age": -HOURS},
        {"secret": SECRET[::-1]},
        {"origin": "http://127.0.0.1:1"},
        {"is_logged_in": False},
        {"email_verified": None},
        {"iat": None},
    ],
    ids=str,
)
def test_an_old_or_forged_cookie_is_worth_nothing(
    visit: Start, shared: Server, forged: dict[str, object]
) -> None:
    sees_nothing(known(visit, shared, "staff", **forged), ("history", "publish"))


def test_a_cookie_that_was_tampered_with_is_worth_nothing(visit: Start, shared: Server) -> None:
    one = visit(shared.address)
    cookie = cookie_of(shared, "reviewer", 60)
    other = cookie_of(shared, "staff", 60)["value"]
    middle = len(cookie["value"]) // 2
    one.context.add_cookies([cookie | {"value": other[:middle] + cookie["value"][middle:]}])  # type: ignore[list-item]
    sees_nothing(one)


def test_the_same_cookie_made_just_now_lets_staff_in(visit: Start, shared: Server) -> None:
    """So that the tests above fail for the reason that they name."""
    one = known(visit, shared, "staff", age=8 * HOURS - 120)
    one.open("/data_quality")
    assert "29 used" in one.text


def test_a_copy_of_a_cookie_is_worth_nothing_once_its_owner_logged_out(visit: Start, shared: Server) -> None:
    one = known(visit, shared, "staff", nonce="this log-in")
    copy = one.context.cookies()
    one.provider = shared.provider
    one.open("/history")
    one.page.get_by_role("button", name="Log out").click()
    one.page.wait_for_url(f"{shared.provider}/**")
    one.page.goto(shared.address)
    one.page.get_by_role("button", name="Log in").wait_for()
    thief = visit(shared.address)
    thief.context.add_cookies(copy)  # type: ignore[arg-type]
    sees_nothing(thief)


def test_a_link_to_the_log_out_asks_first(visit: Start, shared: Server) -> None:
    one = known(visit, shared, "reviewer", nonce="a link")
    copy = one.context.cookies()
    one.provider = shared.provider
    one.page.goto(f"{shared.address}/auth/logout")
    one.page.get_by_role("link", name="Stay logged in").click()
    one.page.get_by_text("Logged in as").wait_for()
    one.page.goto(f"{shared.address}/auth/logout")
    one.page.get_by_role("link", name="Log out", exact=True).click()
    one.page.wait_for_url(f"{shared.provider}/**")
    thief = visit(shared.address)
    thief.context.add_cookies(copy)  # type: ignore[arg-type]
    sees_nothing(thief, ("history",))


def test_an_open_page_ends_when_its_log_in_is_eight_hours_old(visit: Start, shared: Server) -> None:
    one = known(visit, shared, "staff", age=8 * HOURS - 6)
    one.open("/publish")
    one.page.locator("[data-testid=stMain] input[type=file]").wait_for(state="attached")
    time.sleep(6)
    one.page.get_by_role("link", name="History").click()
    one.page.get_by_text("may see nothing here").wait_for()
    expect(one.page.locator("[data-testid=stSidebarNav]")).to_have_count(0)


def test_whatever_is_shown_an_open_page_ends_by_itself(server: Server, visit: Start, tmp_path: Path) -> None:
    """An older version and one's own spreadsheet, which nobody publishes anew."""
    published(server, 2)
    older = known(visit, server, "reviewer", age=8 * HOURS - 20)
    older.open("/data_quality?version=1")
    own = known(visit, server, "staff", age=8 * HOURS - 20)
    own.open("/data_quality")
    own.page.locator("[data-testid=stSidebar] input[type=file]").set_input_files(SAMPLE)
    own.page.get_by_role("button", name="Back to").wait_for()
    for one in (older, own):
        one.page.get_by_text("may see nothing here").wait_for(timeout=50_000)
        expect(one.page.locator("[data-testid=stSidebarNav]")).to_have_count(0)


def test_a_file_is_taken_only_with_the_cookie_of_somebody_who_may_publish(
    visit: Start, shared: Server
) -> None:
    """The number of a staff member's session, known to somebody else."""
    staff = known(visit, shared, "staff")
    staff.open("/history")
    cookies = staff.context.cookies()
    others = [one for one in cookies if one["name"] != "_streamlit_user"]
    with session(shared, cookies) as own:  # type: ignore[arg-type]
        own.run("publish")
        for name, status in (("staff", 400), ("reviewer", 403), ("outsider", 403), ("unverified", 403)):
            sent = [*others, cookie_of(shared, name, 60)]
            assert put(shared, own.number, 1000, sent) == status, name  # type: ignore[arg-type]
        assert put(shared, own.number, 1000, others) == 403  # type: ignore[arg-type]


def ids_of_buttons(frames: list[bytes]) -> dict[str, str]:
    """Label → id of every button that was drawn."""
    found = {}
    for frame in frames:
        message = ForwardMsg.FromString(frame)
        if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "button":
            button = message.delta.new_element.button
            found[button.label] = button.id
    return found


def test_a_reviewer_publishes_nothing_by_any_other_way(server: Server, visit: Start) -> None:
    """Forged widget states, messages of a session of one's own, files sent to it, a copied button's number."""
    staff, frames = known(visit, server, "staff"), []
    staff.page.on("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(data)))
    publish(staff, SAMPLE, 1)
    publish(staff, SAMPLE, 2)
    staff.page.get_by_role("link", name="History").click()
    staff.page.get_by_label("Version", exact=True).click()
    staff.page.get_by_role("option", name="Version 1").click()
    staff.page.get_by_role("button", name="Publish version 1 again").wait_for()
    staff.settle()
    buttons = ids_of_buttons([frame for frame in frames if isinstance(frame, bytes)])
    wanted = [name for label, name in buttons.items() if label.startswith("Publish version")]
    assert len(wanted) == 3, "both publish buttons and the undo"

    reviewer = known(visit, server, "reviewer")
    reviewer.open("/history")
    cookies = reviewer.context.cookies()
    with session(server, cookies) as own:  # type: ignore[arg-type]
        for page in ("", "overview", "publish", "history"):
            answer = own.run(page, [(name, "trigger_value", True) for name in wanted])
            assert b"Publish an updated register" not in answer
        assert b"version 2 of" in b"".join(own.received), "the session is the reviewer's, and alive"
        assert put(server, own.number, 1000, cookies) == 403  # type: ignore[arg-type]
    assert versions(server) == [(1, "staff@example.org"), (2, "staff@example.org")]


def test_a_cookie_of_eight_hours_replayed_by_a_program_publishes_nothing(
    visit: Start, server: Server
) -> None:
    browser = visit(server.address)
    browser.page.goto(server.address)
    browser.page.get_by_role("button", name="Log in").wait_for()
    found = [one for one in browser.context.cookies() if one["name"] != "_streamlit_user"]
    for age, shown in ((8 * HOURS + 60, False), (60.0, True)):
        cookies = [*found, cookie_of(server, "staff", age)]
        with session(server, cookies) as own:  # type: ignore[arg-type]
            answer = own.run("publish")
            assert (b"Publish an updated register" in answer) is shown
            assert put(server, own.number, 1000, cookies) == (400 if shown else 403)  # type: ignore[arg-type]
    assert versions(server) == []
