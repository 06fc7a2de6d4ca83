"""The charts of PDF and Word: the values of the pages' charts, laid out for ``templates/charts.typ``."""

from __future__ import annotations

from datetime import date
from typing import Any

from grm_data.figures.charts import Bars, Dots
from grm_data.figures.colours import NEUTRAL, TEXT_ON
from grm_data.figures.labels import number_text
from grm_data.messages import message
from grm_data.report.blocks import Chart
from grm_data.report.wording import day_of_report

__all__ = ["drawing"]

_MOST_STEPS = 6
_FEW_DOTS = 30
"""Dots that still have room for their number of days beside them."""


def drawing(chart: Chart) -> dict[str, Any]:
    """What there is to draw: marks, axis steps and names; numbers and texts only."""
    marks = chart.marks
    return _dots(marks) if isinstance(marks, Dots) else _bars(marks)


def _scale(top: int) -> dict[str, Any]:
    """An axis from zero in round steps, with room above the highest mark.

    >>> _scale(11)
    {'steps': [0, 2, 4, 6, 8, 10, 12], 'top': 12}
    """
    sizes = (factor * 10**power for power in range(9) for factor in (1, 2, 5))
    size = next(size for size in sizes if size * _MOST_STEPS >= top)
    steps = list(range(0, top + size, size))
    return {"steps": steps, "top": max(steps[-1], 1)}


def _bars(chart: Bars) -> dict[str, Any]:
    names = chart.ticks or chart.categories
    return {
        "kind": "bars",
        "axis": chart.axis,
        "names": [name.replace("<br>", "\n") for name in names],
        "series": [
            {"name": one.name, "colour": one.colour, "ink": TEXT_ON[one.colour], "values": list(one.values)}
            for one in chart.series
        ],
        "totals": list(chart.totals),
        "highlight": list(chart.highlight) if chart.highlight else None,
        **_scale(max(chart.totals, default=0)),
    }


def _dots(chart: Dots) -> dict[str, Any]:
    days = [dot.received.toordinal() for dot in chart.dots]
    first, last = min(days), max(days)
    ends = [first] if first == last else [first, (first + last) // 2, last]

    def x(day: int) -> float:
        return (day - first) / (last - first) if last > first else 0.5

    lines = [("median", chart.median), ("standard", chart.standard)]
    return {
        "kind": "dots",
        "axis": message("figure.date_received"),
        "colour": NEUTRAL,
        "dots": [
            {"x": x(day), "y": dot.days, "label": str(dot.days) if len(days) <= _FEW_DOTS else ""}
            for day, dot in zip(days, chart.dots, strict=True)
        ],
        "names": [{"x": x(day), "label": day_of_report(date.fromordinal(day))} for day in ends],
        "lines": [
            {"y": value, "label": message(f"figure.{name}_line", days=number_text(value))}
            for name, value in lines
            if value is not None
        ],
        **_scale(max([dot.days for dot in chart.dots] + [chart.standard or 0])),
    }
