"""Charts of times: their numbers, tables and texts, names in full, and that Plotly takes what is drawn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.analysis.group_times import group_times, groups_of, months_on_time
from grm_data.analysis.selection import Selection, select
from grm_data.figures import timely
from grm_data.figures.drawing import draw
from grm_data.figures.plotting import short_names
from grm_data.figures.times import Shares, Steps, Strips
from grm_data.register import Field, Period, Status, WorkCalendar
from grm_data.settings import Standard
from tests.registers import Row, random_rows, register_of, row
from tests.rounds import rounds

FIRST, LAST = date(2015, 1, 1), date(2020, 12, 31)
STANDARD = Standard(15)
MONDAY = date(2020, 3, 2)
LONG = "Хэсгийн ахлагчаар дамжуулан амаар ирүүлсэн санал <b>"


def selection_of(rows: list[Row]) -> Selection:
    return select(register_of(rows), WorkCalendar(), LAST)


def steps_of(selection: Selection, field: Field | None, standard: Standard | None = STANDARD) -> Steps:
    return timely.answered(selection, groups_of(selection, field), field, standard)


def strips_of(selection: Selection, field: Field = Field.CHANNEL) -> Strips:
    return timely.strips(selection, groups_of(selection, field), field, 15)


def shares_of(selection: Selection) -> Shares:
    return timely.on_time_by_month(months_on_time(selection, Period("p", FIRST, LAST), STANDARD))


def took(*weeks: int, **more: Any) -> list[Row]:
    """Cases that took as many weeks and a day: five working days each, and one."""
    return [row(MONDAY, resolved=MONDAY + timedelta(weeks=n), **more) for n in weeks]


@settings(max_examples=rounds(12))
@given(rows=random_rows(), field=st.sampled_from([Field.TYPE, Field.CHANNEL]))
def test_plotly_takes_every_chart_of_every_register(rows: list[Row], field: Field) -> None:
    selection = selection_of(rows)
    steps, strips, shares = steps_of(selection, field), strips_of(selection, field), shares_of(selection)
    for chart in (steps, strips, shares):
        figure = draw(chart)
        go.Figure(figure)
        assert "template" not in figure["layout"]
        assert chart.alt
    assert strips.total == (selection.working_days() >= 0).sum()
    assert sum(one.undecided for one in shares.months) <= selection.has_status(Status.RESOLVING).sum()
    groups = groups_of(selection, field)
    table = timely.group_table(groups, group_times(selection, groups, STANDARD), field)
    assert table[["Cases", "Open"]].sum().tolist() == [
        selection.is_addressed.sum(), selection.has_status(Status.RESOLVING).sum(),
    ]  # fmt: skip


def test_a_line_rises_where_cases_are_answered_and_goes_on_while_one_waits() -> None:
    rows = [*took(0, 1, type="request"), row(MONDAY, Status.RESOLVING, type="request")]
    chart = steps_of(selection_of(rows), Field.TYPE)
    (line,) = draw(chart)["data"]
    waited = (LAST - MONDAY).days // 7 * 5 + 4
    assert line["x"] == [0, 1, 6, waited]
    assert line["y"] == pytest.approx([0, 1 / 3, 2 / 3, 2 / 3])
    assert line["name"] == "Request (n = 3)"
    assert line["customdata"][1:3] == [
        "Request<br>by day 1: 33%; 2 took or wait longer",
        "Request<br>by day 6: 67%; 1 took or waits longer",
    ]
    assert chart.table.to_numpy().tolist() == [[1, "33%"], [6, "67%"], [15, "67%"]]
    assert chart.alt.endswith("3 cases. Answered by day 15: Request (n = 3) 67%.")


def test_the_standard_is_a_line_and_calendar_days_are_called_so() -> None:
    selection = selection_of(took(0, 1))
    layout = draw(steps_of(selection, None, Standard(21, "calendar")))["layout"]
    assert layout["shapes"][0]["x0"] == 21
    assert layout["xaxis"]["title"]["text"] == "Calendar days from receipt"
    assert layout["xaxis"]["range"] == [0, 60]
    assert "shapes" not in draw(steps_of(selection, None, None))["layout"]


def test_one_long_wait_squeezes_no_axis_and_is_in_the_table() -> None:
    chart = steps_of(selection_of(took(0, 1, 1, 40)), None)
    assert chart.last == 60
    assert chart.table.iloc[-1].tolist() == [201, "100%"]


def test_only_the_largest_groups_are_lines_and_each_has_its_own_look() -> None:
    rows = [one for i in range(7) for one in took(*[1] * (i + 1), channel=f"way {i}")]
    lines = draw(steps_of(selection_of(rows), Field.CHANNEL))["data"]
    assert [one["name"] for one in lines] == [f"way {i} (n = {i + 1})" for i in range(6, 1, -1)]
    assert len({(one["line"]["color"], one["line"]["dash"]) for one in lines}) == 5


def test_few_cases_are_dots_and_many_are_quantiles() -> None:
    chart = strips_of(selection_of([*took(*[0, 1] * 30, channel="email"), *took(0, 2, channel="phone")]))
    many, few = chart.strips
    assert (many.days, few.days) == ((), (1, 11))
    assert (many.middle, many.most) == ((1, 6), (1, 6))
    spans, _, dots, medians = draw(chart)["data"]
    assert spans["y"] == [0, 0, None]
    assert dots["x"] == [1, 11]
    assert medians["x"] == [3.5, 6]
    assert draw(chart)["layout"]["yaxis"]["ticktext"][1] == "Phone<br><i>n = 2, median 6</i>"
    assert chart.table.to_numpy().tolist() == [
        ["Email", 60, 1, "3.5", "6", 6],
        ["Phone", 2, 1, "6", "10", 11],
    ]


def test_cases_of_as_many_days_lie_over_each_other_within_their_row() -> None:
    (_, _, dots, _) = draw(strips_of(selection_of(took(*[1] * 12, channel="email"))))["data"]
    assert len(set(dots["y"])) == 5
    assert max(map(abs, dots["y"])) < 0.5


def test_further_groups_are_one_row_with_their_number() -> None:
    rows = [one for i in range(56) for one in took(1, 2, channel=f"way {i}")]
    chart = strips_of(selection_of(rows))
    assert len(chart.strips) == 11
    assert chart.strips[-1].name == "46 others"
    assert chart.strips[-1].spread.n == 92


def test_a_month_without_a_judged_case_is_blank_and_a_hollow_mark_isn_t_complete() -> None:
    rows = [row(date(2020, 10, 5), resolved=date(2020, 10, 6)), row(date(2020, 12, 30), Status.RESOLVING),
            row(date(2020, 12, 1), resolved=date(2020, 12, 31))]  # fmt: skip
    chart = shares_of(selection_of(rows))
    (trace,) = draw(chart)["data"]
    assert trace["y"] == [1, None, 0]
    assert trace["text"] == ["1 of 1", "", "0 of 1"]
    assert trace["marker"]["symbol"] == ["circle", "circle", "circle-open"]
    assert not trace["connectgaps"]
    assert chart.alt.endswith("1 of 2 (50%) on time in all; last Dec 2020 0 of 1 (0%).")


def test_names_are_whole_under_the_pointer_and_no_html() -> None:
    selection = selection_of(took(1, 2, channel=LONG))
    for chart in (steps_of(selection, Field.CHANNEL), strips_of(selection)):
        found = [text for trace in draw(chart)["data"] for text in trace.get("customdata", ())]
        named = [text.replace("<br>", " ") for text in found]
        assert any(LONG.replace("<b>", "&lt;b&gt;") in text for text in named)
        assert not any("<b>" in text for text in named)


def test_long_names_that_begin_alike_are_cut_in_their_middle() -> None:
    names = [f"Хэсгийн ахлагчаар дамжуулан амаар ирүүлсэн {i}" for i in (1, 2)]
    short = short_names([*names, "Утсаар ирүүлсэн иргэдийн санал хүсэлт", "Email"])
    assert [one[-1] for one in short[:2]] == ["1", "2"]
    assert all("…" in one and len(one) <= 26 for one in short[:3])
    assert short[2].endswith("…")
    assert short[3] == "Email"
    assert short_names(["x" * 40] * 2)[0].count("…") == 1


def test_two_groups_that_read_alike_have_a_column_each() -> None:
    rows = [*took(0, channel="Not stated"), *took(1)]
    assert len(steps_of(selection_of(rows), Field.CHANNEL).table.columns) == 3
