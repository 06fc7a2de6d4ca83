"""A chart as a Plotly figure: a plain dict without a template, transparent, fonts and axes left to the theme.

Words from a register are escaped: Plotly reads links and other HTML in the texts that it draws.
"""

from __future__ import annotations

from datetime import date, timedelta
from html import escape
from typing import Any

from grm_data.figures.canvas import DATE_TICKS, HIGHLIGHT, layout_of, note_marks, told
from grm_data.figures.charts import Bars, Dots
from grm_data.figures.colours import NEUTRAL, QUIET, TEXT_ON
from grm_data.figures.labels import distinct
from grm_data.figures.panels import Panels, draw_panels
from grm_data.messages import message

__all__ = ["CONFIG", "draw"]

CONFIG = {"displayModeBar": False, "responsive": True, "staticPlot": False, "scrollZoom": False}
"""What Plotly lets a reader do: read the marks. No toolbar, no zoom by the wheel."""

_BAR = 34
"""Pixels of a horizontal bar with the space to the next."""

_LONGEST = 26
"""Letters of a name beside a bar, so that the bars keep half of a narrow screen."""

_TALL = 280
_LEGEND = 34
_ANY_DAY = date(2020, 1, 1)  # where an axis without a dot begins
_FEW_DOTS = 15
"""Dots that still have room for their number of days beside them."""


def draw(chart: Bars | Dots | Panels) -> dict[str, Any]:
    """The figure of a chart, as ``plotly.graph_objects.Figure`` takes it."""
    if isinstance(chart, Panels):
        return draw_panels(chart)
    if isinstance(chart, Dots):
        return _dots(chart)
    return _horizontal(chart) if chart.horizontal else _vertical(chart)


def _stacked(chart: Bars, height: int, **more: Any) -> dict[str, Any]:
    layout = layout_of(
        height, barmode="stack", bargap=0.25, uniformtext={"minsize": 9, "mode": "hide"}, **more
    )
    if _has_legend(chart):
        layout["margin"]["t"] = _LEGEND
        layout["annotations"] = [_legend(chart)]
    return layout


def _categories(chart: Bars) -> list[str]:
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
    names_told = [told(name) for name in chart.categories]
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
            "customdata": names_told,
            "hovertemplate": f"%{{customdata}}<br>{escape(one.name)}: %{{{along}:,}}<extra></extra>",
        }
        for one in chart.series
    ]


def _part(value: int, total: int) -> str:
    return f"{value:,}" if 0 < value < total else ""


def _totals(chart: Bars, names: list[str]) -> dict[str, Any]:
    """The total of each bar at its end, as text in the theme's own colour."""
    along, across = ("x", "y") if chart.horizontal else ("y", "x")
    return {
        "type": "scatter",
        "mode": "text",
        along: list(chart.totals),
        across: names,
        "text": [f" {total:,}" for total in chart.totals],
        "textposition": "middle right" if chart.horizontal else "top center",
        "cliponaxis": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _horizontal(chart: Bars) -> dict[str, Any]:
    names = _categories(chart)
    layout = _stacked(
        chart,
        _BAR * max(len(names), 2) + (_LEGEND if _has_legend(chart) else 0) + 16,
        xaxis=_counts_axis(chart),
        yaxis={"type": "category", "range": [max(len(names), 1) - 0.5, -0.5], "automargin": True,
               "showgrid": False, "ticklabelstandoff": 6, "fixedrange": True, "categoryarray": names,
               "categoryorder": "array", "tickmode": "array", "tickvals": names,
               "ticktext": [_short(name) for name in chart.categories]},
    )  # fmt: skip
    return {"data": [*_bars(chart, names), _totals(chart, names)], "layout": layout}


def _short(name: str) -> str:
    """A long name's beginning; the whole one is in the table and under the pointer."""
    return escape(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…", quote=False)


def _vertical(chart: Bars) -> dict[str, Any]:
    names = _categories(chart)
    layout = _stacked(
        chart,
        _TALL,
        xaxis={"type": "category", "tickmode": "array", "tickvals": names, "tickangle": 0, "showgrid": False,
               "ticktext": list(chart.ticks or names), "automargin": True, "fixedrange": True,
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
    layout["shapes"] = shapes
    note_marks(layout, chart.notes)
    return {"data": [*_bars(chart, names), _totals(chart, names)], "layout": layout}


def _span(first: int, last: int, **look: Any) -> dict[str, Any]:
    """A rectangle behind the bars from one to another, as high as the plot."""
    return {"type": "rect", "xref": "x", "yref": "paper", "x0": first - 0.5, "x1": last + 0.5, "y0": 0,
            "y1": 1, "layer": "below", **look}  # fmt: skip


def _dots(chart: Dots) -> dict[str, Any]:
    lines = [(chart.median, "dot", message("figure.median_line", days=f"{chart.median or 0:g}")),
             (chart.standard, "dash", message("figure.standard_line", days=chart.standard or 0))]  # fmt: skip
    top = max([*(dot.days for dot in chart.dots), chart.standard or 0, 1])
    received = [dot.received for dot in chart.dots] or [_ANY_DAY]
    margin = timedelta(days=max(7, (max(received) - min(received)).days // 20))
    layout = layout_of(
        _TALL,
        xaxis={"type": "date", "showgrid": False, "fixedrange": True, "automargin": True,
               "tickformatstops": DATE_TICKS,
               "range": [(min(received) - margin).isoformat(), (max(received) + margin).isoformat()],
               "title": {"text": message("figure.date_received")}},
        yaxis={"rangemode": "tozero", "range": [0, top * 1.2 + 0.5], "fixedrange": True, "automargin": True,
               "zeroline": True, "title": {"text": message("figure.working_days_axis")}},
        shapes=[_line(value, dash) for value, dash, _ in lines if value is not None],
        annotations=[_line_name(value, text) for value, _, text in lines if value is not None],
    )  # fmt: skip
    note_marks(layout, chart.notes)
    return {"data": [_marks(chart)], "layout": layout}


def _marks(chart: Dots) -> dict[str, Any]:
    """A dot per case, with its days beside it where there is room."""
    days, unit = [dot.days for dot in chart.dots], message("figure.days")
    return {
        "type": "scatter",
        "mode": "markers+text" if len(days) <= _FEW_DOTS else "markers",
        "x": [dot.received.isoformat() for dot in chart.dots],
        "y": days,
        "text": [str(day) for day in days],
        "textposition": "top center",
        "customdata": [escape(dot.name, quote=False) for dot in chart.dots],
        "marker": {"color": NEUTRAL, "size": 10, "opacity": 0.85},
        "cliponaxis": False,
        "hovertemplate": f"%{{customdata}}<br>%{{x|%-d %b %Y}}<br>%{{y}} {unit}<extra></extra>",
    }


def _line(value: float, dash: str) -> dict[str, Any]:
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value, "layer": "below",
            "line": {"color": QUIET, "width": 1, "dash": dash}}  # fmt: skip


def _line_name(value: float, text: str) -> dict[str, Any]:
    return {"xref": "paper", "x": 1, "y": value, "xanchor": "right", "yanchor": "bottom", "text": text,
            "showarrow": False}  # fmt: skip
