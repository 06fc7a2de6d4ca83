"""A column as the reader hands it over: each cell's day or why it has none."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from grm_data.intake.dates import DateColumn, DateState, Order, cells, find_period, read_date_column
from grm_data.register.days import NO_DAY, day_number, iso

BLANK, READ, REFUSED, AMBIGUOUS = DateState
DMY, MDY, YMD = Order


def read(values: object, dtype: object = object, **how: object) -> DateColumn:
    return read_date_column(pd.Series(values, dtype=dtype), **how)


def days(column: DateColumn) -> list[str | None]:
    return [iso(day) for day in column.days]


def states(column: DateColumn) -> list[DateState]:
    return [DateState(state) for state in column.state]


def test_the_arrays_have_the_promised_types():
    column = read(["31/07/2020", None], "str")
    assert column.days.dtype == np.int32
    assert column.state.dtype == np.int8
    assert column.swapped.dtype == np.bool_
    assert column.days.tolist() == [day_number(dt.date(2020, 7, 31)), NO_DAY]
    assert [int(state) for state in DateState] == [0, 1, 2, 3]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_real_dates_lose_their_time(unit):
    values = ["2020-07-31 00:00:00", "2020-07-31 23:59:59", None, "1990-01-01", "2100-12-31 23:59:59"]
    column = read(values, f"datetime64[{unit}]")
    assert days(column) == ["2020-07-31", "2020-07-31", None, "1990-01-01", "2100-12-31"]
    assert states(column) == [READ, READ, BLANK, READ, READ]


def test_real_dates_outside_the_window_are_refused():
    values = ["1900-01-01", "1900-01-02", "1989-12-31 23:59:59", "2101-01-01"]
    assert states(read(values, "datetime64[us]")) == [REFUSED] * 4
    assert read(values, "datetime64[us]").days.tolist() == [NO_DAY] * 4


def test_a_day_in_its_zone_is_the_day_that_stands_there():
    zoned = pd.Series(pd.to_datetime(["2020-07-31T23:30:00+08:00", None]))
    assert isinstance(zoned.dtype, pd.DatetimeTZDtype)
    assert days(read_date_column(zoned)) == ["2020-07-31", None]
    aware = dt.datetime(2020, 7, 31, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    assert days(read([aware, "x"])) == ["2020-07-31", None]


def test_a_mixed_column_is_read_cell_by_cell():
    values = [
        dt.datetime(2020, 7, 31, 23, 59),
        dt.date(2020, 7, 31),
        pd.Timestamp("2020-07-31 10:00"),
        "31/07/2020",
        "July 31, 2020",
        20200731,
        np.int64(20200731),
    ]
    assert days(read(values)) == ["2020-07-31"] * 7


def test_what_is_no_date_is_refused():
    values = [
        True,
        False,
        dt.time(10, 20),
        dt.timedelta(1),
        2003,
        -1,
        1e300,
        10**400,
        "#REF!",
        "NA",
        b"2020-07-31",
    ]
    assert states(read(values)) == [REFUSED] * len(values)
    assert states(read([np.bool_(True), np.datetime64("2020-07-31"), 1j])) == [REFUSED] * 3
    assert states(read([True, False], "bool")) == [REFUSED] * 2


def test_what_says_nothing_is_blank():
    values = [
        None,
        float("nan"),
        pd.NaT,
        pd.NA,
        "",
        "  ",
        "\u200b",
        "-",
        " – ",
        "—",
        "---",
        "'",
        np.float64("nan"),
    ]
    assert states(read(values)) == [BLANK] * len(values)
    assert states(read([None, "", " - "], "str")) == [BLANK] * 3
    assert states(read([np.nan, np.nan], "float64")) == [BLANK] * 2
    assert states(read([None, None], "datetime64[us]")) == [BLANK] * 2
    assert states(read([None, True], "object")) == [BLANK, REFUSED]


def test_a_dash_beside_something_is_no_blank():
    assert states(read(["- -", "-1", "n/a"])) == [REFUSED] * 3


def test_an_empty_column_is_read():
    for dtype in ("str", "float64", "datetime64[us]", "bool", object):
        column = read([], dtype)
        assert (len(column.days), len(column.state), len(column.swapped)) == (0, 0, 0)
        assert (column.order, column.evidence, column.contradicted) == (None, None, False)


def test_a_column_of_numbers_is_read():
    assert days(read([44043.5, 44044.0, np.nan], "float64")) == ["2020-07-31", "2020-08-01", None]
    assert days(read([44043, 44044], "int64")) == ["2020-07-31", "2020-08-01"]
    assert days(read([42581], "float64", date1904=True)) == ["2020-07-31"]
    assert states(read([2003.0, 2004.0, np.nan], "float64")) == [REFUSED, REFUSED, BLANK]


def test_the_index_of_the_column_does_not_matter():
    column = pd.Series(["31/07/2020", None, 20200801, dt.date(2020, 8, 2)], index=[7, 7, 1, 0], dtype=object)
    assert days(read_date_column(column)) == ["2020-07-31", None, "2020-08-01", "2020-08-02"]
    text = pd.Series(["03/04/2020", "31/07/2020"], index=[5, 5], dtype="str")
    assert days(read_date_column(text)) == ["2020-04-03", "2020-07-31"]


def test_categories_are_read_as_texts():
    assert (
        days(read_date_column(pd.Series(["31/07/2020", "31/07/2020"], dtype="category")))
        == ["2020-07-31"] * 2
    )


@pytest.mark.parametrize("dtype", ["str", "float64", "int64", "datetime64[us]", "datetime64[us, UTC]"])
def test_a_column_of_one_kind_is_not_looked_at_cell_by_cell(dtype, monkeypatch):
    monkeypatch.delattr(cells, "_kind_of")
    assert len(read([], dtype).days) == 0
    assert states(read([44043], dtype)) == [REFUSED if "date" in dtype else READ]


def test_a_huge_number_leaves_the_others_alone():
    assert states(read([*[44043] * 18, 10**400, -(10**400)])) == [READ] * 18 + [REFUSED] * 2


def test_each_different_text_is_read_once(monkeypatch):
    read_texts = []
    spelling_of = cells.spelling_of
    monkeypatch.setattr(cells, "spelling_of", lambda text: (read_texts.append(text), spelling_of(text))[1])
    read(["31/07/2020"] * 5 + ["30/07/2020"], "str")
    assert read_texts == ["31/07/2020", "30/07/2020"]


def test_one_day_over_12_decides_the_column():
    column = read(["03/04/2020", "25/11/2020", "05/06/2020", "03/03/2020", "junk", None], "str")
    assert days(column) == ["2020-04-03", "2020-11-25", "2020-06-05", "2020-03-03", None, None]
    assert states(column) == [READ, READ, READ, READ, REFUSED, BLANK]
    assert (column.order, column.evidence, column.contradicted) == (DMY, "day-over-12", False)


def test_the_month_may_come_first():
    column = read(["03/04/2020", "11/25/2020"], "str")
    assert days(column) == ["2020-03-04", "2020-11-25"]
    assert (column.order, column.evidence) == (MDY, "day-over-12")


def test_the_year_may_come_first():
    column = read(["03-04-05", "20-07-31"], "str")
    assert days(column) == ["2003-04-05", "2020-07-31"]
    assert (column.order, column.evidence) == (YMD, "day-over-12")


def test_nothing_decides():
    column = read(["03/04/2020", "03/03/2020", "2020-07-31", "5 May 2020"], "str")
    assert states(column) == [AMBIGUOUS, READ, READ, READ]
    assert column.days[0] == NO_DAY
    assert (column.order, column.evidence, column.contradicted) == (None, None, False)


def test_a_column_without_doubt_needs_no_order():
    for values in (["25/11/2020"], ["03/03/2020"], ["2020-07-31"], ["31 July 2020"]):
        column = read(values, "str", setting=MDY)
        assert (column.order, column.evidence, column.contradicted) == (None, None, False)


def test_cells_that_prove_both_orders_contradict_each_other():
    column = read(["25-09-2003", "09/25/2003", "03/04/2020", "03/03/2020"], "str", setting=DMY)
    assert days(column) == ["2003-09-25", "2003-09-25", None, "2020-03-03"]
    assert states(column) == [READ, READ, AMBIGUOUS, READ]
    assert (column.order, column.evidence, column.contradicted) == (None, None, True)


def test_a_contradiction_needs_no_ambiguous_cell():
    assert read(["25-09-2003", "09/25/2003"], "str").contradicted


def test_every_kind_of_evidence_reaches_the_column():
    values = ["03/07/2020", "04/07/2020", "05/08/2020"]
    assert read(values, "str", setting=MDY).evidence == "setting"
    texts = ["03/11/2020", "04/02/2020", "05/10/2020", "06/03/2020", "07/09/2020", "08/01/2020"]
    assert read(texts, "str", case_order=np.arange(6.0)).evidence == "case-numbers"
    period = find_period("GRM_2020H2.xlsx")
    column = read(values, "str", period=period)
    assert (column.order, column.evidence) == (DMY, "period")
    assert days(column) == ["2020-07-03", "2020-07-04", "2020-08-05"]
