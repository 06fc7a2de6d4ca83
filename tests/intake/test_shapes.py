"""Previews: nothing of a name, a number or an address can be read in what is shown of a sheet."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grm_data.intake.opening import open_upload
from grm_data.intake.shapes import LONGEST, preview_of, shape_of, shown
from grm_data.register.fields import IDENTITY_FIELDS
from grm_data.register.headings import heading_spellings
from grm_data.settings import Settings
from tests.intake.books import sheet_of
from tests.intake.making import xlsx


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bat Dorj", "Aaa Aaaa"),
        ("БАТ-ЭРДЭНЭ", "AAA-AAAAAA"),
        ("99112233", "00000000"),
        ("+976 9911 2233", "+000 0000 0000"),
        ("bat@example.org", "aaa@aaaaaaa.aaa"),
        ("УБ12345678", "AA00000000"),
        ("٠١٢٣", "0000"),
        ("नमस्ते", "aaaa"),
        ("李小龍", "aaa"),
        ("x☎y", "a·a"),
        ("a" * 100, "a" * 39 + "…"),
    ],
)
def test_a_text_is_its_shape(text: str, expected: str) -> None:
    assert shape_of(text) == shown(text) == expected


@pytest.mark.parametrize(
    "text", ["2020-07-31", "31.07.2020", "7/31/2020", "12", "0", "-3", "2.5", "999", "Resolved", "Facebook", "Yes", "#REF!", "Date received"]
)  # fmt: skip
def test_dates_counts_and_known_words_stand_in_the_clear(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    "text",
    ["1985", "1985-13-45", "20201231", "12-34-5678", "1,234", "Status (Bat Dorj)", "Resolved by Bat Dorj", "31.07.2020 Bat"],
)  # fmt: skip
def test_what_only_looks_like_one_is_a_shape(text: str) -> None:
    assert shown(text) == shape_of(text) != text


@given(st.text())
def test_no_letter_and_no_digit_survives_in_a_shape(text: str) -> None:
    shape = shape_of(text)
    assert len(shape) <= LONGEST
    letters = {sign for sign in shape if unicodedata.category(sign)[0] in "LMN"}
    assert letters <= {"A", "a", "0"}


@given(st.from_regex(r"[A-ZА-ЯӨҮ][a-zа-яөү]{2,12}( [A-ZА-ЯӨҮ][a-zа-яөү]{2,12})?", fullmatch=True))
def test_no_run_of_a_name_s_letters_survives(name: str) -> None:
    found = shown(name)
    if found != name:  # else it is a word that every register knows
        runs = {name[i : i + 2] for i in range(len(name) - 1)}
        assert not {run for run in runs if run in found and not re.fullmatch("[Aa]a|a[ ]| A|Aa", run)}


def test_under_the_heading_of_an_identity_all_are_shapes() -> None:
    for heading in sorted({spelling for field in IDENTITY_FIELDS for spelling in heading_spellings(field)}):
        preview = preview_of(sheet_of([["Status", heading], ["Resolved", "Resolved"], ["Open", "12"]]))
        assert [row[1] for row in preview.rows[1:]] == ["Aaaaaaaa", "00"]
        assert preview.rows[1][0] == "Resolved"


def test_a_preview_is_of_the_first_rows_and_where_they_stand() -> None:
    rows = [["Status", "Who"], *([f"Bat {i}", datetime(2020, 7, 31)] for i in range(50))]
    preview = preview_of(sheet_of(rows, name="Dorj's list 2020", first_row=3))
    assert (preview.name, preview.first_row, len(preview.rows)) == ("Aaaa'a aaaa 0000", 3, 15)
    assert preview.rows[:2] == (("Status", "Aaa"), ("Aaa 0", "2020-07-31"))


def test_an_upload_shows_every_sheet_as_shapes() -> None:
    one = open_upload("r.xlsx", xlsx([["No.", "Complainant", None], [1, "CANARY Dorj", None]]))
    (preview,) = one.ask(Settings()).previews
    assert preview.rows == (("No.", "Complainant"), ("1", "AAAAAA Aaaa"))
    assert "CANARY" not in repr(preview) + repr(one.ask(Settings()))
