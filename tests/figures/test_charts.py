"""Charts: the numbers they show, their tables and texts, and that Plotly takes what is drawn."""

from __future__ import annotations

from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.analysis.backlog import age_bands
from grm_data.analysis.counts import by_period, count_by_status
from grm_data.analysis.selection import Selection, select
from grm_data.figures import counts as count_charts
from grm_data.figures import durations as day_charts
from grm_data.figures.charts import Bars, Dots
from grm_data.figures.colours import STATUS_COLOURS
from grm_data.figures.drawing import draw
from grm_data.register import Field, Period, Status, WorkCalendar, half_years
from grm_data.register.spans import Span, periods_between
from tests.figures.words import word_bars
from tests.registers import Row, random_rows, register_of, row
from tests.rounds import rounds

LAST = date(2020, 12, 31)
WHOLE = Period("all", date(2015, 1, 1), LAST)


def selection_of(rows: list[Row], as_of: date = LAST) -> Selection:
    return select(register_of(rows), WorkCalendar("MN"), as_of)


def over_time(selection: Selection, chosen: Period = WHOLE) -> Bars:
    halves = half_years(date(2019, 1, 1), LAST)
    return count_charts.over_time(by_period(selection, halves), Span.HALF_YEAR, halves, chosen)


ROWS = [
    row(date(2019, 2, 1), channel="facebook", type="request", resolved=date(2019, 2, 4)),
    row(date(2020, 2, 1), Status.UNRELATED, channel="facebook"),
    row(date(2020, 8, 1), Status.RESOLVING, channel="Carrier pigeon", type="complaint"),
    row(date(2020, 9, 1), Status.RESOLVING),
]


def test_an_empty_half_year_has_its_place() -> None:
    chart = over_time(selection_of(ROWS))
    assert chart.categories == ("2019 H1", "2019 H2", "2020 H1", "2020 H2")
    assert chart.totals == (1, 0, 1, 2)
    assert chart.ticks == ("H1<br>2019", "H2", "H1<br>2020", "H2")


def test_the_chosen_period_is_marked_unless_it_is_all() -> None:
    assert over_time(selection_of(ROWS)).highlight is None
    chosen = Period("custom", date(2019, 7, 15), date(2020, 1, 5))
    assert over_time(selection_of(ROWS), chosen).highlight == (1, 2)
    outside = Period("custom", date(2010, 1, 1), date(2010, 6, 30))
    assert over_time(selection_of(ROWS), outside).highlight is None


def test_of_many_half_years_only_the_years_are_named() -> None:
    halves = half_years(date(2010, 1, 1), LAST)
    chart = count_charts.over_time(by_period(selection_of(ROWS), halves), Span.HALF_YEAR, halves, WHOLE)
    assert chart.ticks is not None
    assert chart.ticks[:4] == ("2010", "", "2011", "")


def test_channels_are_sorted_named_and_blanks_come_last() -> None:
    chart = word_bars(selection_of(ROWS))
    assert chart.categories == ("Facebook page", "Carrier pigeon", "Not stated")
    assert chart.totals == (2, 1, 1)
    assert [one.name for one in chart.series] == ["Resolved", "Resolving", "Unrelated"]


def test_each_status_has_its_colour_and_unrecognised_stands_only_where_there_is_any() -> None:
    chart = count_charts.by_status(count_by_status(selection_of(ROWS)))
    assert chart.categories == ("Resolved", "Resolving", "Unrelated")
    assert chart.totals == (1, 2, 1)
    rows = [*ROWS, row(date(2020, 1, 1), Status.UNRECOGNISED)]
    chart = count_charts.by_status(count_by_status(selection_of(rows)))
    assert chart.categories[-1] == "Unrecognised"
    assert [one.colour for one in chart.series] == list(STATUS_COLOURS.values())


def test_the_table_holds_the_same_numbers_and_their_total() -> None:
    table = word_bars(selection_of(ROWS)).table
    assert list(table.columns) == ["Channel", "Resolved", "Resolving", "Unrelated", "Total"]
    assert table.iloc[0].tolist() == ["Facebook page", 1, 0, 1, 2]


def test_the_text_of_a_chart_tells_its_total_and_its_largest_bars() -> None:
    chart = word_bars(selection_of(ROWS))
    assert chart.alt == (
        "Bar chart. Feedback by channel: 4 in all. Facebook page 2, Carrier pigeon 1, Not stated 1."
    )
    empty = word_bars(selection_of([]))
    assert "0 in all" in empty.alt


def test_few_cases_are_dots_and_many_a_distribution() -> None:
    day = date(2020, 3, 2)
    few = [row(day, resolved=day, number=f"f-{i}") for i in range(day_charts.MOST_DOTS)]
    selection = selection_of(few)
    chart = day_charts.working_days(selection, None)
    assert isinstance(chart, Dots)
    assert len(chart.dots) == len(chart.table) == day_charts.MOST_DOTS
    assert "median 1, longest 1" in chart.alt
    selection = selection_of([*few, row(day, resolved=date(2020, 12, 30)), row(day, Status.RESOLVING)])
    bars = day_charts.working_days(selection, None)
    assert isinstance(bars, Bars)
    assert bars.total == day_charts.MOST_DOTS + 1
    assert bars.categories == ("0–1", "2–3", "4–5", "6–10", "11–15", "16–20", "21–40", "41–60", "61 or more")
    assert bars.totals == (day_charts.MOST_DOTS, 0, 0, 0, 0, 0, 0, 0, 1)


@pytest.mark.parametrize(
    ("longest", "standard", "ends"),
    [
        (18, 15, [5, 10, 15, 20]),
        (3, 15, [5, 10, 15]),
        (10_000, 15, [5, 10, 15, 20, 25, 30, 35, 40, 45]),
        (60, 10, [5, 10, 15, 20, 25, 30, 35, 40]),
        (40, 20, [5, 10, 15, 20, 25, 30, 35, 40]),
        (7, 7, [2, 5, 7]),
        (4, 3, [1, 2, 3, 4]),
        (1, 2, [1, 2]),
        (2, 1, [1, 2]),
        (0, None, [1]),
        (4, None, [1, 3, 5]),
    ],
)
def test_the_standard_is_the_end_of_a_bin(longest: int, standard: int | None, ends: list[int]) -> None:
    assert day_charts.bin_ends(longest, standard) == ends


@given(longest=st.integers(0, 3000), standard=st.none() | st.integers(1, 120))
def test_bins_ascend_and_none_lies_on_both_sides_of_a_standard(longest: int, standard: int | None) -> None:
    ends = day_charts.bin_ends(longest, standard)
    assert ends == sorted(set(ends))
    assert ends[0] > 0
    assert len(ends) <= 11
    assert standard is None or standard in ends


def test_the_standard_is_a_line_between_two_bins() -> None:
    day = date(2020, 3, 2)
    selection = selection_of([row(day, resolved=date(2020, 4, 1 + i % 20)) for i in range(60)])
    bars = day_charts.working_days(selection, 15)
    assert isinstance(bars, Bars)
    assert bars.categories[2:4] == ("11–15", "16–20")
    layout = draw(bars)["layout"]
    assert [note["text"] for note in layout["annotations"]] == ["standard 15"]
    assert layout["shapes"][-1]["x0"] == 2.5
    assert bars.total == 60


def test_ages_fall_into_bands_with_an_open_last_one() -> None:
    chart = day_charts.ages(age_bands(selection_of(ROWS)))
    assert chart.categories == ("0–5", "6–10", "11–20", "21–40", "41–80", "81–160", "161 or more")
    assert chart.total == 2


def test_a_standard_and_the_median_are_lines_with_their_names() -> None:
    selection = selection_of(ROWS)
    chart = day_charts.working_days(selection, 15)
    layout = draw(chart)["layout"]
    assert [note["text"] for note in layout["annotations"]] == ["median 2", "standard 15"]
    assert [shape["y0"] for shape in layout["shapes"]] == [2.0, 15]


def charts_of(selection: Selection) -> list[Bars | Dots]:
    """Every chart of the dashboard."""
    halves = half_years(date(2015, 1, 1), LAST)
    charts: list[Bars | Dots] = [
        count_charts.over_time(
            by_period(selection, halves), Span.HALF_YEAR, halves, Period("p", date(2020, 7, 1), LAST)
        ),
        word_bars(selection),
        word_bars(selection, Field.TYPE),
        count_charts.by_status(count_by_status(selection)),
        day_charts.ages(age_bands(selection)),
        day_charts.working_days(selection, 15),
    ]
    return charts


@settings(max_examples=rounds(60))
@given(rows=random_rows())
def test_plotly_takes_every_chart_of_every_register(rows: list[Row]) -> None:
    for chart in charts_of(selection_of(rows, date(2021, 12, 31))):
        figure = draw(chart)
        go.Figure(figure)
        assert figure["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)"
        assert "template" not in figure["layout"]
        assert chart.alt
        if isinstance(chart, Bars):
            assert sum(chart.table.iloc[:, -1]) == chart.total
            for trace in figure["data"]:
                if trace["type"] == "bar":
                    assert "pattern" not in trace["marker"]


@pytest.mark.parametrize("axis", ["xaxis", "yaxis"])
def test_bars_begin_at_zero_and_no_axis_has_two_levels(axis: str) -> None:
    for chart in charts_of(selection_of(ROWS)):
        described = draw(chart)["layout"][axis]
        assert described.get("type", "linear") != "multicategory"
        if "range" in described and described.get("type") != "category" and isinstance(chart, Bars):
            assert described["range"][0] == 0


def test_a_word_that_looks_like_a_label_has_a_bar_of_its_own() -> None:
    rows = [row(date(2020, 8, 1), channel="Not stated"), row(date(2020, 8, 1))]
    figure = draw(word_bars(selection_of(rows)))
    assert len(set(figure["layout"]["yaxis"]["categoryarray"])) == 2
    assert figure["layout"]["yaxis"]["ticktext"] == ["Not stated", "Not stated"]


def test_words_of_a_register_are_no_html_in_a_chart() -> None:
    rows = [row(date(2020, 8, 1), channel='<a href="http://evil.example">click</a>' + "x" * 60)]
    figure = draw(word_bars(selection_of(rows)))
    for text in _texts(figure):
        assert "<a" not in text
    ticks = figure["layout"]["yaxis"]["ticktext"]
    assert [tick.partition("<br>")[0] for tick in ticks] == ['&lt;a href="http://evil.examp']


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    return [text for one in value for text in _texts(one)] if isinstance(value, list) else []


def test_a_name_is_whole_under_the_pointer() -> None:
    long = "Хэсгийн ахлагчаар дамжуулан амаар ирүүлсэн санал гомдол <b>"
    chart = word_bars(selection_of([row(LAST, channel=long)]))
    (bar, *_) = draw(chart)["data"]
    assert bar["customdata"][0].replace("<br>", " ") == long.replace("<b>", "&lt;b&gt;")
    assert "%{customdata}" in bar["hovertemplate"]


def test_both_halves_of_a_year_have_their_names_under_the_pointer() -> None:
    halves = half_years(date(2015, 1, 1), date(2023, 12, 31))
    chart = count_charts.over_time(by_period(selection_of(ROWS), halves), Span.HALF_YEAR, halves, halves[-1])
    assert draw(chart)["data"][0]["customdata"] == [half.name for half in halves]


def test_only_a_half_year_that_is_not_over_is_outlined() -> None:
    halves = half_years(date(2023, 1, 1), date(2023, 12, 31))
    table = by_period(selection_of(ROWS), halves)
    whole = count_charts.over_time(table, Span.HALF_YEAR, halves, halves[0], date(2023, 12, 31))
    part = count_charts.over_time(table, Span.HALF_YEAR, halves, halves[0], date(2023, 10, 29))
    assert whole.categories == ("2023 H1", "2023 H2")
    assert part.categories == ("2023 H1", "2023 H2 (to 29 Oct)")
    assert [len(draw(chart)["layout"]["shapes"]) for chart in (whole, part)] == [1, 2]


def test_the_table_of_statuses_is_a_number_each_and_no_diagonal() -> None:
    table = count_charts.by_status(count_by_status(selection_of(ROWS))).table
    assert table.to_numpy().tolist() == [["Resolved", 1], ["Resolving", 2], ["Unrelated", 1]]


@pytest.mark.parametrize(
    ("first", "last", "span", "bars"),
    [
        (date(2020, 1, 15), LAST, Span.MONTH, 12),
        (date(2019, 1, 1), LAST, Span.MONTH, 24),
        (date(2018, 12, 31), LAST, Span.QUARTER, 9),
        (date(2015, 9, 15), LAST, Span.HALF_YEAR, 11),
        (date(1990, 1, 1), LAST, Span.YEAR, 31),
    ],
)
def test_bars_are_as_short_as_there_is_room_for(first: date, last: date, span: Span, bars: int) -> None:
    assert count_charts.width(first, last) is span
    assert len(periods_between(span, first, last)) == bars


@pytest.mark.parametrize(
    ("span", "categories", "ticks"),
    [
        (Span.MONTH, ("Dec 2020", "Jan 2021"), ("Dec<br>2020", "Jan<br>2021")),
        (Span.QUARTER, ("2020 Q4", "2021 Q1"), ("Q4<br>2020", "Q1<br>2021")),
        (Span.YEAR, ("2020", "2021"), ("2020", "2021")),
    ],
)
def test_each_kind_of_period_has_its_names(
    span: Span, categories: tuple[str, ...], ticks: tuple[str, ...]
) -> None:
    periods = periods_between(span, date(2020, 12, 1), date(2021, 1, 31))
    chart = count_charts.over_time(by_period(selection_of(ROWS), periods), span, periods, WHOLE)
    assert (chart.categories, chart.ticks) == (categories, ticks)
