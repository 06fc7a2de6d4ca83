"""Kinds of registers, each whole: what a person would read of them, and what is said of the rest.

One instance a kind, made up for this file. Kinds with more to say have a file of their own: whole workbooks
(``test_workbook``), the layout of a sheet (``test_layout``), exports (``test_platforms``), other programs'
files (``test_other_writers``), ticks and words (``test_columns``), dates (``dates/``), days that pass
(``cli/test_time``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from grm_data.intake.build import build_register
from grm_data.register import Field, Register
from grm_data.register.days import iso
from grm_data.register.register import STATUS_CODE
from grm_data.settings import Settings, parse_settings
from tests.intake.books import SETTINGS, TODAY, book_of, sheet_of
from tests.intake.books import read as read_rows

HEADINGS = ("Case No", "Date received", "Channel", "Type", "Status", "Date resolved")


def case(number: object, day: datetime, *, resolved: bool = True) -> tuple[object, ...]:
    return (
        number,
        day,
        "Phone",
        "Complaint",
        *(("Closed", day + timedelta(6)) if resolved else ("Open", None)),
    )


def cases(n: int, year: int, **more: Any) -> list[tuple[object, ...]]:
    return [case(i, datetime(year, 1, 4) + timedelta(11 * i), **more) for i in range(1, n + 1)]


def statuses(register: Register) -> dict[str, int]:
    names = {code: status.value for status, code in STATUS_CODE.items()}
    return dict(Counter(names[code] for code in register.status.tolist()))


def codes(register: Register, *severities: str) -> list[str]:
    return [one.code for one in register.reading.findings if one.severity in severities]


def received(register: Register) -> list[str | None]:
    return [iso(int(day)) for day in register.received]


def resolved(register: Register) -> list[str | None]:
    return [iso(int(day)) for day in register.resolved]


def read(
    rows: Sequence[Sequence[Any]], headings: Sequence[Any] = HEADINGS, settings: Settings = SETTINGS
) -> Register:
    return read_rows(rows, settings, headings=headings)


def workbook(*sheets: Any) -> Register:
    return build_register(book_of(*sheets), SETTINGS, None, TODAY)


# --- the whole workbook ---------------------------------------------------------------------------


def test_open_and_closed_cases_on_sheets_of_their_own_are_one_register() -> None:
    opened = [case("A-9", datetime(2024, 5, 2), resolved=False), case("A-4", datetime(2024, 3, 1))]
    closed = [case(f"B-{i}", datetime(2024, 1, i)) for i in range(1, 6)]
    pivot = [("Row labels", "Count of Status"), ("Closed", 6), ("Open", 1)]
    register = workbook(
        sheet_of([HEADINGS, *opened], "Under way"),
        sheet_of([HEADINGS, *closed], "Done"),
        sheet_of(pivot, "Pivot"),
    )
    assert statuses(register) == {"resolving": 1, "resolved": 6}
    assert [str(one.state) for one in register.reading.sheets] == ["read", "read", "other"]


@pytest.mark.parametrize("later", [3, 9])
def test_nothing_disappears_when_another_sheet_becomes_the_longest(later: int) -> None:
    register = workbook(
        sheet_of([HEADINGS, *cases(7, 2024)], "Old"), sheet_of([HEADINGS, *cases(later, 2025)], "2025")
    )
    assert len(register) == register.reading.rows_read == 7 + later


def test_each_site_s_sheet_may_number_anew() -> None:
    sheets = [sheet_of([HEADINGS, *cases(n, 2024)], site) for n, site in ((3, "Camp"), (5, "Quarry"))]
    register = workbook(*sheets)
    assert len(register) == 8
    assert not codes(register, "error", "warning")


# --- columns --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headings",
    [
        ("caseId", "dateReceived", "intakeChannel", "grievanceType", "currentStatus", "closingDate"),
        ("[1] Ref. No.*", "b. Received on\n(dd.mm.yy)", "Channel (phone, e-mail …)", "IV. Type", "Status *", "Closed on"),
        ("№ / Ref.", "Дата получения / Received on", "Канал / Channel", "Вид / Type", "Статус / Status", "Дата решения / Resolved on"),
        ("N°", "Reçu le", "Canal", "Type de plainte", "Statut", "Résolue le"),
    ],
)  # fmt: skip
def test_every_field_is_found_under_its_heading(headings: tuple[str, ...]) -> None:
    register = read(cases(3, 2024), headings)
    columns = register.reading.columns
    assert [*columns.values()].sort() == [*headings].sort()
    assert statuses(register) == {"resolved": 3}
    assert resolved(register)[0] == "2024-01-21"
    assert register.channel.texts().tolist() == ["phone"] * 3


def test_the_date_of_the_incident_is_neither_received_nor_resolved() -> None:
    headings = ("No.", "incidentDate", "loggedDate", "Channel", "Status")
    rows = [(i, datetime(2023, 12, i), datetime(2024, 1, 9 + i), "Phone", "Closed") for i in range(1, 5)]
    register = read(rows, headings)
    assert received(register)[0] == "2024-01-10"
    assert "resolved_on" not in register.reading.columns
    assert codes(register, "warning").count("resolved-without-date") == 4


def test_words_in_a_column_of_dates_are_each_a_finding() -> None:
    rows = [case(1, datetime(2024, 1, 2)), (*case(2, datetime(2024, 1, 5))[:5], "in process")]
    register = read([*rows, case(3, datetime(2024, 1, 9))])
    assert [(one.row, one.column) for one in register.reading.findings if one.severity == "error"] == [
        (3, "Date resolved")
    ]
    assert resolved(register) == ["2024-01-08", None, "2024-01-15"]


@pytest.mark.parametrize("unit", [1, 1000])
def test_a_program_s_seconds_are_days(unit: int) -> None:
    moments = [datetime(2024, 3, i, 5).timestamp() * unit for i in (4, 8, 11)]
    rows = [(*row[:5], moment) for row, moment in zip(cases(3, 2024), moments, strict=True)]
    own = parse_settings(b"[project]\nstart = 2020-01-01\ntimezone = 'UTC'")
    assert resolved(read(rows, settings=own)) == ["2024-03-04", "2024-03-08", "2024-03-11"]


@pytest.mark.parametrize(("cells", "code"), [([0] * 4, "date-column-zeros"), (["-", "?", "soon", "x"], "date-column-unreadable")])  # fmt: skip
def test_a_known_heading_over_cells_that_are_no_dates_is_an_error(cells: list[object], code: str) -> None:
    rows = [(*row[:5], cell) for row, cell in zip(cases(4, 2024), cells, strict=True)]
    assert code in codes(read(rows), "error")


def test_durations_that_are_calendar_days_are_said_once() -> None:
    rows = [(*row, 7) for row in cases(8, 2024)]  # both ends
    register = read(rows, (*HEADINGS, "Days taken"))
    assert codes(register, "info", "warning", "error") == ["durations-calendar"]


def test_no_status_is_turned_round() -> None:
    said = {
        "resolved": ["Completed", "settled", "Closed/resolved"],
        "resolving": ["In progress", "not solved", "Unresolved", "Still open"],
    }
    for status, written in said.items():
        rows = [(i, datetime(2024, 1, 1 + i), "Phone", "Request", word) for i, word in enumerate(written)]
        assert statuses(read(rows, HEADINGS[:5])) == {status: len(written)}
    doubtful = [
        "Closed - not eligible",
        "Resolved??",
        "Refused",
        "Sent to court",
        "0%",
        "Closed w/o solution",
    ]
    rows = [(i, datetime(2024, 1, 1 + i), "Phone", "Request", word) for i, word in enumerate(doubtful)]
    assert statuses(read(rows, HEADINGS[:5])) == {"unrecognised": len(doubtful)}


# --- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hour", "minute"), [(16, 0), (23, 59)])
def test_days_written_by_a_program_in_another_zone_are_the_next(hour: int, minute: int) -> None:
    moments = [datetime(2024, month, 30, hour, minute, 52 if minute else 0) for month in (1, 4, 6, 9)]
    register = read(
        [(i, moment, "Phone", "Request", "Open") for i, moment in enumerate(moments)], HEADINGS[:5]
    )
    assert received(register)[0] == "2024-01-31"
    assert "date-shifted" in codes(register, "warning")
    kept = parse_settings(b"[dates]\nshift = 0\n[project]\nstart = 2020-01-01\ncountry = 'MN'")
    rows = [(i, moment, "Phone", "Request", "Open") for i, moment in enumerate(moments)]
    assert received(read(rows, HEADINGS[:5], kept))[0] == "2024-01-30"


def test_a_time_of_greenwich_is_the_day_it_is_in_the_project() -> None:
    texts = ("2023-12-31T17:05:00Z", "2024-02-10T03:00:00+00:00", "2024-02-28 23:30 UTC")
    register = read([(i, text, "Phone", "Request", "Open") for i, text in enumerate(texts)], HEADINGS[:5])
    assert received(register) == ["2024-01-01", "2024-02-10", "2024-02-29"]


def test_resolved_dates_with_day_and_month_swapped_are_found_by_the_register_s_own_days() -> None:
    rows = []
    for i in range(1, 31):
        number, day, *rest, _ = case(i, datetime(2024, 1, 1) + timedelta(7 * i))
        rows.append([number, day, *rest, day + timedelta(3 + i % 4), 3 + i % 4])
    swapped = [i for i, row in enumerate(rows) if row[5].day <= 12 and row[5].day != row[5].month][:4]
    for i in swapped:
        rows[i][5] = rows[i][5].replace(day=rows[i][5].month, month=rows[i][5].day)
    register = read(rows, (*HEADINGS, "Days"))
    found = [one for one in register.reading.findings if one.code == "date-swapped"]
    assert [(one.row, one.column) for one in found] == [(i + 2, "Date resolved") for i in swapped]
    said = [code for code in codes(register, "info", "warning") if code.startswith("duration")]
    assert said == ["durations-calendar-one-end"]


def test_one_column_of_dates_proves_the_order_of_another() -> None:
    rows = [(i, f"0{i}/0{i + 1}/2024", "Phone", "Request", "Closed", f"0{i}/2{i}/2024") for i in (2, 3, 4)]
    register = read(rows)
    assert received(register) == ["2024-02-03", "2024-03-04", "2024-04-05"]
    assert "date-order-sibling" in codes(register, "info")


def test_formulas_that_keep_dates_from_the_spreadsheet_are_dates() -> None:
    rows = [(i, f'="{i}/07/2024"', "Phone", "Request", "Open") for i in (9, 14, 20)]
    assert received(read(rows, HEADINGS[:5])) == ["2024-07-09", "2024-07-14", "2024-07-20"]


def test_dates_without_a_year_are_of_their_section_s_or_one_error() -> None:
    rows = [(i, f"{i}-Mar", "Phone", "Request", "Open") for i in (3, 7, 9)]
    titled = read([("2023",), *rows[:2], ("Year 2024",), *rows[2:]], HEADINGS[:5])
    assert received(titled) == ["2023-03-03", "2023-03-07", "2024-03-09"]
    assert codes(read(rows, HEADINGS[:5]), "error") == ["date-year-missing"]


@pytest.mark.parametrize(
    ("texts", "calendar"),
    [
        (("05/02/2013", "14/02/2013", "02/03/2013"), "Ethiopian"),
        (("05/02/2567", "14/02/2567", "02/03/2567"), "Buddhist"),
        (("2080-02-05", "2080-02-14", "2080-03-02"), "Nepali"),
    ],
)
def test_another_calendar_is_named_in_an_error_and_no_date_is_read(texts, calendar: str) -> None:
    rows = [(i, text, "Phone", "Request", "Open") for i, text in enumerate(texts)]
    register = read(rows, HEADINGS[:5], Settings())
    (finding,) = [one for one in register.reading.findings if one.severity == "error"]
    assert finding.code == "date-calendar"
    assert calendar in finding.message
    assert received(register) == []


# --- whole registers in other languages -----------------------------------------------------------

LANGUAGES = {
    "pt": (("N.º", "Data de entrada", "Canal", "Tipo", "Descrição", "Situação", "Data de encerramento"),
           ("Telefone", "Reclamação", "Resolvida", "Em andamento")),
    "es": (("N.º", "Fecha de registro", "Medio de recepción", "Tipo de queja", "Descripción de la queja", "Estado", "Fecha de cierre"),
           ("Teléfono", "Queja", "Resuelta", "En trámite")),
    "fr": (("N°", "Date de dépôt", "Mode de réception", "Type de plainte", "Objet de la plainte", "Statut", "Date de clôture"),
           ("Téléphone", "Plainte", "Résolue", "En cours")),
    "id": (("No", "Tanggal masuk", "Saluran", "Jenis pengaduan", "Uraian", "Status", "Tanggal selesai"),
           ("Telepon", "Pengaduan", "Selesai", "Dalam proses")),
    "ar": (("الرقم", "تاريخ الاستلام", "القناة", "نوع الشكوى", "وصف الشكوى", "الحالة", "تاريخ الإغلاق"),
           ("هاتف", "شكوى", "تم الحل", "قيد المعالجة")),
    "mn": (("Дугаар", "Хүлээн авсан огноо", "Суваг", "Төрөл", "Гомдлын агуулга", "Төлөв", "Шийдвэрлэсэн огноо"),
           ("Утас", "Гомдол", "Шийдвэрлэсэн", "Хянагдаж байна")),
    "ru": (("№", "Дата поступления", "Канал", "Вид обращения", "Содержание", "Статус", "Дата решения"),
           ("Телефон", "Жалоба", "Решено", "В работе")),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_register_in_another_language_is_read_whole(language: str) -> None:
    headings, (phone, complaint, done, open_) = LANGUAGES[language]
    rows = [
        (1, date(2024, 1, 8), phone, complaint, "a", done, date(2024, 1, 12)),
        (2, date(2024, 2, 5), phone, complaint, "b", open_, None),
        (3, date(2024, 3, 4), phone, complaint, "c", done, date(2024, 3, 8)),
    ]
    register = read(rows, headings)
    assert statuses(register) == {"resolved": 2, "resolving": 1}
    assert register.channel.texts().tolist() == ["phone"] * 3
    assert register.category(Field.TYPE).texts().tolist() == ["complaint"] * 3
    assert resolved(register) == ["2024-01-12", None, "2024-03-08"]
    assert "issue" in register.reading.columns
    assert not codes(register, "error", "warning")
