"""The calendar's periods: each kind parts the days without gaps, has a code, and is stepped through."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.register import half_year_of
from grm_data.register.days import FIRST_ASKED, LAST_ASKED
from grm_data.register.spans import Span, period_coded, period_of, periods_between, stepped
from tests.rounds import rounds

DAYS = st.dates(FIRST_ASKED, LAST_ASKED)
SPANS = st.sampled_from(Span)


@settings(max_examples=rounds(300))
@given(span=SPANS, day=DAYS)
def test_a_period_holds_its_day_and_has_its_months(span: Span, day: date) -> None:
    period = period_of(span, day)
    assert period.first <= day <= period.last
    assert period.first.day == (period.last + timedelta(days=1)).day == 1
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    assert months == span.months
    assert (period.first.month - 1) % span.months == 0


@settings(max_examples=rounds(200))
@given(span=SPANS, first=DAYS, length=st.integers(0, 3000))
def test_each_kind_parts_the_days_without_a_gap(span: Span, first: date, length: int) -> None:
    last = min(first + timedelta(days=length), LAST_ASKED)
    periods = periods_between(span, first, last)
    assert periods[0].first <= first
    assert periods[-1].first <= last <= periods[-1].last
    for before, after in itertools.pairwise(periods):
        assert after.first - before.last == timedelta(days=1)


@settings(max_examples=rounds(300))
@given(span=SPANS, day=DAYS, steps=st.integers(-30, 30))
def test_stepping_back_undoes_a_step(span: Span, day: date, steps: int) -> None:
    period = period_of(span, day)
    there = stepped(span, period, steps)
    if there is not None:
        assert stepped(span, there, -steps) == period
        assert (there.first > period.first) == (steps > 0)


@settings(max_examples=rounds(300))
@given(span=SPANS, day=DAYS)
def test_a_code_stands_for_its_period(span: Span, day: date) -> None:
    period = period_of(span, day)
    assert period_coded(span.code(period)) == (span, period)


@settings(max_examples=rounds(300))
@given(day=DAYS)
def test_half_years_are_those_that_reports_are_made_of(day: date) -> None:
    assert period_of(Span.HALF_YEAR, day) == half_year_of(day)


@settings(max_examples=rounds(500))
@given(st.text() | st.from_regex(r"\d{4}(-[QH]?\d{1,3})?", fullmatch=True))
def test_what_stands_for_a_period_is_its_code(text: str) -> None:
    if (found := period_coded(text)) is not None:
        assert found[0].code(found[1]) == text


@pytest.mark.parametrize("code", ["2020-7", "2020-00", "2020-13", "2020-Q0", "2020-Q5", "2020-H3", "1899", "2101-H1",
                                  "٢٠٢٠", "2020-q3", "20", "2020-H1 "])  # fmt: skip
def test_what_is_no_period_has_no_code(code: str) -> None:
    assert period_coded(code) is None


def test_no_step_leads_where_nobody_may_ask() -> None:
    assert stepped(Span.YEAR, period_of(Span.YEAR, LAST_ASKED), 1) is None
    assert stepped(Span.MONTH, period_of(Span.MONTH, FIRST_ASKED), -1) is None
