"""Every figure of the table, on random registers, comes out of the rows that it lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from grm_data.analysis.opening import open_figure
from grm_data.analysis.scopes import Scope
from grm_data.analysis.selection import select
from grm_data.definitions import DEFINITIONS, How
from grm_data.figures.opened import value_text
from grm_data.register import Field, Period, Status, WorkCalendar
from grm_data.settings import Settings, Standard
from tests.definitions.opening import recomputed
from tests.registers import DAYS, Row, random_rows, register_of, row
from tests.rounds import rounds

COUNTED = [one for one in DEFINITIONS.values() if one.how not in (How.TOLD, How.EACH)]
MORE: dict[str, st.SearchStrategy[Any]] = {
    "acknowledged": st.none() | DAYS,
    "reported": st.none() | st.integers(0, 9),
    "outcome": st.none() | st.sampled_from(["upheld", "referred", "withdrawn"]),
    "escalated_to": st.none() | st.just("yes"),
    "benefit_related": st.none() | st.booleans(),
    "reopened": st.none() | st.booleans(),
    "satisfaction": st.none() | st.just("satisfied"),
}


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    """A random register as of a random day, a period, standards or none, a band or a day."""
    rows: list[Row] = [row | draw(st.fixed_dictionaries(MORE)) for row in draw(random_rows(max_size=12))]
    first, last, as_of = sorted(draw(st.tuples(DAYS, DAYS, DAYS)))
    standards = st.none() | st.builds(
        Standard,
        st.integers(1, 30),
        st.sampled_from(["working", "calendar"]),
        st.sampled_from(["receipt", "next_day"]),
    )
    settings = Settings(
        resolve_standard=draw(standards),
        acknowledge_standard=draw(standards),
        beneficiaries=draw(st.none() | st.just(700)),
    )
    every = select(register_of(rows), WorkCalendar("MN"), as_of)
    band = draw(st.none() | st.just((0, 9)) | st.just((3, None)))
    return Scope(every, Period("new", first, last), settings, band=band, day=draw(st.integers(0, 40)))


@examples(max_examples=rounds(12))
@given(scopes())
def test_a_figure_is_what_its_rows_say(scope: Scope) -> None:
    for one in COUNTED:
        found = open_figure(one, scope if one.how is How.COUNT else replace(scope, band=None))
        n, whole, value = recomputed(found)
        assert (found.numerator, found.denominator or 0) == (n, whole or 0), one.code
        if found.is_recorded:
            assert found.value == (pytest.approx(value) if value is not None else None), one.code
        else:
            assert value_text(found) == "–", one.code


def test_what_is_left_out_is_told_with_its_number() -> None:
    day = date(2020, 3, 2)
    rows: list[Row] = [
        {"received": day, "status": Status.RESOLVED, "resolved": None},
        {"received": day, "status": Status.RESOLVED, "resolved": date(2020, 3, 4)},
        {"received": day, "status": Status.UNRELATED, "resolved": None},
    ]
    every = select(register_of(rows), WorkCalendar(), date(2020, 12, 31))
    scope = Scope(every, Period("new", date(2020, 1, 1), date(2020, 6, 30)), Settings())
    found = open_figure(DEFINITIONS["median"], scope)
    assert (found.value, found.left_out) == (3, {"untimed": 1, "unrelated": 1})


def test_a_silence_opens_with_what_was_received_last_and_a_claim_with_what_it_counts() -> None:
    days = [date(2020, 3, 2), date(2020, 9, 1), date(2020, 9, 1), date(2021, 5, 5)]
    every = select(register_of([row(day) for day in days]), WorkCalendar("MN"), date(2020, 12, 31))
    scope = Scope(every, Period("2020", date(2020, 1, 1), date(2020, 12, 31)), Settings())
    assert open_figure(DEFINITIONS["silence"], scope).rows.tolist() == [False, True, True, False]
    assert open_figure(DEFINITIONS["times"], scope).rows.tolist() == [True, True, True, False]
    none = replace(scope, everything=every.where({Field.CHANNEL: ["none"]}))
    assert not open_figure(DEFINITIONS["silence"], none).rows.any()
