"""Times with a zone, days of the evening before, other calendars, dates without a year."""

from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from grm_data.intake.dates import DateState, Known, Told, project_zone, read_date_columns
from grm_data.intake.dates.calendars import CALENDAR_NAMES
from grm_data.register.days import day_number, iso
from grm_data.register.fields import Field
from grm_data.register.zones import is_known_zone, zones_of_country
from grm_data.settings import DATE_CALENDARS

TONGA = project_zone(None, "TO")
NEPAL = project_zone("Asia/Kathmandu", None)
BOLIVIA = project_zone(None, "BO")


def read(cells, known=Known(), dtype=None, field=Field.RECEIVED_ON):
    return read_date_columns({field: pd.Series(cells, dtype=dtype)}, known)[field]


def days(column):
    return [iso(int(day)) for day in column.days]


def test_the_zone_is_that_of_the_settings_else_the_country_s_first_else_unknown():
    assert project_zone("Asia/Hovd", "MN") == (zone := project_zone("Asia/Hovd", None))
    assert (zone.name, zone.told) == ("Asia/Hovd", Told.SETTING)
    assert (BOLIVIA.name, BOLIVIA.told) == ("America/La_Paz", Told.COUNTRY)
    several = project_zone(None, "MN")
    assert (several.name, several.told) == ("Asia/Ulaanbaatar", Told.SEVERAL)
    assert project_zone(None, None).told is Told.NOTHING


def test_a_country_s_other_codes_have_its_zones():
    assert zones_of_country("MNG") == zones_of_country("MN")
    assert not is_known_zone("Asia/Nowhere")
    assert not is_known_zone("../../etc/passwd")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-03-31T18:14:59Z", "2021-03-31"),  # Nepal is 5:45 ahead
        ("2021-03-31T18:15:00Z", "2021-04-01"),
        ("2021-03-31 23:30 -05:00", "2021-04-01"),
        ("2021-04-01T01:00:00+09:00", "2021-03-31"),
        ("Wed Mar 31 20:00:00 MSK 2021", "2021-03-31"),
        ("31 Mar 2021 11:30 PM UTC", "2021-04-01"),
        ("2021-03-31T23:30:00", "2021-03-31"),  # no zone: the clock on the wall
        ("2021-03-31Z", "2021-03-31"),  # no time
        ("/Date(1617214500000)/", "2021-04-01"),
    ],
)
def test_a_time_with_a_zone_is_the_day_it_is_in_the_project(text, expected):
    column = read([text], Known(zone=NEPAL), "str")
    assert days(column) == [expected]


def test_west_of_greenwich_the_day_may_be_the_one_before():
    assert days(read(["2021-03-01T03:59Z", "2021-03-01T04:00Z"], Known(zone=BOLIVIA))) == [
        "2021-02-28",
        "2021-03-01",
    ]


@pytest.mark.parametrize("unit", [1, 1000])
def test_a_computer_s_seconds_are_utc(unit):
    late = [int(datetime.fromisoformat(f"2021-03-{d:02}T20:00+00:00").timestamp()) * unit for d in (1, 2, 3)]
    column = read(late, Known(zone=NEPAL), "float64")
    assert days(column) == ["2021-03-02", "2021-03-03", "2021-03-04"]
    assert column.zoned
    assert days(read(late, dtype="float64")) == ["2021-03-01", "2021-03-02", "2021-03-03"]


def test_without_a_known_zone_a_time_keeps_the_day_on_its_own_clock():
    column = read(["2021-03-31T23:30:00Z", "2021-04-01T01:00:00+09:00"])
    assert days(column) == ["2021-03-31", "2021-04-01"]
    assert column.zoned


def at(time, *dates):
    return [datetime.fromisoformat(f"{day}T{time}") for day in dates]


DATES = ("2021-05-03", "2021-06-11", "2021-06-30", "2021-09-07")
NEXT = ["2021-05-04", "2021-06-12", "2021-07-01", "2021-09-08"]


def test_a_column_just_before_midnight_is_of_the_next_day():
    column = read(at("23:59:17", *DATES))
    assert days(column) == NEXT
    assert (column.shift.time, iso(column.shift.first), column.shift.applied) == (
        "23:59:17",
        "2021-05-04",
        True,
    )


def test_a_column_at_midnight_of_the_project_s_zone_is_of_the_next_day():
    assert days(read(at("18:15:00", *DATES), Known(zone=NEPAL))) == NEXT
    offered = read(at("18:15:00", *DATES))
    assert days(offered) == list(DATES)
    assert (iso(offered.shift.first), offered.shift.applied) == ("2021-05-04", False)


def test_two_columns_at_one_hour_prove_each_other():
    columns = {
        Field.RECEIVED_ON: pd.Series(at("21:00:00", *DATES)),
        Field.RESOLVED_ON: pd.Series(at("21:00:00", *DATES)),
    }
    assert all(days(column) == NEXT for column in read_date_columns(columns, Known()).values())


def test_summer_and_winter_time_are_one_zone():
    column = read([*at("22:00:00", *DATES), *at("23:00:00", "2021-01-04", "2021-02-01")], Known(shift=1))
    assert days(column) == [*NEXT, "2021-01-05", "2021-02-02"]


@pytest.mark.parametrize("time", ["00:00:00", "12:00:00", "05:00:00", "08:30:00", "10:00:00", "11:30:00"])
def test_other_times_of_a_whole_column_are_no_shift(time):
    assert read(at(time, *DATES)).shift is None


def test_an_hour_of_the_morning_is_midnight_in_the_easternmost_zone_alone():
    column = read(at("11:00:00", *DATES), Known(zone=TONGA))
    assert days(column) == NEXT


def test_midnight_of_a_western_zone_is_the_same_day_in_greenwich():
    column = read(at("04:00:00", *DATES), Known(zone=BOLIVIA))
    assert (days(column), column.shift) == (list(DATES), None)


def test_a_time_that_is_no_midnight_of_the_zone_is_offered_in_the_afternoon_only():
    assert not read(at("17:00:00", *DATES), Known(zone=NEPAL)).shift.applied
    assert read(at("11:00:00", *DATES), Known(zone=NEPAL)).shift is None


def test_times_of_people_are_no_shift():
    column = read([datetime.fromisoformat(f"2021-05-03T{hour}:10:00") for hour in range(10, 20)])
    assert column.shift is None


def test_the_settings_settle_a_shift():
    assert days(read(at("16:00:00", *DATES), Known(shift=1))) == NEXT
    settled = read(at("23:59:52", *DATES), Known(shift=0))
    assert days(settled) == list(DATES)
    assert settled.shift is None


@pytest.mark.parametrize(
    ("cells", "country", "name"),
    [
        (["5/3/2566", "17/4/2566", "30/9/2566"], None, "buddhist"),
        (["2079-04-12", "2079-04-32", "2079-05-01"], None, "nepali"),
        (["1402/01/15", "1402/02/31", "1402/06/01"], "AF", "persian"),
        (["14/09/1444", "01/10/1444", "29/12/1444"], None, "hijri"),
        (["12/06/2014", "30/09/2014", "05/13/2014"], "ET", "ethiopian"),
        ([datetime(2079, 4, 12), datetime(2079, 5, 1), datetime(2080, 1, 9)], "NP", "nepali"),
    ],
)
def test_another_calendar_is_named_and_not_read(cells, country, name):
    column = read(cells, Known(country=country))
    assert column.calendar == name
    assert set(column.state) == {DateState.REFUSED}
    plain = read(cells, Known(country=country, calendar="gregorian"))
    assert plain.calendar is None


def test_dates_of_today_are_gregorian_in_ethiopia_too():
    assert read(["12/06/2024", "30/09/2025"], Known(country="ET")).calendar is None
    assert read(["12/06/2014", "30/09/2016"], Known(country="ET", start=2013)).calendar is None
    assert read(["12/06/2014", "30/09/2016"], Known(country="KE")).calendar is None


def test_where_the_country_is_not_known_the_start_of_the_project_shows_it():
    cells = ["12/06/2012", "30/09/2013", "21/01/2013"]
    assert read(cells, Known(start=2020)).calendar == "ethiopian"
    assert read(cells, Known(start=2015)).calendar is None
    assert read(cells, Known(start=2020, country="KE")).calendar is None


def test_typed_dates_of_long_ago_are_not_read_where_nothing_is_known_of_the_project():
    typed = ["12/06/2012", "30/09/2013", "21/01/2013"]
    assert read(typed).calendar == "ethiopian"
    assert read([*typed, None]).in_calendar.tolist() == [True, True, True, False]
    assert read(typed, Known(calendar="gregorian")).calendar is None
    assert read(typed, Known(start=2012)).calendar is None
    assert read([*typed, "31/01/2013"]).calendar is None  # no Ethiopian month has so many days
    assert read(["2012-06-12", "2013-09-30", "2013-01-21"]).calendar is None  # as programs write them
    assert read([datetime(2012, 6, 12), *typed]).calendar is None
    assert read(["12/06/2018", "30/09/2019", "21/01/2019"]).calendar == "ethiopian"  # 2019 there is 2026
    assert read(["12/06/2018", "30/09/2020", "21/01/2019"]).calendar is None
    assert read(["12/06/2022", "30/09/2023", "21/01/2023"]).calendar is None


def test_one_slip_of_the_keyboard_is_no_calendar():
    column = read(["2020-07-01", "2020-07-02", "2563-07-03", "2020-07-04"])
    assert column.calendar is None
    assert days(column) == ["2020-07-01", "2020-07-02", None, "2020-07-04"]


def test_the_settings_and_the_reader_know_the_same_calendars():
    assert set(DATE_CALENDARS) == set(CALENDAR_NAMES)


def test_a_date_without_a_year_takes_its_section_s():
    cells = ["12-Jan", "Mar 3", "15/06", None, "12-Jan", "31 декабря"]
    sections = np.array([2021, 2021, 2021, 0, 2022, 2022], np.int32)
    column = read(cells, Known(sections=sections))
    assert days(column) == ["2021-01-12", "2021-03-03", "2021-06-15", None, "2022-01-12", "2022-12-31"]
    assert column.without_year.tolist() == [True, True, True, False, True, True]


def test_a_date_without_a_year_stays_unread_where_no_section_states_one():
    column = read(["12-Jan", "Mar 3", "2021-06-15"])
    assert days(column) == [None, None, "2021-06-15"]
    assert column.without_year.tolist() == [True, True, False]


def test_figures_alone_are_no_date_without_a_year():
    assert read(["12/01", "15.06", "3"]).without_year.tolist() == [False] * 3


def test_a_reading_from_before_the_project_s_first_year_is_set_aside():
    assert days(read(["20-07-09"], Known(start=2019))) == ["2020-07-09"]  # not 20 July 2009
    assert days(read(["2012-07-09"], Known(start=2019))) == ["2012-07-09"]
    assert days(read(["19-01-20"], Known(start=2019))) == [None]  # 20 January 2019 is in it
    assert read(["03/04/2012"], Known(start=2019)).state.tolist() == [
        DateState.AMBIGUOUS
    ]  # nothing else is left


def test_a_wrong_year_in_a_numbered_list_is_found():
    first = date(2022, 12, 12)
    true = [first + timedelta(days=2 * i) for i in range(30)]
    typed = [day.replace(year=2022) if i in (12, 15, 20) else day for i, day in enumerate(true)]
    column = read([day.isoformat() for day in typed], Known(case_order=np.arange(30.0)))
    found = {i: iso(int(day)) for i, day in enumerate(column.supposed) if typed[i] != true[i]}
    assert found == {i: true[i].isoformat() for i in (12, 15, 20)}
    assert int((column.supposed < day_number(date(2100, 1, 1))).sum()) == 3


def test_a_list_in_no_order_has_no_wrong_years():
    order = np.random.default_rng(3).permutation(40)
    cells = [(date(2020, 1, 1) + timedelta(days=30 * int(i))).isoformat() for i in order]
    column = read(cells, Known(case_order=np.arange(40.0)))
    assert not (column.supposed < day_number(date(2100, 1, 1))).any()
