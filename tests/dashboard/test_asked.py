"""What is asked and its address: each state has one and comes back from it; what is unknown asks nothing."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_dashboard.menu import PAGES
from grm_dashboard.session.asked import (
    AT_ITS_END,
    BY_NOW,
    COMPARED,
    CUSTOM,
    FILTERS,
    KINDS,
    NAMES,
    START,
    Asked,
    asked_of,
    parameters_of,
)
from grm_dashboard.session.stepping import compared_with, moved
from grm_dashboard.session.view import asked_on
from grm_data.register import Period
from grm_data.register.days import FIRST_ASKED, LAST_ASKED
from grm_data.register.spans import Span, period_of
from tests.rounds import rounds

DAYS = st.dates(FIRST_ASKED, LAST_ASKED)
CODES = st.text(min_size=1, max_size=20)


@st.composite
def states(draw: st.DrawFn) -> Asked:
    """Every state that the controls can be in."""
    kind, day = draw(st.sampled_from(KINDS)), draw(DAYS)
    period = None
    if kind == CUSTOM:
        period = Period(CUSTOM, *sorted((day, draw(DAYS))))
    elif kind != START and draw(st.booleans()):
        period = period_of(Span(kind), day)
    words = draw(
        st.dictionaries(st.sampled_from(FILTERS), st.lists(CODES, min_size=1, unique=True).map(tuple))
    )
    as_of = draw(st.sampled_from((AT_ITS_END, BY_NOW)) | DAYS)
    return Asked(kind, period, as_of, draw(st.sampled_from(COMPARED)), words)


@settings(max_examples=rounds(500))
@given(states())
def test_every_state_comes_back_from_its_address(asked: Asked) -> None:
    query = urlencode(parameters_of(asked), doseq=True)
    assert asked_of(parse_qs(query)) == asked


def test_where_nothing_is_asked_the_address_says_nothing() -> None:
    assert parameters_of(Asked()) == {}
    assert asked_of({}) == Asked()


@settings(max_examples=rounds(500))
@given(st.dictionaries(st.sampled_from(NAMES) | st.text(), st.lists(st.text(max_size=12), max_size=3)))
def test_whatever_an_address_says_is_a_state_and_what_is_unknown_asks_nothing(
    parameters: dict[str, list[str]],
) -> None:
    asked = asked_of(parameters)
    assert asked_of(parameters_of(asked)) == asked
    told = {name for name in parameters_of(asked) if name in ("period", "as_of", "compare")}
    assert all(parameters_of(asked)[name] == parameters[name][-1:] for name in told)


@settings(max_examples=rounds(200))
@given(states(), st.sampled_from(PAGES))
def test_a_page_is_asked_what_it_offers(asked: Asked, page: object) -> None:
    found = asked_on(asked, page.asked)  # type: ignore[attr-defined]
    assert asked_on(found, page.asked) == found  # type: ignore[attr-defined]
    assert parameters_of(found).items() <= parameters_of(asked).items()


@settings(max_examples=rounds(300))
@given(states(), st.integers(-3, 3))
def test_a_period_of_any_kind_is_stepped_back_to(asked: Asked, steps: int) -> None:
    period = asked.period or period_of(asked.span or Span.YEAR, date(2020, 7, 1))
    there = moved(asked, period, steps)
    if there is not None:
        assert moved(asked, there, -steps) == period
        assert asked.kind != START


@settings(max_examples=rounds(300))
@given(states(), DAYS)
def test_the_period_compared_with_is_over_before_and_no_earlier_than_the_register(
    asked: Asked, start: date
) -> None:
    period = asked.period or period_of(asked.span or Span.YEAR, date(2020, 7, 1))
    found = compared_with(asked, period, start)
    if found is not None:
        assert start <= found.first <= found.last
        assert found.last < period.last
        assert asked.compare != "none"


@pytest.mark.parametrize(
    ("code", "compare", "days"),
    [
        ("2020-H2", "before", ("2020-01-01", "2020-06-30")),
        ("2020-H2", "year", ("2019-07-01", "2019-12-31")),
        ("2020-02", "year", ("2019-02-01", "2019-02-28")),
        ("2020-Q1", "before", ("2019-10-01", "2019-12-31")),
        ("2020-02-29..2020-03-31", "year", ("2019-02-28", "2019-03-31")),
        ("2020-03-01..2020-03-31", "before", ("2020-01-30", "2020-02-29")),
        ("2016-H1", "before", ("2015-09-15", "2015-12-31")),
        ("2015-H2", "before", None),
        ("start", "before", None),
        ("2020-H2", "none", None),
    ],
)
def test_what_a_period_is_compared_with(code: str, compare: str, days: tuple[str, str] | None) -> None:
    asked = asked_of({"period": [code], "compare": [compare]})
    period = asked.period or Period(START, date(2015, 9, 15), date(2020, 12, 31))
    found = compared_with(asked, period, date(2015, 9, 15))
    assert (found and (found.first.isoformat(), found.last.isoformat())) == days
