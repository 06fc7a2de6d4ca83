"""What is written into a report is in its files, and outlasts a change of page, however fast one goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from docx import Document
from playwright.sync_api import Browser, expect

from grm_data.messages import message
from tests.browser.visiting import TITLES, Visit, at_once

Start = Callable[..., Visit]
TITLE = TITLES["report"]


@pytest.fixture(autouse=True)
def _without_waiting(chromium: Browser) -> Iterator[None]:
    """Nobody waits here until a page rests."""
    with at_once():
        yield


def test_what_was_written_is_in_the_file_and_outlasts_a_change_of_page(visit: Start, address: str) -> None:
    one = visit(address)
    one.open("/report")
    for turn in range(4):
        write = one.page.get_by_role("button", name=message("writing.begin"))
        write.click()
        text = one.page.get_by_role("textbox", name=message("report.words.lessons"))
        text.wait_for()
        one.settle(TITLE)
        assert one.page.get_by_role("button", name=message("report.page.docx")).count() == 0
        text.press_sequentially(f" Lesson {turn} learnt.")
        one.page.get_by_role("button", name=message("writing.end")).click()
        word = one.page.get_by_role("button", name=message("report.page.docx"))
        word.wait_for()
        document = Document(str(one.download(word.click).path()))
        said = "\n".join(found.text for found in document.paragraphs)
        assert [f"Lesson {i} learnt." for i in range(4) if f"Lesson {i} learnt." in said] == [
            f"Lesson {i} learnt." for i in range(turn + 1)
        ], said[-900:]
    one.page.get_by_role("button", name=message("writing.begin")).click()
    text = one.page.get_by_role("textbox", name=message("report.words.other"))
    text.wait_for()
    one.settle(TITLE)
    text.press_sequentially("Held a training in Khovd.")
    one.follow("trends")
    one.follow("report")
    one.shows("Lesson 3 learnt.", "Held a training in Khovd.")


def test_what_was_typed_last_stays_each_time_that_another_page_is_clicked(visit: Start, address: str) -> None:
    """A finger presses and clicks in one moment: the click leaves the browser before the words."""
    one = visit(address)
    one.open("/report")
    one.page.get_by_role("button", name=message("writing.begin")).click()
    text = one.page.get_by_role("textbox", name=message("report.words.other"))
    for turn in range(3):
        text.wait_for()
        one.settle(TITLE)
        text.press_sequentially(f"Training {turn}. ")
        for page in ("trends", "report"):
            one.follow(page)
        one.shows(*(f"Training {i}." for i in range(turn + 1)))


def test_a_text_is_kept_at_each_pause_without_being_left(visit: Start, address: str) -> None:
    one = visit(address)
    one.open("/report")
    one.page.get_by_role("button", name=message("writing.begin")).click()
    text = one.page.get_by_role("textbox", name=message("report.words.other"))
    text.wait_for()
    one.settle(TITLE)
    text.press_sequentially("Held two")
    one.shows("Held two")
    text.press_sequentially(" trainings")
    one.shows("Held two trainings")
    expect(text).to_be_focused()
    expect(text).to_have_value("Held two trainings")
