"""The whole workbook is the register, and nothing of it disappears without a word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grm_data.errors import RegisterError
from grm_data.intake.annotated.orders import orders_of
from grm_data.intake.build import build_register, decoded_rows
from grm_data.intake.identities import scrubber_of
from grm_data.readers import without_sensitive_signs
from grm_data.register import Field, Register, Status
from grm_data.register.codes import Why, why_of
from grm_data.register.register import SheetState
from grm_data.settings import parse_settings
from tests.intake.books import SETTINGS, TODAY, book_of, sheet_of, told
from tests.rounds import rounds

HEADINGS = ("Case No", "Date received", "Channel", "Type", "Summary of issue", "Status", "Date resolved")


def case(number: object, day: datetime, *, issue: str = "", status: str = "Resolved") -> tuple[object, ...]:
    resolved = day + timedelta(4) if status == "Resolved" else None
    return number, day, "Phone", "Request", issue or f"well {number} of {day:%B}", status, resolved


def cases(n: int, year: int, first: int = 1) -> list[tuple[object, ...]]:
    return [case(first + i, datetime(year, 2, 1) + timedelta(9 * i)) for i in range(n)]


def read(*sheets, names=None, text: str = "") -> Register:
    own = parse_settings(b"[project]\nstart = 2015-01-01\ncountry = 'MN'\n" + text.encode())
    return build_register(book_of(*sheets), own, names, TODAY)


def states(register: Register) -> list[tuple[str, str, int]]:
    return [(one.sheet, str(one.state), one.rows) for one in register.reading.sheets]


def rows_named(register: Register) -> int:
    return sum(one.rows for one in register.reading.sheets if one.state is SheetState.NOT_READ)


def test_a_sheet_a_year_is_one_register_in_which_each_row_keeps_its_sheet() -> None:
    register = read(
        sheet_of([HEADINGS, *cases(4, 2021)], "2021"), sheet_of([HEADINGS, *cases(7, 2022, 5)], "2022")
    )
    assert len(register) == register.reading.rows_read == 11
    assert register.sheet.texts().tolist() == ["2021"] * 4 + ["2022"] * 7
    assert register.sheet_row.tolist() == [2, 3, 4, 5, *range(2, 9)]
    assert register.reading.sheet == "2021, 2022"
    assert told(register) == []


def test_columns_may_stand_in_another_order_be_missing_or_be_headed_otherwise() -> None:
    order = (1, 0, 5, 2, 3)
    rows = [[row[j] for j in order] for row in cases(3, 2023, 4)]
    names = ["Received on", *[HEADINGS[j] for j in order[1:]]]
    register = read(sheet_of([HEADINGS, *cases(3, 2022)], "A"), sheet_of([names, *rows], "B"))
    assert len(register) == 6
    assert register.registered_no.tolist() == ["1", "2", "3", "4", "5", "6"]
    assert register.received.tolist()[3] - register.received.tolist()[0] == 365
    assert register.text(Field.ISSUE).state.tolist()[3:] == [0, 0, 0]


def test_sheets_that_number_anew_hold_no_duplicates() -> None:
    districts = [
        sheet_of([HEADINGS[:4], *[row[:4] for row in cases(5, 2024)]], name)
        for name in ("East", "West", "Far")
    ]
    register = read(*districts)
    assert len(register) == 15
    assert [code for code, _, _ in told(register)] == []


def test_a_copy_of_a_sheet_is_counted_once() -> None:
    rows = [HEADINGS, *cases(6, 2024)]
    register = read(sheet_of(rows, "Register"), sheet_of(rows, "Register (2)"))
    assert len(register) == 6
    assert {row.reason for row in register.reading.excluded} == {"duplicate"}
    assert {row.sheet for row in register.reading.excluded} == {"Register (2)"}


def test_a_number_on_two_sheets_of_one_numbering_is_an_error_on_both() -> None:
    moved = case(2, datetime(2024, 5, 5), issue="another matter")
    register = read(
        sheet_of([HEADINGS, *cases(2, 2024)], "Open"),
        sheet_of([HEADINGS, *cases(3, 2023, 3), moved], "Closed"),
    )
    found = [(one.sheet, one.row) for one in register.reading.findings if one.code == "number-duplicate"]
    assert found == [("Open", 3), ("Closed", 5)]


def test_a_register_of_other_columns_is_an_error_that_names_it_and_its_rows() -> None:
    log = [
        ("Date received", "Sender", "Stamp", "File"),
        *[(datetime(2024, 1, d), "x", "y", "z") for d in (2, 3)],
    ]
    register = read(sheet_of([HEADINGS, *cases(3, 2024)], "Log"), sheet_of(log, "Letters"))
    assert states(register) == [("Log", "read", 3), ("Letters", "not_read", 2)]
    (finding,) = [one for one in register.reading.findings if one.code == "sheet-not-read"]
    assert (finding.sheet, finding.severity) == ("Letters", "error")
    assert "2 rows" in finding.message


def test_the_settings_settle_it() -> None:
    log = [("Date received", "Sender", "Stamp", "File"), (datetime(2024, 1, 2), "x", "y", "z")]
    sheets = sheet_of([HEADINGS, *cases(3, 2024)], "Log"), sheet_of(log, "Letters")
    ignored = read(*sheets, text="[sheets]\nignore = ['letters']\n")
    assert states(ignored) == [("Log", "read", 3), ("Letters", "other", 1)]
    assert told(ignored) == []
    both = read(*sheets, text="[sheets]\nread = ['Log', 'Letters']\n")
    assert states(both) == [("Log", "read", 3), ("Letters", "read", 1)]


def test_only_the_sheets_named_are_read() -> None:
    sheets = [sheet_of([HEADINGS, *cases(n, 2020 + n)], str(2020 + n)) for n in (1, 2, 3)]
    register = read(*sheets, names=["2021", "2023"])
    assert states(register) == [("2021", "read", 1), ("2022", "other", 2), ("2023", "read", 3)]
    with pytest.raises(RegisterError, match="2021, 2022, 2023"):
        read(*sheets, names=["2021", "1999"])


def test_a_mere_date_beside_received_dates_is_of_another_event_unless_the_sheets_are_alike() -> None:
    steps = [("Case No", "Date", "Action", "Type"), (1, datetime(2024, 3, 9), "wrote", "Letter")]
    register = read(sheet_of([HEADINGS, *cases(3, 2024)], "Log"), sheet_of(steps, "Steps"))
    assert states(register) == [("Log", "read", 3), ("Steps", "not_read", 1)]
    alike = ["Date" if heading == "Date received" else heading for heading in HEADINGS]
    both = read(sheet_of([HEADINGS, *cases(3, 2024)], "24"), sheet_of([alike, *cases(2, 2023, 4)], "23"))
    assert states(both) == [("24", "read", 3), ("23", "read", 2)]


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([("Channels", "Statuses"), ("Phone", "Open"), ("Email", "Closed")], "lists of words"),
        ([("Month", "Received", "Resolved"), ("Jan", 3, 2), ("Total", 3, 2)], "a summary or pivot table"),
        ([("How to fill in this register: one row for every complaint, however it came in.",)], "notes"),
    ],
)
def test_other_sheets_are_named_with_what_they_look_like(rows, what) -> None:
    register = read(sheet_of([HEADINGS, *cases(3, 2024)], "Log"), sheet_of(rows, "Other"))
    (finding,) = [one for one in register.reading.findings if one.code == "sheet-other"]
    assert (finding.sheet, finding.severity) == ("Other", "info")
    assert what in finding.message


def test_a_hidden_sheet_of_the_register_is_read_and_said() -> None:
    register = read(
        sheet_of([HEADINGS, *cases(2, 2024)], "New"),
        sheet_of([HEADINGS, *cases(2, 2023)], "Old", hidden=True),
    )
    assert len(register) == 4
    assert [one.sheet for one in register.reading.findings if one.code == "sheet-hidden"] == ["Old"]


def followed(*rows, heading="Case No") -> Register:
    names = [*HEADINGS[:5], "_index"]
    main = [(*row[:5], i) for i, row in enumerate(cases(4, 2024), 1)]
    return read(
        sheet_of([names, *main], "Intake"), sheet_of([(heading, "Step date", "Step status"), *rows], "Steps")
    )


@pytest.mark.parametrize("heading", ["Case No", "_parent_index"])
def test_the_last_step_of_a_follow_up_sheet_is_the_status_of_its_case(heading: str) -> None:
    register = followed(
        (1, datetime(2024, 3, 9), "Resolved"), (1, datetime(2024, 3, 2), "In progress"),
        (2, datetime(2024, 3, 2), "Resolved"), (2, datetime(2024, 3, 8), "Resolved"),
        (3, datetime(2024, 3, 2), "Resolved"), (3, datetime(2024, 3, 8), "In progress"),
        heading=heading,
    )  # fmt: skip
    assert [Status(s) for s in ("resolved", "resolved", "resolving", "resolving")] == [
        [*Status][code] for code in register.status.tolist()
    ]
    days = register.resolved - register.received
    assert days.tolist()[:2] == [37, 21]
    assert states(register)[1] == ("Steps", "other", 6)
    assert dict(register.reading.columns)["status"] == "Step status"


def test_a_follow_up_of_cases_that_are_not_there_is_an_error() -> None:
    register = followed(
        *[(n, datetime(2024, 3, 2), "Resolved") for n in (71, 72, 73)], heading="_parent_index"
    )
    assert states(register)[1] == ("Steps", "not_read", 3)
    assert [one.code for one in register.reading.findings if one.severity == "error"] == ["sheet-not-read"]


def test_a_mark_in_a_follow_up_sheet_makes_its_case_sensitive() -> None:
    names = ("Case No", "Step status", "Sensitive")
    steps = [names, (2, "In progress", "yes"), (3, "Resolved", None)]
    register = read(
        sheet_of([HEADINGS[:5], *[row[:5] for row in cases(4, 2024)]], "Intake"), sheet_of(steps, "Steps")
    )
    assert register.registered_no.tolist() == ["1", "3", "4"]
    assert dict(register.sensitive_by_half_year) == {"2024 H1": 1}


def test_a_second_table_below_in_other_columns_is_read() -> None:
    order = (0, 5, 1, 3, 2, 6, 4)
    lower = [[row[j] for j in order] for row in cases(3, 2023, 5)]
    register = read(
        sheet_of([HEADINGS, *cases(4, 2024), (), ("Component 2",), [HEADINGS[j] for j in order], *lower])
    )
    assert len(register) == 7
    assert register.sheet_row.tolist() == [2, 3, 4, 5, 9, 10, 11]
    assert [[*Status][code] for code in register.status.tolist()] == [Status.RESOLVED] * 7
    assert [(row.row, row.reason) for row in register.reading.excluded] == [(7, "note")]


def test_a_second_table_beside_the_first_is_read() -> None:
    left, right = cases(4, 2024), cases(2, 2023, 5)
    rows = [(*a, None, *b) for a, b in zip(left, [*right, (None,) * 7, (None,) * 7], strict=True)]
    register = read(sheet_of([(*HEADINGS, None, *HEADINGS), *rows]))
    assert len(register) == 6
    assert register.sheet_row.tolist() == [2, 3, 4, 5, 2, 3]


def test_a_name_on_one_sheet_stands_in_no_text_of_another() -> None:
    names = (*HEADINGS, "Complainant name")
    named = [(*row, "Ganbaatar Dorjsuren") for row in cases(2, 2024)]
    text = case(7, datetime(2023, 4, 4), issue="Ganbaatar Dorjsuren called about the well")
    own = "[confidentiality]\ntexts = 'cleared'\n"
    register = read(sheet_of([names, *named], "2024"), sheet_of([HEADINGS, text], "2023"), text=own)
    assert "Dorjsuren" not in register.text(Field.ISSUE).words[2]
    sender = [("Complainant name", "Age"), ("Ganbaatar Dorjsuren", "44")]
    log = [
        ("Date received", "Complainant name", "x", "y"),
        (datetime(2024, 1, 2), "Ganbaatar Dorjsuren", "1", "2"),
    ]
    for other in (log, [(*sender[0], "Date received"), (*sender[1], datetime(2024, 1, 1))]):
        register = read(sheet_of([HEADINGS, text, *cases(2, 2023)], "A"), sheet_of(other, "B"), text=own)
        assert "Dorjsuren" not in register.text(Field.ISSUE).words[0]


@pytest.mark.parametrize("sheet", ["B", "ignored"])
def test_a_name_on_a_sheet_that_is_no_table_of_ours_stands_in_no_text(sheet: str) -> None:
    people = [("Complainant name", "Remark"), ("Ganbaatar Dorjsuren", "met at the well")]
    text = case(7, datetime(2023, 4, 4), issue="Ganbaatar Dorjsuren called about the well")
    own = "[confidentiality]\ntexts = 'cleared'\n[sheets]\nignore = ['ignored']\n"
    register = read(sheet_of([HEADINGS, text, *cases(2, 2023)], "A"), sheet_of(people, sheet), text=own)
    assert "Dorjsuren" not in register.text(Field.ISSUE).words[0]


def test_a_sensitive_row_renumbers_the_rows_of_its_own_sheet_only() -> None:
    names = (*HEADINGS, "Sensitive")
    first = [(*row, mark) for row, mark in zip(cases(3, 2023), ("yes", None, None), strict=True)]
    register = read(sheet_of([names, *first], "A"), sheet_of([HEADINGS, *cases(2, 2024)], "B"))
    assert without_sensitive_signs(register).sheet_row.tolist() == [2, 3, 2, 3]


def test_each_sheet_is_marked_in_its_own_cells() -> None:
    odd = ("x", "soon", "Phone", "Request", "a", "Open", None)
    moved = [(None, *row) for row in [HEADINGS, *cases(1, 2024), odd]]
    book = book_of(sheet_of([HEADINGS, odd, *cases(2, 2023)], "A"), sheet_of(moved, "B"))
    register, rows = build_register(book, SETTINGS, None, TODAY), decoded_rows(book, SETTINGS, None)
    orders = orders_of(
        register,
        rows.table,
        book,
        scrubber_of(rows.table, rows.choice, SETTINGS.calendar.country).scrub_known,
    )
    unreadable = [
        (sheet, row, column) for sheet, row, column, severity, _ in orders["marks"] if severity == "error"
    ]
    assert unreadable == [(0, 2, 2), (1, 3, 3)]
    assert orders["sheets"] == {0: "A", 1: "B"}


KINDS = ("same", "fewer", "other order", "mere date", "two tables", "beside", "titles", "letters", "steps", "lists", "empty")  # fmt: skip


def table_of(kind: str, own: list[tuple[object, ...]], order: Sequence[int]) -> list[Sequence[object]]:
    """The cells of a sheet of a kind that holds the rows, whether a register's or others."""
    under = [[line[j] for j in order] for line in [HEADINGS, *own]]
    half = 1 + len(own) // 2
    if kind == "mere date":
        return [["Date" if cell == "Date received" else cell for cell in under[0]], *under[1:]]
    if kind == "two tables" and len(own) > 1:
        return [*under[:half], [], ["Component 2"], under[0], *under[half:]]
    if kind == "beside" and len(own) > 1:
        left, right = under[:half], [under[0], *under[half:]]
        empty = [None] * len(order)
        return [[*a, None, *b] for a, b in zip_longest(left, right, fillvalue=empty)]
    if kind == "titles":
        return [["Register of the project"], [], *under]
    if kind == "letters":
        return [("Date received", "Sender", "Stamp", "Shelf"), *[(row[1], "x", "y", "z") for row in own]]
    if kind == "steps":
        return [
            ("Case No", "Date", "Action", "Remark"),
            *[(f"s{row[0]}", row[1], "wrote", "y") for row in own],
        ]
    return under


WITHOUT_ROWS = ("lists", "empty")


@st.composite
def workbooks(draw):
    """(sheets, how many rows of feedback are in all): every sheet numbers its cases on its own."""
    sheets, rows = [], 0
    for i, kind in enumerate(["same", *draw(st.lists(st.sampled_from(KINDS), max_size=5))]):
        n = draw(st.integers(1, 9))
        own = [(f"{i}-{row[0]}", *row[1:]) for row in cases(n, 2018 + i)]
        order = (
            draw(st.permutations(range(7))) if kind == "other order" else range(4 if kind == "fewer" else 7)
        )
        if kind in WITHOUT_ROWS:
            table = (
                [("Channels", "Words"), *[("Phone", f"word {k}") for k in range(n)]]
                if kind == "lists"
                else []
            )
        else:
            table = table_of(kind, own, order)
        rows += 0 if kind in WITHOUT_ROWS else n
        sheets.append(sheet_of(table, f"Sheet {i}", hidden=i > 0 and draw(st.booleans())))
    return draw(st.permutations(sheets)), rows


@settings(max_examples=rounds(125), suppress_health_check=[HealthCheck.too_slow])
@given(workbooks())
def test_rows_read_and_rows_named_as_not_read_are_all_the_rows_there_are(made) -> None:
    sheets, rows = made
    register = read(*sheets)
    reading = register.reading
    no_feedback = sum(why_of(row.reason) is Why.NO_FEEDBACK for row in reading.excluded)
    assert reading.rows_read - no_feedback + rows_named(register) == rows
    assert reading.rows_read == len(register) + reading.rows_joined + len(reading.excluded)
    by_state = [one.rows for one in reading.sheets if one.state is SheetState.READ]
    assert sum(by_state) == reading.rows_read
    assert {one.sheet for one in reading.sheets} == {sheet.name for sheet in sheets}
    assert isinstance(register.sensitive_by_half_year, MappingProxyType)
