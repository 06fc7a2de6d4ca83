"""The code of a case: it tells nothing, survives a new version, and never opens another case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.analysis.addresses import Addresses
from grm_data.analysis.searching import containing
from grm_data.analysis.selection import Selection, select
from grm_data.register import Field, WorkCalendar
from tests.registers import Row, register_of, row
from tests.rounds import rounds

KEY = b"k" * 32
DAY = date(2020, 3, 2)
CASES = st.lists(
    st.tuples(
        st.sampled_from([None, "1", "2", "A-3", "a-3"]), st.integers(0, 2), st.sampled_from(["x", "y"])
    ),
    max_size=12,
)


def rows_of(cases: list[tuple[str | None, int, str]]) -> list[Row]:
    return [row(DAY + timedelta(days=days), number=number, channel=word) for number, days, word in cases]


def addresses(rows: list[Row], key: bytes = KEY) -> Addresses:
    return Addresses(register_of(rows), key)


@settings(max_examples=rounds(200))
@given(cases=CASES)
def test_a_code_leads_to_its_case_and_two_cases_share_none(cases: list[tuple[str | None, int, str]]) -> None:
    found = addresses(rows_of(cases))
    codes = [found.of(i) for i in range(len(cases))]
    assert [found.row(code) for code in codes if code] == [i for i, code in enumerate(codes) if code]


@settings(max_examples=rounds(300))
@given(cases=CASES, gone=st.data())
def test_once_cases_are_gone_no_code_opens_another(cases: list[tuple[str | None, int, str]], gone) -> None:  # type: ignore[no-untyped-def]
    left = [i for i in range(len(cases)) if gone.draw(st.booleans())]
    before, after = addresses(rows_of(cases)), addresses(rows_of([cases[i] for i in left]))
    for i in range(len(cases)):
        code = before.of(i)
        row_now = after.row(code) if code else None
        assert row_now is None or left[row_now] == i


def test_a_number_is_enough_and_survives_every_other_change() -> None:
    code = addresses([row(DAY, number="G-1", channel="email"), row(DAY, number="G-2")]).of(0)
    assert code == addresses([row(DAY, number="G-9"), row(date(2021, 1, 1), number="g-1")]).of(1)


def test_a_code_is_hexadecimal_and_another_key_gives_another() -> None:
    rows = [row(DAY, number="G-1")]
    code = addresses(rows).of(0)
    assert code is not None
    assert len(code) == 16
    int(code, 16)
    assert code != addresses(rows, b"o" * 32).of(0)
    for unknown in ("", "G-1", "0" * 16, code[:15], code.upper() + "!"):
        assert addresses(rows).row(unknown) is None


def test_what_nobody_can_tell_apart_has_no_address() -> None:
    rows = [row(DAY, number="1"), row(DAY, number="1"), row(DAY), row(DAY), row(DAY, channel="email")]
    found = addresses(rows)
    assert [found.of(i) is None for i in range(5)] == [True, True, True, True, False]


def searched(rows: list[Row], asked: str, hide: Callable[[Row], bool] = lambda _: False) -> list[int]:
    register = register_of(rows)
    issue = register.text(Field.ISSUE)
    hidden = issue.withholding(np.array([hide(one) for one in rows], dtype=bool))
    selection = select(register.with_columns({Field.ISSUE: hidden}), WorkCalendar(), DAY)
    return np.flatnonzero(containing(selection, asked).mask).tolist()


TEXTS = [
    row(DAY, number="G-2020/01", issue="The road by the school"),
    row(DAY, number="G-2020/02", issue="Усны шугам", action="Road mended"),
    row(DAY, number="G-2020/03", issue=None),
    row(DAY + timedelta(days=1), number="G-2020/04", issue="A road of tomorrow"),
]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", [0, 1, 2]),
        ("  ", [0, 1, 2]),
        ("ROAD", [0, 1]),
        ("school road", [0]),
        ("усны ШУГАМ", [1]),
        ("2020/03", [2]),
        ("g-2020 road", [0, 1]),
        ("pigeon", []),
        ("[.*", []),
        ("Resolved", []),
    ],
)
def test_every_word_is_looked_for_in_numbers_and_texts(asked: str, found: list[int]) -> None:
    assert searched(TEXTS, asked) == found


def test_a_text_that_nobody_has_cleared_is_not_found() -> None:
    assert searched(TEXTS, "school", lambda one: True) == []


def test_letters_and_their_accents_are_found_however_they_are_written() -> None:
    assert searched([row(DAY, number="1", issue="Ахуи\u0306н")], "ахуйн") == [0]


def test_a_search_keeps_to_the_selection() -> None:
    selection = select(register_of(TEXTS), WorkCalendar(), DAY)
    narrowed: Selection = containing(selection.first(1), "road")
    assert np.flatnonzero(narrowed.mask).tolist() == [0]
