"""A Plotly figure with its question and notes → one picture of items, each at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from grm_data.report.pictures.around import legend, legend_height, shapes, written
from grm_data.report.pictures.axes import LINE, TITLE, across, grid, names_below, names_beside, title, titles
from grm_data.report.pictures.known import check_keys
from grm_data.report.pictures.marks import marks
from grm_data.report.pictures.planes import Frame, planes_of
from grm_data.report.pictures.shapes import Item, Text
from grm_data.report.pictures.texts import Run, wrapped

__all__ = ["WIDTH", "Scene", "scene"]

WIDTH = 1000
_EDGE = 24  # pixels around everything
_HEADING, _HEADING_LINE = 20, 28
_GREY = "#595959"
_UNDER_NAMES = 4
_AXES = ("xaxis", "yaxis")


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: what lies below the marks, the marks of the values, and what stands around them."""

    height: float
    below: tuple[Item, ...]
    marks: tuple[Item, ...]
    around: tuple[Item, ...]

    @property
    def values(self) -> dict[str, Any]:
        """The picture as plain values, for the template."""
        items = [asdict(one) for one in (*self.below, *self.marks, *self.around)]
        return {"width": WIDTH, "height": self.height, "items": items}


def scene(figure: Mapping[str, Any], question: str, lines: Sequence[str]) -> Scene:
    """The picture of a figure under its question and the lines that explain it."""
    layout = figure["layout"]
    check_keys("layout", {key: 0 for key in layout if not key.startswith(_AXES)})
    check_keys("margin", layout["margin"])
    head = list(_head(question, lines))
    room = legend_height(figure)
    top = head[-1].y + LINE + layout["margin"]["t"]
    tall = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"] - room
    whole = Frame(_EDGE, top, WIDTH - 2 * _EDGE, tall)
    beside = across(list(planes_of(figure, whole).values()))
    names = names_beside(list(planes_of(figure, whole).values()), _EDGE + beside)
    left = _EDGE + beside + names.room
    plot = Frame(left, top, WIDTH - _EDGE - left, tall)
    found = planes_of(figure, plot)
    planes, first = list(found.values()), next(iter(found.values()))
    below = names_below(first, top + tall + _UNDER_NAMES)
    end = top + tall + _UNDER_NAMES + below.room
    around: list[Item] = [*head, *names.items, *below.items]
    around += titles(planes, plot, _EDGE + LINE / 2, end + TITLE / 2)
    end += TITLE if title(first.x.layout) else 0
    told = list(written(layout, first, whole))
    around += [*shapes(layout, first, "above"), *told, *legend(figure, whole, end)]
    return Scene(
        height=round(end + room + _EDGE),
        below=(*grid(planes), *shapes(layout, first, "below")),
        marks=tuple(marks(figure, found, [text.area for text in told])),
        around=tuple(around),
    )


def _head(question: str, lines: Sequence[str]) -> Iterator[Text]:
    """The question, and below it the lines, each in as many as it needs."""
    y = _EDGE + _HEADING / 2
    for line in wrapped((Run(question, bold=True),), _HEADING, WIDTH - 2 * _EDGE):
        yield Text(_EDGE, y, line, size=_HEADING)
        y += _HEADING_LINE
    for text in lines:
        for line in wrapped((Run(text),), 13, WIDTH - 2 * _EDGE):
            yield Text(_EDGE, y, line, colour=_GREY)
            y += LINE + 1
