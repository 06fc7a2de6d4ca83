"""A chart as PNG or SVG: the same bytes for the same chart, and its question and text in the SVG."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

import typst

from grm_data.figures.drawing import Chart, draw
from grm_data.report.fonts import embedded_fonts, missing_glyphs
from grm_data.report.pdf import TEMPLATES
from grm_data.report.pictures.scene import scene

__all__ = ["FORMATS", "picture"]

FORMATS = ("png", "svg")
_PIXELS_PER_INCH = 96


def picture(chart: Chart, question: str, lines: Sequence[str], format: str) -> bytes:
    """The picture of a chart under its question and the lines that explain it."""
    values = json.dumps(scene(draw(chart, whole_names=True), question, lines).values, ensure_ascii=False)
    found = typst.compile(
        str(TEMPLATES / "picture.typ"),
        root=str(TEMPLATES),
        font_paths=embedded_fonts(),
        sys_inputs={"scene": values.translate(missing_glyphs(values))},
        timestamp=0,
        format="svg" if format == "svg" else "png",
        ppi=_PIXELS_PER_INCH,
    )
    if not isinstance(found, bytes):
        raise TypeError("a picture has one page")
    return _described(found, question, chart.alt) if format == "svg" else found


def _described(svg: bytes, question: str, alt: str) -> bytes:
    """Its title and its text for who can't see it: letters are drawn as shapes."""
    begin = svg.index(b">", svg.index(b"<svg"))
    words = f"<title>{escape(question)}</title><desc>{escape(alt)}</desc>".encode()
    return svg[:begin] + b' role="img">' + words + svg[begin + 1 :]
