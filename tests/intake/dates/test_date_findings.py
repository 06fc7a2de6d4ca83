"""What a register's check says of its dates as a whole."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook

from grm_data.intake.opening import open_bytes
from grm_data.register.calendar import WorkCalendar
from grm_data.settings import Settings

HEADINGS = ["Registered No.", "Date received", "Status", "Date resolved", "Working days"]
DAYS = [date(2023, 4, 3) + timedelta(days=6 * i) for i in range(8)]


def found(rows, settings=Settings()):
    workbook = Workbook()
    sheet = workbook.active
    for row in [HEADINGS, *rows]:
        sheet.append(row)
    content = BytesIO()
    workbook.save(content)
    return open_bytes("ours.xlsx", content.getvalue(), settings, today=date(2026, 11, 1))


def codes(register):
    said = [finding.code for finding in register.reading.findings]
    return [code for code in said if code.split("-")[0] in ("date", "duration", "durations", "number")]


def cases(received=DAYS, took=5, own=lambda i: None, number=lambda i: f"C-{i}"):
    return [
        [number(i), day, "Resolved", day + timedelta(days=took), own(i)] for i, day in enumerate(received, 1)
    ]


def test_dates_in_order_give_no_finding():
    assert codes(found(cases())) == []


def test_calendar_days_are_said_once_and_only_the_odd_one_is_named():
    register = found(cases(own=lambda i: 11 if i == 3 else 5, received=[*DAYS, *(DAYS[-1:] * 4)]))
    assert sorted(codes(register)) == ["duration-differs-calendar-one-end", "durations-calendar-one-end"]
    odd = next(one for one in register.reading.findings if one.code == "duration-differs-calendar-one-end")
    assert (odd.row, dict(odd.values)) == (4, {"written": 11, "computed": 5})


def test_numbers_that_became_dates_are_said_once():
    register = found(cases(number=lambda i: datetime(2023, i, 1)))
    assert codes(register) == ["number-as-date"]
    said = next(one for one in register.reading.findings if one.code == "number-as-date")
    assert dict(said.values) == {"n": 8, "row": 2}
    assert said.column == "Registered No."


def test_one_column_at_one_time_of_the_afternoon_is_said_with_its_first_day():
    rows = [
        [f"C-{i}", datetime(day.year, day.month, day.day, 17), "Open", None, None]
        for i, day in enumerate(DAYS, 1)
    ]
    said = [
        (one.code, one.column, dict(one.values))
        for one in found(rows).reading.findings
        if "shift" in one.code
    ]
    assert said == [("date-shift-offered", "Date received", {"time": "17:00", "first": "2023-04-04"})]


def test_a_wrong_year_is_said_with_the_day_that_it_seems_to_mean():
    received = [date(2022, 12, 12) + timedelta(days=2 * i) for i in range(20)]
    typed = [day.replace(year=2022) if i == 14 else day for i, day in enumerate(received)]
    rows = [[f"C-{i:03}", day, "Open", None, None] for i, day in enumerate(typed, 1)]
    said = [one for one in found(rows).reading.findings if one.code == "date-year"]
    assert [(one.row, dict(one.values)) for one in said] == [(16, {"supposed": "2023-01-09"})]


def test_days_of_the_evening_before_are_said_of_each_column():
    evening = [datetime(day.year, day.month, day.day, 23, 59, 28) for day in DAYS]
    register = found(cases(received=evening))
    assert codes(register) == ["date-shifted"] * 2
    assert register.columns.days["received_on"][0] == (DAYS[0] - date(1970, 1, 1)).days + 1


def test_another_calendar_is_one_error_and_its_cells_none():
    register = found([[f"C-{i}", f"{i}/02/2566", "Open", None, None] for i in range(1, 6)])
    assert codes(register) == ["date-calendar"]
    assert len(register) == 0


@pytest.mark.parametrize(
    ("settings", "code", "day"),
    [
        (Settings(timezone="Asia/Kathmandu"), "date-zone", 2),
        (Settings(calendar=WorkCalendar("MN")), "date-zone-several", 2),
        (Settings(), "date-zone-unknown", 1),
    ],
)
def test_in_which_zone_times_were_read_is_said(settings, code, day):
    register = found([["C-1", "2023-02-01T21:00:00Z", "Open", None, None]], settings)
    assert code in codes(register)
    assert register.columns.days["received_on"][0] == (date(2023, 2, day) - date(1970, 1, 1)).days


def test_dates_without_a_year_are_one_error():
    register = found([["C-1", "2-Feb", "Open", None, None], ["C-2", "29-Feb", "Open", None, None]])
    assert codes(register) == ["date-year-missing"]


def test_the_year_of_the_section_completes_them():
    rows = [["Year 2023"], ["C-1", "2-Feb", "Open", None, None], ["C-2", "9-Feb", "Open", None, None]]
    register = found(rows)
    assert "date-year-missing" not in codes(register)
    assert register.columns.days["received_on"].tolist() == [
        (date(2023, 2, day) - date(1970, 1, 1)).days for day in (2, 9)
    ]
