"""Small charts on one time axis, a bar for each month or a line for what stands at the end of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from grm_data.figures.charts import Note
from grm_data.figures.colours import QUIET
from grm_data.figures.labels import day_text, distinct
from grm_data.figures.plotting import DATE_TICKS, HIGHLIGHT, cut_names, layout, note_marks, told
from grm_data.messages import clauses, joined, message
from grm_data.register import Period

if TYPE_CHECKING:
    import pandas as pd

    from grm_data.analysis.months import Months

__all__ = ["Panel", "Panels", "draw_panels", "month_names"]

_MOST_SPOKEN = 8
_PLOT, _GAP, _AXIS = 64, 30, 44  # pixels of a panel, of its name over it, and of the axis below all
_LONGEST = 44  # letters of a name
_FEW = 24
"""Months that still have a mark each on a line."""
_DAY = 86_400_000  # milliseconds, in which Plotly measures a bar on an axis of days


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart: a count for each month."""

    name: str
    colour: str
    values: tuple[int, ...]
    is_stock: bool = False  # what stands at the end of each month: a line

    @property
    def spoken(self) -> str:
        """Its name with all that it counts; of a stock with the last value."""
        key = "figure.panel_stock" if self.is_stock else "figure.panel"
        return message(key, name=self.name, n=self.values[-1] if self.is_stock else sum(self.values))


@dataclass(frozen=True, slots=True)
class Panels:
    """Small charts below each other, each with its own scale, which begins at zero."""

    title: str
    months: Months
    panels: tuple[Panel, ...]
    highlight: Period | None = None  # the chosen period
    notes: tuple[Note, ...] = ()

    @property
    def alt(self) -> str:
        """The charts for who can't see them."""
        names = month_names(self.months)
        spoken = joined(panel.spoken for panel in self.panels[:_MOST_SPOKEN])
        return message("figure.alt_panels", title=self.title, first=names[0], last=names[-1], panels=spoken)

    @property
    def table(self) -> pd.DataFrame:
        """The same numbers: a row for each month, a column for each panel, and the notes."""
        import pandas as pd

        names = [message("figure.panels_month"), *(panel.name for panel in self.panels)]
        columns: list[Sequence[object]] = [month_names(self.months), *(one.values for one in self.panels)]
        if self.notes:
            names.append(message("figure.note"))
            columns.append([self._noted(first.year, first.month) for first in self.months.firsts])
        return pd.DataFrame(dict(zip(distinct(names), columns, strict=True)))

    def _noted(self, year: int, month: int) -> str:
        found = [note for note in self.notes if (note.day.year, note.day.month) == (year, month)]
        return clauses(note.line for note in found)


def month_names(months: Months) -> list[Any]:
    """2021-06 for each month; the last one with the day that it reaches to where it isn't over."""
    names: list[Any] = [f"{first:%Y-%m}" for first in months.firsts]
    if months.is_unfinished:
        day = day_text(months.as_of, with_year=False)
        names[-1] = message("figure.unfinished", name=names[-1], day=day)
    return names


def draw_panels(chart: Panels, *, whole_names: bool = False) -> dict[str, Any]:
    """The figure of small charts: a y axis each, one x axis below the last."""
    whole = len(chart.panels) * (_PLOT + _GAP)
    tops = [1 - (i * (_PLOT + _GAP) + _GAP) / whole for i in range(len(chart.panels))]
    months, names = chart.months, [panel.name for panel in chart.panels]
    shown = names if whole_names else cut_names(names, _LONGEST)
    drawn = layout(
        whole + _AXIS,
        hovermode="x",
        xaxis={"type": "date", "anchor": _axis("y", len(tops) - 1), "showgrid": False, "fixedrange": True,
               "tickformatstops": DATE_TICKS, "automargin": True,
               "range": [months.firsts[0].isoformat(), _end(months.lasts[-1])]},
        annotations=list(map(_name, chart.panels, shown, tops)),
        shapes=_spans(chart),
    )  # fmt: skip
    for i, (panel, top) in enumerate(zip(chart.panels, tops, strict=True)):
        drawn[_axis("yaxis", i)] = _scale(panel, top, _PLOT / whole)
    note_marks(drawn, chart.notes)
    data = [_trace(panel, months, _axis("y", i)) for i, panel in enumerate(chart.panels)]
    return {"data": data, "layout": drawn}


def _axis(name: str, i: int) -> str:
    return f"{name}{i + 1}" if i else name


def _end(day: Any) -> str:
    return f"{day.isoformat()} 23:59"


def _scale(panel: Panel, top: float, height: float) -> dict[str, Any]:
    """From zero to the largest value, both named."""
    most = max(*panel.values, 1)
    return {"domain": [max(0.0, top - height), top], "range": [0, most * 1.08], "tickvals": [0, most],
            "tickformat": ",d", "showgrid": False, "zeroline": True, "fixedrange": True,
            "automargin": True}  # fmt: skip


def _name(panel: Panel, name: str, top: float) -> dict[str, Any]:
    return {"text": escape(name, quote=False), "xref": "paper", "yref": "paper", "x": 0, "y": top,
            "xanchor": "left", "yanchor": "bottom", "showarrow": False,
            "hovertext": told(panel.name)}  # fmt: skip


def _spans(chart: Panels) -> list[dict[str, Any]]:
    """The chosen period, shaded, and an outline around the month that isn't over."""
    months, spans = chart.months, []
    if chart.highlight:
        first, last = chart.highlight.first, chart.highlight.last
        inside = max(first, months.firsts[0]), min(last, months.lasts[-1])
        if inside[0] <= inside[1]:
            spans.append(_span(*inside, line={"width": 0}, fillcolor=HIGHLIGHT))
    if months.is_unfinished:
        outline = {"width": 1, "color": QUIET, "dash": "dot"}
        spans.append(_span(months.firsts[-1], months.lasts[-1], line=outline))
    return spans


def _span(first: Any, last: Any, **look: Any) -> dict[str, Any]:
    return {"type": "rect", "xref": "x", "yref": "paper", "x0": first.isoformat(), "x1": _end(last), "y0": 0,
            "y1": 1, "layer": "below", **look}  # fmt: skip


def _trace(panel: Panel, months: Months, axis: str) -> dict[str, Any]:
    name, more = told(panel.name), _line(panel, months) if panel.is_stock else _bars(panel, months)
    return {
        "name": panel.name,
        "y": list(panel.values),
        "yaxis": axis,
        "customdata": [f"{month}<br>{name}" for month in month_names(months)],
        "hovertemplate": "%{customdata}: %{y:,}<extra></extra>",
        **more,
    }


def _bars(panel: Panel, months: Months) -> dict[str, Any]:
    """Bars from the first to the last day of each month; the one that isn't over is paler."""
    spans = zip(months.firsts, months.lasts, strict=True)
    pale = [1.0] * (len(months) - 1) + [0.5 if months.is_unfinished else 1.0]
    return {
        "type": "bar",
        "x": [first.isoformat() for first in months.firsts],
        "offset": 0,
        "width": [((last - first).days + 1) * _DAY * 0.9 for first, last in spans],
        "marker": {"color": panel.colour, "line": {"width": 0}, "opacity": pale},
    }


def _line(panel: Panel, months: Months) -> dict[str, Any]:
    ends = [min(last, months.as_of) for last in months.lasts]
    return {
        "type": "scatter",
        "mode": "lines+markers" if len(ends) <= _FEW else "lines",
        "x": [day.isoformat() for day in ends],
        "line": {"color": panel.colour, "width": 2},
        "marker": {"color": panel.colour, "size": 5},
        "cliponaxis": False,
    }
