"""The texts on marks and beside them, none of which lies on another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from grm_data.report.pictures.known import check_keys, one_of
from grm_data.report.pictures.planes import Plane
from grm_data.report.pictures.shapes import SIZE, Area, Text
from grm_data.report.pictures.texts import read, width

__all__ = ["at_ends", "beside", "on_bar"]

_INSIDE = SIZE - 2
_SMALLEST = 8
_PADDING = 2  # pixels around a text
_GAP = 3  # pixels between a mark and its text
_TRIED = ("top center", "middle right", "middle left", "bottom center")
"""Where a mark's text stands if it would lie on another."""


Point: TypeAlias = tuple[float, float]


def on_bar(trace: Mapping[str, Any], text: str, box: Sequence[float]) -> Iterator[Text]:
    """The text in the middle of a bar that has room for it."""
    if not text:
        return
    one_of("textposition", trace.get("textposition"), "inside")
    one_of("insidetextanchor", trace.get("insidetextanchor"), "middle")
    one_of("textangle", trace.get("textangle"), 0)
    check_keys("textfont", trace["textfont"])
    x, y, wide, tall = box
    (line,) = read(text)
    if width(line, _INSIDE) + 2 * _PADDING <= wide and tall >= _INSIDE + _PADDING:
        yield Text(x + wide / 2, y + tall / 2, line, at=0.5, size=_INSIDE, colour=trace["textfont"]["color"])


def at_ends(trace: Mapping[str, Any], ends: Sequence[Point], *, is_upright: bool) -> Iterator[Text]:
    """The texts over upright bars, as large as their neighbours leave room, or beside lying ones."""
    one_of("textposition", trace.get("textposition"), "outside")
    one_of("textangle", trace.get("textangle"), 0)
    points = [(x, y, text) for (x, y), text in zip(ends, trace["text"], strict=True) if text]
    size = _size(points) if is_upright else SIZE
    full: list[Area] = []
    for x, y, text in points:
        found = _placed(x, y, text, "top center" if is_upright else "middle right", _GAP, size)
        if not any(_meet(found.area, other) for other in full):
            full.append(found.area)
            yield found


def beside(trace: Mapping[str, Any], plane: Plane, taken: Sequence[Area]) -> Iterator[Text]:
    """The texts of marks, wherever there is room beside each; where something lies already, there is none."""
    one_of("textposition", trace["textposition"], "top center")
    points = [
        (*plane.point(x, y), text)
        for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True)
        if text and x is not None and y is not None
    ]
    reach = trace["marker"]["size"] / 2
    full = [*taken, *((x - reach, y - reach, x + reach, y + reach) for x, y, _ in points)]
    for x, y, text in points:
        for position in _TRIED:
            found = _placed(x, y, text, position, reach + _GAP, SIZE)
            if not any(_meet(found.area, other) for other in full):
                full.append(found.area)
                yield found
                break


def _size(points: Sequence[tuple[float, float, str]]) -> float:
    """The largest size at which texts of neighbours have room beside each other."""
    rooms = [
        ((b[0] - a[0]) - 2 * _PADDING) / max((width(read(a[2])[0], 1) + width(read(b[2])[0], 1)) / 2, 0.1)
        for a, b in pairwise(sorted(points))
    ]
    return max(min([SIZE, *rooms]), _SMALLEST)


def _placed(x: float, y: float, text: str, position: str, away: float, size: float) -> Text:
    (line,) = read(text)
    down, _, across = position.partition(" ")
    at, begin = {"center": (0.5, x), "right": (0.0, x + away), "left": (1.0, x - away)}[across]
    middle = {"top": y - away - size * 0.4, "middle": y, "bottom": y + away + size * 0.4}[down]
    return Text(begin, middle, line, at=at, size=size)


def _meet(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
