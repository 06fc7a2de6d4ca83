"""Where values lie in a picture: the plot as a whole, and in it a plane for each pair of axes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grm_data.report.pictures.scales import Scale, scale_of

__all__ = ["Frame", "Plane", "planes_of"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the picture, in pixels."""

    left: float
    top: float
    width: float
    height: float

    def across(self, share: float) -> float:
        """The pixel at a share of the width, from the left."""
        return self.left + self.width * share

    def up(self, share: float) -> float:
        """The pixel at a share of the height, from below."""
        return self.top + self.height * (1 - share)

    @property
    def clip(self) -> tuple[float, float, float, float]:
        """The frame as a path takes it."""
        return self.left, self.top, self.width, self.height


@dataclass(frozen=True, slots=True)
class Plane:
    """Two axes, the whole plot, and the part of it that belongs to them."""

    x: Scale
    y: Scale
    plot: Frame
    frame: Frame

    def place(self, ref: str | None, axis: str, value: Any) -> float:
        """The pixel of a value on an axis, or of a share of the plot ("paper")."""
        if axis == "x":
            return self.plot.across(value) if ref == "paper" else self.frame.across(self.x.share(value))
        return self.plot.up(value) if ref == "paper" else self.frame.up(self.y.share(value))

    def point(self, x: Any, y: Any) -> tuple[float, float]:
        """The pixel of two values."""
        return self.place(None, "x", x), self.place(None, "y", y)

    def holds(self, x: Any, y: Any) -> bool:
        """Whether a point lies within the axes."""
        return self.x.holds(x) and self.y.holds(y)


def planes_of(figure: Mapping[str, Any], plot: Frame) -> dict[str, Plane]:
    """The planes of a figure by the name of their y axis; all have one x axis."""
    layout, traces = figure["layout"], figure["data"]
    x = scale_of(layout["xaxis"], [value for trace in traces for value in trace["x"]])
    found = {}
    for key in [key for key in layout if key.startswith("yaxis")] or ["yaxis"]:
        name = key.replace("axis", "")
        values = [one for trace in traces if trace.get("yaxis", "y") == name for one in trace["y"]]
        low, high = layout.get(key, {}).get("domain", (0, 1))
        part = Frame(plot.left, plot.up(high), plot.width, plot.height * (high - low))
        found[name] = Plane(x, scale_of(layout.get(key, {"visible": False}), values), plot, part)
    return found
