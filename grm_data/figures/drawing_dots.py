"""Cases as dots as a Plotly figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from typing import Any

from grm_data.figures.charts import Dot, Dots
from grm_data.figures.colours import NEUTRAL
from grm_data.figures.labels import number_text
from grm_data.figures.plotting import DATE_TICKS, NUMBER, TALL, layout, level, level_name, note_marks
from grm_data.messages import digits, message

__all__ = ["dots"]

_ANY_DAY = date(2020, 1, 1)  # where an axis without a dot begins
_FEW_DOTS = 15
"""Dots that still have room for their number of days beside them."""

_ROOM = 0.09
"""Of the plot on a narrow screen: what the text of a dot takes in either direction."""


def dots(chart: Dots) -> dict[str, Any]:
    """Each case when it was received and how long it took, between the lines of median and standard."""
    top = max([*(dot.days for dot in chart.dots), chart.standard or 0, 1])
    received = [dot.received for dot in chart.dots] or [_ANY_DAY]
    margin = timedelta(days=max(7, (max(received) - min(received)).days // 20))
    drawn = layout(
        TALL,
        xaxis={"type": "date", "showgrid": False, "fixedrange": True, "automargin": True,
               "tickformatstops": DATE_TICKS,
               "range": [(min(received) - margin).isoformat(), (max(received) + margin).isoformat()],
               "title": {"text": message("figure.date_received")}},
        yaxis={"rangemode": "tozero", "range": [0, top * 1.2 + 0.5], "fixedrange": True, "automargin": True,
               "zeroline": True, "tickformat": NUMBER,
               "title": {"text": message("figure.working_days_axis")}},
        shapes=[],
        annotations=[],
    )  # fmt: skip
    for value, dash, side, name in ((chart.median, "dot", "right", "median"),
                                    (chart.standard, "dash", "left", "standard")):  # fmt: skip
        if value is not None:
            text = message(f"figure.{name}_line", days=number_text(value))
            drawn["shapes"].append(level(value, dash))
            drawn["annotations"].append(level_name(value, text, side))
    note_marks(drawn, chart.notes)
    return {"data": [_marks(chart)], "layout": drawn}


def _marks(chart: Dots) -> dict[str, Any]:
    """A dot per case, with its days beside it where there is room."""
    days, unit = [dot.days for dot in chart.dots], message("figure.days")
    return {
        "type": "scatter",
        "mode": "markers+text" if len(days) <= _FEW_DOTS else "markers",
        "x": [dot.received.isoformat() for dot in chart.dots],
        "y": days,
        "text": _apart(chart.dots),
        "textposition": "top center",
        "customdata": [escape(dot.name, quote=False) for dot in chart.dots],
        "marker": {"color": NEUTRAL, "size": 10, "opacity": 0.85},
        "cliponaxis": False,
        "hovertemplate": f"%{{customdata}}<br>%{{x|%-d %b %Y}}<br>%{{y:,}} {unit}<extra></extra>",
    }


def _apart(dots: Sequence[Dot]) -> list[str]:
    """The days of each dot, but for one whose text would lie on another's."""
    high = max((dot.days for dot in dots), default=0) or 1
    days = [dot.received.toordinal() for dot in dots]
    wide = max(days, default=0) - min(days, default=0) or 1
    told: list[tuple[float, float]] = []
    texts = []
    for dot, day in zip(dots, days, strict=True):
        x, y = day / wide, dot.days / high
        is_free = all(abs(x - a) > _ROOM or abs(y - b) > _ROOM for a, b in told)
        told += [(x, y)] * is_free
        texts.append(digits(dot.days) if is_free else "")
    return texts
