"""Rows of equal key are paired in their order, whatever the keys are: against lists of the free rows of each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grm_data.comparing.pairing import Rows
from grm_data.comparing.row_keys import NO_KEY, composed, keys_of_texts, keys_of_words, together
from grm_data.register import category_of
from tests.comparing.pairs import feedback
from tests.registers import register_of

Way = list[tuple[int, ...]]
"""The keys of each row, those of the register before first."""

WORDS = st.lists(st.none() | st.sampled_from(["a", "b", "\u0439", "\u0438\u0306"]), max_size=6)
"""Й is written in two ways."""


@st.composite
def ways(draw: st.DrawFn) -> tuple[int, int, list[Way]]:
    """How many rows each register has, and some ways of telling them by one column, two or three."""
    before, after = draw(st.integers(0, 8)), draw(st.integers(0, 8))
    n = before + after
    key = st.integers(NO_KEY, min(3, n - 1)) if n else st.nothing()
    one = st.integers(1, 3).flatmap(lambda k: st.lists(st.tuples(*[key] * k), min_size=n, max_size=n))
    return before, after, draw(st.lists(one, max_size=4)) if n else []


def slowly(n: int, found: dict[int, int], way: Way) -> None:
    """Pair the rows of equal key that are still free, in their order, one after the other."""
    for i, key in enumerate(way[n:]):
        free = [j for j in range(n) if way[j] == key and j not in found.values()]
        if i not in found and NO_KEY not in key and free:
            found[i] = free[0]


@given(ways())
def test_free_rows_of_equal_keys_are_paired_in_their_order(drawn: tuple[int, int, list[Way]]) -> None:
    n, n_after, some = drawn
    rows = Rows(*(register_of([feedback()] * size) for size in (n, n_after)))
    found: dict[int, int] = {}
    for way in some:
        rows.pair(tuple(np.array(column) for column in zip(*way, strict=True)))
        slowly(n, found, way)
        was, is_ = rows.pairs
        assert dict(zip(is_.tolist(), was.tolist(), strict=True)) == found
        assert is_.tolist() == sorted(found)
        assert rows.is_free.tolist() == [j not in found.values() for j in range(n)] + [
            i not in found for i in range(n_after)
        ]
        assert rows.are_left == (len(found) < min(n, n_after))


@given(st.lists(st.tuples(*[st.integers(-(2**31), 2**31 - 1)] * 4), min_size=1, max_size=20))
def test_a_key_of_several_columns_is_equal_where_all_of_them_are(rows: list[tuple[int, ...]]) -> None:
    keys = together(*(np.array(column) for column in zip(*rows, strict=True)))
    assert set(keys.tolist()) == set(range(len(set(rows))))
    assert len({*zip(rows, keys.tolist(), strict=True)}) == len(set(rows))


@given(WORDS, WORDS)
def test_words_of_both_registers_share_their_keys(before: list[str | None], after: list[str | None]) -> None:
    keys = keys_of_words(category_of(before), category_of(after)).tolist()
    folded = composed([*before, *after])
    assert [key == NO_KEY for key in keys] == [word is None for word in folded]
    assert len({*zip(folded, keys, strict=True)}) == len(set(folded)) == len(set(keys))


def test_a_text_has_the_key_of_its_first_row_and_none_has_none() -> None:
    assert keys_of_texts(["b", None, "a", "b"]).tolist() == [0, NO_KEY, 1, 0]


@pytest.mark.parametrize(("before", "after"), [(0, 0), (0, 2), (2, 0)])
def test_an_empty_register_has_no_pairs(before: int, after: int) -> None:
    rows = Rows(*(register_of([feedback()] * n) for n in (before, after)))
    assert not rows.are_left
    assert [found.tolist() for found in rows.pairs] == [[], []]
