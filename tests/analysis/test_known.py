"""What is shown as of a day is the same whatever came after it: of the register as it is, and as it stood then."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from grm_data.analysis.indicator_table import indicators
from grm_data.analysis.records import records
from grm_data.analysis.searching import containing
from grm_data.analysis.selection import Selection, select
from grm_data.analysis.waiting import waiting
from grm_data.figures.tables import case_table
from grm_data.figures.waiting import waiting_table
from grm_data.register import Period, Register, Status
from grm_data.register.known import known_columns
from grm_data.report import ReportModel, build_report, rendered
from grm_data.settings import Settings, parse_settings
from tests.reconcile.reading import flat
from tests.registers import Row, letting_out, register_of, row

AS_OF, LATER = date(2020, 6, 30), date(2020, 8, 3)
SETTINGS = parse_settings(
    b'[confidentiality]\ntexts = "cleared"\n[service_standard]\nresolve = { days = 15, unit = "working" }\n'
    b'acknowledge = { days = 5, unit = "working" }\n'
)
ANSWER = {"action": "Paid on August 3", "way": "meeting", "reported": 44}
"""What is written in a register when a case is answered."""


def rows_now() -> list[Row]:
    """A case answered in time, one answered later, one acknowledged later, one open still."""
    received = date(2020, 5, 4)
    more: dict[str, Any] = {"type": "complaint", "channel": "email", "issue": "A road"}
    return [
        row(received, resolved=date(2020, 5, 8), acknowledged=received, number="G-1", **more, **ANSWER),
        row(received, resolved=LATER, acknowledged=received, number="G-2", **more, **ANSWER),
        row(received, Status.RESOLVING, acknowledged=LATER, number="G-3", **more),
        row(received, Status.RESOLVING, number="G-4", **more, responsible="Site office"),
        row(received, Status.RESOLVING, LATER, number="G-5", **more),
    ]


def rows_then() -> list[Row]:
    """The same as they stood on the day."""
    one, two, three, *others, five = rows_now()
    blank = {**two, **dict.fromkeys(ANSWER), "status": Status.RESOLVING, "resolved": None}
    return [one, blank, {**three, "acknowledged": None}, *others, {**five, "resolved": None}]


@pytest.fixture
def both() -> tuple[Selection, Selection]:
    """As of the day: of the register as it is now, and as it stood then."""
    now, then = (select(register_of(rows), SETTINGS.calendar, AS_OF) for rows in (rows_now(), rows_then()))
    return now, then


def test_records_and_tables_of_cases_tell_nothing_that_came_later(both: tuple[Selection, Selection]) -> None:
    standard = SETTINGS.resolve_standard
    for table in (
        lambda one: records(one, standard),
        lambda one: case_table(
            one, ("registered_no", "resolved_on", "acknowledged_on", "way", "action"), standard
        ),
        lambda one: waiting_table(waiting(one, standard)),
    ):
        now, then = map(table, both)
        pd.testing.assert_frame_equal(now, then, check_dtype=False)


def test_no_case_is_found_by_a_later_text(both: tuple[Selection, Selection]) -> None:
    now, _ = both
    assert containing(now, "august").mask.tolist() == [True, False, False, False, False]


def test_indicators_count_nothing_that_came_later(both: tuple[Selection, Selection]) -> None:
    period = Period("new", date(2020, 1, 1), AS_OF)
    now, then = (indicators(one, period, SETTINGS) for one in both)
    assert now == then


@pytest.fixture
def reports() -> list[ReportModel]:
    """The reports of both registers, their words let out."""
    registers = [register_of(rows) for rows in (rows_now(), rows_then())]
    settings = letting_out(registers[0], SETTINGS)
    return [build_report(one, settings, date(2020, 1, 1), AS_OF, made_on=AS_OF) for one in registers]


def test_a_report_tells_nothing_that_came_later(reports: list[ReportModel]) -> None:
    now, then = reports
    assert [*now.records] == [*then.records]
    said, said_then = (_said(report) for report in reports)
    assert said == said_then


def _said(report: ReportModel) -> list[str]:
    """Every line of the Word file but the one that tells the register's last entry."""
    return [
        line
        for line in flat(rendered(report, "docx")).splitlines()
        if line.strip() and "last entry" not in line
    ]


def test_a_register_without_anything_later_is_itself() -> None:
    register = register_of(rows_now())
    selection = select(register, Settings().calendar, LATER)
    assert selection.as_known is selection
    assert known_columns(register, LATER) == {}
    assert isinstance(selection.register, Register)
