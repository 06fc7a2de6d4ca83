"""What is written beside marks: names that can be told apart, and texts that keep clear of each other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grm_data.figures.charts import Bars, Dot, Dots, Note, Series
from grm_data.figures.drawing import draw
from grm_data.figures.plotting import cut_names, short_names

DISTRICTS = [f"Хэсгийн ахлагчаар дамжуулан амаар ирүүлсэн санал хүсэлт, {i} дугаар хороо" for i in range(60)]


@pytest.mark.parametrize("lines", [1, 2])
def test_names_that_differ_in_their_last_words_are_told_apart(lines: int) -> None:
    shown = short_names([*DISTRICTS, "Email"], lines)
    assert len(set(shown)) == 61
    assert shown[-1] == "Email"
    for name in shown[:-1]:
        assert name.count("…") == 1
        assert name.replace("<br>", " ").endswith("дугаар хороо")
        assert all(len(line) <= 26 for line in name.split("<br>"))
        assert name.count("<br>") < lines


@given(names=st.lists(st.text("аб щ", max_size=60), max_size=6), longest=st.integers(8, 50))
def test_no_name_is_longer_than_it_may_be_and_short_ones_are_whole(names: list[str], longest: int) -> None:
    for name, cut in zip(names, cut_names(names, longest), strict=True):
        assert len(cut) <= longest
        assert cut == name or ("…" in cut and len(name) > longest)


def dots_of(*places: tuple[int, int]) -> list[str]:
    found = tuple(Dot("f", date(2020, 1, 1) + timedelta(days=day), days) for day, days in places)
    (trace,) = draw(Dots("t", found, None))["data"]
    return trace["text"]  # type: ignore[no-any-return]


def test_of_dots_close_to_each_other_one_is_written() -> None:
    assert dots_of((0, 1200), (3, 1201), (90, 4), (100, 1200)) == ["1,200", "", "4", "1,200"]
    assert dots_of((0, 5), (0, 5)) == ["5", ""]
    assert dots_of() == []


def test_the_median_and_the_standard_are_named_at_either_end() -> None:
    chart = Dots("t", (Dot("f", date(2020, 1, 1), 14),), 1187.5, 15)
    (median, standard) = draw(chart)["layout"]["annotations"]
    assert (median["text"], median["xanchor"]) == ("median 1,187.5", "right")
    assert (standard["text"], standard["xanchor"]) == ("standard 15", "left")


def test_totals_keep_within_their_bars_and_are_separated() -> None:
    series = (Series("a", "#0072B2", (1200, 0)), Series("b", "#D55E00", (34, 7)))
    *_, totals = draw(Bars("t", "x", ("one", "two"), series))["data"]
    assert totals["text"] == ["1,234", "7"]
    assert (totals["type"], totals["y"], totals["textposition"]) == ("bar", [0, 0], "outside")


def test_the_legend_stands_above_the_marks_of_notes() -> None:
    series = (Series("a", "#0072B2", (1,)), Series("b", "#D55E00", (3,)))
    legend, mark = draw(Bars("t", "x", ("one",), series, notes=(Note(date(2020, 1, 1), "n", 0.0),)))[
        "layout"
    ]["annotations"]
    assert mark["text"] == "▼"
    assert legend["yshift"] >= mark["yshift"] + 20
