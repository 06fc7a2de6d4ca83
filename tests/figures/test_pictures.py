"""Charts as pictures: every mark of every kind at its place, nothing left out, nothing on anything else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from itertools import combinations
from typing import Any, get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from PIL import Image

from grm_data.analysis.backlog import age_bands
from grm_data.analysis.counts import by_period, count_by_status
from grm_data.analysis.group_times import groups_of, months_on_time
from grm_data.analysis.months import by_month, flow, groups, months_of
from grm_data.analysis.selection import select
from grm_data.analysis.waiting import waiting
from grm_data.figures import counts as count_charts
from grm_data.figures import durations as day_charts
from grm_data.figures import timely
from grm_data.figures import trends as trend_charts
from grm_data.figures.charts import Bars, Dots
from grm_data.figures.drawing import Chart, draw
from grm_data.figures.panels import Panels
from grm_data.figures.times import Shares, Steps, Strips
from grm_data.figures.waiting import bars
from grm_data.register import Field, Period, Status, WorkCalendar
from grm_data.register.spans import Span, periods_between
from grm_data.report.pictures import FORMATS, picture
from grm_data.report.pictures.known import Unknown
from grm_data.report.pictures.scene import WIDTH, Scene, scene
from grm_data.report.pictures.shapes import Box, Dot, Path, Text
from grm_data.settings import Standard
from tests.figures.words import word_bars
from tests.registers import Row, random_rows, register_of, row
from tests.rounds import rounds

START, LAST = date(2019, 1, 1), date(2020, 12, 31)
CHOSEN = Period("p", date(2020, 7, 1), LAST)
NOTES = {date(2020, 3, 31): "hotline <b>", date(2020, 4, 2): "flood"}
LONG = "Хэсгийн ахлагчаар дамжуулан амаар ирүүлсэн санал хүсэлт гомдол <b>, {} дугаар хороо & " + "Щ" * 40
QUESTION, WHERE = "When does <b>feedback</b> come in?", ("1 Jul – 31 Dec 2020", "▼ 31 Mar 2020: hotline")


def many(n: int, words: list[str]) -> list[Row]:
    """Cases of a year and a half that take from one day to many weeks, some of them open."""
    days = [START + timedelta(days=i * 37 % 540) for i in range(n)]
    return [
        row(
            day,
            Status.RESOLVING if i % 7 == 0 else Status.RESOLVED,
            None if i % 7 == 0 else day + timedelta(days=1 + i * i % 50),
            channel=words[i % len(words)],
            number=f"f-{i}",
        )
        for i, day in enumerate(days)
    ]


REGISTERS = {
    "none": [],
    "one": many(1, ["email"]),
    "few": many(12, ["email", "phone"]),
    "many": many(600, ["email", *(LONG.format(i) for i in range(25))]),
}


def charts_of(rows: list[Row]) -> Iterator[Chart]:
    """Every chart of the dashboard, each kind at least once."""
    selection = select(register_of(rows), WorkCalendar("MN"), LAST)
    months = months_of(selection, START)
    channels, notes = groups_of(selection, Field.CHANNEL), trend_charts.month_notes(NOTES, months)
    found = groups(selection, Field.CHANNEL)
    for span in Span:
        periods = periods_between(span, START, LAST)
        table = by_period(selection, periods)
        yield count_charts.over_time(table, span, periods, CHOSEN, date(2020, 12, 3), NOTES)
    yield word_bars(selection)
    yield count_charts.by_status(count_by_status(selection))
    yield day_charts.ages(age_bands(selection))
    yield day_charts.working_days(selection, 15, NOTES)
    yield bars(waiting(selection, Standard(15)))
    yield timely.answered(selection, channels, Field.CHANNEL, Standard(15))
    yield timely.strips(selection, channels, Field.CHANNEL, 15)
    yield timely.on_time_by_month(months_on_time(selection, CHOSEN, Standard(15)))
    yield trend_charts.flow_panels(flow(selection, months), CHOSEN, notes)
    yield trend_charts.word_panels(found, by_month(selection, found, months), months, CHOSEN, notes)


def scene_of(chart: Chart) -> Scene:
    return scene(draw(chart, whole_names=True), QUESTION, WHERE)


def test_every_kind_of_chart_is_tried() -> None:
    assert {type(chart) for chart in charts_of(REGISTERS["few"])} == set(get_args(Chart))


@settings(max_examples=rounds(12))
@given(rows=random_rows())
def test_every_value_of_every_register_has_its_mark(rows: list[Row]) -> None:
    for chart in charts_of(rows):
        check_marks(chart, scene_of(chart))


@pytest.mark.parametrize("name", REGISTERS)
def test_every_value_has_its_mark_and_no_text_lies_on_another(name: str) -> None:
    for chart in charts_of(REGISTERS[name]):
        found = scene_of(chart)
        check_marks(chart, found)
        texts = [one for one in (*found.marks, *found.around) if isinstance(one, Text)]
        for text in texts:
            left, top, right, bottom = text.area
            assert text.turned or (0 <= left < right <= WIDTH and 0 <= top < bottom <= found.height)
        for one, other in combinations([text for text in texts if not text.turned], 2):
            a, b = one.area, other.area
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart or both_mark_notes(one, other), (one, other)


def both_mark_notes(*texts: Text) -> bool:
    """Two notes of about the same day may lie on each other: both are told below the question."""
    return all(text.runs[0].text == "▼" for text in texts)


def check_marks(chart: Chart, found: Scene) -> None:
    """The marks are the chart's numbers: as many, as long, at their places."""
    match chart:
        case Bars():
            check_bars(chart, found)
        case Dots():
            dots = [one for one in found.marks if isinstance(one, Dot)]
            assert len(dots) == len(chart.dots)
            assert_in_step([one.x for one in dots], [one.received.toordinal() for one in chart.dots])
            assert_in_step([one.y for one in dots], [-one.days for one in chart.dots])
        case Steps():
            lines = [one for one in found.marks if isinstance(one, Path)]
            assert len(lines) == len(chart.lines)
            for line, step in zip(lines, chart.lines, strict=True):
                assert len({y for _, y in line.points}) == len({0.0, *step.found.shares})
        case Strips():
            shown = [day for one in chart.strips for day in one.days if day <= chart.last * 1.02]
            dots = [one for one in found.marks if isinstance(one, Dot)]
            assert len(dots) == len(shown)
            assert_in_step([one.x for one in dots], shown)
        case Shares():
            judged = [one for one in chart.months if one.judged]
            dots = [one for one in found.marks if isinstance(one, Dot)]
            assert_in_step([one.y for one in dots], [-one.on_time / one.judged for one in judged])
            assert [one.stroke is not None for one in dots] == [one.undecided > 0 for one in judged]
        case Panels():
            boxes = [one for one in found.marks if isinstance(one, Box)]
            values = [[n for n in one.values if n] for one in chart.panels if not one.is_stock]
            assert len(boxes) == sum(map(len, values))
            for panel in values:
                assert_in_step([0.0, *(boxes.pop(0).height for _ in panel)], [0, *panel])
            assert any(isinstance(one, Path) for one in found.marks) == any(
                one.is_stock for one in chart.panels
            )


def check_bars(chart: Bars, found: Scene) -> None:
    boxes = [one for one in found.marks if isinstance(one, Box)]
    values = [value for one in chart.series for value in one.values if value]
    lengths = [one.width if chart.horizontal else one.height for one in boxes]
    assert_in_step([0.0, *lengths], [0, *values])
    told = ["".join(run.text for run in one.runs) for one in found.marks if isinstance(one, Text)]
    assert {f"{total:,}" for total in chart.totals} <= set(told)


def assert_in_step(pixels: list[float], values: list[Any]) -> None:
    """The pixels lie as the values do: as many, in one ratio."""
    assert len(pixels) == len(values)
    if len(set(values)) > 1:
        low, high = values.index(min(values)), values.index(max(values))
        ratio = (pixels[high] - pixels[low]) / (values[high] - values[low])
        assert ratio > 0
        assert pixels == pytest.approx([pixels[low] + ratio * (value - values[low]) for value in values])


@pytest.mark.parametrize(
    "change",
    [
        lambda figure: figure["data"][0].update(type="pie"),
        lambda figure: figure["data"][0].update(mode="lines+bubbles"),
        lambda figure: figure["data"][0].update(error_y={}),
        lambda figure: figure["data"][0]["line"].update(shape="spline"),
        lambda figure: figure["data"][0]["line"].update(dash="5px"),
        lambda figure: figure["data"][0]["line"].update(color="red"),
        lambda figure: figure["data"][0]["marker"].update(symbol="star"),
        lambda figure: figure["data"][0]["marker"].update(colorscale="Viridis"),
        lambda figure: figure["layout"].update(images=[]),
        lambda figure: figure["layout"].update(barmode="group"),
        lambda figure: figure["layout"]["yaxis"].update(type="log"),
        lambda figure: figure["layout"]["yaxis"].update(rangebreaks=[]),
        lambda figure: figure["layout"]["yaxis"].update(tickformat="$"),
        lambda figure: figure["layout"].update(shapes=[{"type": "circle"}]),
        lambda figure: figure["layout"].update(annotations=[{"text": "a", "ax": 1}]),
    ],
)
def test_what_no_picture_shows_yet_is_refused(change: Any) -> None:
    """A figure with something new in it fails here, rather than be drawn without it."""
    selection = select(register_of(REGISTERS["few"]), WorkCalendar(), LAST)
    chart = timely.on_time_by_month(months_on_time(selection, CHOSEN, Standard(15)))
    figure = draw(chart)
    scene(figure, QUESTION, WHERE)
    change(figure)
    with pytest.raises(Unknown):
        scene(figure, QUESTION, WHERE)


@pytest.mark.parametrize("format", FORMATS)
def test_a_picture_is_one_and_the_same_each_time(format: str) -> None:
    kinds = {type(chart): chart for chart in charts_of(REGISTERS["few"])}
    for chart in kinds.values():
        content = picture(chart, QUESTION, WHERE, format)
        wide, tall = size_of(content, format)
        assert wide == pytest.approx(WIDTH)
        assert 150 < tall < 1200
        assert picture(chart, QUESTION, WHERE, format) == content


def size_of(content: bytes, format: str) -> tuple[float, float]:
    """Its width and height in pixels; a picture that can't be read fails."""
    if format == "png":
        with Image.open(BytesIO(content)) as image:
            assert image.convert("RGB").getpixel((1, 1)) == (255, 255, 255)
            assert len(image.convert("L").getcolors() or ()) > 10
            return image.size
    root = ElementTree.fromstring(content)
    wide, tall = (float(root.attrib[name].removesuffix("pt")) / 0.75 for name in ("width", "height"))
    return wide, tall


def test_an_svg_has_its_question_and_its_text_and_draws_its_letters() -> None:
    selection = select(register_of(REGISTERS["few"]), WorkCalendar(), LAST)
    chart = word_bars(selection)
    svg = "{http://www.w3.org/2000/svg}"
    root = ElementTree.fromstring(picture(chart, QUESTION, WHERE, "svg"))
    assert [root[0].tag, root[0].text, root[1].text] == [f"{svg}title", QUESTION, chart.alt]
    letters = sum(len(line.replace(" ", "")) for line in (QUESTION, *WHERE, *chart.categories))
    assert len(root.findall(f".//{svg}use")) > letters
    assert not root.findall(f".//{svg}script")


@pytest.mark.parametrize(
    "word",
    ["</title><script>alert(1)</script>", "a\x0b\x00b\ud800", '#image("/etc/passwd") $x$ *b* @a', "😀ع", " "],
)
def test_whatever_a_word_is_it_only_stands_there(word: str) -> None:
    selection = select(register_of([row(LAST, channel=word), row(LAST)]), WorkCalendar(), LAST)
    chart = word_bars(selection)
    texts = [run.text for one in scene_of(chart).around if isinstance(one, Text) for run in one.runs]
    assert "".join(word.split()) in "".join("".join(texts).split())
    for kind in FORMATS:
        wide, _ = size_of(picture(chart, word, (word,), kind), kind)
        assert wide == pytest.approx(WIDTH)


def test_names_are_whole_where_there_is_room_and_cut_in_their_middle_where_not() -> None:
    names = [f"Хэсгийн ахлагчаар дамжуулан амаар ирүүлсэн санал, {i} дугаар хороо" for i in (1, 2)]
    longest = [f"{'Хэсгийн ахлагч ' * 9}{i}" for i in (1, 2)]
    rows = [row(LAST, channel=name) for name in (*names, *longest)]
    chart = word_bars(select(register_of(rows), WorkCalendar(), LAST))
    shown = " ".join(run.text for one in scene_of(chart).around if isinstance(one, Text) for run in one.runs)
    assert all(name in shown for name in names)
    assert not any(name.strip() in shown for name in longest)
    assert shown.count("…") == 2
