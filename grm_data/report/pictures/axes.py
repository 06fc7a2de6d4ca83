"""The axes of a picture: lines across the plot, the ticks' names and the axes' titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from grm_data.report.pictures.known import check_keys
from grm_data.report.pictures.planes import Frame, Plane
from grm_data.report.pictures.scales import Scale, Tick
from grm_data.report.pictures.shapes import SIZE, Item, Path, Stroke, Text
from grm_data.report.pictures.texts import Line, fitted, read, width

__all__ = ["LINE", "TITLE", "Names", "across", "grid", "names_below", "names_beside", "titles"]

LINE = 17
"""Pixels from one line of a text to the next."""

TITLE = 24
"""Pixels that an axis' title takes."""

_GREY = "#595959"
_GRID, _ZERO = Stroke("#E3E3E3", 1), Stroke("#B3B3B3", 1)
_TICK = 90  # pixels along the x axis that a tick takes
_STEP = 36  # along the y axis
_BESIDE = 340  # at most of a name beside the plot
_STANDOFF = 8
_SIZES = (SIZE, SIZE - 2, SIZE - 4)
"""Sizes of names below the plot, the largest that has room."""

_MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Names:
    """The names along an axis, and the pixels that they take."""

    items: tuple[Text, ...]
    room: float


def y_ticks(plane: Plane) -> list[Tick]:
    """The ticks of a plane's y axis."""
    return plane.y.ticks(max(int(plane.frame.height / _STEP), 2))


def x_ticks(plane: Plane) -> list[Tick]:
    """The ticks of the x axis."""
    return plane.x.ticks(max(int(plane.frame.width / _TICK), 2))


def names_beside(planes: Sequence[Plane], left: float) -> Names:
    """The names of the y axes, their ends at the plot, wrapped as far as there is room."""
    found: list[tuple[float, Line]] = []
    for plane in planes:
        ticks = y_ticks(plane)
        places = [plane.place(None, "y", tick.number) for tick in ticks]
        apart = min((abs(a - b) for a, b in pairwise(places)), default=plane.frame.height)
        for tick, place in zip(ticks, places, strict=True):
            lines = fitted(tick.lines, SIZE, _BESIDE, max(int(apart / LINE), 1))
            found += [(place + (i - (len(lines) - 1) / 2) * LINE, line) for i, line in enumerate(lines)]
    room = max((width(line, SIZE) for _, line in found), default=0)
    return Names(
        tuple(Text(left + room, y, line, at=1, colour=_GREY) for y, line in found),
        room + _STANDOFF if found else 0,
    )


def names_below(plane: Plane, top: float) -> Names:
    """The names of the x axis in as many lines as they need, smaller where they are close."""
    ticks = [tick for tick in x_ticks(plane) if any(width(line, 1) for line in tick.lines)]
    if not ticks:
        return Names((), 0)
    places = [plane.place(None, "x", tick.number) for tick in ticks]
    gaps = [plane.plot.width, *(b - a for a, b in pairwise(places)), plane.plot.width]
    rooms = [min(pair) - _STANDOFF / 2 for pair in pairwise(gaps)]
    size = next((size for size in _SIZES if _fit(ticks, rooms, size)), _SIZES[-1])
    named = [fitted(tick.lines, size, room, _MOST_LINES) for tick, room in zip(ticks, rooms, strict=True)]
    items = [
        Text(place, top + (i + 0.5) * LINE, line, at=0.5, size=size, colour=_GREY)
        for place, lines in zip(places, named, strict=True)
        for i, line in enumerate(lines)
        if line
    ]
    return Names(tuple(items), max(map(len, named)) * LINE)


def _fit(ticks: Sequence[Tick], rooms: Sequence[float], size: float) -> bool:
    """Whether no word must be broken."""
    return all(
        replace(run, text=word).width(size) <= room
        for tick, room in zip(ticks, rooms, strict=True)
        for line in tick.lines
        for run in line
        for word in run.text.split()
    )


def grid(planes: Sequence[Plane]) -> Iterator[Item]:
    """A line at each tick, a darker one at zero."""
    for plane in planes:
        for number in _lines(plane.y, y_ticks(plane)):
            y = plane.place(None, "y", number)
            ends = (plane.plot.left, y), (plane.plot.left + plane.plot.width, y)
            yield Path(ends, _GRID if number else _ZERO)
    plane = planes[0]
    for number in _lines(plane.x, x_ticks(plane)):
        x = plane.place(None, "x", number)
        yield Path(((x, plane.plot.top), (x, plane.plot.top + plane.plot.height)), _GRID if number else _ZERO)


def _lines(scale: Scale, ticks: Sequence[Tick]) -> list[float]:
    found = [tick.number for tick in ticks] if scale.layout.get("showgrid", True) else []
    has_zero = scale.kind == "linear" and scale.layout.get("visible", True) and scale.holds(0)
    without = [number for number in found if number or scale.kind != "linear"]
    return [*without, 0] if has_zero and scale.layout.get("zeroline", True) else without


def titles(planes: Sequence[Plane], plot: Frame, left: float, below: float) -> Iterator[Text]:
    """What the axes count: beside the plot from below, and under the names."""
    for plane in planes:
        if line := title(plane.y.layout):
            yield Text(left, plane.frame.up(0.5), line, at=0.5, colour=_GREY, turned=True)
    if line := title(planes[0].x.layout):
        yield Text(plot.across(0.5), below, line, at=0.5, colour=_GREY)


def title(axis: Mapping[str, Any]) -> Line:
    """The title of an axis; empty where it has none."""
    given = axis.get("title", {"text": ""})
    check_keys("title", given)
    return read(given["text"])[0]


def across(planes: Sequence[Plane]) -> float:
    """The pixels that titles beside the plot take."""
    return TITLE if any(title(plane.y.layout) for plane in planes) else 0
