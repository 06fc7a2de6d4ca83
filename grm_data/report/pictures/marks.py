"""What a figure's traces show: bars, lines and dots, with the texts on them and beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise, repeat
from typing import Any

from grm_data.report.pictures.known import Unknown, check_keys, one_of
from grm_data.report.pictures.labels import at_ends, beside, on_bar
from grm_data.report.pictures.planes import Plane
from grm_data.report.pictures.shapes import Area, Box, Dot, Item, Path, Stroke, colour

__all__ = ["marks"]

_DAY = 86_400_000  # milliseconds, in which Plotly measures a bar on an axis of days
_WHITE = "#FFFFFF"
_THIN = 2  # pixels of the line of a hollow mark


def marks(figure: Mapping[str, Any], planes: Mapping[str, Plane], taken: Sequence[Area]) -> Iterator[Item]:
    """The traces in their order; a text that has no room beside others and what is taken isn't there."""
    layout = figure["layout"]
    one_of("barmode", layout.get("barmode"), None, "stack")
    ends: dict[tuple[str, float], float] = defaultdict(float)
    for trace in figure["data"]:
        kind = one_of("trace", trace.get("type"), "bar", "scatter")
        check_keys(kind, trace)
        name = trace.get("yaxis", "y")
        if kind == "bar":
            if "barmode" not in layout and any(axis == name for axis, _ in ends):
                raise Unknown("bars beside each other")
            yield from _bars(trace, planes[name], name, ends, 1 - layout.get("bargap", 0.2))
        else:
            yield from _scatter(trace, planes[name], taken)


def _bars(
    trace: Mapping[str, Any],
    plane: Plane,
    name: str,
    ends: dict[tuple[str, float], float],
    width: float,
) -> Iterator[Item]:
    """A rectangle for each value, on the end of the one before it; nothing where a value is nothing."""
    marker = trace["marker"]
    check_keys("marker", marker)
    one_of("a bar's outline", marker.get("line", {}).get("width", 0), 0)
    is_upright = one_of("orientation", trace.get("orientation", "v"), "v", "h") == "v"
    across, along = (plane.x, "y") if is_upright else (plane.y, "x")
    unit, is_outside = _DAY if across.kind == "date" else 1, trace.get("textposition") == "outside"
    places = [across.number(place) for place in trace["x" if is_upright else "y"]]
    for place, value, size, opacity, text in zip(
        places, trace[along], _each(trace.get("width", width * unit)), _each(marker.get("opacity", 1)),
        _each(trace.get("text", "")), strict=False,
    ):  # fmt: skip
        begin, base = place + trace.get("offset", -size / 2) / unit, ends[name, place]
        ends[name, place] += value
        if value:
            box = _box(plane, (begin, begin + size / unit), (base, base + value), is_upright=is_upright)
            yield Box(*box, fill=colour(marker["color"], opacity))
            yield from () if is_outside else on_bar(trace, text, box)
    if is_outside:
        points = [(place, ends[name, place]) for place in places]
        pixels = [plane.point(*(point if is_upright else point[::-1])) for point in points]
        yield from at_ends(trace, pixels, is_upright=is_upright)


def _box(
    plane: Plane, wide: tuple[float, float], long: tuple[float, float], *, is_upright: bool
) -> tuple[float, float, float, float]:
    """The rectangle between two places and two values: x, y, width, height."""
    xs, ys = (wide, long) if is_upright else (long, wide)
    (x0, y0), (x1, y1) = (plane.point(x, y) for x, y in zip(xs, ys, strict=True))
    return min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)


def _each(value: Any) -> Any:
    """A value for each mark: a list of them, or always the same."""
    return value if isinstance(value, list) else repeat(value)


def _scatter(trace: Mapping[str, Any], plane: Plane, taken: Sequence[Area]) -> Iterator[Item]:
    modes = trace["mode"].split("+")
    for mode in modes:
        one_of("mode", mode, "lines", "markers", "text")
    if "lines" in modes:
        yield from _lines(trace, plane)
    if "markers" in modes:
        yield from _markers(trace, plane)
    if "text" in modes:
        yield from beside(trace, plane, taken)


def _lines(trace: Mapping[str, Any], plane: Plane) -> Iterator[Path]:
    """A path through the points, broken where one is missing."""
    line = trace["line"]
    check_keys("line", line)
    one_of("connectgaps", trace.get("connectgaps", False), False)
    shape = one_of("line.shape", line.get("shape"), None, "hv")
    stroke = Stroke.of(line["color"], line["width"], line.get("dash", "solid"))
    points = zip(trace["x"], trace["y"], strict=True)
    for is_known, part in groupby(points, lambda point: None not in point):
        if not is_known:
            continue
        found = [plane.point(*point) for point in part]
        if shape == "hv":
            found = [
                found[0],
                *(one for a, b in pairwise(found) for one in ((b[0], a[1]), b)),
            ]
        yield Path(tuple(found), stroke, plane.frame.clip)


def _markers(trace: Mapping[str, Any], plane: Plane) -> Iterator[Item]:
    """A mark for each point within the axes."""
    marker = trace["marker"]
    check_keys("marker", marker)
    paint = colour(marker["color"], marker.get("opacity", 1))
    radius = marker["size"] / 2
    for x, y, symbol in zip(trace["x"], trace["y"], _each(marker.get("symbol", "circle")), strict=False):
        one_of("symbol", symbol, "circle", "circle-open", "line-ns-open")
        if x is None or y is None or not plane.holds(x, y):
            continue
        across, down = plane.point(x, y)
        if symbol == "line-ns-open":
            ends = (across, down - radius), (across, down + radius)
            yield Path(ends, Stroke(paint, marker.get("line", {}).get("width", _THIN)))
        elif symbol == "circle":
            yield Dot(across, down, radius, paint)
        else:
            yield Dot(across, down, radius - _THIN / 2, _WHITE, Stroke(paint, _THIN))
