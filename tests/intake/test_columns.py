"""Columns that are ticked, that are of a tool, or that can't be read: nothing is dropped without a word."""

from __future__ import annotations

from datetime import time

import pytest

from grm_data.register import Field, Finding, Register
from grm_data.register.register import STATUS_CODE
from grm_data.register.vocabulary import Status
from grm_data.settings import parse_settings
from tests.intake.books import read


def found(register: Register, code: str) -> list[Finding]:
    return [finding for finding in register.reading.findings if finding.code == code]


def words(register: Register, field: str) -> list[str]:
    return list(register.category(Field(field)).texts())  # type: ignore[call-arg]


def statuses(register: Register) -> list[str]:
    names = {code: status.value for status, code in STATUS_CODE.items()}
    return [names[code] for code in register.status.tolist()]


@pytest.mark.parametrize(
    ("yes", "no"),
    [("✓", None), ("x", None), ("Yes", "No"), ("TRUE", "FALSE"), (1, 0), ("Да", "Нет"), ("√", "")],
)
def test_ticked_columns_become_the_channel(yes, no) -> None:
    headings = ("No.", "Date received", "Phone", "Letter", "Email", "Other", "Status")
    rows = [
        ("1", "2024-01-02", yes, no, no, no, "Open"), ("2", "2024-01-03", no, yes, no, no, "Open"),
        ("3", "2024-01-04", no, no, yes, no, "Open"), ("4", "2024-01-05", no, no, no, yes, "Open"),
    ]  # fmt: skip
    register = read(rows, headings=headings)
    assert words(register, "channel") == ["phone", "written", "email", "other"]
    assert not found(register, "identity-dropped")
    assert found(register, "ticks-read")[0].column == "Phone, Letter, Email, Other"


def test_a_phone_column_with_numbers_stays_an_identity() -> None:
    rows = [("1", "2024-01-02", "00001234", "x@example.org"), ("2", "2024-01-03", "00001235", None)]
    register = read(rows, headings=("No.", "Date received", "Phone", "Email"))
    assert [finding.column for finding in found(register, "identity-dropped")] == ["Phone", "Email"]
    assert "ticks-read" not in {finding.code for finding in register.reading.findings}


def test_ticked_statuses_are_read_and_a_doubtful_one_is_offered() -> None:
    headings = ("No.", "Date received", "Resolved", "Open", "Unrelated", "Rejected")
    rows = [(str(i), f"2024-01-0{i}", *("x" if k == i else None for k in range(1, 5))) for i in range(1, 5)]
    register = read(rows, headings=headings)
    assert statuses(register) == ["resolved", "resolving", "unrelated", "unrecognised"]
    assert len(found(register, "status-offered")) == 1


@pytest.mark.parametrize(
    "heading", ["Resolved (Yes/No)", "Is the grievance resolved?", "Closed?", "Resuelto (Sí/No)"]
)
def test_one_column_that_answers_whether_a_case_is_resolved_is_the_status(heading: str) -> None:
    rows = [
        ("1", "2024-01-02", "Yes", "2024-01-04"),
        ("2", "2024-01-03", "No", None),
        ("3", "2024-01-04", "Yes", None),
    ]
    register = read(rows, headings=("No.", "Date received", heading, "Date resolved"))
    assert statuses(register) == ["resolved", "resolving", "resolved"]
    assert [finding.row for finding in found(register, "resolved-without-date")] == [4]


KOBO = ("_uuid", "_submission_time", "__version__", "_index")
FORM = ("date_received", "channel", "channel/phone", "channel/in_person", "channel/kiosk", "status", *KOBO)


def of_form(*cells, headings=FORM) -> Register:
    rows = [("2024-01-02", *cell, "open", "u", "2024-01-02T01:00:00", "v", 1) for cell in cells]
    return read(rows, headings=headings)


def test_of_several_choices_of_a_form_the_first_known_in_its_order_counts_and_that_is_said() -> None:
    several = [("in_person phone", 1, 1, 0), ("kiosk in_person", 0, 1, 1), ("in_person, phone", 1, 1, 0)]
    register = of_form(("phone", 1, 0, 0), *several, ("kiosk", 0, 0, 1))
    assert words(register, "channel") == ["phone", "phone", "face_to_face", "phone", "kiosk"]
    assert [(one.row, one.column) for one in found(register, "choices-several")] == [
        (row, "channel") for row in (3, 4, 5)
    ]
    assert [one.row for one in found(register, "channel-unknown")] == [6]
    assert found(register, "channel-more") == []


@pytest.mark.parametrize(
    ("cell", "channel"),
    [("in_person email", "face_to_face"), ("Email;In person", "email"), ("phone telephone", "phone telephone"),
     ("phone of the mayor", "phone"), ("email messenger_pigeon", "email messenger_pigeon")],
)  # fmt: skip
def test_a_form_without_a_column_for_each_choice_gives_them_in_the_order_of_the_cell(cell, channel) -> None:
    register = of_form((cell,), headings=("date_received", "channel", "status", *KOBO))
    assert words(register, "channel") == [channel]


def test_a_form_s_ticks_alone_are_read_with_the_choices_that_are_not_known() -> None:
    headings = ("date_received", *FORM[2:5], "status", *KOBO)
    register = of_form((1, 1, 0), (0, 1, 1), (0, 0, 1), headings=headings)
    assert words(register, "channel") == ["phone", "face_to_face", "kiosk"]
    assert [one.row for one in found(register, "choices-several")] == [2, 3]
    assert found(register, "channel-more") == []


def test_what_a_person_typed_is_no_list_of_choices() -> None:
    headings = ("Date received", "Channel", "Status")
    register = read([("2024-01-02", "phone email", "open")], headings=headings)
    assert words(register, "channel") == ["phone email"]


def test_of_several_ticks_of_a_row_the_first_counts_and_the_settings_may_say_otherwise() -> None:
    headings = ("No.", "Date received", "Letter", "Phone", "Status")
    rows = [("1", "2024-01-02", "x", "x", "Open"), ("2", "2024-01-03", None, "x", "Open")]
    register = read(rows, headings=headings)
    assert words(register, "channel") == ["written", "phone"]
    assert len(found(register, "choices-several")) == 1
    own = parse_settings(b"[values.channel]\n'Letter, Phone' = 'phone'")
    assert words(read(rows, own, headings=headings), "channel") == ["phone", "phone"]


def test_two_ticks_of_one_row_are_no_status() -> None:
    rows = [("1", "2024-01-02", "x", "x"), ("2", "2024-01-03", "x", None)]
    register = read(rows, headings=("No.", "Date received", "Resolved", "Open"))
    assert statuses(register) == ["unrecognised", "resolved"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [(("soon", "later", "never"), "date-column-unreadable"), ((0, 0, 0), "date-column-zeros"),
     ((time(0), time(0), time(0)), "date-column-zeros")],
)  # fmt: skip
def test_a_column_headed_as_a_date_without_one_is_an_error_with_its_first_row(cells, code: str) -> None:
    rows = [(str(i), f"2024-01-0{i}", "Open", None if i == 1 else cells[i - 2]) for i in range(1, 5)]
    register = read(rows, headings=("No.", "Date received", "Status", "Date resolved"))
    (finding,) = found(register, code)
    assert (finding.severity, finding.row, finding.column) == ("error", 3, "Date resolved")
    assert "0 of 3" in finding.message


def test_received_dates_that_cannot_be_read_are_an_error_too_and_each_row_is_named() -> None:
    rows = [("1", "soon", "Open"), ("2", "later", "Open")]
    register = read(rows, headings=("No.", "Date received", "Status"))
    assert len(found(register, "date-column-unreadable")) == 1
    assert len(register.reading.excluded) == 2


def test_of_two_columns_of_one_field_the_one_that_reads_better_is_taken_and_the_reason_said() -> None:
    rows = [("1", "see file", "2024-01-02", "Open"), ("2", "see file", "2024-01-03", "Open")]
    register = read(rows, headings=("No.", "Date received", "Date registered", "Status"))
    assert register.reading.columns["received_on"] == "Date registered"
    assert [finding.column for finding in found(register, "column-second-worse")] == ["Date received"]


def test_neither_a_postcode_nor_an_incident_date_is_offered_as_a_date() -> None:
    rows = [
        ("1", "2024-01-02", "Open", "14200", "2024-01-01"),
        ("2", "2024-01-03", "Open", "14201", "2024-01-01"),
    ]
    register = read(rows, headings=("No.", "Date received", "Status", "Postcode", "incidentDate"))
    assert not found(register, "column-offered")
    assert [finding.column for finding in found(register, "column-dropped")] == ["Postcode", "incidentDate"]


def test_words_that_fold_alike_are_one_word_in_its_commonest_spelling() -> None:
    rows = [
        (str(i), "2024-01-02", word, "Open")
        for i, word in enumerate(("DUST", "Dust.", "Dust", "Dust", "dust"))
    ]
    register = read(rows, headings=("No.", "Date received", "Type", "Status"))
    assert words(register, "type") == ["Dust"] * 5


@pytest.mark.parametrize(
    ("headings", "word"),
    [
        (("No.", "Date received", "Type of complaint", "Status"), "Reclamation"),
        (("N°", "Date de réception", "Type de plainte", "Statut"), "complaint"),
    ],
)
def test_a_word_of_another_language_keeps_its_own_meaning(headings, word: str) -> None:
    register = read([("1", "2024-01-02", "Reclamation", "Open")], headings=headings)
    assert words(register, "type") == [word]
    assert not found(register, "type-unknown-near")


@pytest.mark.parametrize(
    ("cell", "status", "resolved"),
    [
        ("Closed on 6 July 2020", "resolved", True), ("Resolved (14/08/2020)", "resolved", True),
        ("Résolue le 3 mai 2021", "resolved", True), ("Решено 31.07.2020", "resolved", True),
        ("Open – under investigation", "resolving", False), ("Pending (14/08/2020)", "resolving", False),
        ("Closed, complainant informed", "resolved", False), ("Resolved?", "unrecognised", False),
        ("Closed without resolution", "unrecognised", False), ("Closed - withdrawn", "unrecognised", False),
        ("Closed pending feedback", "unrecognised", False), ("Not yet closed", "resolving", False),
    ],
)  # fmt: skip
def test_a_status_cell_with_more_in_it_is_never_read_the_wrong_way(
    cell: str, status: str, resolved: bool
) -> None:
    register = read([("1", "2020-07-01", cell)], headings=("No.", "Date received", "Status"))
    assert statuses(register) == [status]
    assert ("resolved_on" in register.reading.columns) is resolved or not resolved


def test_a_duration_beside_the_status_is_read() -> None:
    register = read([("1", "2020-07-01", "Resolved - 1 day")], headings=("No.", "Date received", "Status"))
    assert statuses(register) == [Status.RESOLVED]
    assert register.reading.columns["reported_working_days"] == "Status"
