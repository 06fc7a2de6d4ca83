"""What every Plotly figure stands on: a plain layout, ticks of days, names under the pointer, notes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

from grm_data.figures.charts import Note
from grm_data.figures.colours import QUIET, TRANSPARENT

__all__ = ["DATE_TICKS", "HIGHLIGHT", "layout_of", "note_marks", "told"]

HIGHLIGHT = "rgba(128,128,128,0.15)"
"""Behind the chosen period."""

DATE_TICKS = [
    {"dtickrange": [None, "M1"], "value": "%-d %b\n%Y"},
    {"dtickrange": ["M1", "M12"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]

_HOVER = 40
"""Letters of a line under the pointer."""

_NOTES = 24
"""Pixels over the plot for the marks of notes."""


def layout_of(height: int, **more: Any) -> dict[str, Any]:
    """A layout without a template: transparent, fonts and axes left to the theme."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "autoexpand": True},
        "paper_bgcolor": TRANSPARENT,
        "plot_bgcolor": TRANSPARENT,
        "dragmode": False,
        "showlegend": False,
        **more,
    }


def told(name: str) -> str:
    """A name in full, in lines that fit on a narrow screen: what is under the pointer."""
    return "<br>".join(escape(line, quote=False) for line in wrap(name, _HOVER) or [""])


def note_marks(layout: dict[str, Any], notes: Sequence[Note]) -> None:
    """Add a line for each note to a layout, with a mark over it that tells its day and text."""
    if not notes:
        return
    layout["margin"] = {**layout["margin"], "t": layout["margin"]["t"] + _NOTES}
    layout["height"] += _NOTES
    places = [(note, note.day.isoformat() if note.at is None else note.at) for note in notes]
    layout["shapes"] = [*layout.get("shapes", []), *(_line(place) for _, place in places)]
    layout["annotations"] = [*layout.get("annotations", []), *(_mark(note, place) for note, place in places)]


def _line(place: object) -> dict[str, Any]:
    return {"type": "line", "xref": "x", "yref": "paper", "x0": place, "x1": place, "y0": 0, "y1": 1,
            "line": {"color": QUIET, "width": 1, "dash": "dash"}}  # fmt: skip


def _mark(note: Note, place: object) -> dict[str, Any]:
    return {"text": "▼", "xref": "x", "yref": "paper", "x": place, "y": 1, "yanchor": "bottom", "yshift": 2,
            "showarrow": False, "hovertext": told(note.line)}  # fmt: skip
