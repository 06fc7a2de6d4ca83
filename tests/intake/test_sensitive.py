"""Sensitive cases are found by every sign that a sheet gives, and nothing that leaves points at one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from grm_data.analysis.cells import cell_values
from grm_data.intake.build import build_register
from grm_data.intake.worth_asking import worth_asking
from grm_data.readers import for_readers
from grm_data.register import Field
from grm_data.register.sensitive_words import has_sensitive_word, may_be_sensitive, names_sensitive
from grm_data.settings import parse_settings
from grm_data.store.withholding import long_words, withholding
from tests.intake.books import HEADINGS, SETTINGS, TODAY, book_of, numbered, plain, read, sheet_of, told
from tests.intake.redaction.labelled import FILES, labelled
from tests.rounds import rounds

NAMED = """SEA/SH|sea-sh|SEA / SH case|S.E.A./S.H.|SEA|SH|SEAH|PSEA|SEA and SH|GBV|Is this a GBV case?|Sexual harrassment
Sexual misconduct|Sexual abuses|Rape of a girl|Gender violence|Violence against women|Sensitive|Sensitive grievance|EAS/HS|VBG
Viol|Harcèlement sexuel|Violences basées sur le genre|EAS/ASx|Acoso sexual|Violencia doméstica|ГН|Гендерное насилие|гендерного насилия
Сексуальные домогательства|изнасилование|Домашнего насилия|Бэлгийн хүчирхийлэл|Гэр бүлийн хүчирхийллийн асуудал|хүчин|Child abuse"""
OTHERS = """Sea transport|SH-12 road|HS code|violation|Violación de derechos|Not sensitive|Insensitive staff|grape|Complaint|case and grievance
Гендерное равенство|Насилие|Хүчин чадал|хүчин төгөлдөр бус|Viola|Request|o|y"""


@pytest.mark.parametrize("word", NAMED.replace("\n", "|").split("|"))
def test_a_type_or_heading_that_names_it_is_known(word: str) -> None:
    assert has_sensitive_word(word)


@pytest.mark.parametrize("word", OTHERS.replace("\n", "|").split("|"))
def test_another_word_is_not_taken_for_it(word: str) -> None:
    assert not has_sensitive_word(word)


def rows_of(*marks: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """One row per mark, with running numbers, the marks in further columns."""
    return [(*row, *mark) for row, mark in zip(numbered(*[plain()] * len(marks)), marks, strict=True)]


@pytest.mark.parametrize(
    ("further", "marks"),
    [
        (("SEA/SH", "GBV"), [("No", "Yes"), ("No", "No")]),
        (("SEA/SH case",), [("Yes",), ("No",)]),
        (("Is this a GBV case?",), [("X",), (None,)]),
        (("GBV type",), [("physical",), ("N/A",)]),
        (("Category", "Nature of complaint"), [("Works", "Sexual harassment"), ("Works", "Dust")]),
        (("Type of complaint",), [("Rape of a girl",), ("Dust",)]),
    ],
    ids=str,
)
def test_every_column_that_may_say_so_is_asked(
    further: tuple[str, ...], marks: list[tuple[Any, ...]]
) -> None:
    register = read(rows_of(*marks), headings=(*HEADINGS, *further))
    assert register.registered_no.tolist() == ["f-2020/02"]
    assert dict(register.sensitive_by_half_year) == {"2020 H2": 1}


def test_a_mark_in_merged_cells_stands_in_each_of_their_rows() -> None:
    rows = rows_of(("Yes",), (None,), ("No",), (None,))
    register = read(rows, headings=(*HEADINGS, "SEA/SH"), merged=((2, 9, 3, 9), (4, 9, 5, 9)))
    assert register.registered_no.tolist() == ["f-2020/03", "f-2020/04"]


def test_a_mark_whose_formula_was_never_calculated_counts_as_yes() -> None:
    rows = rows_of((None,), ("No",))
    register = read(rows, headings=(*HEADINGS, "SEA/SH"), uncalculated=frozenset({(2, 9)}))
    assert register.registered_no.tolist() == ["f-2020/02"]
    assert ("sensitive-unclear", 2, "SEA/SH") in told(register)


def test_a_sensitive_row_that_stands_twice_is_one_case_and_no_duplicate_is_listed() -> None:
    first, other = rows_of(("Yes",), ("No",))
    register = read([first, first, other], headings=(*HEADINGS, "SEA/SH"))
    assert dict(register.sensitive_by_half_year) == {"2020 H2": 1}
    assert {row.reason for row in register.reading.excluded} == {"sensitive"}
    assert "row-duplicate" not in {code for code, *_ in told(register)}


def test_no_finding_of_a_version_tells_where_a_sensitive_case_stands() -> None:
    """Staff are told every place of their own spreadsheet; whoever reads what is published is not."""
    rows = [one for i, one in enumerate(rows_of(*[("No",), ("Yes",), ("maybe",)] * 3), 1) if i not in (4, 5)]
    register = read(rows, headings=(*HEADINGS, "SEA/SH"), hidden_rows=frozenset({3, 4}))
    staff = {(code, row) for code, row, _ in told(register, infos=True)}
    assert staff >= {("number-gap", 5), ("row-hidden", 3), ("sensitive-unclear", 4)}
    shown = withholding(register, lambda _: True).reading.findings
    assert [one.code for one in shown if one.row is not None] == []


def test_a_version_s_rows_are_numbered_as_if_sensitive_cases_were_not_in_the_sheet() -> None:
    rows = rows_of(("No",), ("Yes",), ("No",), ("maybe",), ("No",))
    rows[4] = (*rows[4][:3], "By pigeon", *rows[4][4:])
    rows.append(("Total", *[None] * 7, 4))
    register = read(rows, headings=(*HEADINGS, "SEA/SH"))
    assert register.sheet_row.tolist() == [2, 4, 6]
    shown = withholding(register, lambda _: True)
    assert shown.sheet_row.tolist() == [2, 3, 4]
    assert [(one.reason, one.row) for one in shown.reading.excluded] == [("sensitive", 0)] * 2 + [
        ("totals", 5)
    ]
    places = {(one.code, one.row) for one in shown.reading.findings if one.row is not None}
    assert places >= {("channel-unknown", 4)}
    assert not {"sensitive-unclear", "totals-differ", "number-gap"} & {code for code, _ in places}
    again = withholding(shown, lambda _: True)
    assert again.reading == shown.reading
    assert np.array_equal(again.sheet_row, shown.sheet_row)


def test_without_sensitive_cases_rows_keep_their_place() -> None:
    register = read(numbered(plain(), plain(channel="By pigeon")))
    shown = withholding(register, lambda _: True)
    assert shown.reading == register.reading
    assert np.array_equal(shown.sheet_row, register.sheet_row)


def test_a_channel_type_or_way_that_is_a_text_is_withheld() -> None:
    long = "She told the driver of the bus that her neighbour had taken the money"
    register = read(
        numbered(plain(channel=long, type=f"{long} again", way=long), plain(), plain(channel=long))
    )
    assert long_words(register) == 2
    shown = withholding(register, lambda _: True)
    withheld = "A longer text (1), withheld"
    assert cell_values(shown, Field.CHANNEL).tolist() == [withheld, "email", withheld]
    assert cell_values(shown, Field.TYPE)[0] == withheld
    assert cell_values(shown, Field.WAY).tolist() == [withheld, "email", "email"]
    assert long_words(shown) == 0


@pytest.mark.parametrize(
    ("mark", "left_out"), [("?", True), ("!!", True), ("✔", True), ("-", False), ("—", False), ("☐", False)]
)
def test_a_sign_in_a_sensitive_column_is_no_unless_it_says_so(mark: str, left_out: bool) -> None:
    rows = [("1", "2020-07-31", "Email", mark), ("2", "2020-07-31", "Email", "No")]
    register = read(rows, headings=("No.", "Date received", "Channel", "Sensitive"))
    assert len(register) == (1 if left_out else 2)


WORDINGS = """Sexual harassment|Child marriage|Human trafficking|Stalking of a girl|Transactional sex|SEA/SH|Rape|Domestic violence
Harcèlement sexuel|Mariage précoce|Traite des personnes|Acoso sexual|Matrimonio infantil|Trata de personas
Сексуальные домогательства|Торговля людьми|Бэлгийн дарамт|Хүний наймаа|Pelecehan seksual|Cinsel taciz|Hiếp dâm|التحرش الجنسي
遭到性骚扰"""
SYLLABLES = st.text("aeioubdgklmnrst", min_size=3, max_size=12).map(str.capitalize)
ORDINARY = ("Dust on the road", "The contractor took gravel", "Compensation is late", "Who may apply?", None)


@examples(max_examples=rounds(500))
@given(data=st.data())
def test_a_sign_in_any_column_or_text_keeps_the_row_from_readers(data: st.DataObject) -> None:
    """Under headings that nobody knows, in channel, way, status, number and texts."""
    word = data.draw(st.sampled_from(WORDINGS.replace("\n", "|").split("|")))
    names = (*HEADINGS, "Summary of issue", "Actions taken", *data.draw(st.lists(SYLLABLES, max_size=3)))
    column = data.draw(st.sampled_from([j for j in range(len(names)) if names[j] not in DATES]))
    before, behind = data.draw(st.sampled_from([("", ""), ("She spoke of ", " by a guard"), ("", "?")]))
    rows = []
    for i, row in enumerate(numbered(*[plain()] * 4)):
        more = [data.draw(st.sampled_from(ORDINARY)) for _ in names[len(HEADINGS) :]]
        cells = [*row, *more]
        if i == 2:
            cells[column] = f"{before}{word}{behind}"
        rows.append(tuple(cells))
    register = read(rows, headings=names)
    assert len(register) == 3
    reasons = [(one.row, one.reason) for one in register.reading.excluded]
    assert reasons in ([(4, "sensitive")], [(4, "sensitive-doubt")])
    assert dict(register.sensitive_by_half_year) == {"2020 H2": 1}


DATES = ("Date received", "Resolved date", "Working days")


def test_ordinary_texts_are_rarely_held_back() -> None:
    texts = [one.text for one in labelled(*FILES)]
    held = [text for text in texts if names_sensitive(text)]
    assert len(held) <= 0.02 * len(texts), held


@pytest.mark.parametrize("cell", ["Harassment", "Assault by a guard", "Хүчирхийлэл", "Harcèlement", "Acoso"])
def test_a_word_that_may_mean_it_is_held_back_until_its_number_is_settled(cell: str) -> None:
    rows = numbered(plain(type=cell), plain())
    held = read(rows)
    assert [(one.row, one.reason) for one in held.reading.excluded] == [(2, "sensitive-doubt")]
    text = f"[project]\nstart = 2015-01-01\n[confidentiality]\nnot_sensitive = ['{rows[0][0]}']"
    assert len(read(rows, settings=parse_settings(text.encode()))) == 2


@pytest.mark.parametrize("name", ["GBV-SEA-SH", "Cas VBG", "SH cases", "Sexual harassment"])
def test_rows_of_a_sheet_that_is_named_so_are_held_back(name: str) -> None:
    first, second = numbered(plain(), plain())
    sheets = sheet_of([HEADINGS, first], "Register"), sheet_of([HEADINGS, second], name)
    held = build_register(book_of(*sheets), SETTINGS, None, TODAY)
    assert [(one.sheet, one.row, one.reason) for one in held.reading.excluded] == [
        (name, 2, "sensitive-doubt")
    ]
    shown = for_readers(held, SETTINGS)
    assert name not in f"{shown.reading}{shown.sheet.names}", "it would say that there are such cases"
    settled = parse_settings(f"[confidentiality]\nnot_sensitive = ['{second[0]}']".encode())
    assert len(build_register(book_of(*sheets), settled, None, TODAY)) == 2


@pytest.mark.parametrize("name", ["Non-GBV", "No GBV", "Non VBG", "Not sensitive", "Sea transport", "2025",
                                  "GRM & GBV", "GBV and other cases", "Plaintes et VBG", "GBV + жалоба"])  # fmt: skip
def test_rows_of_another_sheet_are_not(name: str) -> None:
    first, second = numbered(plain(), plain())
    sheets = sheet_of([HEADINGS, first], "Register"), sheet_of([HEADINGS, second], name)
    assert len(build_register(book_of(*sheets), SETTINGS, None, TODAY)) == 2


@pytest.mark.parametrize(
    ("title", "n"),
    [
        ("SEXUAL HARASSMENT CASES 2024", 0), ("Sexual exploitation and abuse", 0), ("Registre EAS/HS", 0),
        ("GRM and GBV register", 1), ("GBV cases: call 1234", 1), ("Don't enter GBV cases here", 1),
        ("SEA/SH cases are kept by the focal point in another file", 1), ("No GBV cases", 1),
    ],
)  # fmt: skip
def test_a_title_above_the_headings_counts_where_it_says_nothing_else(title: str, n: int) -> None:
    sheet = sheet_of([(title,), HEADINGS, *numbered(plain())])
    assert len(build_register(book_of(sheet), SETTINGS, None, TODAY)) == n


@pytest.mark.parametrize("note", ["For GBV use the confidential form", "GBV: call 1234"])
def test_a_note_among_the_rows_is_taken_for_a_title(note: str) -> None:
    """Nothing tells it from "GBV cases - ask Dulam first" or "Works and GBV cases" in every language."""
    first, second = numbered(plain(), plain())
    register = read([first, (note,), second])
    assert register.registered_no.tolist() == ["f-2020/01"]
    above = sheet_of([(note,), HEADINGS, first, second])
    assert len(build_register(book_of(above), SETTINGS, None, TODAY)) == 2


@pytest.mark.parametrize("name", ["No. 3 GBV", "No 3 GBV", "GBV"])
def test_a_number_before_it_denies_nothing(name: str) -> None:
    sheet = sheet_of([HEADINGS, plain()], name)
    assert len(build_register(book_of(sheet), SETTINGS, None, TODAY)) == 0


@pytest.mark.parametrize("again", [[], [HEADINGS]], ids=["one table", "each with its headings"])
def test_rows_under_a_title_that_says_so_are_held_back_up_to_the_next_title(again: list[Any]) -> None:
    rows = numbered(*[plain()] * 4)
    sections = [
        rows[0],
        ("GBV cases (confidential)",),
        *again,
        *rows[1:3],
        ("Land and works",),
        *again,
        rows[3],
    ]
    register = read(sections)
    assert register.registered_no.tolist() == ["f-2020/01", "f-2020/04"]
    assert dict(register.sensitive_by_half_year) == {"2020 H2": 2}


def test_each_title_of_many_is_asked_about_its_own_rows_alone() -> None:
    titles = ("GBV", "Land", "GRM & GBV", "SEA/SH cases", "Works and GBV cases", None)
    rows = numbered(*[plain()] * 600)
    sections = [part for i, row in enumerate(rows) for part in ((titles[i % 6],), row) if part != (None,)]
    kept = {f"f-2020/{i + 1:02d}" for i in range(600) if i % 6 in (1, 2)}
    assert {*read(sections).registered_no} == kept


@pytest.mark.parametrize("cell", ["Abuse of power", "Abuse of office by a clerk", "Violation of rights"])
def test_another_kind_of_abuse_is_not_held_back(cell: str) -> None:
    assert len(read(numbered(plain(type=cell), plain()))) == 2


@pytest.mark.parametrize(
    "word", [*NAMED.replace("\n", "|").split("|"), *WORDINGS.replace("\n", "|").split("|")]
)
def test_what_is_asked_at_length_holds_every_sign(word: str) -> None:
    """But for the bare abbreviations of a type."""
    parted = f"{word[:4]}\u200b{word[4:]}"
    for text in (word, word.upper(), f"{word} by a guard", f"Она сказала: {word}", parted):
        assert worth_asking([text]) or not names_sensitive(text)


WORDS = (
    *NAMED.replace("\n", "|").split("|"),
    *WORDINGS.replace("\n", "|").split("|"),
    *OTHERS.replace("\n", "|").split("|"),
    *ORDINARY[:-1],
)
PIECES = (
    "s",
    "e",
    "a",
    "h",
    "S",
    "it's",
    "his house",
    "sex'ual",
    "abuse",
    "traffic",
    "of",
    "by",
    "3s",
    "_",
    "№",
    "ё",
    "x\u0301",
)


@examples(max_examples=rounds(5000))
@given(
    pieces=st.lists(
        st.tuples(st.sampled_from((*WORDS, *PIECES)), st.sampled_from((" ", ".", "-", "'", "", "\n", "/"))),
        max_size=6,
    )
)
def test_what_is_not_asked_at_length_holds_no_sign(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + between for piece, between in pieces)
    for one in (text, text.upper(), text.title()):
        assert worth_asking([one]) or not (names_sensitive(one) or may_be_sensitive(one))
