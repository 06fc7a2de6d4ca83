"""What the Word template is made of: tables whose head repeats, loops, pictures, page numbers."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

__all__ = [
    "BLUE",
    "QUIET",
    "WARM",
    "add_each",
    "add_field",
    "add_heading",
    "add_picture",
    "add_run",
    "add_table",
    "loop",
]

BLUE, QUIET, WARM = RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x59, 0x59, 0x59), RGBColor(0xA3, 0x3B, 0x00)
_PALE = "E6EEF5"


def add_heading(document: Any, name: str, level: int = 1) -> None:
    """A heading of the report's own words."""
    document.add_heading(f"{{{{ words.{name} }}}}", level)


def add_each(document: Any, values: str, text: str, style: str | None = None) -> None:
    """A paragraph for each of some values: ``add_each(document, "note in notes", "{{ note }}")``."""
    document.add_paragraph(f"{{%p for {values} %}}")
    document.add_paragraph(text, style=style)
    document.add_paragraph("{%p endfor %}")


def loop(values: str, *rows: Sequence[str]) -> tuple[Sequence[str], ...]:
    """Rows of a table for each of some values."""
    return ((f"{{%tr for {values} %}}",), *rows, ("{%tr endfor %}",))


def add_table(
    document: Any,
    columns: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str]],
    size: float = 9,
) -> None:
    """A table under the names of its columns; widths in cm. A row of one mark is no row of the report."""
    table = document.add_table(1 + len(rows), len(columns), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row, texts in zip(table.rows, (columns, *rows), strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, width in zip(row.cells, (*texts, *[""] * len(columns)), widths, strict=False):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.add_run(text).font.size = Pt(size)
    _make_head(table.rows[0])
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _make_head(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        cell.paragraphs[0].runs[0].bold = True
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), _PALE)
        cell._tc.get_or_add_tcPr().append(shade)


def add_picture(document: Any, name: str, alt: str, size: tuple[float, float], shade: int) -> None:
    """A picture to be replaced under its name; of an own shade, since alike pictures share one file."""
    width, height = size
    shape = document.add_paragraph().add_run().add_picture(BytesIO(_grey(shade)), Cm(width), Cm(height))
    shape._inline.docPr.set("descr", alt)
    shape._inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", name)


def _grey(shade: int) -> bytes:
    """A PNG of one grey pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", check)

    header = chunk(b"IHDR", struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixel = chunk(b"IDAT", zlib.compress(bytes([0, shade])))
    return b"\x89PNG\r\n\x1a\n" + header + pixel + chunk(b"IEND", b"")


def add_run(paragraph: Any, text: str, size: float, colour: RGBColor) -> Any:
    """A stretch of text in its own size and colour."""
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(size), colour
    return run


def add_field(paragraph: Any, code: str, size: float, colour: RGBColor) -> None:
    """A number that Word fills in: PAGE, NUMPAGES."""
    for name, kind, text in (
        ("w:fldChar", "begin", None),
        ("w:instrText", None, code),
        ("w:fldChar", "separate", None),
        ("w:t", None, "1"),
        ("w:fldChar", "end", None),
    ):
        element = OxmlElement(name)
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        add_run(paragraph, "", size, colour)._r.append(element)
