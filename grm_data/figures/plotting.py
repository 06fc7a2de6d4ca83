"""What drawings share: the layout, reference lines, names that fit beside a mark or under the pointer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from textwrap import wrap
from typing import Any, TypeAlias

from grm_data.figures.charts import Note
from grm_data.figures.colours import QUIET, TRANSPARENT

__all__ = [
    "DATE_TICKS",
    "HIGHLIGHT",
    "NUMBER",
    "TALL",
    "Naming",
    "cut_names",
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

NUMBER = ",~f"
"""Thousands separated, decimals only where there are any."""

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


def short_names(names: Sequence[str], lines: int = 1) -> list[str]:
    """Names in so many lines, long ones cut as ``cut_names`` does. The whole ones are under the pointer."""
    for letters in range(lines * _LONGEST, _LONGEST - 1, -1):
        wrapped = [wrap(name, _LONGEST) for name in cut_names(names, letters)]
        if all(len(parts) <= lines for parts in wrapped):
            break
    return ["<br>".join(escape(part, quote=False) for part in parts) for parts in wrapped]


def cut_names(names: Sequence[str], longest: int) -> list[str]:
    """Long names cut at their end; those that begin alike in the middle, up to where they differ.

    >>> cut_names(["Office of district 1", "Office of district 2", "Phone"], 12)
    ['Office of…1', 'Office of…2', 'Phone']
    """
    ends = [name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…" for name in names]
    alike: dict[str, list[str]] = {}
    for name, end in zip(names, ends, strict=True):
        alike.setdefault(end, []).append(name)
    return [_without_middle(name, alike[end], longest, end) for name, end in zip(names, ends, strict=True)]


def _without_middle(name: str, alike: Sequence[str], longest: int, end: str) -> str:
    """A name from its beginning, and from the word in which it differs from others; else as it was cut."""
    letters = enumerate(zip(*alike, strict=False))
    same = next((i for i, found in letters if len(set(found)) > 1), min(map(len, alike)))
    if len(name) <= longest or same in (0, len(name)) or len(alike) == 1:
        return end
    room = 2 * longest // 3
    word = name.rfind(" ", 0, same) + 1
    rest = name[word if same - word < room else same :]
    rest = rest if len(rest) <= room else f"{rest[: room - 1].rstrip()}…"
    return f"{name[: longest - 1 - len(rest)].rstrip()}…{rest}"


Naming: TypeAlias = Callable[[Sequence[str], int], list[str]]
"""Names → what stands beside their marks, in at most so many lines."""


def whole(names: Sequence[str], _lines: int = 1) -> list[str]:
    """The names as they are, for a drawing that finds room for them."""
    return [escape(name, quote=False) for name in names]


def level(value: float, dash: str) -> dict[str, Any]:
    """A line across the plot at a height."""
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value, **_quiet(dash)}


def level_name(value: float, text: str, side: str) -> dict[str, Any]:
    """What such a line is, at its left or right end."""
    return {"xref": "paper", "x": int(side == "right"), "y": value, "xanchor": side, "yanchor": "bottom",
            "text": text, "showarrow": False}  # fmt: skip


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
        *map(_raised, drawn.get("annotations", [])),
        *(_note_mark(note, place) for note, place in places),
    ]


def _raised(one: dict[str, Any]) -> dict[str, Any]:
    """What stands over the plot, above the marks of notes."""
    return (
        one
        if one["y"] != 1 or one.get("yref") != "paper"
        else {**one, "yshift": one.get("yshift", 0) + _NOTES}
    )


def _note_line(place: object) -> dict[str, Any]:
    return {"type": "line", "xref": "x", "yref": "paper", "x0": place, "x1": place, "y0": 0, "y1": 1,
            "line": {"color": QUIET, "width": 1, "dash": "dash"}}  # fmt: skip


def _note_mark(note: Note, place: object) -> dict[str, Any]:
    return {"text": "▼", "xref": "x", "yref": "paper", "x": place, "y": 1, "yanchor": "bottom", "yshift": 2,
            "showarrow": False, "hovertext": told(note.line)}  # fmt: skip
