"""The five steps of publishing as a person goes through them: by keyboard alone, on a phone, in either theme."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from grm_dashboard.blocks.once import DOUBLE
from grm_data.messages import message
from grm_data.store import Store
from tests.browser.serving import LARGEST_MB, ROOT, Server, serve
from tests.browser.test_accessibility import faults, skipped
from tests.browser.visiting import TITLES, Visit

Start = Callable[..., Visit]
SAMPLE = ROOT / "sample_data" / "smart_government_register.csv"
TITLE = TITLES["publish"]
STEPS = ("file", "columns", "decide", "texts", "publish")
HEADER = "No,Date received,Type,Channel,Status,Resolved date,Name of the complainant,Summary of issue,Zyxt\n"
MESSY = HEADER + "".join(
    f"A{i},2020-12-0{i},request,{channel},{status},,Bat Dorj,The lamp number {i} of Orsolya is broken,x\n"
    for i, (channel, status) in enumerate([("pigeon", "Resolvd"), ("emial", "Opend"), ("hawk", "Zorp")], 1)
)


@pytest.fixture
def server(tmp_path: Path, servers: ExitStack) -> Server:
    return servers.enter_context(serve(tmp_path))


def given(one: Visit, content: str | Path, path: str = "/publish") -> Page:
    """The page with a file on its way to a version."""
    one.open(path)
    file = (
        content
        if isinstance(content, Path)
        else {"name": "r.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    one.give(file)
    one.page.get_by_text("You are about to publish").wait_for()
    one.settle(TITLE)
    return one.page


def named(one: Visit) -> None:
    """Somebody says who publishes."""
    field = one.page.get_by_role("textbox", name=message("publish.by"))
    expect(field).to_have_value("")  # not the computer's account
    field.fill("Oyun")
    field.press("Enter")
    one.settle(TITLE)


def step(one: Visit, name: str) -> None:
    """To a step by the stepper."""
    one.page.get_by_role("radio", name=message(f"publish.step.{name}")).click()
    one.page.get_by_role("heading", name=message(f"publish.ask.{name}")).wait_for()
    one.settle(TITLE)


def focused(page: Page) -> str:
    """What the button says that has the focus; of anything else only its kind."""
    return str(
        page.evaluate(
            "(one => one.tagName === 'BUTTON' ? one.innerText : one.tagName)(document.activeElement)"
        )
    )


def tab_to(page: Page, name: str, most: int) -> None:
    """Tab until a button of that name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in focused(page):
            return
    raise AssertionError(f"{name} is more than {most} Tabs away; here is {focused(page)}")


def test_the_keyboard_alone_publishes_the_sample(server: Server, visit: Start) -> None:
    one = visit(server.address)
    page = given(one, SAMPLE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the link to the main content
    tab_to(page, "Next", 8)
    one.change(lambda: page.keyboard.press("Enter"), TITLE)
    while page.get_by_role("button", name="Show the text").count():
        page.locator("[class*=st-key-texts]").first.wait_for()
        tab_to(page, "Show the text", 120)
        one.change(lambda: page.keyboard.press("Enter"), TITLE)
    page.get_by_role("heading", name=message("publish.ask.publish")).wait_for()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.st-key-by') !== null"):
            break
    page.keyboard.type("Oyun")
    tab_to(page, "Publish version 1", 40)
    page.keyboard.press("Enter")
    page.get_by_text("Version 1 is out").wait_for()
    with Store(f"sqlite:///{server.database}") as store:
        assert (store.version(1).rows, store.version(1).texts_withheld) == (29, 0)


def not_a_double_click(one: Visit) -> None:
    """Wait as long as an answer counts as the second click on the one before."""
    one.page.wait_for_timeout(2000 * DOUBLE)


def test_after_an_answer_the_keyboard_is_where_it_was(server: Server, visit: Start) -> None:
    one = visit(server.address)
    page = given(one, MESSY)
    step(one, "decide")
    n = 6
    for by_key in (False, True, False):
        if by_key:
            page.keyboard.press("1")
        else:
            page.locator(".st-key-answer_1 button").focus()
            page.keyboard.press("Enter")
        n -= 1
        page.get_by_text(f"{n} questions are open.").wait_for()
        one.settle(TITLE)
        if not by_key:
            inside = page.evaluate("!!document.activeElement.closest('.st-key-answer_1')")
            assert inside, focused(page)
        not_a_double_click(one)
    tab_to(page, "Next", 12)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_no_step_shuts_anybody_out(server: Server, visit: Start, scheme: str, width: int) -> None:
    one = visit(server.address, width=width, scheme=scheme)
    page = given(one, MESSY)
    found = {}
    for name in STEPS:
        if name != "file":
            step(one, name)
        found[name] = faults(one) + skipped(one)
        wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert wide <= width, f"{name} is {wide} pixels wide"
    assert {name: told for name, told in found.items() if told} == {}


def test_back_reload_and_a_second_tab_lose_nothing(server: Server, visit: Start) -> None:
    one = visit(server.address)
    page = given(one, MESSY)
    step(one, "decide")
    page.keyboard.press("1")
    page.get_by_text("5 questions are open.").wait_for()
    page.go_back()
    page.get_by_role("heading", name=message("publish.ask.file")).wait_for()
    page.go_forward()
    page.get_by_text("5 questions are open.").wait_for()
    page.reload()
    page.get_by_text("You have not finished a spreadsheet").wait_for()
    one.give({"name": "r.csv", "mimeType": "text/csv", "buffer": MESSY.encode()})
    page.get_by_text("5 questions are open.").wait_for()
    other = visit(server.address)
    given(other, MESSY)
    step(other, "decide")
    other.page.get_by_text("5 questions are open.").wait_for()
    other.page.get_by_role("button", name=message("publish.cancel")).click()
    given(other, MESSY)
    step(other, "decide")
    other.page.get_by_text("5 questions are open.").wait_for()


def test_a_double_click_publishes_once_and_blames_nobody(server: Server, visit: Start) -> None:
    one = visit(server.address)
    page = given(one, SAMPLE)
    step(one, "publish")
    named(one)
    page.get_by_role("button", name="Publish version 1").dblclick()
    page.get_by_text("Version 1 is out").wait_for()
    one.settle(TITLE)
    assert page.get_by_text("meanwhile").count() == 0
    with Store(f"sqlite:///{server.database}") as store:
        assert store.current_number() == 1


def test_a_colleague_s_version_is_beside_the_button_and_never_overridden(
    server: Server, visit: Start
) -> None:
    one, other = visit(server.address), visit(server.address)
    page, theirs = given(one, SAMPLE), given(other, SAMPLE)
    for two in (one, other):
        step(two, "publish")
        named(two)
    theirs.get_by_role("button", name="Publish version 1").click()
    theirs.get_by_text("Version 1 is out").wait_for()
    page.get_by_role("button", name="Publish version 1").dblclick()
    page.get_by_text("published version 1 meanwhile").wait_for()
    expect(page.get_by_role("button", name="Publish version 2")).to_be_disabled()
    expect(page.get_by_role("button", name="My file follows version 1")).to_be_in_viewport()
    page.get_by_role("button", name="My file follows version 1").click()
    page.get_by_role("button", name="Publish version 2").click()
    page.get_by_text("Version 2 is out").wait_for()


def test_a_document_is_refused_in_words_beside_the_place_for_it(
    server: Server, visit: Start, tmp_path: Path
) -> None:
    one = visit(server.address)
    one.open("/publish")
    one.give({"name": "letter.docx", "mimeType": "application/x", "buffer": b"PK\x03\x04 word/document.xml"})
    one.main.get_by_role("alert").wait_for()
    assert len(one.main.get_by_role("alert").inner_text().split()) > 4
    too_large = one.main.get_by_text(f"This file is larger than {LARGEST_MB} MB")
    expect(too_large).to_be_hidden()
    with (tmp_path / "big.csv").open("wb") as big:
        big.truncate((LARGEST_MB + 2) * 2**20)  # it never leaves the browser
    one.give(tmp_path / "big.csv")
    expect(too_large).to_be_in_viewport()
    one.give({"name": "odd.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n odd"})
    expect(one.main.get_by_role("alert").filter(has_text="This is a picture")).to_be_in_viewport()
    expect(too_large).to_be_hidden()
