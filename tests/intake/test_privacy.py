"""Scrubbing, and the promise: an identity is in nothing that leaves the intake."""

from __future__ import annotations

import pickle
from dataclasses import fields
from datetime import date

import numpy as np
import pytest

from grm_data.analysis.records import records
from grm_data.analysis.selection import select
from grm_data.intake.privacy import Own, Scrubber
from grm_data.register import Category, Field, Register
from grm_data.settings import parse_settings
from tests.intake.books import HEADINGS, SETTINGS, plain, read

CLEARED = parse_settings(b"[project]\nstart = 2015-09-15\n[confidentiality]\ntexts = 'cleared'")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("write to bat.dorj@example.org please", "write to [email] please"),
        ("call 9911-2233 or +976 9911 2233", "call [phone] or [phone]"),
        ("call (976) 99112233.", "call [phone]."),
        ("register УБ99112233 shown", "register [id] shown"),
        ("IBAN DE89 3704 0044 0532 0130 00 given", "IBAN [account] given"),
        ("see https://www.facebook.com/some.one and more", "see [link] and more"),
    ],
)
def test_what_identifies_a_person_is_taken_out(text: str, rest: str) -> None:
    assert Scrubber(()).scrub(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "Presented on draft law discussion on July 28, 2020.", "the 11-11 center", "from 2020.06.25-2020.12.31", "in 2019-2020",
        "account 15000000 MNT was named", "open data portal (www.opendata.gov.mn)", "1 000 000 tugrug", "1.500.000 MNT", "on 31-07-2020", "feedback f-2020/07", "law of 2020-07-28",
    ],
)  # fmt: skip
def test_what_is_no_identity_stays(text: str) -> None:
    assert Scrubber(()).scrub(text) == text


def test_the_row_s_own_complainant_is_taken_out_part_by_part_with_case_endings() -> None:
    scrubber = Scrubber(["Дорж Батболд"])
    assert scrubber.scrub("Батболдын гомдол, Дорж", Own("Дорж Батболд")) == "[name] гомдол, [name]"


def test_another_complainant_is_taken_out_in_full_only() -> None:
    scrubber = Scrubber(["Will Mark", "Ann"])
    assert scrubber.scrub("We will mark it. Will Mark called Ann") == "We [name] it. [name] called Ann"
    assert scrubber.scrub("We will do it", Own("Someone Else")) == "We will do it"


def contents(register: Register) -> str:
    """Everything that a Register holds, as text."""
    parts = [repr(register.reading), repr(dict(register.sensitive_by_half_year))]
    for item in fields(register):
        value = getattr(register, item.name)
        array = np.array(value.names, dtype=object) if isinstance(value, Category) else value
        if isinstance(array, np.ndarray) and array.dtype == object:
            parts += [str(entry) for entry in array]
    parts.append(repr(pickle.dumps(select(register, SETTINGS.calendar, date.max).mask)))
    parts.append(records(select(register, SETTINGS.calendar, date.max)).to_csv())
    return "\n".join(parts)


IDENTITY = ("Complainant name", "Phone", "E-mail", "Home address", "Passport No.", "Unknown column")
PLANTED = (
    "CANARY-Name",
    "CANARY-99112233",
    "CANARY@example.org",
    "CANARY-street 5",
    "CANARY-ID",
    "CANARY-unknown",
)


@pytest.mark.parametrize("settings", [SETTINGS, CLEARED])
def test_no_identity_is_in_the_register(settings) -> None:
    headings = (*HEADINGS, *IDENTITY, "Summary of issue")
    row = (
        *plain(way="by CANARY-Name", channel="CANARY-Name told us"),
        *PLANTED,
        "CANARY-Name wrote from CANARY@example.org",
    )
    register = read([row], settings, headings=headings)
    assert len(register) == 1
    assert "CANARY" not in contents(register)


def test_texts_are_nowhere_unless_a_person_cleared_them() -> None:
    headings = (*HEADINGS, "Summary of issue", "Summary of actions taken")
    rows = [(*plain(), "The well is dry", "A pump was bought")]
    assert "well" not in contents(read(rows, SETTINGS, headings=headings))
    cleared = read(rows, CLEARED, headings=headings)
    assert (cleared.text(Field.ISSUE).words[0], cleared.text(Field.ACTION).words[0]) == (
        "The well is dry",
        "A pump was bought",
    )


def test_a_book_s_and_a_register_s_repr_show_no_cell() -> None:
    register = read([plain(channel="CANARY")])
    assert "CANARY" not in repr(register)
    assert "CANARY" not in repr(select(register, SETTINGS.calendar, date.max))


def test_no_finding_quotes_a_cell() -> None:
    rows = [tuple(f"CANARY{j}" for j in range(len(HEADINGS))), plain(), ("Total CANARY", "CANARY")]
    register = read(rows)
    for finding in register.reading.findings:
        assert "CANARY" not in finding.message
    assert "CANARY" not in repr(register.reading)


def _words(scrubber: Scrubber, words: list[str | None], names: list[str | None]) -> list[str | None]:
    return scrubber.scrub_words(
        np.array(words, dtype=object), np.array([Own(name) for name in names], dtype=object)
    ).tolist()


def test_a_word_loses_a_part_of_a_name_where_every_row_that_holds_it_is_theirs() -> None:
    scrubber = Scrubber(["Canaria Planterova", "Bold Ganbat"])
    assert _words(scrubber, ["Told to Canaria", None], ["Canaria Planterova", "Bold Ganbat"]) == [
        "Told to [name]",
        None,
    ]
    told = ["Radio Bold"] * 3
    assert _words(scrubber, told, ["Bold Ganbat", None, "Canaria Planterova"]) == told
    assert _words(scrubber, told[:2], ["Bold Ganbat", "Bold Ganbat"]) == ["Radio [name]"] * 2
    both = ["Canaria and Bold"] * 2
    assert _words(scrubber, both, ["Canaria Planterova", "Bold Ganbat"]) == ["[name] and [name]"] * 2


def test_case_numbers_headings_and_names_of_sheets_hold_no_complainant() -> None:
    headings = (*HEADINGS, "Complainant name", "Phone", "Asked by Canaria Planterova")
    row = (
        *plain(registered_no="f-1 Planterova 99117755 c@example.org"),
        "Canaria Planterova",
        "99117755",
        "x",
    )
    other = (*plain(registered_no="2020-000123 Canaria Planterova"), "Od Dulam", "", "")
    register = read([row, other], headings=headings, name="Canaria Planterova 99117755")
    assert register.registered_no.tolist() == [
        "f-1 [name] [phone] [email]",
        "2020-000123 [name]",
    ]
    assert register.reading.sheet == "[name] [phone]"
    assert "Asked by [name]" in {finding.column for finding in register.reading.findings}
    for hidden in ("Canaria", "Planterova", "99117755", "c@example.org"):
        assert hidden not in contents(register)


def test_no_name_becomes_part_of_a_heading() -> None:
    headings = ("Complainant name", *HEADINGS)
    first = ("Dorj Oyun", None, None, "Email", "Complaint", "Status", "Details", None, None)
    register = read([first, ("Dorj Oyun", *plain(channel="told by Dorj Oyun"))], headings=headings)
    assert "Dorj" not in contents(register)
    assert register.reading.header_row == 1
    assert register.reading.rows_read == 2
