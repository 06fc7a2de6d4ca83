"""Types, channels and months beside each other: each group's figures are those of its cases alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.analysis.backlog import age_spread
from grm_data.analysis.durations import working_day_spread
from grm_data.analysis.group_times import group_times, groups_of, largest, months_on_time
from grm_data.analysis.indicators import acknowledged_within, within_standard
from grm_data.analysis.selection import NOT_STATED, Selection, select
from grm_data.register import Field, Period, Status, WorkCalendar
from grm_data.settings import Standard
from tests.registers import Row, random_rows, register_of, row
from tests.rounds import rounds

LAST = date(2020, 12, 31)
STANDARD, ACKNOWLEDGE = Standard(15), Standard(5)


def selection_of(rows: list[Row], as_of: date = LAST) -> Selection:
    return select(register_of(rows), WorkCalendar("MN"), as_of)


@settings(max_examples=rounds(100))
@given(rows=random_rows(), field=st.sampled_from([Field.TYPE, Field.CHANNEL]))
def test_a_group_is_what_a_filter_by_its_word_gives(rows: list[Row], field: Field) -> None:
    selection = selection_of(rows)
    groups = groups_of(selection, field)
    assert sum(map(len, groups)) == selection.is_addressed.sum()
    times = group_times(selection, groups, STANDARD, ACKNOWLEDGE)
    for group, found in zip(groups, times, strict=True):
        alone = selection.where({field: [group.word or ""]})
        assert found.cases == len(group) == alone.is_addressed.sum() > 0
        assert found.open == age_spread(alone).n
        assert found.working_days == working_day_spread(alone)
        assert found.on_time == within_standard(alone, STANDARD)
        assert found.acknowledged == acknowledged_within(alone, ACKNOWLEDGE)


def of_channels(*channels: str | None) -> Selection:
    return selection_of([row(date(2020, 3, 2), channel=channel) for channel in channels])


def test_the_largest_come_first_blanks_last_and_many_others_as_one() -> None:
    selection = of_channels(None, None, None, "a", "b", "b", "c", "d")
    groups = groups_of(selection, Field.CHANNEL)
    assert [(one.word, len(one)) for one in groups] == [
        ("b", 2), ("a", 1), ("c", 1), ("d", 1), (NOT_STATED, 3),
    ]  # fmt: skip
    assert largest(groups, 4) == groups, "one other is no crowd"
    *shown, others = largest(groups, 2)
    assert [one.word for one in shown] == ["b", "a"]
    assert (others.word, others.words, len(others)) == (None, 3, 5)


def test_all_are_one_group_and_none_are_no_group() -> None:
    (group,) = groups_of(of_channels("a", "b"), None)
    assert (group.word, len(group)) == (None, 2)
    for field in (None, Field.TYPE):
        assert groups_of(selection_of([row(LAST, Status.UNRELATED)]), field) == ()


def test_nothing_is_on_time_without_a_standard_nor_acknowledged_without_a_column() -> None:
    selection = of_channels("a")
    (found,) = group_times(selection, groups_of(selection, None), None, ACKNOWLEDGE)
    assert found.on_time is None
    register = selection.register
    unrecorded = replace(register, columns=register.columns.without(Field.ACKNOWLEDGED_ON))
    selection = select(unrecorded, WorkCalendar("MN"), LAST)
    (found,) = group_times(selection, groups_of(selection, None), STANDARD, ACKNOWLEDGE)
    assert found.acknowledged is None
    assert found.on_time is not None


@settings(max_examples=rounds(100))
@given(rows=random_rows(), first=st.dates(date(2015, 1, 1), date(2020, 12, 1)))
def test_a_month_is_what_a_period_of_it_gives(rows: list[Row], first: date) -> None:
    period = Period("p", first, LAST)
    selection = selection_of(rows).within(period)
    months = months_on_time(selection, period, STANDARD)
    assert bool(months) == bool(len(selection))
    starts = [*(one.first for one in months), date(2021, 1, 1)]
    for month, after in zip(months, starts[1:], strict=True):
        alone = selection.within(Period("m", month.first, date.fromordinal(after.toordinal() - 1)))
        assert month.on_time == within_standard(alone, STANDARD)
    assert sum(one.on_time.addressed for one in months) == selection.is_addressed.sum()


@pytest.mark.parametrize(
    ("status", "received", "expected"),
    [
        (Status.RESOLVING, date(2020, 12, 28), (0, 1)),  # not due yet
        (Status.RESOLVING, date(2020, 11, 2), (1, 0)),  # past due
        (Status.RESOLVED, date(2020, 11, 2), (0, 0)),  # without a date, nobody can judge it
        (Status.UNRELATED, date(2020, 11, 2), (0, 0)),
    ],
)
def test_a_month_tells_what_is_judged_and_what_is_not_due_yet(
    status: Status, received: date, expected: tuple[int, int]
) -> None:
    period = Period("p", date(2020, 7, 1), LAST)
    (month, *_) = months_on_time(selection_of([row(received, status)]), period, STANDARD)
    assert month.first == received.replace(day=1)
    assert (month.on_time.judged, month.undecided) == expected
