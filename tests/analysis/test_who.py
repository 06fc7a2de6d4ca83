"""Tables of who complains: what is small is hidden, and can't be worked out from what is shown."""

from __future__ import annotations

from datetime import date, timedelta

import highspy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as rounds_of
from hypothesis import strategies as st

from grm_data.analysis.selection import NOT_STATED
from grm_data.analysis.suppression import hidden_cells, recomputable
from grm_data.analysis.who import OTHERS, GroupTable, group_tables
from grm_data.register import Field, Period
from tests.registers import register_of, row
from tests.rounds import rounds

LAST = date(2020, 12, 31)
NUMBERS = st.integers(0, 9) | st.integers(0, 60)


@st.composite
def counted(draw: st.DrawFn) -> np.ndarray:
    """A table of 1–6 words × 1–4 periods, and its sums."""
    words, periods = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    cells = draw(st.lists(NUMBERS, min_size=words * periods, max_size=words * periods))
    table = np.array(cells).reshape(words, periods)
    return np.column_stack([table, table.sum(axis=1)])


def bounds(shown: np.ndarray, counts: np.ndarray) -> dict[tuple[int, int], tuple[float, float]]:
    """The least and the most that each hidden cell (nan) can be, by linear programming: all that anybody knows."""
    sums, said = counts.sum(axis=0), counts[:, -1] > 0
    model = highspy.Highs()
    model.silent()
    words, columns = shown.shape
    cells = {}
    for cell in np.ndindex(shown.shape):
        known = None if np.isnan(shown[cell]) else float(shown[cell])
        least = float(said[cell[0]]) if cell[1] == columns - 1 else 0.0  # a word that has a line was said
        cells[cell] = model.addVariable(*((least, highspy.kHighsInf) if known is None else (known, known)))
    for i in range(words):
        model.addConstr(sum(cells[i, j] for j in range(columns - 1)) == cells[i, columns - 1])
    for j in range(columns):
        model.addConstr(sum(cells[i, j] for i in range(words)) == float(sums[j]))
    found = {}
    for cell in np.argwhere(np.isnan(shown)):
        one = cells[tuple(cell)]
        model.minimize(one)
        least = model.getObjectiveValue()
        model.maximize(one)
        found[tuple(cell)] = (least, model.getObjectiveValue())
    return found


@rounds_of(max_examples=rounds(300))
@given(counts=counted(), data=st.data())
def test_what_can_be_recomputed_is_what_linear_programming_finds(
    counts: np.ndarray, data: st.DataObject
) -> None:
    chosen = data.draw(st.lists(st.booleans(), min_size=counts.size, max_size=counts.size))
    hidden = np.array(chosen).reshape(counts.shape)
    shown = np.where(hidden, np.nan, counts)
    found = {tuple(cell) for cell in np.argwhere(recomputable(counts, hidden))}
    exact = {cell for cell, (least, most) in bounds(shown, counts).items() if most - least < 0.5}
    assert found == exact


@rounds_of(max_examples=rounds(1000))
@given(counts=counted())
def test_no_hidden_cell_can_be_recomputed(counts: np.ndarray) -> None:
    hidden = hidden_cells(counts)
    if hidden is None:
        return
    assert hidden[counts < 5].all()
    shown = np.where(hidden, np.nan, counts)
    assert all(most - least > 0.5 for least, most in bounds(shown, counts).values())


def sexed(received: date, *sexes: str | None) -> list[dict[str, object]]:
    return [row(received, sex=sex) for sex in sexes]


def told(table: GroupTable) -> dict[str, tuple[int | None, ...]]:
    return dict(zip(table.words, table.counts, strict=True))


def test_half_years_that_are_over_are_counted_the_early_ones_as_one() -> None:
    days = [date(2016, 3, 1) + timedelta(days=182 * i) for i in range(10)]
    rows = [one for day in days for one in sexed(day, *["female"] * 6, *["male"] * 7)]
    table = next(one for one in group_tables(register_of(rows), LAST) if one.field is Field.SEX)
    assert table.periods[0] == Period("earlier", date(2016, 1, 1), date(2018, 12, 31))
    assert [one.name for one in table.periods[1:]] == ["2019 H1", "2019 H2", "2020 H1", "2020 H2"]
    assert told(table)["male"][-1] == 70
    early = group_tables(register_of(rows), date(2020, 12, 30))
    assert [one.name for one in early[0].periods][-1] == "2020 H1", "a half-year that isn't over is no part"


def test_a_small_number_is_hidden_and_a_second_one_so_that_it_stays_so() -> None:
    rows = sexed(LAST, *["female"] * 20, *["male"] * 3, *["other"] * 9)
    (table,) = group_tables(register_of(rows), LAST)
    assert told(table) == {
        "female": (20, 20),
        "other": (None, None),
        "male": (None, None),
    }
    (open_,) = group_tables(register_of(rows), LAST, suppressed=False)
    assert told(open_)["male"] == (3, 3)


def test_where_everybody_is_stated_nothing_is_hidden() -> None:
    (table,) = group_tables(register_of(sexed(LAST, *["female"] * 6, *["male"] * 7)), LAST)
    assert told(table) == {"female": (6, 6), "male": (7, 7)}


def test_where_all_are_of_one_kind_readers_get_no_table() -> None:
    register = register_of(sexed(LAST, *["female"] * 9))
    assert group_tables(register, LAST) == ()
    assert told(group_tables(register, LAST, suppressed=False)[0]) == {"female": (9, 9)}


def test_a_rare_word_of_an_open_list_stands_nowhere() -> None:
    rows = [row(LAST, location=place) for place in ["Khovd"] * 8 + ["Uvs"] * 6 + ["the mill of B. Dorj"] * 2]
    (table,) = group_tables(register_of(rows), LAST)
    assert table.words == ("Khovd", "Uvs", OTHERS)


@pytest.mark.parametrize("rows", [[], sexed(LAST, None, None), sexed(date(2021, 1, 1), "female")])
def test_nothing_recorded_or_over_is_no_table(rows: list[dict[str, object]]) -> None:
    assert group_tables(register_of(rows), LAST) == ()


def test_flags_are_counted_too() -> None:
    rows = [row(LAST, anonymous=flag) for flag in [True] * 5 + [False] * 6 + [None] * 7]
    (table,) = group_tables(register_of(rows), LAST)
    assert told(table) == {"no": (6, 6), "yes": (5, 5), NOT_STATED: (7, 7)}
