"""Small charts on one time axis, and the notes of the settings on every one."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings

from grm_data.analysis.counts import by_period
from grm_data.analysis.months import Months, by_month, everything, flow, groups, months_of
from grm_data.analysis.poisson import Expected
from grm_data.analysis.selection import Selection, select
from grm_data.analysis.trends import Change, Silence, trends
from grm_data.figures import counts as count_charts
from grm_data.figures import durations as day_charts
from grm_data.figures import trends as trend_charts
from grm_data.figures.charts import Dots, Note
from grm_data.figures.drawing import draw
from grm_data.figures.panels import Panel, Panels
from grm_data.register import Field, Period, WorkCalendar, half_years
from grm_data.register.spans import Span
from tests.registers import Row, random_rows, register_of, row
from tests.rounds import rounds

AS_OF = date(2020, 10, 29)
CHOSEN = Period("", date(2020, 7, 1), date(2020, 12, 31))
NOTES = {date(2018, 7, 1): "before", date(2020, 3, 31): "hotline <b>", date(2021, 1, 1): "after"}


def selection_of(rows: list[Row]) -> Selection:
    return select(register_of(rows), WorkCalendar("MN"), AS_OF)


def flow_of(rows: list[Row], start: date | None = None) -> Panels:
    selection = selection_of(rows)
    months = months_of(selection, start)
    return trend_charts.flow_panels(flow(selection, months), CHOSEN, trend_charts.month_notes(NOTES, months))


@settings(max_examples=rounds(100))
@given(rows=random_rows())
def test_plotly_takes_the_charts_of_every_register(rows: list[Row]) -> None:
    selection = selection_of(rows)
    months = months_of(selection, date(2017, 5, 3))
    group = groups(selection, Field.CHANNEL)
    counts = by_month(selection, group, months)
    go.Figure(draw(flow_of(rows)))
    for chart in (flow_of(rows), trend_charts.word_panels(group, counts, months, CHOSEN, ())):
        if chart.panels:
            figure = draw(chart)
            assert "template" not in figure["layout"]
            assert len(figure["data"]) == len(chart.panels)
            assert all(len(trace["x"]) == len(trace["y"]) == len(chart.table) for trace in figure["data"])
            assert chart.alt
    table = trend_charts.year_table(by_month(selection, everything(selection), months)[0], months)
    assert table["Total"].sum() == len(selection)
    found = trends(selection, selection, months, (Field.CHANNEL,))
    for change in (*found.all, *found.words.get(Field.CHANNEL, ())):
        assert trend_charts.change_text(change)
    if found.all:
        assert len(trend_charts.change_table(found.words[Field.CHANNEL], group).columns) == 7


def test_all_panels_stand_on_one_axis_each_begins_at_zero_and_none_lies_over_another() -> None:
    layout = draw(flow_of([row(date(2020, 1, 5), resolved=date(2020, 2, 1))]))["layout"]
    scales = [layout[name] for name in ("yaxis", "yaxis2", "yaxis3")]
    assert all(scale["range"][0] == 0 for scale in scales)
    domains = [scale["domain"] for scale in scales]
    assert all(below[1] < above[0] for above, below in pairwise(domains))
    assert domains[0][1] <= 1
    assert domains[-1][0] >= 0
    assert layout["xaxis"]["anchor"] == "y3"


def test_the_month_that_is_not_over_is_outlined_paler_and_named() -> None:
    chart = flow_of([row(date(2020, 1, 5)), row(date(2020, 10, 5))])
    figure = draw(chart)
    assert figure["data"][0]["marker"]["opacity"] == [1.0] * 9 + [0.5]
    assert chart.table["Month"].tolist()[-1] == "2020-10 (to 29 Oct)"
    outlines = [one for one in figure["layout"]["shapes"] if one["line"].get("dash") == "dot"]
    assert [(one["x0"], one["x1"]) for one in outlines] == [("2020-10-01", "2020-10-31 23:59")]


def test_the_chosen_period_is_shaded_as_far_as_the_axis_reaches() -> None:
    shades = [one for one in draw(flow_of([row(date(2020, 1, 5))]))["layout"]["shapes"] if "fillcolor" in one]
    assert [(one["x0"], one["x1"]) for one in shades] == [("2020-07-01", "2020-10-31 23:59")]


def test_the_text_of_small_charts_tells_totals_and_what_is_open_at_the_end() -> None:
    chart = flow_of([row(date(2020, 1, 5), resolved=date(2020, 2, 1))] * 3)
    assert chart.alt.startswith("Small charts on one time axis, 2020-01 to 2020-10 (to 29 Oct).")
    assert "Received 3, Resolved 3, Open at the end of the month 0." in chart.alt


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Email", "Radio"], ["Email", "Radio"]),
        (
            ["Хэсгийн ахлагчаар дамжуулан амаар ирүүлсэн санал гомдол, 7 дугаар хороо",
             "Хэсгийн ахлагчаар дамжуулан амаар ирүүлсэн санал гомдол, 12 дугаар хороо"],
            ["Хэсгийн ахлагчаар дамжуулан а…7 дугаар хороо", "Хэсгийн ахлагчаар дамжуулан…12 дугаар хороо"],
        ),
        (["a" * 60], ["a" * 43 + "…"]),
        (["a" * 60, "a" * 59 + "b"], ["a" * 42 + "…a", "a" * 42 + "…b"]),
    ],
)  # fmt: skip
def test_long_names_are_cut_where_they_do_not_differ(names: list[str], shown: list[str]) -> None:
    panels = tuple(Panel(name, "#009E73", (1,)) for name in names)
    chart = Panels("t", Months(AS_OF, AS_OF), panels)
    annotations = draw(chart)["layout"]["annotations"]
    assert [one["text"] for one in annotations] == shown
    assert [one["hovertext"].replace("<br>", "").replace(" ", "") for one in annotations] == [
        name.replace(" ", "") for name in names
    ]


def test_a_note_marks_every_time_axis_and_is_no_html() -> None:
    rows = [
        row(date(2020, 1, 5), resolved=date(2020, 2, 1)),
        row(date(2020, 8, 5), resolved=date(2020, 9, 1)),
    ]
    selection = selection_of(rows)
    halves = half_years(date(2019, 1, 1), AS_OF)
    bars = count_charts.over_time(by_period(selection, halves), Span.HALF_YEAR, halves, CHOSEN, AS_OF, NOTES)
    dots = day_charts.working_days(selection, None, NOTES)
    for chart in (flow_of(rows), bars, dots):
        assert [note.line for note in chart.notes] == ["▼ 31 Mar 2020: hotline <b>"]
        layout = draw(chart)["layout"]
        go.Figure({"data": [], "layout": layout})
        (mark,) = [one for one in layout["annotations"] if one["text"] == "▼"]
        assert mark["hovertext"] == "▼ 31 Mar 2020: hotline &lt;b&gt;"
        (line,) = [one for one in layout["shapes"] if one.get("x0") == mark["x"]]
        assert line["x1"] == line["x0"]
        if not isinstance(chart, Dots):
            noted = chart.table["Note"].tolist()
            assert [text for text in noted if text] == ["▼ 31 Mar 2020: hotline <b>"]
    assert bars.table["Note"].tolist()[2]
    assert bars.notes[0].at == pytest.approx(2 - 0.5 + 90 / 182)


@pytest.mark.parametrize(
    ("day", "category"), [(date(2019, 1, 1), 0), (date(2019, 7, 1), 1), (date(2020, 12, 31), 3)]
)
def test_a_note_on_the_edge_of_a_half_year_is_in_it(day: date, category: int) -> None:
    halves = half_years(date(2019, 1, 1), AS_OF)
    bars = count_charts.over_time(
        by_period(selection_of([]), halves), Span.HALF_YEAR, halves, CHOSEN, AS_OF, {day: "x"}
    )
    assert [i for i, text in enumerate(bars.table["Note"]) if text] == [category]


def test_without_notes_a_chart_is_as_it_was() -> None:
    halves = half_years(date(2019, 1, 1), AS_OF)
    bars = count_charts.over_time(by_period(selection_of([]), halves), Span.HALF_YEAR, halves, CHOSEN)
    assert "Note" not in bars.table
    assert draw(bars)["layout"]["height"] == 280
    assert Note(AS_OF, "x").line == "▼ 29 Oct 2020: x"


YEARS = (
    Period("2022", date(2022, 1, 1), date(2022, 12, 31)),
    Period("2023", date(2023, 1, 1), date(2023, 12, 31)),
)


@pytest.mark.parametrize(
    ("counts", "low", "high", "is_claim", "text"),
    [
        ((68, 107), 1.151, 2.2, True,
         "**8.9 a month in 2023 (107), 5.7 in 2022 (68): 1.6 times as many (95% interval 1.15–2.20).**"),
        ((68, 69), 0.7, 1.4, False,
         "5.8 a month in 2023 (69), 5.7 in 2022 (68). Chance alone can make such a difference, "
         "so no change is claimed."),
        ((0, 20), 5.0, float("inf"), True,
         "**1.7 a month in 2023 (20), 0 in 2022 (0): at least 5.00 times as many.**"),
        ((40, 0), 0.0, 0.12, True,
         "**0 a month in 2023 (0), 3.3 in 2022 (40): at most 0.12 times as many.**"),
        ((0, 0), 0.0, float("inf"), False, "Nothing was received in 2023 or in 2022."),
        ((1, 2), 0.2, 30.0, False,
         "0.17 a month in 2023 (2), 0.08 in 2022 (1). Chance alone can make such a difference, "
         "so no change is claimed."),
    ],
)  # fmt: skip
def test_a_change_in_words(
    counts: tuple[int, int], low: float, high: float, is_claim: bool, text: str
) -> None:
    assert trend_charts.change_text(Change("", YEARS, counts, low, high, is_claim)) == text


@pytest.mark.parametrize(("days", "told"), [(45, "45 days"), (61, "2 months"), (160, "5 months")])
def test_a_silence_in_words(days: int, told: str) -> None:
    silence = Silence(date(2025, 6, 3), days, Expected(1, 8, 0.01))
    assert trend_charts.silence_text(silence) == (
        f"**No feedback for {told}, since 3 Jun 2025**; at the rate of the two years before, "
        "1–8 were to be expected."
    )
