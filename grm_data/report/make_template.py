"""Write the Word template: ``python -m grm_data.report.make_template``.

A project restyles a copy of it in Word: its styles, header, footer and margins. The report takes the place of
the mark {{ body }}.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from grm_data.report.docx import TEMPLATE

__all__ = ["main"]

_BLUE, _QUIET, _WARM = RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x59, 0x59, 0x59), RGBColor(0xA3, 0x3B, 0x00)

_SIZES = {"Title": 16, "Subtitle": 12, "Heading 1": 13, "Heading 2": 11, "Heading 3": 10.5}


def main() -> None:
    """Write the template beside the other ones."""
    document = Document()
    _set_styles(document)
    _set_page(document)
    document.add_paragraph("{{ body }}")
    properties = document.core_properties
    properties.author = properties.comments = ""
    properties.created = properties.modified = datetime(2026, 1, 1)
    document.save(str(TEMPLATE))


def _set_styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.element.rPr.rFonts.set(qn("w:cs"), "Calibri")
    normal.paragraph_format.space_after = Pt(6)
    for name, size in _SIZES.items():
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), _BLUE
        style.font.bold, style.font.italic = True, False
    title = document.styles["Title"].element.pPr
    title.remove(title.find(qn("w:pBdr")))


def _set_page(document: Any) -> None:
    """A4, with where the figures come from at the foot of every page."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(2)
    mark = section.header.paragraphs[0]
    mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _add_run(mark, "{{ sample }}", 9, _WARM).bold = True
    foot = section.footer.paragraphs[0]
    _add_run(foot, "{{ footer }} {{ words.page }} ", 7.5, _QUIET)
    _add_field(foot, "PAGE", 7.5, _QUIET)
    _add_run(foot, " / ", 7.5, _QUIET)
    _add_field(foot, "NUMPAGES", 7.5, _QUIET)


def _add_run(paragraph: Any, text: str, size: float, colour: RGBColor) -> Any:
    """A stretch of text in its own size and colour."""
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(size), colour
    return run


def _add_field(paragraph: Any, code: str, size: float, colour: RGBColor) -> None:
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
        _add_run(paragraph, "", size, colour)._r.append(element)


if __name__ == "__main__":
    main()
