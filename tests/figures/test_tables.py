"""Tables to show and to download."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grm_data.analysis.durations import cases
from grm_data.analysis.selection import select
from grm_data.figures.tables import (
    case_table,
    columns_table,
    csv_bytes,
    durations_table,
    excluded_table,
    findings_table,
    sheets_table,
)
from grm_data.register import (
    Excluded,
    Finding,
    Findings,
    Reading,
    SheetRead,
    SheetState,
    Status,
    WorkCalendar,
    count_by_severity,
)
from grm_data.settings import Standard
from tests.registers import register_of, row

FIRST, LAST, START = date(2020, 6, 25), date(2020, 12, 31), date(2015, 9, 15)
CALENDAR = WorkCalendar("MN")
ROWS = [
    row(date(2020, 7, 31), resolved=date(2020, 7, 31), channel="facebook", type="request", number="f-1",
        reported=1, issue="=1+1", action="done"),
    row(date(2020, 11, 25), resolved=date(2020, 12, 10), channel="Carrier pigeon", number="f-2", reported=12),
    row(date(2019, 1, 1), Status.UNRELATED, channel="facebook"),
    row(date(2020, 12, 1), Status.UNRECOGNISED),
]  # fmt: skip


def test_a_table_of_cases_has_the_fields_that_are_asked_for() -> None:
    selection = select(register_of(ROWS), CALENDAR, LAST)
    table = case_table(selection)
    assert list(table.columns) == [
        "Registered No.", "Date received", "Type", "Channel", "Status", "Resolved date", "Working days",
    ]  # fmt: skip
    assert table["Channel"].tolist()[:2] == ["Facebook page", "Carrier pigeon"]
    assert table["Working days"].tolist()[:2] == [1, 11]
    assert table["Type"].isna().tolist() == [False, True, True, True]
    asked = ("registered_no", "issue", "way")
    assert list(case_table(selection, asked)) == ["Registered No.", "Summary of issue", "Way"]


def test_a_case_is_due_only_while_it_is_open() -> None:
    rows = [row(LAST, Status.RESOLVING), row(LAST, resolved=LAST), row(LAST, Status.UNRELATED)]
    selection = select(register_of(rows), CALENDAR, LAST)
    asked = ("registered_no", "status", "due_on", "days_left", "age")
    table = case_table(selection, asked, Standard(15))
    assert table["Due"].isna().tolist() == [False, True, True]
    assert table["Days left"].fillna(0).tolist() == [14, 0, 0]
    assert table["Working days waited"].fillna(0).tolist() == [1, 0, 0]


def test_a_table_of_some_cases_is_that_part_of_the_table_of_all() -> None:
    selection = select(register_of(ROWS), CALENDAR, LAST)
    assert case_table(selection.first(2)).equals(case_table(selection).head(2))
    assert len(selection.first(99)) == len(selection.alone) == len(selection)


def test_an_empty_selection_has_an_empty_table() -> None:
    assert case_table(select(register_of([]), CALENDAR, LAST)).empty


def test_differences_come_first_and_say_what_they_are() -> None:
    rows = [*ROWS, row(date(2020, 8, 1)), row(date(2020, 8, 3), resolved=date(2020, 8, 3))]
    rows.append(row(date(2020, 8, 4), reported=3))
    table = durations_table(cases(select(register_of(rows), CALENDAR, LAST)))
    assert table["Result"].tolist() == [
        "differs",
        "agrees",
        "not in the register",
        "not in the register",
        "cannot be computed",
    ]
    assert table["Register says"].tolist()[:2] == [12, 1]
    assert table["We compute"].tolist()[:2] == [11, 1]


def test_what_was_understood_names_date_orders_only_where_one_was_decided() -> None:
    reading = Reading("S", columns={"received_on": "Date", "issue": "What"})
    assert list(columns_table(reading).columns) == ["Heading", "Read as"]
    reading = replace(reading, date_orders={"received_on": ("DMY", "day-over-12")})
    table = columns_table(reading)
    assert table.iloc[0].tolist() == ["Date", "Date received", "day-month-year", "a day above 12 proves it"]
    assert table.iloc[1, 2:].isna().all()


def test_headings_that_are_no_field_are_listed_once_each_with_why() -> None:
    noticed = (
        Finding("column-dropped", "S", column="Colour"),
        Finding("column-offered", "S", column="Colour", values=(("field", "Channel"),)),
        Finding("date-unreadable", "S", 4, "Date"),
        Finding("identity-dropped", "S", column="Complainant"),
        Finding("sensitive-unclear", "S", 5, "GBV"),
    )
    table = columns_table(Reading("S", columns={"received_on": "Date"}, findings=Findings.of(noticed)))
    assert table["Heading"].tolist() == ["Date", "Colour", "Complainant"]
    assert table["Read as"].tolist() == ["Date received", "Not used", "Not used"]
    assert table["Evidence"].tolist()[1:] == [noticed[0].message, noticed[3].message]


def test_every_sheet_is_listed_with_what_became_of_it() -> None:
    sheets = (
        SheetRead("2024", SheetState.READ, 12),
        SheetRead("2025", SheetState.NOT_READ, 7, "register"),
        SheetRead("Words", SheetState.OTHER, 0, "lists"),
    )
    table = sheets_table(Reading("2024", sheets=sheets), lambda one: one.sheet)
    assert table.astype(object).where(table.notna(), None).to_numpy().tolist() == [
        ["2024", "read", 12, None],
        ["2025", "not read", 7, "a register with other columns"],
        ["Words", "not part of the register", None, "lists of words"],
    ]


def test_the_gravest_findings_come_first_and_whole_sheets_before_rows() -> None:
    found = [
        Finding("channel-blank", "S", 9, "Channel"),
        Finding("status-unknown", "S", 7, "Status"),
        Finding("sheet-hidden", "S"),
    ]
    table = findings_table(found)
    assert table["Severity"].tolist() == ["Error", "Warning", "Warning"]
    assert table["Rows"].tolist() == [1, pd.NA, 1]
    assert table["Which rows"].fillna("").tolist() == ["7", "", "9"]


@given(st.lists(st.tuples(st.sampled_from(["A", "B"]), st.integers(2, 40)), max_size=60))
def test_each_cause_is_one_line_and_every_row_is_in_one(places: list[tuple[str, int]]) -> None:
    found = [Finding("channel-blank", "S", row, column) for column, row in places]
    table = findings_table(found, with_every_row=True)
    told = {
        (heading, row)
        for heading, numbers in table[["Heading", "Which rows"]].itertuples(index=False)
        for first, _, last in (span.partition("-") for span in numbers.split(","))
        for row in range(int(first), int(last or first) + 1)
    }
    assert told == set(places)
    assert table["Rows"].sum() == len(told)
    assert len(table) == len({column for column, _ in places}) == sum(count_by_severity(found).values())


def test_of_many_rows_a_line_names_the_first() -> None:
    (numbers,) = findings_table([Finding("channel-blank", "S", row) for row in range(2, 60, 2)])["Which rows"]
    assert numbers == "2, 4, 6, 8, 10, 12, 14, 16, …"


def test_of_several_sheets_each_place_names_its_own() -> None:
    noticed = findings_table([Finding("channel-blank", "2025", 9, "Channel")], with_sheet=True)
    assert noticed[["Sheet", "Which rows"]].iloc[0].tolist() == ["2025", "9"]
    left_out = excluded_table([Excluded("2026", 5, "totals")], with_sheet=True)
    assert left_out[["Sheet", "Row"]].iloc[0].tolist() == ["2026", 5]


def test_sensitive_rows_are_not_listed() -> None:
    table = excluded_table([Excluded("S", 4, "sensitive"), Excluded("S", 5, "totals")])
    assert table["Row"].tolist() == [5]


def test_no_text_of_a_csv_runs_as_a_formula() -> None:
    starts = ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "x=1", ""]
    frame = pd.DataFrame({"=head": starts, "n": range(len(starts)), "none": [None] * len(starts)})
    content = csv_bytes(frame)
    assert content.startswith(b"\xef\xbb\xbf'=head,n,none\r\n")
    back = pd.read_csv(pd.io.common.BytesIO(content), keep_default_na=False, encoding="utf-8-sig")
    assert [text[:1] for text in back["'=head"]] == ["'"] * 7 + ["x", ""]
    assert "-1" not in back["'=head"].tolist()


CELL = st.text(st.sampled_from("=+-@;,\t\r\n \u00a0\"'a1|"), max_size=12) | st.text(max_size=12)


@given(st.lists(CELL, min_size=1, max_size=4), CELL)
@example(["We ask;=cmd|' /C calc'!A0"], 'a;\t "@x')
def test_no_piece_of_a_csv_runs_as_a_formula_wherever_a_spreadsheet_program_splits_it(
    cells: list[str], heading: str
) -> None:
    """Excel splits at semicolons where a comma is the decimal sign, and may split at tabs and line breaks."""
    content = csv_bytes(pd.DataFrame({heading: pd.Series(cells, dtype=object)})).decode("utf-8-sig")
    pieces = [cell for line in csv.reader(io.StringIO(content, newline="")) for cell in line]
    pieces += [content]  # as it is read where the comma separates nothing
    for piece in (part for text in pieces for part in re.split(r"[;\t\r\n]", text)):
        assert not re.match(r"""[\s"]*[=+\-@]""", piece), piece


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We ask;=1+1", "We ask;'=1+1"),
        ("a;;  =1", "a;;'  =1"),
        ('a; "=1', "a;' \"=1"),
        ("a\n-1\n@b", "a\n'-1\n'@b"),
        (" =1", "' =1"),
        ("\tx", "'\tx"),
        ("from 3-5; a+b, c=d; x@y", "from 3-5; a+b, c=d; x@y"),
        ("first;\nsecond", "first;\nsecond"),
    ],
)
def test_only_what_could_run_gets_an_apostrophe(text: str, expected: str) -> None:
    back = pd.read_csv(io.BytesIO(csv_bytes(pd.DataFrame({"x": [text]}))), encoding="utf-8-sig")
    assert back["x"].tolist() == [expected]


def test_a_csv_keeps_numbers_and_writes_iso_days() -> None:
    frame = pd.DataFrame({"days": [-3, 4], "on": pd.to_datetime(["2020-07-31", None])})
    assert csv_bytes(frame).decode("utf-8-sig") == "days,on\r\n-3,2020-07-31\r\n4,\r\n"
