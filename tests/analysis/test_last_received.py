"""The latest feedback up to a day, found in the order of receipt."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings

from grm_data.analysis.counts import last_received
from tests.registers import random_rows, register_of
from tests.rounds import rounds


@settings(max_examples=rounds(150))
@given(random_rows())
def test_it_is_the_latest_of_those_up_to_the_day(rows: list[dict[str, object]]) -> None:
    register = register_of(rows)
    days = [one["received"] for one in rows]
    asked = {day + timedelta(days=more) for day in days for more in (-1, 0, 1)} | {date(2020, 1, 1)}
    for day in asked:
        assert last_received(register, day) == max((one for one in days if one <= day), default=None)
