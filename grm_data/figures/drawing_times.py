"""The charts of times as Plotly figures: steps, strips of dots, and shares by month."""

from __future__ import annotations

from html import escape
from typing import Any

from grm_data.figures.colours import GROUP_COLOURS, NEUTRAL
from grm_data.figures.labels import number_text, percent_text
from grm_data.figures.plotting import (
    DATE_TICKS,
    NUMBER,
    TALL,
    Naming,
    layout,
    told,
    upright,
    upright_name,
)
from grm_data.figures.times import MonthShare, Shares, Step, Steps, Strip, Strips
from grm_data.messages import message

__all__ = ["shares", "steps", "strips"]

_DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
_NAME, _TOP = 22, 30  # pixels of a name over the plot, and of its upper margin
_STRIP = 52
"""Pixels of a group's dots with the space to the next."""

_LINES = 2
"""Of a group's name, over that of its figures."""

_STACKED = 5
"""Cases of one number of days that are told apart; further ones lie on them."""

_FEW, _SHORT = 6, 14  # months that have room for "5 of 6", and for "5/6"
_ABOVE = 0.35
"""Of a group's height: how far from its middle a dot may lie."""


def steps(chart: Steps, named: Naming) -> dict[str, Any]:
    """A line for each group, with its number of cases beside its name."""
    names = named([one.name for one in chart.lines], 1)
    drawn = layout(
        TALL + _NAME * len(names),
        xaxis={"range": [0, chart.last], "fixedrange": True, "automargin": True, "showgrid": False,
               "tickformat": NUMBER,
               "title": {"text": escape(chart.axis)}},
        yaxis={"range": [0, 1.04], "fixedrange": True, "automargin": True, "tickformat": ".0%",
               "title": {"text": message("figure.answered")}},
        showlegend=True,
        legend={"orientation": "v", "x": 0, "xanchor": "left", "y": -0.3, "yanchor": "top",
                "itemclick": False, "itemdoubleclick": False},
        **_standard(chart.standard),
    )  # fmt: skip
    return {"data": [_step(one, names[i], i) for i, one in enumerate(chart.lines)], "layout": drawn}


def _standard(days: int | None) -> dict[str, Any]:
    if days is None:
        return {}
    text = message("figure.standard_line", days=days)
    margin = {"l": 8, "r": 8, "t": _TOP, "b": 8, "autoexpand": True}
    return {"shapes": [upright(days, "dash")], "annotations": [upright_name(days, text)], "margin": margin}


def _step(one: Step, name: str, i: int) -> dict[str, Any]:
    """From nothing on day 0 to the longest time of a case: between two answers the share stays."""
    found = one.found
    end = () if found.last is None or found.last in found.days else (found.last,)
    days = [0, *found.days, *end]
    values = [0.0, *found.shares, *([found.answered_share] if end else [])]
    left = [found.cases, *found.left, *([0] if end else [])]
    hover = [
        message("figure.by_day", day=day, share=percent_text(share, 1), n=more)
        for day, share, more in zip(days, values, left, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": message("figure.with_n", name=name, n=found.cases),
        "x": days,
        "y": values,
        "line": {"shape": "hv", "color": GROUP_COLOURS[i], "width": 2.5, "dash": _DASHES[i]},
        "customdata": [f"{told(one.name)}<br>{escape(line)}" for line in hover],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def strips(chart: Strips, named: Naming) -> dict[str, Any]:
    """A row for each group, its median and n under its name."""
    n = len(chart.strips)
    drawn = layout(
        _STRIP * max(n, 1) + 70,
        xaxis={"range": [-chart.last * 0.02, chart.last * 1.02], "fixedrange": True, "automargin": True,
               "zeroline": False, "tickformat": NUMBER,
               "title": {"text": message("figure.working_days_axis")}},
        yaxis={"range": [max(n, 1) - 0.5, -0.5], "fixedrange": True, "automargin": True, "zeroline": False,
               "showgrid": False, "tickmode": "array", "tickvals": list(range(n)), "ticklabelstandoff": 6,
               "ticktext": _strip_names(chart, named)},
        **_standard(chart.standard),
    )  # fmt: skip
    spans = [_spans(chart, "most", 2), _spans(chart, "middle", 8)]
    return {"data": [*spans, _dots(chart), _medians(chart)], "layout": drawn}


def _strip_names(chart: Strips, named: Naming) -> list[str]:
    names = named([one.name for one in chart.strips], _LINES)
    told_n = [
        message("figure.n_and_median", n=one.spread.n, median=number_text(one.spread.median))
        for one in chart.strips
    ]
    return [f"{name}<br><i>{n}</i>" for name, n in zip(names, told_n, strict=True)]


def _spans(chart: Strips, name: str, width: int) -> dict[str, Any]:
    """Lines over the part of a group that lies between two of its quantiles, where its cases aren't dots."""
    wide = [(i, getattr(one, name)) for i, one in enumerate(chart.strips) if not one.days]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for _, (first, last) in wide for x in (first, last, None)],
        "y": [y for i, _ in wide for y in (i, i, None)],
        "line": {"color": NEUTRAL, "width": width},
        "hoverinfo": "skip",
    }


def _dots(chart: Strips) -> dict[str, Any]:
    """A dot per case; those of as many days lie over each other."""
    points = [point for i, one in enumerate(chart.strips) for point in _points(i, one)]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [day for day, _, _ in points],
        "y": [y for _, y, _ in points],
        "marker": {"color": NEUTRAL, "size": 7, "opacity": 0.7},
        "customdata": [told(name) for _, _, name in points],
        "hovertemplate": f"%{{customdata}}<br>%{{x:,}} {message('figure.days')}<extra></extra>",
    }


def _points(i: int, one: Strip) -> list[tuple[int, float, str]]:
    seen: dict[int, int] = {}
    found = []
    for day, name in zip(one.days, one.names, strict=True):
        place = seen[day] = seen.get(day, -1) + 1
        side = (place % _STACKED + 1) // 2 * (1 if place % 2 else -1)
        found.append((day, i + side * _ABOVE / (_STACKED // 2), name))
    return found


def _medians(chart: Strips) -> dict[str, Any]:
    """An upright mark where the middle of a group's days is."""
    known = [(i, one) for i, one in enumerate(chart.strips) if one.spread.median is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [one.spread.median for _, one in known],
        "y": [i for i, _ in known],
        "marker": {"symbol": "line-ns-open", "size": 26, "line": {"width": 3}, "color": GROUP_COLOURS[1]},
        "customdata": [f"{told(one.name)}<br>{escape(_told_spread(one))}" for _, one in known],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _told_spread(one: Strip) -> str:
    found = one.spread
    figures = {name: number_text(getattr(found, name)) for name in ("min", "median", "p90", "max")}
    return message("figure.told_spread", n=found.n, **figures)


def shares(chart: Shares) -> dict[str, Any]:
    """A mark for each month with a judged case, hollow while others of it aren't due yet."""
    months = chart.months
    drawn = layout(
        TALL,
        xaxis={"type": "date", "showgrid": False, "fixedrange": True, "automargin": True,
               "tickformatstops": DATE_TICKS,
               **({"dtick": "M1"} if len(months) <= _FEW else {})},
        yaxis={"range": [0, 1.15], "fixedrange": True, "automargin": True, "tickformat": ".0%",
               "tickvals": [0, 0.25, 0.5, 0.75, 1], "title": {"text": message("figure.on_time")}},
    )  # fmt: skip
    key = "word.part" if len(months) <= _FEW else "figure.ratio"
    trace = {
        "type": "scatter",
        "mode": "lines+markers+text" if len(months) <= _SHORT else "lines+markers",
        "x": [one.first.isoformat() for one in months],
        "y": [one.on_time / one.judged if one.judged else None for one in months],
        "text": [message(key, part=one.on_time, whole=one.judged) if one.judged else "" for one in months],
        "textposition": "top center",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": NEUTRAL, "width": 2},
        "marker": {"size": 9, "color": NEUTRAL, "symbol": [_symbol(one) for one in months]},
        "customdata": [f"{one.name}<br>{one.text}<br>{_undecided(one)}" for one in months],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return {"data": [trace], "layout": drawn}


def _symbol(one: MonthShare) -> str:
    return "circle-open" if one.undecided else "circle"


def _undecided(one: MonthShare) -> str:
    return message("figure.undecided_n", n=one.undecided) if one.undecided else ""
