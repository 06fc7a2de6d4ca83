"""What a picture consists of: rectangles, lines, dots and texts, in pixels from the top left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from grm_data.report.pictures.known import Unknown
from grm_data.report.pictures.texts import Line, width

__all__ = ["INK", "SIZE", "Area", "Box", "Dot", "Item", "Path", "Stroke", "Text", "colour"]

SIZE = 13
"""Pixels of a letter, where nothing else is said."""

INK = "#262626"

Area: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom."""

_TALL = 0.8  # of a text's size: how high its letters are

_RGBA = re.compile(r"rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)")
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_DOT, _DASH, _LONG = 1, 3, 5  # of a dash, how many times as long as the line is wide
_DASHES = {
    "solid": (),
    "dot": (_DOT, _DOT),
    "dash": (_DASH, _DASH),
    "longdash": (_LONG, _LONG),
    "dashdot": (_DASH, _DOT, _DOT, _DOT),
}
_THICK = 3  # pixels by which a dash of a thinner line is measured, too


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line looks."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()

    @classmethod
    def of(cls, paint: str, width: float, dash: str = "solid") -> Stroke:
        """A line in Plotly's words."""
        if dash not in _DASHES:
            raise Unknown(f"dash: {dash:.40}")
        return cls(colour(paint), width, tuple(part * max(width, _THICK) for part in _DASHES[dash]))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: Stroke | None = None
    kind: str = "box"


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points; what lies outside of the clip isn't drawn."""

    points: tuple[tuple[float, float], ...]
    stroke: Stroke
    clip: tuple[float, float, float, float] | None = None  # x, y, width, height
    kind: str = "path"


@dataclass(frozen=True, slots=True)
class Dot:
    """A round mark, hollow where it has a stroke."""

    x: float
    y: float
    radius: float
    fill: str
    stroke: Stroke | None = None
    kind: str = "dot"


@dataclass(frozen=True, slots=True)
class Text:
    """One line, its middle at y; at x its begin (0), its middle (0.5) or its end (1)."""

    x: float
    y: float
    runs: Line
    at: float = 0
    size: float = SIZE
    colour: str = INK
    turned: bool = False  # read from below
    kind: str = "text"

    @property
    def area(self) -> Area:
        """What a text that isn't turned takes of the picture."""
        wide = width(self.runs, self.size)
        left, half = self.x - self.at * wide, self.size * _TALL / 2
        return left - 1, self.y - half, left + wide + 1, self.y + half


Item: TypeAlias = Box | Path | Dot | Text


def colour(paint: str, opacity: float = 1) -> str:
    """A colour as #rrggbb or #rrggbbaa.

    >>> colour("rgba(128,128,128,0.15)"), colour("#0072B2"), colour("#0072B2", 0.5)
    ('#80808026', '#0072B2', '#0072B280')
    """
    if found := _RGBA.fullmatch(paint):
        *rgb, alpha = found.groups()
        paint, opacity = "#" + "".join(f"{int(part):02X}" for part in rgb), opacity * float(alpha)
    elif not _HEX.fullmatch(paint):
        raise Unknown(f"colour: {paint:.40}")
    return paint if opacity == 1 else f"{paint}{round(255 * opacity):02X}"
