"""What is kept from one question about an opened spreadsheet to the next changes no answer."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from grm_data.intake.answers import told
from grm_data.intake.asking import Opened
from grm_data.intake.book import Book
from grm_data.intake.privacy import Scrubber
from grm_data.register import WorkCalendar, day_of
from grm_data.settings import Settings
from tests.intake.books import SETTINGS, TODAY, book_of, sheet_of
from tests.rounds import rounds

HEADINGS = (
    "No.", "Date received", "Type", "Channel", "Status", "Resolved date", "Complainant name", "Phone",
    "Summary of issue", "Place of work", "Remarks",
)  # fmt: skip
ROWS = [
    ("A1", "13/04/2020", "Reqest", "Pigeon", "Zorp", None, "Bat Dorj", "99112233", "Bat Dorj said so", "Hill", "x"),
    ("A2", "05/04/2020", "Request", "Hawk", "Closed", "07/04/2020", "Saraa Bold", None, "Call 99112233", "Dale", None),
    ("A2", "06/04/2020", "request", "Bold", "Opend", None, "Orsolya", "88112233", "Harassment by Bat Dorj", "Hill", "y"),
    ("A3", "07/04/2020", "Zyxt", "Email", "Zorp", "01/02/2020", "Bat", None, "Her husband has beaten her", "Dale", "z"),
    ("A4", "odd", "Zyxt", "Email", None, None, None, None, None, None, None),
]  # fmt: skip
STEPS = [
    ("Case No", "Step date", "Status"),
    ("A1", "2020-04-09", "Resolving"),
    ("A1", "2020-05-09", "Zorp"),
    ("A3", "2020-06-01", "Resolved"),
    ("A2", "2020-06-01", "Zorp"),
]
BOOKS = {
    "one sheet": book_of(sheet_of([HEADINGS, *ROWS])),
    "with steps": book_of(sheet_of([HEADINGS, *ROWS]), sheet_of(STEPS, name="Follow-up")),
}

CHANGES = (
    lambda old: old.with_words("status", {"Zorp": "resolved"}),
    lambda old: old.with_words("status", {"Zorp": "unrelated", "Opend": "resolving"}),
    lambda old: old.with_words("channel", {"Pigeon": "Pigeon", "Bold": "other"}),
    lambda old: old.with_words("type", {"Zyxt": "complaint"}),
    lambda old: replace(old, not_sensitive=(*old.not_sensitive, "A3")),
    lambda old: replace(old, date_order="MDY" if old.date_order == "DMY" else "DMY"),
    lambda old: replace(old, one_case=None if old.one_case else "number"),
    lambda old: replace(old, columns={**old.columns, "location": "Place of work"}),
    lambda old: replace(old, columns={**old.columns, "issue": "Remarks"}),
    lambda old: replace(old, calendar=WorkCalendar("KZ" if old.calendar.country == "MN" else "MN")),
    lambda old: replace(old, sheets_read=() if old.sheets_read else ("Register",)),
    lambda old: replace(old, let_out=(*old.let_out, "A1"), name="Other"),
    lambda old: SETTINGS,
)
"""What a person may change between two questions."""


def answer(one: Opened, settings: Settings) -> tuple[str, list[bytes]]:
    """All that leaves the process, to the byte."""
    plain, bodies = told(one.answers(settings, SETTINGS, TODAY))
    return json.dumps(plain, default=str), bodies


@pytest.mark.parametrize("name", BOOKS)
@tried(max_examples=rounds(20), deadline=None)
@given(st.lists(st.integers(0, len(CHANGES) - 1), min_size=1, max_size=6))
def test_an_answer_is_what_a_fresh_reading_gives(name: str, changes: list[int]) -> None:
    book: Book = BOOKS[name]
    one, settings = Opened(book), SETTINGS
    answer(one, settings)
    for place in changes:
        settings = CHANGES[place](settings)
        assert answer(one, settings) == answer(Opened(book), settings)


@pytest.mark.parametrize(("name", "looked_at"), [("one sheet", 0), ("with steps", 1)])
def test_a_word_s_meaning_lets_no_text_be_looked_at_again(
    name: str, looked_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a status may mean another table: where steps of cases stand on a sheet of their own."""
    one, made = Opened(BOOKS[name]), []
    one.answers(SETTINGS, SETTINGS, TODAY)
    original = Scrubber.__init__
    monkeypatch.setattr(Scrubber, "__init__", lambda *given: (made.append(1), original(*given))[1])
    for kind, word, code in (("channel", "Pigeon", "other"), ("status", "Zorp", "resolved")):
        one.answers(SETTINGS.with_words(kind, {word: code}), SETTINGS, TODAY)
    assert len(made) == looked_at


def test_a_status_that_is_mapped_says_which_step_resolved_the_case() -> None:
    one = Opened(BOOKS["with steps"])
    before, after = (
        one.answers(settings, SETTINGS, TODAY).register
        for settings in (SETTINGS, SETTINGS.with_words("status", {"Zorp": "resolved"}))
    )
    assert before is not None
    assert after is not None
    assert day_of(int(before.resolved[0])) is None
    assert day_of(int(after.resolved[0])) == date(2020, 5, 9)
