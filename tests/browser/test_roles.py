"""Log-in at a real identity provider: staff publish, a reviewer reads, anybody else sees nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Navigation_pb2 import Navigation

from grm_data.intake.opening import open_path
from grm_data.messages import message
from grm_data.settings import settings_for
from grm_data.store import Store, draft_of
from tests.browser.serving import COOKIE, ROOT, SECRET, Server, cookie_of, serve_with_log_in
from tests.browser.visiting import APP, PATIENCE, TITLES, Visit, settled
from tests.browser.wire import browser_cookies, get, put, session

Start = Callable[..., Visit]
SAMPLE = ROOT / "sample_data" / "smart_government_register.csv"
HOURS = 3600.0
PUBLISH = TITLES["publish"]
REGISTER = ("smart_government_register", "f-2020/03", "Facebook page")


@pytest.fixture
def server(tmp_path: Path, servers: ExitStack, provider: str) -> Server:
    return servers.enter_context(serve_with_log_in(tmp_path, provider))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[Server]:
    """One server for the tests that publish nothing."""
    with serve_with_log_in(tmp_path_factory.mktemp("login"), provider) as found:
        published(found)
        yield found


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[Server]:
    """One server for the tests that read what was published twice."""
    with serve_with_log_in(tmp_path_factory.mktemp("twice"), provider) as found:
        published(found, 2)
        yield found


def shown(address: str) -> str:
    """An address as a page writes it, so that it becomes no link."""
    return address.replace("@", "@\u2060")


def versions(server: Server) -> list[tuple[int, str]]:
    with Store(f"sqlite:///{server.database}") as store:
        assert store.verify() == ()
        return [(version.number, version.by) for version in store.history()]


def log_in(visit: Start, server: Server, name: str, title: str) -> Visit:
    """Log in as a person does, at the identity provider; a page of this title comes then."""
    one = visit(server.address, provider=server.provider)
    one.open("/history", APP)
    one.page.get_by_role("button", name="Log in").click()
    one.page.get_by_role("button", name=name, exact=True).click()
    one.page.wait_for_url(f"{server.address}/**")
    one.settle(title)
    return one


def known(visit: Start, server: Server, name: str, **claims: object) -> Visit:
    """A browser with the cookie that a log-in a minute ago left."""
    one = visit(server.address)
    one.context.add_cookies([cookie_of(server, name, **({"age": 60.0} | claims))])  # type: ignore[arg-type, list-item]
    return one


def cookies_of(server: Server, name: str, **claims: object) -> list[dict[str, str]]:
    """All cookies of such a browser."""
    return browser_cookies(cookie_of(server, name, **({"age": 60.0} | claims)))  # type: ignore[arg-type]


def publish(one: Visit, file: Path, number: int) -> None:
    one.open("/publish")
    one.give(file)
    one.page.get_by_text("You are about to publish").wait_for()
    one.settle(TITLES["publish"])
    reason = one.page.get_by_label("Why is it the right file all the same?")
    if reason.count():
        reason.fill("a new start")
        one.change(lambda: reason.press("Enter"), TITLES["publish"])
    one.page.get_by_role("radio", name="5 Publish").click()
    one.page.get_by_role("button", name=f"Publish version {number}").click()
    one.page.get_by_text(f"Version {number} is out").wait_for()
    one.settle(TITLES["publish"])


def published(server: Server, versions: int = 1) -> None:
    """Versions of the sample register, where the test isn't about publishing."""
    settings = settings_for(SAMPLE)
    draft = draft_of(open_path(SAMPLE, settings), settings, None)
    with Store(f"sqlite:///{server.database}") as store:
        for base in range(versions):
            store.publish(draft, by="staff@example.org", base=base)


EVERY_PAGE = ("overview", "cases", "history", "publish")


def sees_nothing(one: Visit) -> None:
    """The way in, and neither a link nor a place for a file."""
    one.page.get_by_role("heading", name=APP).wait_for()
    one.page.get_by_role("button", name="Log in").wait_for()
    expect(one.page.locator("[data-testid=stSidebarNav]")).to_have_count(0)
    expect(one.page.locator("input[type=file]")).to_have_count(0)


def is_sent_nothing(
    server: Server, cookies: Sequence[dict[str, str]], pages: Sequence[str] = EVERY_PAGE
) -> None:
    """At every page the way in, and nothing of the register; a browser can show no more than it is sent."""
    for page in pages:
        with session(server, cookies) as own:
            everything = own.run(page)
        assert APP.encode() in everything
        for text in REGISTER:
            assert text.encode() not in everything
        drawn = own.elements()
        assert any(kind == "button" and element.label.startswith("Log in") for kind, element in drawn)
        assert "file_uploader" not in {kind for kind, _ in drawn}
        positions = [
            one.navigation.position for one in own.messages if one.WhichOneof("type") == "navigation"
        ]
        assert set(positions) == {Navigation.HIDDEN}


def may_publish(server: Server, cookies: Sequence[dict[str, str]]) -> None:
    """The page for staff, with its place for a file."""
    with session(server, cookies) as own:
        assert PUBLISH.encode() in own.run("publish")
        assert "file_uploader" in {kind for kind, _ in own.elements()}


def test_staff_log_in_publish_and_undo(server: Server, visit: Start, tmp_path: Path) -> None:
    one = log_in(visit, server, "staff", APP)
    one.page.get_by_text(f"Logged in as {shown('staff@example.org')}, staff").wait_for()
    publish(one, SAMPLE, 1)
    second = tmp_path / "second.csv"
    second.write_text("".join(SAMPLE.read_text("utf-8").splitlines(keepends=True)[:11]), "utf-8")
    publish(one, second, 2)
    one.follow("history")
    one.page.get_by_text("Since version 1: 19 disappeared").wait_for()
    one.page.get_by_label("Version", exact=True).click()
    one.page.get_by_role("option", name="Version 1").click()
    one.page.get_by_role("button", name="Publish version 1 again").click()
    one.page.get_by_text("Since version 2: 19 new").wait_for()
    assert versions(server) == [(n, "staff@example.org") for n in (1, 2, 3)]


def test_a_reviewer_sees_by_himself_what_is_published_and_can_not_change_it(
    server: Server, visit: Start
) -> None:
    one = log_in(visit, server, "reviewer", APP)
    one.shows("Nothing is published yet")
    published(server)
    one.page.get_by_role("button", name="Show version 1").click()
    one.shows(
        "version 1 of", f"published by {shown('staff@example.org')}", "9 received, 6 addressed, 6 resolved."
    )
    expect(one.main).not_to_contain_text("Nothing is published yet")
    one.settle(TITLES["overview"])
    expect(one.page.get_by_role("link", name="Publish")).to_have_count(0)
    for page in ("history", "data_quality", "publish"):
        one.open("/publish", APP) if page == "publish" else one.follow(page)
        expect(one.page.locator("input[type=file]")).to_have_count(0)
        expect(one.page.get_by_role("button", name="again")).to_have_count(0)
    assert versions(server) == [(1, "staff@example.org")]


def test_a_file_of_a_page_is_handed_to_nobody_else(twice: Server, visit: Start) -> None:
    """The address of a download, copied to whoever has not logged in or may see nothing."""
    staff = known(visit, twice, "staff")
    staff.open("/history")
    download = staff.download(staff.downloads.first.click)
    assert b"smart_government_register" in download.path().read_bytes()
    file = download.url.removeprefix(twice.address)
    assert file.startswith("/media/")
    for name, status in (("staff", 200), ("reviewer", 200), ("outsider", 403), ("unverified", 403)):
        assert get(twice, file, cookies_of(twice, name)) == status, name
    assert get(twice, file) == 403
    assert get(twice, file, cookies_of(twice, "staff", age=8 * HOURS + 60)) == 403


def test_a_member_of_the_group_of_staff_may_publish(shared: Server) -> None:
    may_publish(shared, cookies_of(shared, "member"))


@pytest.mark.parametrize("name", ["outsider", "unverified"])
def test_whoever_is_not_listed_or_not_verified_sees_nothing(visit: Start, shared: Server, name: str) -> None:
    one = log_in(visit, shared, name, APP)
    one.shows("may see nothing here")
    sees_nothing(one)
    is_sent_nothing(shared, one.context.cookies(shared.address))  # type: ignore[arg-type]


def test_whoever_has_not_logged_in_sees_nothing(visit: Start, shared: Server) -> None:
    one = visit(shared.address)
    for page in EVERY_PAGE:
        one.open(f"/{page}", APP)
        sees_nothing(one)
    is_sent_nothing(shared, one.context.cookies())  # type: ignore[arg-type]


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
def test_an_old_or_forged_cookie_is_worth_nothing(shared: Server, forged: dict[str, object]) -> None:
    is_sent_nothing(shared, cookies_of(shared, "staff", **forged))


def test_a_cookie_that_was_tampered_with_is_worth_nothing(shared: Server) -> None:
    cookie = cookie_of(shared, "reviewer", 60)
    other = cookie_of(shared, "staff", 60)["value"]
    middle = len(cookie["value"]) // 2
    is_sent_nothing(shared, browser_cookies(cookie | {"value": other[:middle] + cookie["value"][middle:]}))


def test_the_same_cookie_made_just_now_lets_staff_in(visit: Start, shared: Server) -> None:
    """So that the tests above fail for the reason that they name."""
    one = known(visit, shared, "staff", age=8 * HOURS - 600)
    one.open("/data_quality")
    one.shows("29 used")
    may_publish(shared, cookies_of(shared, "staff", age=8 * HOURS - 600))


def test_a_copy_of_a_cookie_is_worth_nothing_once_its_owner_logged_out(visit: Start, shared: Server) -> None:
    one = known(visit, shared, "staff", nonce="this log-in")
    copy = browser_cookies(*one.context.cookies())  # type: ignore[arg-type]
    may_publish(shared, copy)
    one.provider = shared.provider
    one.open("/history")
    one.page.get_by_role("button", name="Log out").click()
    one.page.wait_for_url(f"{shared.provider}/**")
    one.open("", APP)
    sees_nothing(one)
    is_sent_nothing(shared, copy)


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
    is_sent_nothing(shared, copy)


LIVES = (5, 20, 60, 180)
"""Seconds until a log-in ends: a machine too slow to use a short one before its end gets a longer one."""


def test_a_session_that_is_open_ends_when_its_log_in_is_eight_hours_old(shared: Server) -> None:
    for life in LIVES:
        with session(shared, cookies_of(shared, "staff", age=8 * HOURS - life)) as own:
            if PUBLISH.encode() not in own.run("publish"):
                continue
            time.sleep(life)
            answer = own.run("history")
            assert b"may see nothing here" in answer
            assert TITLES["history"].encode() not in answer
            return
    raise AssertionError("no log-in lasted until its first page")


def test_whatever_is_shown_an_open_page_ends_by_itself(twice: Server, visit: Start) -> None:
    """An older version and one's own spreadsheet, which nobody publishes anew."""
    page = settled(TITLES["data_quality"])
    for life in LIVES[1:]:
        own, older = (known(visit, twice, name, age=8 * HOURS - life) for name in ("staff", "reviewer"))
        back, over = (
            own.page.get_by_role("button", name="Back to"),
            own.page.get_by_text("may see nothing here"),
        )
        own.page.goto(f"{own.address}/data_quality")
        own.page.locator(f"{page}, {settled(APP)}").wait_for()
        if over.count():
            continue
        own.page.goto(f"{own.address}/publish?step=publish")
        own.page.locator(f"{settled(TITLES['publish'])}, {settled(APP)}").wait_for()
        if over.count():
            continue
        own.give(SAMPLE)
        look = own.page.get_by_role("button", name=message("publish.look"))
        look.or_(over).first.wait_for()
        if over.count():
            continue
        look.click()
        back.or_(over).first.wait_for()
        older.page.goto(f"{older.address}/data_quality?version=1")
        older.page.locator(f"{page}, {settled(APP)}").wait_for()
        if back.count() and older.page.locator(page).count():
            break
    else:
        raise AssertionError("no log-in lasted until its page was drawn")
    for one in (older, own):
        one.page.get_by_text("may see nothing here").wait_for(timeout=life * 1000 + PATIENCE)
        expect(one.page.locator("[data-testid=stSidebarNav]")).to_have_count(0)


def test_a_file_is_taken_only_with_the_cookie_of_somebody_who_may_publish(shared: Server) -> None:
    """The number of a staff member's session, known to somebody else."""
    cookies = cookies_of(shared, "staff")
    others = [one for one in cookies if one["name"] != COOKIE]
    with session(shared, cookies) as own:
        own.run("publish")
        for name, status in (("staff", 400), ("reviewer", 403), ("outsider", 403), ("unverified", 403)):
            sent = [*others, cookie_of(shared, name, 60)]
            assert put(shared, own.number, 1000, sent) == status, name
        assert put(shared, own.number, 1000, others) == 403


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
    staff.hear("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(data)))
    publish(staff, SAMPLE, 1)
    publish(staff, SAMPLE, 2)
    staff.follow("history")
    staff.page.get_by_label("Version", exact=True).click()
    staff.page.get_by_role("option", name="Version 1").click()
    staff.page.get_by_role("button", name="Publish version 1 again").wait_for()
    staff.settle(TITLES["history"])
    buttons = ids_of_buttons([frame for frame in frames if isinstance(frame, bytes)])
    wanted = [name for label, name in buttons.items() if label.startswith("Publish version")]
    assert len(wanted) == 3, "both publish buttons and the undo"

    cookies = cookies_of(server, "reviewer")
    with session(server, cookies) as own:
        for page in ("", "overview", "publish", "history"):
            answer = own.run(page, [(name, "trigger_value", True) for name in wanted])
            assert PUBLISH.encode() not in answer
        assert b"version 2 of" in b"".join(own.received), "the session is the reviewer's, and alive"
        assert put(server, own.number, 1000, cookies) == 403
    assert versions(server) == [(1, "staff@example.org"), (2, "staff@example.org")]


def test_a_cookie_of_eight_hours_replayed_by_a_program_publishes_nothing(shared: Server) -> None:
    for age, shown in ((8 * HOURS + 60, False), (60.0, True)):
        cookies = cookies_of(shared, "staff", age=age)
        with session(shared, cookies) as own:
            answer = own.run("publish")
            assert (PUBLISH.encode() in answer) is shown
            assert put(shared, own.number, 1000, cookies) == (400 if shown else 403)
    assert versions(shared) == [(1, "staff@example.org")]
