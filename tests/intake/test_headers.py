"""Where the table is, and which column holds which field."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from grm_data.errors import RegisterError
from grm_data.intake.build import build_register
from grm_data.intake.choosing import choose_columns
from grm_data.intake.headers import (
    combined_fields,
    find_header,
    headers_of,
    may_be_second_row,
    plain_header,
    score_of,
)
from grm_data.intake.table import table_under
from grm_data.register.fields import Field
from grm_data.settings import parse_settings
from tests.intake.books import HEADINGS, SETTINGS, TODAY, book_of, numbered, plain, read, sheet_of, told

TABLE = [HEADINGS, plain()]


def header_of(*sheets, sheet=None, columns=None):
    return find_header(book_of(*sheets), sheet, columns or {})


def columns_of(*rows, settings=SETTINGS):
    header = header_of(sheet_of(rows), columns=settings.columns)
    choice = choose_columns(table_under(header), settings.columns)
    return {str(field): header.headings[j] for field, j in choice.columns.items()}


def test_the_header_is_found_below_title_lines() -> None:
    header = header_of(sheet_of([("Register of complaints received",), (), ("2020",), *TABLE]))
    assert header.sheet_row == 4
    assert header.height == 1


def test_rows_are_counted_as_the_user_sees_them_where_the_sheet_begins_lower() -> None:
    register = build_register(book_of(sheet_of(TABLE, first_row=7, first_column=3)), SETTINGS, None, TODAY)
    assert register.reading.header_row == 7
    assert register.sheet_row.tolist() == [8]


def test_the_settings_may_name_the_row_of_the_header() -> None:
    rows = [HEADINGS, (), ("Registered No.", "When", "Way"), plain()]
    own = b"[project]\nstart = 2015-09-15\n[columns]\nreceived_on = 'When'\n[sheets.header_rows]\nRegister = 9\n"
    header = headers_of([sheet_of(rows, first_row=7)], {"received_on": "When"}, {0: 9})[0]
    assert (header.row, header.height, header.score) == (2, 1, 3)
    assert header.headings[:3] == ("Registered No.", "When", "Way")
    register = build_register(book_of(sheet_of(rows, first_row=7)), parse_settings(own), None, TODAY)
    assert (register.reading.header_row, len(register)) == (9, 1)


def test_a_row_with_a_date_or_a_number_is_no_second_row_of_a_header() -> None:
    rows = [HEADINGS, ("A", "B"), ("A", 5), (date(2020, 7, 31), "B"), ()]
    cells = sheet_of([*rows, plain()]).cells.to_numpy(object)
    found = [may_be_second_row(row) for row in cells[1 : len(rows)]]
    assert found == [True, False, False, False]


@pytest.mark.parametrize("row", [6, 11])
def test_a_row_that_the_sheet_lacks_holds_no_header(row: int) -> None:
    with pytest.raises(RegisterError) as caught:
        headers_of([sheet_of(TABLE, first_row=7)], {}, {0: row})
    assert caught.value.key == "no-header"


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ([("Title",), ("When", "What"), ("a", "b")], 1),
        ([("When", 3), ("a", "b")], 1),  # a number is no heading
        ([("When", "When"), ("a", "b")], 1),  # nor are two alike
        ([("When", None, "What"), ("a", "b", "c")], 0),
    ],
)
def test_without_known_words_the_first_row_of_different_texts_is_the_header(rows, row) -> None:
    sheet = sheet_of(rows)
    header = plain_header(sheet)
    assert header is not None
    assert (header.sheet is sheet, header.row, header.height, header.score) == (True, row, 1, 0)
    assert [text for text in header.headings if text] == [text for text in rows[row] if text]
    assert plain_header(sheet_of([("One",), (1, 2)])) is None


def test_a_heading_too_long_to_be_one_is_passed_over() -> None:
    assert score_of(["Status " * 40, None, "Date received", "Status"], frozenset()) == 2


def test_a_heading_of_several_fields_counts_once() -> None:
    assert score_of(["Status and way", "Date received"], frozenset()) == 2


def test_in_a_row_with_a_date_only_known_spellings_are_headings() -> None:
    told_by_words = "Date when the complaint was received", "Date on which it was resolved", "Name of caller"
    rows = [("Date received", "Status", "A", "B"), ("2020-07-31", *told_by_words)]
    assert header_of(sheet_of(rows)).row == 0
    assert header_of(sheet_of([rows[0], ("A", *told_by_words)])).row == 1


def test_visible_sheets_go_before_hidden_ones() -> None:
    small = sheet_of([("Date received", "Status"), ("2020-07-31", "Resolved")], "Visible")
    assert header_of(sheet_of(TABLE, "Hidden", hidden=True), small).sheet.name == "Visible"


def test_a_hidden_sheet_is_read_where_no_visible_one_is_a_register() -> None:
    register = build_register(
        book_of(sheet_of([("Notes",)], "Notes"), sheet_of(TABLE, hidden=True)), SETTINGS, None, TODAY
    )
    assert told(register) == [("sheet-hidden", None, None)]


def test_the_sheet_that_looks_most_like_a_register_is_read() -> None:
    summary = sheet_of([("Channel", "Status", "Number"), ("Email", "Resolved", 3)], "Summary")
    assert header_of(summary, sheet_of(TABLE)).sheet.name == "Register"


def test_of_two_registers_the_longer_is_read() -> None:
    assert header_of(sheet_of(TABLE, "2019"), sheet_of([*TABLE, plain()], "2020")).sheet.name == "2020"


def test_a_sheet_that_is_named_is_read() -> None:
    sheets = (sheet_of([*TABLE, plain()], "2020"), sheet_of(TABLE, "Archive", hidden=True))
    assert header_of(*sheets, sheet="Archive").sheet.name == "Archive"
    assert header_of(*sheets, sheet=" ARCHIVE").sheet.name == "Archive"


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(RegisterError, match="2019, 2020"):
        header_of(sheet_of(TABLE, "2019"), sheet_of(TABLE, "2020"), sheet="2021")


@pytest.mark.parametrize(
    ("sheets", "key"),
    [
        ((), "no-sheet"),
        ((sheet_of([]),), "no-rows"),
        ((sheet_of([("A shopping list",), ("Milk", "2")]),), "no-header"),
        ((sheet_of([("Date received",), ("2020-07-31",)]),), "no-header"),
    ],
)
def test_a_file_without_a_header_is_refused_in_one_sentence(sheets, key) -> None:
    with pytest.raises(RegisterError) as caught:
        header_of(*sheets)
    assert caught.value.key == key


def test_a_register_without_received_dates_is_refused() -> None:
    with pytest.raises(RegisterError) as caught:
        read([("Email", "Resolved")], headings=("Channel", "Status"))
    assert caught.value.key == "no-date-column"


def test_a_column_that_looks_like_dates_is_offered_by_its_letter_not_its_heading() -> None:
    with pytest.raises(RegisterError) as caught:
        read([("Email", "Resolved", "2020-07-31")], headings=("Channel", "Status", "CANARY when"))
    assert caught.value.key == "no-date-column-offer"
    assert "Column C" in str(caught.value)
    assert "CANARY" not in str(caught.value)


@pytest.mark.parametrize("heading", ["Date", "DATE *", "Fecha", "Дата / Date", "التاريخ", "3. Tanggal"])
def test_a_mere_date_is_that_of_receipt_where_no_other_column_is(heading: str) -> None:
    rows = [("1", "2020-07-31", "dust", "Closed", "2020-08-03"), ("2", "2020-08-04", "noise", "Open", None)]
    headings = ("No.", heading, "Complaint", "Status", "Date closed")
    register = read(rows, headings=headings)
    assert register.first_received == date(2020, 7, 31)
    assert [one.column for one in register.reading.findings if one.code == "date-column-plain"] == [heading]
    named = read(rows, headings=("No.", heading, "Complaint", "Status", "Received on"))
    assert named.reading.columns["received_on"] == "Received on"


@pytest.mark.parametrize(
    "headings", [("No.", "Date", "Complaint", "Date"), ("Place", "Date", "Sex", "Topic discussed"), ("No.", "Date of visit", "Complaint", "Status")],
)  # fmt: skip
def test_a_date_that_may_be_of_something_else_is_asked_about(headings) -> None:
    with pytest.raises(RegisterError) as caught:
        read([("1", "2020-07-31", "dust", "2020-08-03")], headings=headings)
    assert caught.value.key in ("no-date-column", "no-date-column-offer", "no-header")


def test_columns_beyond_z_have_two_letters() -> None:
    blank = [None] * 26
    with pytest.raises(RegisterError, match="Column AC"):
        read([("Email", "Resolved", *blank, "2020-07-31")], headings=("Channel", "Status", *blank, "When"))


def test_a_header_of_two_rows_with_merged_cells_is_read_as_one() -> None:
    rows = [
        ("Registered No.", "Date", None, "Channel", "Complainant", None, "Status"),
        (None, "received", "resolved", None, "Name", "Phone", None),
        ("f-2020/01", "2020-07-31", "2020-08-03", "Email", "CANARY", "CANARY", "Resolved"),
    ]
    register = build_register(
        book_of(sheet_of(rows, merged=((1, 2, 1, 3), (1, 5, 1, 6)))), SETTINGS, None, TODAY
    )
    assert dict(register.reading.columns) == {
        "registered_no": "Registered No.", "received_on": "received", "resolved_on": "Date resolved",
        "channel": "Channel", "status": "Status",
    }  # fmt: skip
    assert len(register) == 1
    assert [
        finding.column for finding in register.reading.findings if finding.code == "identity-dropped"
    ] == ["Name", "Phone"]


def test_a_first_row_of_texts_is_no_second_header_row() -> None:
    header = header_of(sheet_of([("Date received", "Status", "Channel"), ("soon", "Open", "Email")]))
    assert header.height == 1


@pytest.mark.parametrize("order", [(3, 1, 0, 2, 7, 6, 5, 4), (7, 6, 5, 4, 3, 2, 1, 0)])
def test_columns_may_stand_in_any_order(order: tuple[int, ...]) -> None:
    rows = numbered(plain(), plain(status="Unrelated", type=None, resolved_date=None, working_days=None))
    register = read([[row[j] for j in order] for row in rows], headings=[HEADINGS[j] for j in order])
    assert told(register, infos=True) == []
    assert register.registered_no.tolist() == ["f-2020/01", "f-2020/02"]


def test_the_preferred_heading_wins_and_the_other_column_is_said() -> None:
    register = read([("1", *plain())], headings=("No.", *HEADINGS))
    assert register.reading.columns["registered_no"] == "Registered No."
    assert told(register, infos=True) == [("column-second", None, "No.")]


def test_a_column_that_merely_counts_the_rows_is_the_last_resort() -> None:
    rows = [("1", "P-001", "2020-07-31", "Open"), ("2", "P-003", "2020-08-03", "Open")]
    assert columns_of(("ID", "N°", "Date received", "Status"), *rows)["registered_no"] == "N°"


def test_a_column_without_a_heading_is_told_by_its_letter() -> None:
    register = read([(*plain(), None, "CANARY")], headings=(*HEADINGS, None, " "))
    found = [finding for finding in register.reading.findings if finding.code == "column-unnamed"]
    assert [finding.message.split(" has")[0] for finding in found] == ["Column J"]


def test_the_ordinal_is_the_number_where_there_is_no_other() -> None:
    assert (
        columns_of(("No.", "Date received", "Status"), (1.0, "2020-07-31", "Resolved"))["registered_no"]
        == "No."
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (("Request", "Complaint"), "type"), (("Email", "Phone"), "channel"), (("Bantou", "Autochtone"), "group"),
        (("E", "P"), "type"),
    ],
)  # fmt: skip
def test_the_values_decide_what_type_means(values: tuple[str, str], field: str) -> None:
    rows = [("2020-07-31", value, "Resolved") for value in values]
    assert columns_of(("Date received", "Type", "Status"), *rows)[field] == "Type"


def test_a_column_called_closed_that_holds_yes_and_no_is_no_date() -> None:
    found = columns_of(
        ("Date received", "Closed", "Status"), ("2020-07-31", "yes", "Open"), ("2020-08-01", "no", "Open")
    )
    assert "resolved_on" not in found


def test_a_date_column_with_some_unreadable_cells_stays_one() -> None:
    rows = [("2020-07-31", date, "Resolved") for date in ("2020-08-03", "03/08/2020", "soon")]
    assert columns_of(("Date received", "Resolved date", "Status"), *rows)["resolved_on"] == "Resolved date"


def test_an_unknown_column_is_offered_where_its_values_look_like_a_missing_field() -> None:
    register = read(
        [("1", "2020-07-31", "Request", "Email", "Resolved", datetime(2020, 8, 3), "blue")],
        headings=("Registered No.", "Date received", "Type", "How it came", "Ending", "End", "Colour"),
    )
    assert told(register, infos=True)[:4] == [
        ("column-offered", None, "How it came"), ("column-offered", None, "Ending"), ("column-offered", None, "End"),
        ("column-dropped", None, "Colour"),
    ]  # fmt: skip
    assert "status" not in register.reading.columns


def test_settings_name_the_columns_for_good() -> None:
    settings = parse_settings(
        b"[project]\nstart = 2015-09-15\n[columns]\nreceived_on = 'When'\nstatus = 'outcome'\nname = 'Who'\nissue = 'Nowhere'"
    )
    register = read(
        [("1", "2020-07-31", "Request", "Email", "Resolved", "CANARY", "2020-01-01")],
        settings,
        headings=("Registered No.", "When", "Type", "Channel", "Outcome", "Who", "Date received"),
    )
    assert register.reading.columns["received_on"] == "When"
    assert register.reading.columns["status"] == "Outcome"
    assert told(register, infos=True)[:3] == [
        ("column-not-found", None, None), ("identity-dropped", None, "Who"), ("column-second", None, "Date received"),
    ]  # fmt: skip


def test_a_heading_that_names_several_fields_is_combined() -> None:
    heading = "Status, Resolved date, period, /working days/, way"
    assert combined_fields(heading) >= {Field.STATUS, Field.RESOLVED_ON, Field.WAY}
    assert combined_fields("Status and way") == {Field.STATUS, Field.WAY}
    for other in ("Status", "Channel, type", "Status, weather", ""):
        assert combined_fields(other) == frozenset()
