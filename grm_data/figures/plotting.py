"""What drawings share: the layout, reference lines, names that fit beside a mark or under the pointer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from textwrap import wrap
from typing import Any, TypeAlias

from grm_data.figures.charts import Note
from grm_data.figures.colours import QUIET, TRANSPARENT

__all__ = [
    "DATE_TICKS",
    "HIGHLIGHT",
    "TALL",
    "Naming",
    "layout",
    "level",
    "level_name",
    "note_marks",
    "short_names",
    "told",
    "upright",
    "upright_name",
    "whole",
]

TALL = 280
"""Pixels of a chart whose height doesn't depend on what it shows."""

HIGHLIGHT = "rgba(128,128,128,0.15)"
"""Behind the chosen period."""

DATE_TICKS = [
    {"dtickrange": [None, "M1"], "value": "%-d %b\n%Y"},
    {"dtickrange": ["M1", "M12"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]

_LONGEST = 26
"""Letters of a name beside a mark, so that the marks keep half of a narrow screen."""

_HOVER = 40
"""Letters of a line under the pointer."""

_NOTES = 24
"""Pixels over the plot for the marks of notes."""


def layout(height: int, **more: Any) -> dict[str, Any]:
    """Transparent, without a tool of Plotly's, its margins as wide as its texts."""
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


def short_names(names: Sequence[str]) -> list[str]:
    """Long names cut; where two would look alike, in their middle. The whole ones are under the pointer."""
    ends = [name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…" for name in names]
    alike = Counter(ends)
    half = _LONGEST // 2
    shown = [
        end if alike[end] == 1 or end == name else f"{name[:half].rstrip()}…{name[1 - half :].lstrip()}"
        for name, end in zip(names, ends, strict=True)
    ]
    return [escape(name, quote=False) for name in shown]


Naming: TypeAlias = Callable[[Sequence[str]], list[str]]
"""Names → what stands beside their marks."""


def whole(names: Sequence[str]) -> list[str]:
    """The names as they are, where there is room for them."""
    return [escape(name, quote=False) for name in names]


def level(value: float, dash: str) -> dict[str, Any]:
    """A line across the plot at a height."""
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value, **_quiet(dash)}


def level_name(value: float, text: str) -> dict[str, Any]:
    """What such a line is."""
    return {"xref": "paper", "x": 1, "y": value, "xanchor": "right", "yanchor": "bottom", "text": text,
            "showarrow": False}  # fmt: skip


def upright(value: float, dash: str) -> dict[str, Any]:
    """A line from the bottom to the top of the plot."""
    return {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": value, "x1": value, **_quiet(dash)}


def upright_name(value: float, text: str) -> dict[str, Any]:
    """What such a line is, above the plot."""
    return {"yref": "paper", "y": 1, "x": value, "xanchor": "left", "yanchor": "bottom", "text": text,
            "showarrow": False}  # fmt: skip


def _quiet(dash: str) -> dict[str, Any]:
    return {"layer": "below", "line": {"color": QUIET, "width": 1, "dash": dash}}


def note_marks(drawn: dict[str, Any], notes: Sequence[Note]) -> None:
    """Add a line for each note to a drawing, with a mark over it that tells its day and text."""
    if not notes:
        return
    drawn["margin"] = {**drawn["margin"], "t": drawn["margin"]["t"] + _NOTES}
    drawn["height"] += _NOTES
    places = [(note, note.day.isoformat() if note.at is None else note.at) for note in notes]
    drawn["shapes"] = [*drawn.get("shapes", []), *(_note_line(place) for _, place in places)]
    drawn["annotations"] = [
        *drawn.get("annotations", []),
        *(_note_mark(note, place) for note, place in places),
    ]


def _note_line(place: object) -> dict[str, Any]:
    return {"type": "line", "xref": "x", "yref": "paper", "x0": place, "x1": place, "y0": 0, "y1": 1,
            "line": {"color": QUIET, "width": 1, "dash": "dash"}}  # fmt: skip


def _note_mark(note: Note, place: object) -> dict[str, Any]:
    return {"text": "▼", "xref": "x", "yref": "paper", "x": place, "y": 1, "yanchor": "bottom", "yshift": 2,
            "showarrow": False, "hovertext": told(note.line)}  # fmt: skip
