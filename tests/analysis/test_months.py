"""Month by month: each count against one that looks at every case by itself."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings

from grm_data.analysis.backlog import balance
from grm_data.analysis.months import OTHERS, Months, by_month, everything, flow, groups, months_of
from grm_data.analysis.selection import NOT_STATED, Selection, select
from grm_data.register import Field, Period, WorkCalendar, day_of
from tests.registers import Row, random_rows, register_of, row
from tests.rounds import rounds


def selection_of(rows: list[Row], as_of: date) -> Selection:
    return select(register_of(rows), WorkCalendar("MN"), as_of)


@pytest.mark.parametrize(
    ("start", "as_of", "n", "unfinished"),
    [
        (date(2020, 1, 1), date(2020, 1, 1), 1, True),
        (date(2020, 1, 31), date(2020, 2, 29), 2, False),
        (date(2019, 12, 31), date(2021, 2, 27), 15, True),
        (date(1969, 11, 3), date(1970, 1, 31), 3, False),
    ],
)
def test_months_reach_from_the_first_to_that_of_the_day(
    start: date, as_of: date, n: int, unfinished: bool
) -> None:
    months = Months(start, as_of)
    assert (len(months), months.is_unfinished) == (n, unfinished)
    assert (months.firsts[0], months.firsts[-1]) == (start.replace(day=1), as_of.replace(day=1))
    for first, last in zip(months.firsts, months.lasts, strict=True):
        assert (first.year, first.month, first.day) == (last.year, last.month, 1)
        assert day_of(last.toordinal() - date(1970, 1, 1).toordinal() + 1).day == 1  # type: ignore[union-attr]


@settings(max_examples=rounds(300))
@given(rows=random_rows())
def test_each_month_counts_what_came_what_left_and_what_is_open(rows: list[Row]) -> None:
    selection = selection_of(rows, date(2016, 8, 17))
    months = months_of(selection, date(2014, 11, 9))
    found = flow(selection, months)
    periods = [Period("", *days) for days in zip(months.firsts, months.lasts, strict=True)]
    balances = [balance(selection, period) for period in periods]
    assert found.received.tolist() == [len(selection.within(period)) for period in periods]
    assert found.resolved.tolist() == [one.closed for one in balances]
    assert found.open.tolist() == [one.closing for one in balances]
    for field in (Field.CHANNEL, Field.TYPE):
        group = groups(selection, field)
        monthly = by_month(selection, group, months)
        assert monthly.sum(axis=0).tolist() == found.received.tolist()
        for name, counts in zip(group.names, monthly, strict=True):
            words = selection.where({field: [name]})
            assert counts.tolist() == [len(words.within(period)) for period in periods]
    assert by_month(selection, everything(selection), months)[0].tolist() == found.received.tolist()


def test_a_register_without_rows_has_months_all_the_same() -> None:
    selection = selection_of([], date(2020, 3, 15))
    months = months_of(selection, date(2020, 1, 20))
    assert flow(selection, months).open.tolist() == [0, 0, 0]
    assert groups(selection, Field.CHANNEL).names == ()
    assert by_month(selection, groups(selection, Field.CHANNEL), months).shape == (0, 3)


def of_words(n: int, blank: bool) -> list[Row]:
    """Word i on n − i rows."""
    rows = [row(date(2020, 1 + i % 12, 1), channel=f"word {i:02}") for i in range(n) for _ in range(n - i)]
    return [*rows, row(date(2020, 1, 1))] if blank else rows


@pytest.mark.parametrize(
    ("n", "names", "others"),
    [(1, 1, 0), (8, 8, 0), (9, 9, 0), (10, 8, 2), (60, 8, 52)],
)
def test_eight_words_and_the_others_stand_by_themselves(n: int, names: int, others: int) -> None:
    for blank in (False, True):
        selection = selection_of(of_words(n, blank), date(2020, 12, 31))
        found = groups(selection, Field.CHANNEL)
        end = ([OTHERS] if others else []) + ([NOT_STATED] if blank else [])
        assert list(found.names) == [f"word {i:02}" for i in range(names)] + end
        assert found.others == others
        counts = found.counts(selection.mask)
        assert counts.sum() == len(selection)
        assert counts[:names].tolist() == list(range(n, n - names, -1))


def test_a_word_of_a_later_day_is_none_of_the_selection() -> None:
    rows = [row(date(2020, 1, 1), channel="a"), row(date(2021, 1, 1), channel="b")]
    found = groups(selection_of(rows, date(2020, 12, 31)), Field.CHANNEL)
    assert found.names == ("a",)
    assert np.isin(found.codes, [0]).all()
