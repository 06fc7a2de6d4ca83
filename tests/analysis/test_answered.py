"""The share answered by day N, with open cases as censored: against Efron's redistribution, in fractions."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.analysis.answered import Answered, Followed, answered_by_day, followed
from grm_data.analysis.backlog import age_spread
from grm_data.analysis.durations import spread
from grm_data.analysis.indicators import within_standard
from grm_data.analysis.selection import select
from grm_data.register import NO_DURATION, Status, WorkCalendar
from grm_data.settings import Standard
from tests.registers import Row, random_rows, register_of, row
from tests.rounds import rounds

LAST = date(2020, 12, 31)
CASES = st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=30)


def redistributed(cases: list[tuple[int, bool]]) -> dict[int, Fraction]:
    """Day → the share answered by its end: each open case leaves its weight to all that went on after it.

    Of one day, those answered come before those open (Efron 1967).
    """
    left = sorted(cases, key=lambda case: (case[0], not case[1]))
    weight = [Fraction(1, max(len(left), 1))] * len(left)
    answered = Fraction(0)
    shares = {}
    for i, (day, is_answered) in enumerate(left):
        if is_answered:
            answered += weight[i]
            shares[day] = answered
        elif later := range(i + 1, len(left)):
            for j in later:
                weight[j] += weight[i] / len(later)
    return shares


def of(cases: list[tuple[int, bool]]) -> Answered:
    days = np.array([day for day, _ in cases], np.int32)
    return answered_by_day(Followed(days, np.array([answered for _, answered in cases], bool)))


@settings(max_examples=rounds(300))
@given(cases=CASES)
def test_the_share_is_that_of_redistributed_weights(cases: list[tuple[int, bool]]) -> None:
    found, expected = of(cases), redistributed(cases)
    assert found.days == tuple(sorted(expected))
    assert found.shares == pytest.approx([float(expected[day]) for day in found.days])
    assert found.left == tuple(sum(other > day for other, _ in cases) for day in found.days)
    assert (found.cases, found.answered) == (len(cases), sum(answered for _, answered in cases))


@settings(max_examples=rounds(100))
@given(cases=CASES)
def test_where_nothing_is_open_it_is_the_plain_share(cases: list[tuple[int, bool]]) -> None:
    closed = [(day, True) for day, _ in cases]
    found = of(closed)
    for day in range(40):
        share = sum(other <= day for other, _ in closed) / len(closed) if closed else None
        assert found.by(day) == (share if share is None else pytest.approx(share))


def test_an_open_case_says_nothing_of_the_days_after_its_wait() -> None:
    found = of([(1, True), (10, False)])
    assert [found.by(day) for day in (0, 1, 10, 11)] == [0, 0.5, 0.5, None]
    assert of([(1, True), (1, False)]).shares == (0.5,), "of one day the answer comes first"
    assert of([(3, False)]).by(3) == 0
    assert of([]).by(3) is None


ROWS = [
    row(date(2020, 12, 21), resolved=date(2020, 12, 22)),
    row(date(2020, 12, 21), Status.RESOLVING),
    row(date(2020, 12, 21), resolved=date(2021, 1, 4)),  # after the day: still open on it
    row(date(2020, 12, 21), Status.UNRELATED, resolved=date(2020, 12, 22)),
    row(date(2020, 12, 21), resolved=date(2020, 12, 20)),  # has no duration
    row(date(2021, 1, 4), Status.RESOLVING),  # not received yet
]


@pytest.mark.parametrize(
    ("standard", "taken", "waited"),
    [
        (None, 2, 9),
        (Standard(15), 2, 9),
        (Standard(15, counts_from="next_day"), 1, 8),
        (Standard(15, "calendar"), 2, 11),
    ],
)
def test_days_are_counted_as_the_standard_does(standard: Standard | None, taken: int, waited: int) -> None:
    found = followed(select(register_of(ROWS), WorkCalendar(), LAST), standard)
    assert found.days.tolist() == [taken, waited, waited, NO_DURATION, NO_DURATION, NO_DURATION]
    assert found.is_answered.tolist()[:3] == [True, False, False]


@settings(max_examples=rounds(100))
@given(rows=random_rows(), days=st.integers(1, 400))
def test_cases_answered_and_open_are_those_of_the_other_figures(rows: list[Row], days: int) -> None:
    selection = select(register_of(rows), WorkCalendar("MN"), LAST - timedelta(days=days))
    found = answered_by_day(followed(selection, None))
    assert found.answered == spread(selection.working_days()).n
    assert found.cases - found.answered == age_spread(selection).n
    on_time = within_standard(selection, Standard(days))
    if not selection.has_status(Status.RESOLVING).any() and on_time.resolved:
        assert found.by(days) == pytest.approx(on_time.on_time / on_time.resolved)
