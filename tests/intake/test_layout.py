"""Merged cells, ditto marks, cases over several rows, and rows that are no feedback."""

from __future__ import annotations

from datetime import datetime

import pytest

from grm_data.intake.build import build_register
from grm_data.register import Field, Register, Status
from grm_data.settings import parse_settings
from tests.intake.books import TODAY, book_of, sheet_of, told

HEADINGS = ("No.", "Date received", "Channel", "Type", "Issue", "Actions taken", "Status", "Date resolved")
OWN = "[project]\nstart = 2015-01-01\ncountry = 'MN'\n[confidentiality]\ntexts = 'cleared'\n"


def case(n: object, month: int = 1, day: int = 8, **changes: object) -> tuple[object, ...]:
    row = (n, datetime(2024, month, day), "Email", "Complaint", f"ditch {n}", "looked", "Resolved",
           datetime(2024, month, day + 5))  # fmt: skip
    names = ("number", "received", "channel", "type", "issue", "action", "status", "resolved")
    return tuple(changes.get(name, value) for name, value in zip(names, row, strict=True))


def read(*rows: tuple[object, ...], text: str = "", headings=HEADINGS, **more: object) -> Register:
    own = parse_settings((OWN + text).encode())
    return build_register(book_of(sheet_of([headings, *rows], **more)), own, None, TODAY)


def step(issue: object = None, action: object = None, **changes: object) -> tuple[object, ...]:
    blank = dict.fromkeys(("received", "channel", "type", "status", "resolved"))
    return case(None, issue=issue, action=action, **{**blank, **changes})


def excluded(register: Register) -> list[tuple[int, str]]:
    return [(row.row, row.reason) for row in register.reading.excluded]


def test_a_merged_cell_gives_its_value_to_each_of_its_rows_and_that_is_said_once() -> None:
    register = read(case(1), case(2, received=None), case(3, received=None), case(4), merged=((2, 2, 4, 2),))
    assert len(register) == 4
    assert len(set(register.received.tolist())) == 1
    assert [one.values for one in register.reading.findings if one.code == "merged-read"] == [(("n", 2),)]


@pytest.mark.parametrize("mark", ['"', "〃", "″", "Idem", "то же", "as above", "-do-", "DITTO"])
def test_a_ditto_mark_is_the_cell_above(mark: str) -> None:
    register = read(case(1, day=3), case(2, received=mark, channel=mark), case(3, received=mark))
    assert len(set(register.received.tolist())) == 1
    assert register.channel.texts().tolist() == ["email"] * 3
    assert told(register) == []
    assert [dict(one.values) for one in register.reading.findings if one.code == "ditto-read"] == [{"n": 3}]


def test_rows_of_texts_go_on_with_the_case_above() -> None:
    register = read(case(1), step(action="wrote"), step("the second part", "mended"), case(2), step("more"))
    assert register.text(Field.ACTION).words.tolist() == ["looked\nwrote\nmended", "looked"]
    assert register.text(Field.ISSUE).words.tolist() == ["ditch 1\nthe second part", "ditch 2\nmore"]
    reading = register.reading
    assert (reading.rows_read, reading.rows_joined, len(reading.excluded)) == (5, 3, 0)
    assert register.sheet_row.tolist() == [2, 5]
    assert told(register) == []


def test_a_row_with_a_channel_of_its_own_is_a_feedback_without_a_date() -> None:
    register = read(case(1), step("another matter", channel="Phone", status="Open"))
    assert len(register) == 1
    assert excluded(register) == [(3, "no-received-date")]


def test_rows_of_one_merged_number_are_one_case_with_its_last_status() -> None:
    register = read(
        case(1, status="Open", resolved=None),
        step(action="mended", status="Resolved", resolved=datetime(2024, 2, 2)),
        case(2, day=9),
        merged=((2, 1, 3, 1), (2, 2, 3, 2)),
    )
    assert register.registered_no.tolist() == ["1", "2"]
    assert [[*Status][code] for code in register.status] == [Status.RESOLVED, Status.RESOLVED]
    assert register.resolved.tolist()[0] - register.received.tolist()[0] == 25
    assert register.text(Field.ACTION).words[0] == "looked\nmended"


STEPS = [row for n in (1, 2, 3) for row in (case(n, status="Open", resolved=None), case(n, action="mended"))]


def test_repeated_numbers_that_look_like_steps_are_offered_as_one_case() -> None:
    register = read(*STEPS)
    assert len(register) == 6
    codes = [code for code, _, _ in told(register)]
    (offer,) = (one for one in register.reading.findings if one.code == "rows-one-case")
    assert dict(offer.values) == {"n": 3}
    assert codes.count("number-duplicate") == 6


def test_they_are_one_case_where_the_settings_say_so() -> None:
    register = read(*STEPS, text="[rows]\none_case = 'number'\n")
    assert register.registered_no.tolist() == ["1", "2", "3"]
    assert register.text(Field.ACTION).words.tolist() == ["looked\nmended"] * 3
    assert [[*Status][code] for code in register.status] == [Status.RESOLVED] * 3
    assert told(register) == []


def test_a_mark_on_any_row_of_a_case_makes_it_sensitive() -> None:
    headings = (*HEADINGS, "Sensitive")
    rows = [(*row, "yes" if i == 1 else None) for i, row in enumerate(STEPS)]
    register = read(*rows, headings=headings, text="[rows]\none_case = 'number'\n")
    assert register.registered_no.tolist() == ["2", "3"]
    assert excluded(register) == [(2, "sensitive")]


MARKED = (*HEADINGS, "Sensitive")


def test_a_formula_without_its_result_on_any_row_of_a_case_makes_it_sensitive() -> None:
    rows = (case(1), step("more"), case(2), step("more"))
    register = read(*rows, headings=MARKED, uncalculated=frozenset({(3, 9)}))
    assert register.registered_no.tolist() == ["2"]


@pytest.mark.parametrize(
    ("marks", "more"),
    [
        ((None, '"', "no"), {}),  # the cell above is the formula's
        ((None, None, "no"), {"merged": ((2, 9, 3, 9),)}),
    ],
)
def test_what_repeats_a_formula_without_its_result_is_as_sensitive(marks, more) -> None:
    rows = [(*case(n), mark) for n, mark in zip((1, 2, 3), marks, strict=True)]
    register = read(*rows, headings=MARKED, uncalculated=frozenset({(2, 9)}), **more)
    assert register.registered_no.tolist() == ["3"]


def test_what_is_hidden_under_a_blank_merged_cell_is_not_lost() -> None:
    register = read(case(1), case(2, received=None), case(3), merged=((3, 2, 4, 2),))
    assert register.registered_no.tolist() == ["1", "3"]


def test_a_name_on_a_row_that_was_joined_stands_in_no_text() -> None:
    headings = (*HEADINGS, "Complainant name")
    names = ("Oyun Bat-Erdene", "Tsetsegmaa Gantulga", "a", "b", "c", "d")
    rows = [(*row, name) for row, name in zip(STEPS, names, strict=True)]
    rows[4] = (*rows[4][:4], "Tsetsegmaa Gantulga wrote", *rows[4][5:])
    register = read(*rows, headings=headings, text="[rows]\none_case = 'number'\n")
    assert "Tsetsegmaa" not in str(register.text(Field.ISSUE).words.tolist())


@pytest.mark.parametrize(
    "label",
    [
        "Prepared by:",
        "Date:",
        "Approved by: ____",
        "Огноо:",
        "Хянасан:",
        "Подпись:",
        "Fecha:",
        "Approuvé par :",
    ],
)
def test_a_line_for_a_signature_is_no_feedback_even_with_a_date(label: str) -> None:
    footer = (label, datetime(2024, 6, 30), *[None] * 6)
    register = read(case(1), case(2), (), footer, (label, None, "GRM officer", *[None] * 5))
    assert len(register) == 2
    assert excluded(register) == [(5, "signature"), (6, "signature")]
    assert told(register) == []


@pytest.mark.parametrize("title", ["July 2020", "YEAR 2023", "Component 2", "2020 оны 7 сар", "Район 4"])
def test_a_title_of_a_section_is_no_feedback(title: str) -> None:
    register = read((title, *[None] * 7), case(1), (title.upper(), *[None] * 7), case(2))
    assert [reason for _, reason in excluded(register)] == ["note", "note"]
    assert told(register) == []


def test_a_lone_number_written_like_the_others_is_a_feedback_without_a_date() -> None:
    register = read(case("GR-01"), case("GR-02"), ("GR-03", *[None] * 7))
    assert excluded(register) == [(4, "no-received-date")]


def test_totals_may_count_a_section_or_everything_above() -> None:
    total = (None,) * 6
    rows = [
        case(1), case(2), ("Total", 2, *total), case(3, 2), ("Sub-total", 1, *total), ("Нийт", 3, *total),
    ]  # fmt: skip
    register = read(*rows)
    assert [reason for _, reason in excluded(register)] == ["totals"] * 3
    assert told(register) == []
    wrong = read(*rows[:4], ("Total", 2, *total))
    assert [(code, row) for code, row, _ in told(wrong)] == [("totals-differ", 6)]


def test_a_complaint_that_begins_like_a_signature_line_stays_one() -> None:
    register = read(case(1), case(2, issue="Date: of the blasting isn't told"), case("Note 3", issue="x"))
    assert len(register) == 3
