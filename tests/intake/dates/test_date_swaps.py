"""Dates whose day and month Excel has swapped: found by the cases around them, and only they."""

import datetime as dt
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.intake.dates import read_date_column
from grm_data.intake.dates.swaps import Fit, fit_among_cases, is_import_accident, swapped_days
from grm_data.register.days import NO_DAY, day_number, iso
from tests.rounds import rounds

NAN = float("nan")


def numbers(*days: str | None) -> np.ndarray:
    return np.array([day_number(date.fromisoformat(day)) if day else NO_DAY for day in days], np.int32)


def swapped(cells: list[object], ranks: list[float] | None = None) -> list[bool]:
    case_order = None if ranks is None else np.array(ranks, np.float64)
    return read_date_column(pd.Series(cells, dtype=object), case_order=case_order).swapped.tolist()


def suspected(*days: str | None, ranks: list[float] | None = None) -> list[int]:
    order = np.arange(len(days), dtype=np.float64) if ranks is None else np.array(ranks)
    return np.flatnonzero(fit_among_cases(numbers(*days), order).suspects).tolist()


@pytest.mark.parametrize(
    ("day", "other"),
    [
        ("2020-03-11", "2020-11-03"),
        ("2020-11-03", "2020-03-11"),
        ("2020-01-12", "2020-12-01"),
        ("2020-12-01", "2020-01-12"),
        ("2021-02-01", "2021-01-02"),
        ("1990-01-02", "1990-02-01"),
        ("2100-12-11", "2100-11-12"),
        ("2020-03-03", None),
        ("2020-12-12", None),
        ("2020-03-13", None),
        ("2020-03-31", None),
        (None, None),
    ],
)
def test_a_day_and_its_month_change_places(day, other):
    assert [iso(number) for number in swapped_days(numbers(day))] == [other]


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_swapping_agrees_with_the_calendar(when):
    possible = when.day <= 12 and when.day != when.month
    expected = date(when.year, when.day, when.month) if possible else None
    assert swapped_days(numbers(when.isoformat())).tolist() == [day_number(expected) if expected else NO_DAY]


NOVEMBER = ["2020-10-20", "2020-10-28", "2020-11-05", "2020-11-14", "2020-11-20", "2020-11-29"]


def test_a_date_that_fits_only_when_swapped_is_suspected():
    assert suspected(*NOVEMBER[:2], "2020-03-11", *NOVEMBER[2:]) == [2]  # 3 November
    assert suspected(*NOVEMBER) == []


def test_a_suspect_keeps_its_day():
    days = [date.fromisoformat(day) for day in [*NOVEMBER[:2], "2020-03-11", *NOVEMBER[2:]]]
    column = read_date_column(pd.Series(days, dtype=object), case_order=np.arange(7.0))
    assert iso(column.days[2]) == "2020-03-11"
    assert column.swapped.tolist() == [False, False, True, False, False, False, False]
    real = read_date_column(pd.Series(pd.to_datetime(days)), case_order=np.arange(7.0))
    assert real.swapped.tolist() == column.swapped.tolist()


def test_suspects_are_found_wherever_their_rows_stand():
    days = [*NOVEMBER[:2], "2020-03-11", *NOVEMBER[2:]]
    assert suspected(*reversed(days), ranks=[6, 5, 4, 3, 2, 1, 0]) == [4]
    assert suspected(*days, "2020-01-02", None, ranks=[0, 1, 2, 3, 4, 5, 6, NAN, 3.5]) == [2]


def test_the_first_and_the_last_case_have_one_neighbour():
    assert suspected("2020-12-10", *NOVEMBER) == [0]  # 12 October
    assert suspected(*NOVEMBER, "2020-01-12") == [6]  # 1 December


def test_cases_with_one_number_have_no_order_among_them():
    assert suspected("2020-11-05", "2020-10-20", "2020-10-28", "2020-11-14", ranks=[1, 1, 1, 1]) == []
    assert suspected("2020-05-11", "2020-02-20", "2020-10-28", "2020-11-14", ranks=[1, 1, 1, 1]) == []


def test_a_date_that_fits_neither_way_is_not_suspected():
    assert suspected(*NOVEMBER[:2], "2020-03-05", *NOVEMBER[2:]) == []  # 3 May
    assert suspected(*NOVEMBER[:2], "2020-03-25", *NOVEMBER[2:]) == []  # 25 can't be a month


def test_of_two_explanations_the_swap_is_taken():
    """2 March or 10 February is out of order; 3 February for 2 March puts all in order."""
    assert suspected("2020-01-05", "2020-03-02", "2020-02-10", "2020-03-10") == [1]


def test_the_last_case_is_suspected_where_only_its_swapped_date_is_the_latest():
    """11 December, read as 12 November: else 5 December would have to be out of its place."""
    assert suspected("2020-10-28", "2020-11-05", "2020-11-10", "2020-12-05", "2020-11-12") == [4]


def test_three_cases_are_too_few():
    assert suspected("2020-10-28", "2020-03-11", "2020-11-05") == []
    assert suspected("2020-10-28", "2020-03-11", "2020-11-05", "2020-11-14") == [1]
    assert suspected("2020-10-28", "2020-03-11", "2020-11-05", None, ranks=[0, 1, 2, 3]) == []
    assert suspected("2020-10-28", "2020-03-11", "2020-11-05", "2020-11-14", ranks=[0, 1, 2, NAN]) == []


def test_many_swaps_are_found():
    when = [date(2020, 1, 1) + timedelta(days) for days in range(0, 360, 2)]
    days = [day.replace(month=day.day, day=day.month) if day.day <= 12 else day for day in when]
    wrong = [day != right for day, right in zip(days, when, strict=True)]
    fit = fit_among_cases(numbers(*map(str, days)), np.arange(len(days), dtype=np.float64))
    assert wrong == fit.suspects.tolist()


def test_a_date_is_suspected_from_eleven_days_out_of_place():
    # 1 February, read where cases of late January end: 2 January swapped
    days = ["2019-12-20", "2019-12-30", "2020-02-01", "2020-01-{:02}", "2020-02-14", "2020-02-20"]
    early = numbers(*[day.format(21) for day in days])
    fit = fit_among_cases(early, np.arange(6.0))
    assert (fit.read[2], fit.swapped[2], fit.margin) == (11, 0, 10)
    assert fit.suspects.tolist() == [False, False, True, False, False, False]
    late = fit_among_cases(numbers(*[day.format(22) for day in days]), np.arange(6.0))
    assert (late.read[2], late.swapped[2]) == (10, 0)
    assert not late.suspects.any()


def test_a_swapped_date_may_be_half_the_margin_out_of_place():
    before = ["2020-10-20", "2020-11-{:02}", "2020-01-11", "2020-11-14", "2020-11-20", "2020-11-29"]
    assert suspected(*[text.format(6) for text in before]) == [2]  # 1 November, 5 days early
    assert suspected(*[text.format(7) for text in before]) == []


def test_the_margin_grows_with_the_disorder_of_the_register():
    days = [day_number(date(2020, 1, 13)) + 20 * case + (60 if case % 2 else 0) for case in range(40)]
    read = np.array(days, np.int32)
    fit = fit_among_cases(read, np.arange(40.0))
    fixed = fit.read[swapped_days(read) == NO_DAY]
    assert fit.margin == 3 * np.quantile(fixed, 0.9) > 10


def test_a_register_without_dates_after_the_twelfth_has_the_least_margin():
    days = numbers("2020-01-02", "2020-02-03", "2020-03-04", "2020-04-05")
    assert fit_among_cases(days, np.arange(4.0)).margin == 10


def test_a_date_without_a_place_fits_nowhere_and_is_neither_suspect_nor_cleared():
    fit = fit_among_cases(numbers(*NOVEMBER, None), np.array([0, 1, 2, 3, 4, NAN, 6]))
    assert np.isnan(fit.read).tolist() == [False] * 5 + [True] * 2
    assert np.isnan(fit.swapped[[0, 3, 4, 5, 6]]).all()
    assert fit.read[:5].tolist() == [0] * 5
    assert not (fit.suspects | fit.cleared)[5:].any()


def test_fit_tells_suspects_and_cleared_by_the_margin():
    fit = Fit(np.array([11, 10, 11, 5, 6, 5, NAN]), np.array([5, 5, 6, 11, 11, 10, NAN]), margin=10)
    assert fit.suspects.tolist() == [True, False, False, False, False, False, False]
    assert fit.cleared.tolist() == [False, False, False, True, False, False, False]


@settings(max_examples=rounds(150))
@given(
    st.lists(st.integers(0, 1500), min_size=0, max_size=120),
    st.lists(st.integers(-3, 3), min_size=120, max_size=120),
)
def test_cases_a_few_days_out_of_order_are_no_suspects(days, jitter):
    start = day_number(date(2018, 1, 1))
    read = np.array([start + day + late for day, late in zip(sorted(days), jitter, strict=False)], np.int32)
    assert not fit_among_cases(read, np.arange(len(read), dtype=np.float64)).suspects.any()


@settings(max_examples=rounds(150))
@given(st.data())
def test_a_swap_is_found_where_it_leaves_its_neighbours_far_behind(data):
    """Cases every other day: a swapped date is at least three weeks away from its neighbours."""
    start = day_number(date(2019, 3, 1))
    jitter = data.draw(st.lists(st.integers(-2, 2), min_size=150, max_size=150))
    right = np.array([start + 2 * case + late for case, late in enumerate(jitter)], np.int32)
    other = swapped_days(right)
    possible = 10 + np.flatnonzero(other[10:-10] != NO_DAY)  # the first case may be as old as it likes
    wrong = data.draw(st.lists(st.sampled_from(possible.tolist()), max_size=8, unique=True))
    read = right.copy()
    read[wrong] = other[wrong]
    suspects = fit_among_cases(read, np.arange(150.0)).suspects
    assert np.flatnonzero(suspects).tolist() == sorted(wrong)


def test_a_random_order_suspects_next_to_nothing():
    rng = np.random.default_rng(3)
    days = rng.integers(day_number(date(2015, 1, 1)), day_number(date(2020, 12, 31)), 2000).astype(np.int32)
    assert fit_among_cases(days, np.arange(2000.0)).suspects.sum() == 0


def test_a_thousand_cases_of_one_day_are_in_order():
    days = np.full(1000, day_number(date(2020, 3, 11)), np.int32)
    assert not fit_among_cases(days, np.arange(1000.0)).suspects.any()


REAL = [dt.datetime(2020, 3, 11), dt.datetime(2020, 5, 9), dt.datetime(2020, 7, 7)]
TEXTS = ["25/11/2020", "13/10/2020", "31/12/2020"]


def test_excels_import_of_dates_in_the_other_order_is_seen_by_its_pattern():
    assert swapped([*REAL, *TEXTS]) == [True, True, False, False, False, False]  # 7 July is 7 July
    assert swapped([*REAL, *[text.replace("/", ".") for text in TEXTS], None, "junk"])[:2] == [True, True]


def test_the_pattern_holds_for_dates_typed_month_first():
    assert swapped([*REAL, "11/25/2020", "10/13/2020", "12/31/2020"])[:2] == [True, True]


def test_the_pattern_holds_for_serials():
    serials = [43901, 43960.5, 44019]  # 11 March, 9 May and 7 July
    assert swapped([*serials, *TEXTS]) == [True, True, False, False, False, False]


def test_three_of_each_show_the_pattern():
    assert not any(swapped([*REAL[:2], *TEXTS]))
    assert not any(swapped([*REAL, *TEXTS[:2]]))
    assert any(swapped([*REAL, *TEXTS]))


@pytest.mark.parametrize(
    "other",
    [
        dt.datetime(2020, 3, 13),  # Excel can hold it: it was typed in Excel's order
        "03/04/2020",  # Excel would have taken it for a date
        "11/25/2020",  # proves the other order
    ],
)
def test_one_cell_that_does_not_fit_it_breaks_the_pattern(other):
    assert not any(swapped([*REAL, *TEXTS, other]))


def test_a_real_date_on_the_twelfth_is_in_the_pattern():
    assert swapped([*REAL, dt.datetime(2020, 3, 12), *TEXTS])[3]


def test_dates_with_names_or_outside_the_window_say_nothing_about_the_pattern():
    others = ["2020-07-31", "31 July 2020", dt.datetime(1900, 1, 20), "03/03/2020"]
    assert swapped([*REAL, *TEXTS, *others]) == [True, True, *[False] * 8]


def test_the_pattern_needs_real_dates_and_texts():
    table = np.array([[18000, NO_DAY, NO_DAY]] * 5, np.int32)
    assert not is_import_accident(table, np.zeros(5, np.bool_))
    assert not is_import_accident(table, np.ones(5, np.bool_))


def test_the_case_numbers_clear_what_the_pattern_suspects():
    cells = ["13/01/2020", "25/02/2020", dt.datetime(2020, 3, 11), "20/03/2020", dt.datetime(2020, 5, 9)]
    cells += ["15/06/2020", dt.datetime(2020, 7, 1), dt.datetime(2020, 8, 2)]
    assert any(swapped(cells))
    assert not any(swapped(cells, ranks=[0, 1, 2, 3, 4, 5, 6, 7]))


def test_the_case_numbers_confirm_what_the_pattern_suspects():
    cells = ["13/01/2020", "25/02/2020", dt.datetime(2020, 11, 3), "20/03/2020", dt.datetime(2020, 9, 5)]
    cells += ["15/06/2020", dt.datetime(2020, 1, 7), dt.datetime(2020, 2, 8)]
    expected = [False, False, True, False, True, False, True, True]
    assert swapped(cells) == expected
    assert swapped(cells, ranks=[0, 1, 2, 3, 4, 5, 6, 7]) == expected
    assert swapped(cells, ranks=[NAN] * 8) == expected


def test_texts_too_can_be_suspected_by_their_cases():
    texts = ["20/10/2020", "28/10/2020", "11/03/2020", "05/11/2020", "14/11/2020", "20/11/2020"]
    assert swapped(texts, ranks=[0, 1, 2, 3, 4, 5]) == [False, False, True, False, False, False]
    assert not any(swapped(texts))
