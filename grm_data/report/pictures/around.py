"""What a figure shows around its traces: shapes, annotations and the legend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from grm_data.report.pictures.axes import LINE
from grm_data.report.pictures.known import check_keys, one_of
from grm_data.report.pictures.planes import Frame, Plane
from grm_data.report.pictures.shapes import SIZE, Box, Item, Path, Stroke, Text, colour
from grm_data.report.pictures.texts import cut, read, width

__all__ = ["legend", "legend_height", "shapes", "written"]

_AT = {"left": 0.0, "center": 0.5, "right": 1.0}
_ABOVE = SIZE * 0.4 + 4  # pixels from a place to the middle of a text above it
_SAMPLE = 36  # pixels of a line in the legend


def shapes(layout: Mapping[str, Any], plane: Plane, layer: str) -> Iterator[Item]:
    """The lines and rectangles that lie below the marks, or above them."""
    for one in layout.get("shapes", ()):
        check_keys("shape", one)
        kind = one_of("shape", one["type"], "line", "rect")
        if one_of("layer", one.get("layer", "above"), "below", "above") != layer:
            continue
        (x0, x1), (y0, y1) = (
            [plane.place(one_of("ref", one.get(f"{axis}ref"), None, axis, "paper"), axis, one[f"{axis}{end}"])
             for end in (0, 1)]
            for axis in ("x", "y")
        )  # fmt: skip
        line = one["line"]
        check_keys("line", line)
        stroke = Stroke.of(line["color"], line["width"], line.get("dash", "solid")) if line["width"] else None
        if kind == "rect":
            fill = colour(one["fillcolor"]) if "fillcolor" in one else None
            yield Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0), fill, stroke)
        elif stroke:
            yield Path(((x0, y0), (x1, y1)), stroke)


def written(layout: Mapping[str, Any], plane: Plane, page: Frame) -> Iterator[Text]:
    """The texts that stand at a place of the plot, none of them beyond the page."""
    for one in layout.get("annotations", ()):
        check_keys("annotation", one)
        one_of("showarrow", one.get("showarrow"), False)
        x, y = (
            plane.place(one_of("ref", one.get(f"{axis}ref"), None, axis, "paper"), axis, one[axis])
            for axis in ("x", "y")
        )
        at = _AT[one_of("xanchor", one.get("xanchor", "center"), *_AT)]
        one_of("yanchor", one.get("yanchor"), "bottom")
        (line,) = read(one["text"])
        line = cut(line, SIZE, page.width)
        wide = width(line, SIZE)
        begin = x + one.get("xshift", 0) - at * wide
        begin = max(page.left, min(begin, page.left + page.width - wide))
        yield Text(begin, y - one.get("yshift", 0) - _ABOVE, line)


def _named(figure: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if not figure["layout"].get("showlegend", False):
        return []
    return [trace for trace in figure["data"] if "name" in trace and trace.get("showlegend", True)]


def legend_height(figure: Mapping[str, Any]) -> float:
    """The pixels of a legend below the plot."""
    return len(_named(figure)) * (LINE + 3) + 8 if _named(figure) else 0


def legend(figure: Mapping[str, Any], page: Frame, top: float) -> Iterator[Item]:
    """A line as it is drawn, and its name, for each trace."""
    look = figure["layout"].get("legend", {})
    check_keys("legend", look)
    one_of("orientation", look.get("orientation", "v"), "v")
    for i, trace in enumerate(_named(figure)):
        y = top + 8 + (i + 0.5) * (LINE + 3)
        line = trace["line"]
        stroke = Stroke.of(line["color"], line["width"], line.get("dash", "solid"))
        yield Path(((page.left, y), (page.left + _SAMPLE, y)), stroke)
        room = page.width - _SAMPLE - 8
        yield Text(page.left + _SAMPLE + 8, y, cut(read(trace["name"])[0], SIZE, room))
