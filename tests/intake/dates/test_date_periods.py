"""The period that a title or a file's name states, and the titles that state none for certain."""

import pytest

from grm_data.intake.dates import find_period, periods
from grm_data.register.days import iso

H1, H2 = ("2020-01-01", "2020-06-30"), ("2020-07-01", "2020-12-31")
NEW = ("2020-06-25", "2020-12-31")

STATED = [
    # spans of days
    ("Summary Report June 25, 2020 – December 31, 2020", NEW),
    ("2020.06.25-2020.12.31", NEW),
    ("GRM_2020.06.25-2020.12.31.xlsx", NEW),
    ("2020-06-25-2020-12-31", NEW),
    ("25-06-2020-31-12-2020", NEW),
    ("20200625-20201231.xlsx", NEW),
    ("GRM (25/06/2020 - 31/12/2020)", NEW),
    ("25 June – 31 December 2020", NEW),
    ("June 25 - December 31, 2020", NEW),
    ("from 25 June 2020 to 31 December 2020", NEW),
    ("from 25 June to 31 December 2020", NEW),
    ("25 June 2020 until 31 December 2020, final", NEW),
    ("du 25 juin 2020 au 31 décembre 2020", NEW),
    ("del 25 de junio de 2020 al 31 de diciembre de 2020", NEW),
    ("с 25 июня 2020 года по 31 декабря 2020 года", NEW),
    ("25.06.2020 до 31.12.2020", NEW),
    ("2020 оны 6-р сарын 25-наас 2020 оны 12-р сарын 31", NEW),
    ("2020 оны 6-р сарын 25-ны өдрөөс 2020 оны 12-р сарын 31-ний өдөр хүртэл", NEW),
    ("2020-06-25 - 2020-12-31 (2020-06-25 - 2020-12-31)", NEW),
    ("2020H2 (2020.06.25-2020.12.31)", NEW),
    ("as of 31 December: 2020.06.25-2020.12.31", NEW),
    ("01/07/2020 - 31/12/2020", H2),
    ("07/01/2020 - 12/31/2020", H2),
    ("13/01/2020 - 01/02/2020", ("2020-01-13", "2020-02-01")),
    ("2020-07-31 - 2020-07-31", ("2020-07-31", "2020-07-31")),
    # spans of months
    ("January - June 2020", H1),
    ("Jan-Jun 2020", H1),
    ("January to June 2020", H1),
    ("январь - июнь 2020 г.", H1),
    ("enero - junio de 2020", H1),
    ("July 2020 – June 2021", ("2020-07-01", "2021-06-30")),
    ("2020 оны 1-р сар - 2020 оны 6-р сар", H1),
    ("H2 2020 (July - December 2020)", H2),
    ("January - February 2020", ("2020-01-01", "2020-02-29")),
    # half-years
    ("GRM_2020H2.xlsx", H2),
    ("GRM2020H2", H2),
    ("2020 H2", H2),
    ("2020-H1", H1),
    ("2020_H1", H1),
    ("H2 2020", H2),
    ("H2-2020", H2),
    ("HY1 2020", H1),
    ("1H 2020", H1),
    ("GRM 2H2020", H2),
    ("S1 2020", H1),
    ("2nd half 2020", H2),
    ("2nd half of 2020", H2),
    ("Second half-year 2020", H2),
    ("half 2 2020", H2),
    ("semester II, 2020", H2),
    ("1er semestre 2020", H1),
    ("2ème semestre 2020", H2),
    ("premier semestre de 2020", H1),
    ("deuxième semestre 2020", H2),
    ("primer semestre de 2020", H1),
    ("segundo semestre de 2020", H2),
    ("2º semestre 2020", H2),
    ("I полугодие 2020", H1),
    ("II полугодие 2020 года", H2),
    ("1-е полугодие 2020 г.", H1),
    ("второе полугодие 2020", H2),
    ("2020 оны эхний хагас", H1),
    ("2020 оны сүүлийн хагас жил", H2),
    ("2020 оны хоёрдугаар хагас", H2),
    ("2020 оны 2-р хагас", H2),
    ("2020 оны I хагас жилийн тайлан", H1),
    ("report 31 December 2020, 2020H2", H2),
    ("H2 2020, second half 2020", H2),
    # quarters
    ("Q3 2020", ("2020-07-01", "2020-09-30")),
    ("2020Q1", ("2020-01-01", "2020-03-31")),
    ("4Q 2020", ("2020-10-01", "2020-12-31")),
    ("3rd quarter 2020", ("2020-07-01", "2020-09-30")),
    ("III квартал 2020", ("2020-07-01", "2020-09-30")),
    ("4 кв. 2020", ("2020-10-01", "2020-12-31")),
    ("troisième trimestre 2020", ("2020-07-01", "2020-09-30")),
    ("2020 оны 1 дүгээр улирал", ("2020-01-01", "2020-03-31")),
    # months
    ("July 2020", ("2020-07-01", "2020-07-31")),
    ("GRM July 2020.xlsx", ("2020-07-01", "2020-07-31")),
    ("GRM_2020_Feb.xlsx", ("2020-02-01", "2020-02-29")),
    ("julio de 2020", ("2020-07-01", "2020-07-31")),
    ("2020 оны 7-р сар", ("2020-07-01", "2020-07-31")),
    # years
    ("register 2019", ("2019-01-01", "2019-12-31")),
    ("register 2019 (1).xlsx", ("2019-01-01", "2019-12-31")),
    ("GRM_2019.xlsx", ("2019-01-01", "2019-12-31")),
    ("2019 оны бүртгэл", ("2019-01-01", "2019-12-31")),
    ("data set 2019", ("2019-01-01", "2019-12-31")),
    ("2019, corrected 2019", ("2019-01-01", "2019-12-31")),
    ("1990", ("1990-01-01", "1990-12-31")),
    ("2099", ("2099-01-01", "2099-12-31")),
]

NOT_STATED = [
    "",
    "register",
    # one date: the day of printing
    "31 December 2020",
    "GRM register 2020-07-31.xlsx",
    "GRM 20200731",
    "as of December 31, 2020",
    "31.12.2020 - final",
    "July 31, 2020",
    # two that differ
    "Report_2020H2_final_2021.xlsx",
    "2019-2020",
    "2019 2020",
    "H1 and H2 2020",
    "Q3 2020, 2nd half",
    "first half of July 2020",
    "July 2020, August 2020",
    "January–March and June 2020",
    "January–March and June–July 2020",
    "Jan & Feb 2020",
    "February 2020 (January)",
    "January 2021: July - December 2020",
    "2020-01-01 - 2020-03-31, 2020-07-01 - 2020-09-30",
    "Approved 2020-01-15. Updated 2020-12-31",
    "25 June 2020, 31 December 2020",
    # several parts
    "Q1-Q3 2020",
    "2020Q1-Q2",
    "I-II квартал 2020",
    "I и II квартал 2020",
    "first and second quarter 2020",
    "1, 2 квартал 2020",
    # no such part
    "H3 2020",
    "Q5 2020",
    "5th quarter 2020",
    "XII квартал 2020",
    # open ends
    "as of 2020",
    "as at H1 2020",
    "since 2015",
    "until July 2020",
    "по состоянию на 2020 год",
    "до 2020 года",
    "depuis 2019",
    "desde 2019",
    "2020 оны байдлаар",
    # years that begin when they like
    "FY 2020",
    "fiscal year 2020",
    "FY2020",
    "2020-21",
    "2020/21",
    # backwards, undecided, no date
    "2020-12-31 - 2020-01-01",
    "December - January 2020",
    "01/07/2020 - 12/12/2020",
    "25/06/2020 - 12/31/2020",
    "30 February 2020 - 31 December 2020",
    "June 25, 2020 - December 31",
    "2020 (January - June)",
    # numbers of other kinds
    "GRM 2020-07",
    "2020.07",
    "f-2020/07",
    "07/2020",
    "version 1.2.2020",
    "120201",
    "1985",
    "2101",
    "1989H2",
    "half",
    "July",
    "x" * 301,
    "2019" + " " * 297,
]


@pytest.fixture(autouse=True)
def patterns_made_anew(monkeypatch):
    parts = {months: periods._part_patterns(*part) for months, part in periods._PARTS.items()}
    monkeypatch.setattr(periods, "_PATTERNS", parts)


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_a_period_is_found(text, expected):
    period = find_period(text)
    assert period is not None
    assert tuple(iso(day) for day in period) == expected


@pytest.mark.parametrize("text", NOT_STATED)
def test_what_is_not_certain_is_no_period(text):
    assert find_period(text) is None


def test_a_title_of_300_characters_is_read():
    assert find_period("2019" + " " * 296) is not None


@pytest.mark.parametrize(
    ("name", "number"),
    [("January", 1), ("февраль", 2), ("marzo", 3), ("avril", 4), ("Sept", 9), ("12-р сар", 12)],
)
def test_a_month_in_any_language_has_its_days(name, number):
    period = find_period(f"2019 {name}") or find_period(f"{name} 2019")
    assert period is not None
    first, last = (iso(day) for day in period)
    assert first == f"2019-{number:02}-01"
    assert last.startswith(f"2019-{number:02}-")
