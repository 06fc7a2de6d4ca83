"""ReportModel → PDF by typst: accessible (PDF/UA-1), the same bytes every time, fonts embedded.

The values go to the template as JSON; no text of a register is ever typst's own language.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from grm_data.messages import message
from grm_data.report.blocks import Chart, plain_pages
from grm_data.report.drawing import drawing
from grm_data.report.fonts import FOLDER, REPLACEMENT, embedded_fonts, missing_glyphs
from grm_data.report.model import ReportModel
from grm_data.typesetting import document

__all__ = ["TEMPLATES", "chart_picture", "logo_picture", "page_bytes", "pdf_bytes"]

TEMPLATES = Path(__file__).parent / "templates"
_PIXELS_PER_INCH = 220


def pdf_bytes(model: ReportModel) -> bytes:
    """The report as a PDF."""
    values = {
        "language": model.language,
        "title": f"{model.title}. {model.subtitle}",
        "footer": model.footer,
        "sample": model.sample,
        "note": "",
        "pages": plain_pages(model.sections),
        "logo": list(model.logo or b""),
        "drawings": {chart.name: drawing(chart) for chart in model.charts},
    }
    return document(TEMPLATES / "half_yearly.typ", FOLDER, "report", _printable(values))


def chart_picture(chart: Chart) -> bytes:
    """A chart as a PNG, 16 cm wide."""
    values = json.dumps(drawing(chart), ensure_ascii=False)
    text = values.translate(missing_glyphs(values))
    return _picture("chart.typ", "chart", text)


def logo_picture(content: bytes) -> bytes:
    """A PNG or JPEG as a PNG of ours, as high as the cover shows it; TypstError where it is none."""
    return _picture("logo.typ", "logo", json.dumps(list(content)))


def page_bytes(template: str, name: str, values: dict[str, Any]) -> bytes:
    """Another document in the report's look: a template of the folder with its values."""
    text = json.dumps(values, ensure_ascii=False)
    return document(TEMPLATES / template, FOLDER, name, text.translate(missing_glyphs(text)))


def _printable(values: dict[str, Any]) -> str:
    """The values as JSON; characters that the fonts don't have are replaced, and the report's end says so."""
    text = json.dumps(values, ensure_ascii=False)
    missing = missing_glyphs(text)
    if n := sum(text.count(chr(char)) for char, shown in missing.items() if shown == REPLACEMENT):
        text = json.dumps({**values, "note": message("report.glyphs", n=n)}, ensure_ascii=False)
    return text.translate(missing)


def _picture(template: str, name: str, values: str) -> bytes:
    """Run a template of one small page; the timestamp is fixed, so that only the values decide the bytes."""
    found = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=embedded_fonts(),
        sys_inputs={name: values},
        timestamp=0,
        format="png",
        ppi=_PIXELS_PER_INCH,
    )
    if not isinstance(found, bytes):
        raise TypeError("a report's picture has one page")
    return found
