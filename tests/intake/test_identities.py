"""Who is named is known by what a column holds: no identity leaves, under whatever heading it stands."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from grm_data.intake.build import build_register
from grm_data.register import Register
from grm_data.settings import parse_settings
from tests.intake.books import HEADINGS as PLAIN_HEADINGS
from tests.intake.books import book_of, numbered, plain, read, sheet_of
from tests.intake.canaries import HEADINGS, KINDS, PLACES, planted, word
from tests.intake.test_privacy import CLEARED, contents
from tests.rounds import rounds

TODAY = date(2026, 11, 24)
_COMMON = ("Mme", "street", "flat")


def leaks(register: Register, canaries: list[str]) -> list[str]:
    """The canaries of which every word and number is in what leaves the intake."""
    out = contents(register)
    pieces = {one: [part for part in re.findall(r"\w{3,}", one) if part not in _COMMON] for one in canaries}
    return [one for one in canaries if all(part in out for part in pieces[one])]


@examples(max_examples=rounds(500))
@given(
    heading=st.sampled_from((*HEADINGS, None)),
    place=st.sampled_from([*PLACES]),
    kind=st.sampled_from([*KINDS]),
    seed=st.integers(0, 10**6),
)
def test_no_identity_leaves_whatever_the_heading_and_the_place(
    heading: str | None, place: str, kind: str, seed: int
) -> None:
    chance = random.Random(seed)
    one = planted(chance, heading or word(chance), place, kind)
    register = build_register(one.book(), CLEARED, None, TODAY)
    assert leaks(register, one.canaries) == []


PHONES = ("99112233", "88104455", "95667788", "99001122")
PAPERS = ("12345-1234567-1", "35202-7654321-9", "42101-1112223-4", "61101-9998887-6")
DEVANAGARI = ("कृष्ण गुरुङ", "सीता राई", "हरिप्रसाद पौडेल", "माया तामाङ")
NAMES = ("Canaria Planterova", "Б.Болд", "Mr Zorp Quibbler", "Vexa Lumar")


def with_numbers(numbers: tuple[str, ...], *, heading: str, running: bool = False) -> Register:
    """A register whose case numbers are these; with a running No. behind them or not."""
    rows = [(text, *plain()[1:], *([i] if running else [])) for i, text in enumerate(numbers, 1)]
    return read(rows, headings=(heading, *PLAIN_HEADINGS[1:], *(["S/N"] if running else [])))


@pytest.mark.parametrize("numbers", [PHONES, PAPERS, NAMES], ids=("phones", "papers", "names"))
@pytest.mark.parametrize(
    "heading", ["ID", "Number", "Code", "Reference", "Réf.", "Código", "Номер", "Дугаар"]
)
def test_a_case_number_is_no_number_of_a_person(numbers: tuple[str, ...], heading: str) -> None:
    alone = with_numbers(numbers, heading=heading)
    assert leaks(alone, [*numbers]) == []
    assert "number-identity" in {one.code for one in alone.reading.findings}
    beside = with_numbers(numbers, heading=heading, running=True)
    assert beside.registered_no.tolist() == ["1", "2", "3", "4"]
    assert "identity-instead" in {one.code for one in beside.reading.findings}


@pytest.mark.parametrize(
    "numbers",
    [
        ("GRM-2020/03", "GRM-2020/04", "GRM-2020/07", "GRM-2021/01"),
        ("20200001", "20200002", "20200003", "20200007"),
        ("100020001", "100020002", "100020004", "100020005"),
        ("12/2020", "13/2020", "14/2020", "15/2020"),
        ("A1", "A2", "A3", "B1"),
    ],
)
def test_a_case_number_that_looks_like_one_stays(numbers: tuple[str, ...]) -> None:
    register = with_numbers(numbers, heading="ID")
    assert register.registered_no.tolist() == [*numbers]


def test_a_person_s_heading_over_a_number_makes_it_theirs() -> None:
    above = (*[None] * 8, "Complainant", None)
    rows = [(*row, f"K{i}7", "Farmer") for i, row in enumerate(numbered(*[plain()] * 3))]
    headings = ("S/N", *PLAIN_HEADINGS[1:], "ID", "Trade")
    sheet = sheet_of([above, headings, *rows], merged=((1, 9, 1, 10),))
    register = build_register(book_of(sheet), CLEARED, None, TODAY)
    assert register.registered_no.tolist() == ["f-2020/01", "f-2020/02", "f-2020/03"]
    assert "K17" not in contents(register)


def test_names_in_a_script_of_vowel_signs_are_known_under_any_heading() -> None:
    """By their cells: the heading is in no list, and a text that names one of them is scrubbed."""
    rows = [
        (*row, name, f"{name}को घर") for row, name in zip(numbered(*[plain()] * 4), DEVANAGARI, strict=True)
    ]
    headings = (*PLAIN_HEADINGS, "उजुरीकर्ताको नाम", "Summary of issue")
    register = read(rows, headings=headings, settings=CLEARED)
    out = contents(register)
    assert not [word for name in DEVANAGARI for word in name.split() if word in out]


def test_a_channel_that_says_who_is_no_channel() -> None:
    rows = [plain(channel=name) for name in NAMES]
    headings = [one if one != "Channel" else "Channel (name of officer)" for one in PLAIN_HEADINGS]
    register = read(numbered(*rows), CLEARED, headings=headings)
    assert leaks(register, [*NAMES]) == []


def test_staff_overrule_it_in_the_settings() -> None:
    rows = [(*row, name) for row, name in zip(numbered(*[plain()] * 4), NAMES, strict=True)]
    headings = (*PLAIN_HEADINGS, "Zorp")
    found = {one.code: one.column for one in read(rows, headings=headings).reading.findings}
    assert found["identity-by-values"] == "Zorp"
    text = "[project]\nstart = 2015-01-01\n[columns]\ncategory = 'Zorp'"
    overruled = read(rows, parse_settings(text.encode()), headings=headings)
    assert "identity-by-values" not in {one.code for one in overruled.reading.findings}
    assert overruled.reading.columns["category"] == "Zorp"


ORDINARY: dict[str, tuple[str, ...]] = {
    "Theme": ("Dust", "Noise", "Land", "Dust"),
    "Contractor": ("China Road", "Erdene Mining LLC", "China Road", "Tavan Bogd"),
    "Project component": ("Component 1", "Component 2", "Works", "Component 1"),
    "Responsible office": ("Project Office", "Ministry of Finance", "District Office", "Project Office"),
    "Location": ("Bayan Uul", "Songino Khairkhan", "Khan Uul", "Bayan Uul"),
    "Amount claimed": ("1500000", "2500000", "750000", "1200000"),
    "Severity of it": ("Very high", "Low", "Low", "Medium"),
    "Complainant category": ("Farmer", "Resident", "Farmer", "Farmer"),
    "Complainant informed": ("Yes", "No", "Yes", "Yes"),
}


@pytest.mark.parametrize("heading", ORDINARY)
def test_an_ordinary_column_is_no_person(heading: str) -> None:
    headings = (*PLAIN_HEADINGS, heading, "Summary of issue")
    texts = [f"It is about {cell}, they said." for cell in ORDINARY[heading]]
    rows = [
        (*row, cell, text)
        for row, cell, text in zip(numbered(*[plain()] * 4), ORDINARY[heading], texts, strict=True)
    ]
    register = read(rows, CLEARED, headings=headings)
    codes = {one.code for one in register.reading.findings}
    assert not codes & {"identity-by-values", "identity-dropped", "identity-instead", "number-identity"}
    if heading in ("Theme", "Severity of it", "Complainant category"):
        assert "[name]" not in contents(register)
