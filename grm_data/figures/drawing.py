"""A chart as a Plotly figure: a plain dict without a template, transparent, fonts and axes left to the theme.

Words from a register are escaped: Plotly reads links and other HTML in the texts that it draws.
"""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import Any, TypeAlias

from grm_data.figures.charts import Bars, Dots
from grm_data.figures.colours import QUIET, TEXT_ON, TRANSPARENT
from grm_data.figures.drawing_dots import dots
from grm_data.figures.drawing_times import shares, steps, strips
from grm_data.figures.labels import distinct
from grm_data.figures.panels import Panels, draw_panels
from grm_data.figures.plotting import (
    HIGHLIGHT,
    TALL,
    Naming,
    layout,
    note_marks,
    short_names,
    told,
    upright,
    upright_name,
    whole,
)
from grm_data.figures.times import Shares, Steps, Strips
from grm_data.messages import message
from grm_data.speech import DEFAULT_LANGUAGE, language

__all__ = ["CONFIG", "Chart", "config", "draw"]

CONFIG = {"displayModeBar": False, "responsive": True, "staticPlot": False, "scrollZoom": False}
"""What Plotly lets a reader do: read the marks. No toolbar, no zoom by the wheel."""


def config() -> dict[str, Any]:
    """The same, and the months and numbers of the language that is spoken here, not of the browser's."""
    spoken = language()
    if spoken.code == DEFAULT_LANGUAGE:
        return CONFIG
    manners = {
        "months": [message(f"report.long_month_alone.{month}") for month in range(1, 13)],
        "shortMonths": [message(f"month_alone.{month}") for month in range(1, 13)],
        "decimal": spoken.decimal,
        "thousands": spoken.group,
    }
    return CONFIG | {"locale": spoken.code, "locales": {spoken.code: {"dictionary": {}, "format": manners}}}


_BAR = 34
"""Pixels of a horizontal bar with the space to the next."""

_LINES = 2
"""Of a name beside a bar."""

_LEGEND = 34
_UNDER = 8
"""Letters of a line under an upright bar."""

Chart: TypeAlias = Bars | Dots | Steps | Strips | Shares | Panels
"""What can be drawn: each has a title, a table of the same numbers, and a text for who can't see it."""


def draw(chart: Chart, *, whole_names: bool = False) -> dict[str, Any]:
    """The figure of a chart, as ``plotly.graph_objects.Figure`` takes it.

    Long names are cut, so that the marks keep their room on a narrow screen, unless they are to be whole.
    """
    named = whole if whole_names else short_names
    match chart:
        case Bars():
            return _horizontal(chart, named) if chart.horizontal else _vertical(chart)
        case Dots():
            return dots(chart)
        case Steps():
            return steps(chart, named)
        case Strips():
            return strips(chart, named)
        case Shares():
            return shares(chart)
        case Panels():
            return draw_panels(chart, whole_names=whole_names)


def _stacked(chart: Bars, height: int, **more: Any) -> dict[str, Any]:
    drawn = layout(height, barmode="stack", bargap=0.25, uniformtext={"minsize": 10, "mode": "hide"}, **more)
    if _has_legend(chart):
        drawn["margin"]["t"] = _LEGEND
        drawn["annotations"] = [_legend(chart)]
    return drawn


def _categories(chart: Bars) -> list[str]:
    """The categories, each once: a word as written may look like one of our labels."""
    return distinct([escape(name, quote=False) for name in chart.categories])


def _counts_axis(chart: Bars) -> dict[str, Any]:
    """From zero, with room for the totals; not drawn, since every mark has its number."""
    longest = max(chart.totals, default=0) or 1
    return {"visible": False, "rangemode": "tozero", "range": [0, longest * 1.15], "fixedrange": True}


def _has_legend(chart: Bars) -> bool:
    return chart.has_legend and len(chart.series) > 1


def _legend(chart: Bars) -> dict[str, Any]:
    """The series that have a mark, in one line over the plot; Plotly's own legend takes the labels' room."""
    names = "   ".join(
        f'<span style="color:{one.colour};font-size:16px">■</span> {escape(one.name, quote=False)}'
        for one in chart.series
        if any(one.values)
    )
    side = {"x": 1, "xanchor": "right"} if chart.horizontal else {"x": 0, "xanchor": "left"}
    return {"text": names, "xref": "paper", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 6,
            "showarrow": False, **side}  # fmt: skip


def _bars(chart: Bars, names: list[str]) -> list[dict[str, Any]]:
    """One trace per series; a part of a bar has a label, the whole one has its total."""
    along, across = ("x", "y") if chart.horizontal else ("y", "x")
    full = [told(name) for name in chart.categories]
    return [
        {
            "type": "bar",
            "orientation": "h" if chart.horizontal else "v",
            "name": one.name,
            along: list(one.values),
            across: names,
            "text": [_part(value, total) for value, total in zip(one.values, chart.totals, strict=True)],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": {"color": TEXT_ON[one.colour]},
            "marker": {"color": one.colour, "line": {"width": 0}},
            "customdata": full,
            "hovertemplate": f"%{{customdata}}<br>{escape(one.name)}: %{{{along}:,}}<extra></extra>",
        }
        for one in chart.series
    ]


def _part(value: int, total: int) -> str:
    return f"{value:,}" if 0 < value < total else ""


def _totals(chart: Bars, names: list[str]) -> dict[str, Any]:
    """The total of each bar at its end, in the theme's own colour: as small as its bar is wide, or not there.

    Nothing is stacked on the others, since only a bar's text keeps within the bar.
    """
    along, across = ("x", "y") if chart.horizontal else ("y", "x")
    return {
        "type": "bar",
        "orientation": "h" if chart.horizontal else "v",
        along: [0] * len(names),
        across: names,
        "text": [f"{total:,}" for total in chart.totals],
        "textposition": "outside",
        "textangle": 0,
        "cliponaxis": False,
        "marker": {"color": TRANSPARENT, "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _horizontal(chart: Bars, named: Naming) -> dict[str, Any]:
    names = _categories(chart)
    drawn = _stacked(
        chart,
        _BAR * max(len(names), 2) + (_LEGEND if _has_legend(chart) else 0) + 16,
        xaxis=_counts_axis(chart),
        yaxis={"type": "category", "range": [max(len(names), 1) - 0.5, -0.5], "automargin": True,
               "showgrid": False, "ticklabelstandoff": 6, "fixedrange": True, "categoryarray": names,
               "categoryorder": "array", "tickmode": "array", "tickvals": names,
               "ticktext": named(chart.categories, _LINES)},
    )  # fmt: skip
    return {"data": [*_bars(chart, names), _totals(chart, names)], "layout": drawn}


def _vertical(chart: Bars) -> dict[str, Any]:
    names = _categories(chart)
    drawn = _stacked(
        chart,
        TALL,
        xaxis={"type": "category", "tickmode": "array", "tickvals": names, "tickangle": 0, "showgrid": False,
               "ticktext": list(chart.ticks or map(_in_lines, names)), "automargin": True, "fixedrange": True,
               "categoryarray": names, "categoryorder": "array",
               **({} if chart.ticks else {"title": {"text": escape(chart.axis)}})},
        yaxis=_counts_axis(chart),
    )  # fmt: skip
    shapes = []
    if chart.highlight:
        shapes.append(_span(*chart.highlight, line={"width": 0}, fillcolor=HIGHLIGHT))
    if chart.is_unfinished:
        last = len(names) - 1
        shapes.append(_span(last, last, line={"width": 1, "color": QUIET, "dash": "dot"}))
    if chart.line is not None:
        place, text = chart.line
        shapes.append(upright(place + 0.5, "dash"))
        drawn["annotations"] = [*drawn.get("annotations", ()), upright_name(place + 0.5, text)]
        drawn["margin"]["t"] = _LEGEND
    drawn["shapes"] = shapes
    note_marks(drawn, chart.notes)
    return {"data": [*_bars(chart, names), _totals(chart, names)], "layout": drawn}


def _in_lines(name: str) -> str:
    """A name under a bar, in lines that leave its neighbours their room."""
    return "<br>".join(wrap(name, _UNDER, break_long_words=False))


def _span(first: int, last: int, **look: Any) -> dict[str, Any]:
    """A rectangle behind the bars from one to another, as high as the plot."""
    return {"type": "rect", "xref": "x", "yref": "paper", "x0": first - 0.5, "x1": last + 0.5, "y0": 0,
            "y1": 1, "layer": "below", **look}  # fmt: skip
