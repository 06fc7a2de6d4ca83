"""What a case is called: its number, else its row, with the sheet where several hold one of that name."""

from __future__ import annotations

from datetime import date

import pytest

from grm_data.analysis.naming import case_names
from grm_data.analysis.selection import select
from grm_data.figures.tables import case_table
from grm_data.register import Register, WorkCalendar
from grm_data.report import build_report
from grm_data.settings import Settings
from tests.registers import register_of, row

DAY = date(2020, 7, 1)


def register(*cases: tuple[str, str | None], rows: tuple[int, ...] = ()) -> Register:
    """A case per (sheet, number)."""
    found = register_of(row(DAY, sheet=sheet, number=number) for sheet, number in cases)
    for i, place in enumerate(rows):
        found.sheet_row.setflags(write=True)
        found.sheet_row[i] = place
    return found


@pytest.mark.parametrize(
    ("cases", "names"),
    [
        ([("2019", "3"), ("2020", "3"), ("2020", "4")], ["3 (2019)", "3 (2020)", "4"]),
        ([("2019", "3"), ("2019", "3")], ["3", "3"]),
        ([("2019", "1"), ("2020", "2")], ["1", "2"]),
        ([("2019", None), ("2020", "2")], ["row 2", "2"]),
        ([], []),
    ],
)
def test_a_number_of_several_sheets_stands_with_its_own(
    cases: list[tuple[str, str | None]], names: list[str]
) -> None:
    assert case_names(register(*cases)) == names


def test_a_row_of_several_sheets_stands_with_its_own() -> None:
    assert case_names(register(("2019", None), ("2020", None), ("2020", "5"), rows=(5, 5, 6))) == [
        "row 5 (2019)",
        "row 5 (2020)",
        "5",
    ]


def test_tables_and_the_report_call_a_case_alike() -> None:
    found = register(("2019", "3"), ("2020", "3"), ("2020", "4"))
    names = ["3 (2019)", "3 (2020)", "4"]
    assert case_table(select(found, WorkCalendar(), DAY))["Registered No."].tolist() == names
    report = build_report(found, Settings(), DAY, date(2020, 12, 31), made_on=date(2021, 1, 1))
    assert [case.registered_no for case in report.addressed] == names
    assert [record.registered_no for record in report.records] == names
