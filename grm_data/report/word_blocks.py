"""The report's blocks as Word's own elements, in the styles of the template: one loop.

Texts are escaped before they are XML, so none of a register becomes part of the document's structure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from io import BytesIO
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt

__all__ = ["fill"]

_SMALL, _USUAL = 8, 9
"""Points of a table's texts."""

_PALE = "E6EEF5"
_MARGINS = '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/></w:tblCellMar>'
_TITLES = {0: "Title", -1: "Subtitle"}
_LISTED = {"bullet": "List Bullet", "number": "List Continue"}
_TWIPS = 635  # EMU


def fill(
    document: Document, mark: Any, pages: Sequence[Mapping[str, Any]], pictures: Mapping[str, bytes]
) -> None:
    """Put the blocks of pages in the place of a paragraph; ``pictures`` are the charts and the logo."""
    writer = _Writer(document, mark, pictures)
    for i, page in enumerate(pages):
        if i and writer.stands_alone:
            writer.turn(is_wide=pages[i - 1]["is_wide"])
        writer.is_wide = page["is_wide"]
        for section in page["sections"]:
            for block in section["blocks"]:
                writer.write(block)
    if pages and pages[-1]["is_wide"] and writer.stands_alone:
        writer.turn(is_wide=True)
    writer.end()
    mark.getparent().remove(mark)


class _Writer:
    """Writes blocks before a mark."""

    def __init__(self, document: Document, mark: Any, pictures: Mapping[str, bytes]) -> None:
        self._document, self._mark, self._pictures = document, mark, pictures
        self._styles = {style.name for style in document.styles}
        self._page = document.element.body.sectPr
        self.stands_alone = mark.getparent() is document.element.body and self._page is not None
        self.is_wide = False
        self._behind_table: Any = None

    def write(self, block: Mapping[str, Any]) -> None:
        """One block."""
        self._behind_table = None
        writers: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "heading": self._heading,
            "sentences": self._sentences,
            "written": self._written,
            "table": self._table,
            "chart": self._chart,
            "logo": self._logo,
        }
        writers[block["kind"]](block)

    def turn(self, *, is_wide: bool) -> None:
        """End pages that are upright or in landscape, with the template's own margins, header and footer."""
        paragraph = self._behind_table or self._paragraph("")
        end = deepcopy(self._page)
        size = end.find(qn("w:pgSz"))
        if is_wide and size is not None:
            width, height = size.get(qn("w:w")), size.get(qn("w:h"))
            size.set(qn("w:w"), height)
            size.set(qn("w:h"), width)
            size.set(qn("w:orient"), "landscape")
        _flatten(paragraph)
        paragraph._p.get_or_add_pPr().append(end)
        self._behind_table = None

    def end(self) -> None:
        """Nothing follows: what stands behind a last table needs no room, and no page for itself."""
        if self._behind_table is not None:
            _flatten(self._behind_table)

    def _paragraph(self, style: str) -> Any:
        paragraph = self._document.add_paragraph(style=style if style in self._styles else None)
        self._mark.addprevious(paragraph._p)
        return paragraph

    def _heading(self, block: Mapping[str, Any]) -> None:
        level = block["level"]
        self._paragraph(_TITLES.get(level, f"Heading {level}")).add_run(block["text"])

    def _sentences(self, block: Mapping[str, Any]) -> None:
        for text in block["texts"]:
            self._paragraph("List Bullet" if block["is_list"] else "").add_run(text)

    def _written(self, block: Mapping[str, Any]) -> None:
        for one in block["paragraphs"]:
            style = "Heading 3" if one["kind"] == "heading" else _LISTED.get(one["kind"], "")
            paragraph = self._paragraph(style)
            if one["kind"] == "number":
                paragraph.add_run(f"{one['mark']} ")
            for run in one["runs"]:
                written = paragraph.add_run(run["text"])
                written.bold, written.italic = run["bold"] or None, run["italic"] or None

    def _chart(self, block: Mapping[str, Any]) -> None:
        title = self._paragraph("")
        title.paragraph_format.keep_with_next = True
        title.add_run(block["title"]).bold = True
        self._picture(block["name"], block["alt"], width=min(Cm(16), self._width()))

    def _logo(self, block: Mapping[str, Any]) -> None:
        self._picture("logo", block["alt"], height=Cm(1.8))

    def _picture(self, name: str, alt: str, **size: Any) -> None:
        shape = self._paragraph("").add_run().add_picture(BytesIO(self._pictures[name]), **size)
        shape._inline.docPr.set("descr", alt)

    def _width(self) -> Length:
        """The width between the margins, on a page as it stands now."""
        section = self._document.sections[-1]
        side = section.page_height if self.is_wide and self.stands_alone else section.page_width
        return Length((side or Cm(21)) - (section.left_margin or 0) - (section.right_margin or 0))

    def _table(self, block: Mapping[str, Any]) -> None:
        total, width = sum(block["widths"]), self._width() // _TWIPS
        widths = [int(width * one / total) for one in block["widths"]]
        self._mark.addprevious(parse_xml(_table_xml(block, widths, has_grid="Table Grid" in self._styles)))
        self._behind_table = self._paragraph("")
        self._behind_table.paragraph_format.space_after = Pt(0)


def _flatten(paragraph: Any) -> None:
    """Make an empty paragraph so low that it fits below a table that fills its page."""
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(1)


def _table_xml(block: Mapping[str, Any], widths: Sequence[int], *, has_grid: bool) -> str:
    size = 2 * (_SMALL if block["is_small"] else _USUAL)
    look = '<w:tblStyle w:val="TableGrid"/>' if has_grid else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    names = zip(block["head"], widths, block["numbers"], strict=True)
    head = "".join(
        _cell(text, width, size, is_right, is_head=True, stays=True) for text, width, is_right in names
    )
    rows = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr>" for row in _rows(block, widths, size))
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr>{look}<w:tblW w:type="dxa" w:w="{sum(widths)}"/>'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}<w:tblLook w:val="0420"/>'
        f'<w:tblDescription w:val="{_attribute(block["name"])}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


def _rows(block: Mapping[str, Any], widths: Sequence[int], size: int) -> Iterator[str]:
    """The cells of each row; what stands once for several rows is merged over them.

    These stay on one page, as a short table does: Word would leave out on the next page what they belong to.
    """
    merged = block["merged"]
    for _, alike in groupby(block["rows"], key=lambda row: row[:merged]):
        rows = list(alike)
        stay = merged or block["is_short"]
        for i, row in enumerate(rows):
            cells = enumerate(zip(row, widths, block["numbers"], strict=True))
            yield "".join(
                _cell(
                    text,
                    width,
                    size,
                    is_right,
                    merge=_merge(i, len(rows)) if column < merged else "",
                    stays=bool(stay and i < len(rows) - 1),
                )
                for column, (text, width, is_right) in cells
            )


def _merge(i: int, n: int) -> str:
    if n == 1:
        return ""
    return '<w:vMerge w:val="restart"/>' if i == 0 else "<w:vMerge/>"


def _cell(
    value: str | int,
    width: int,
    size: int,
    is_right: bool,
    *,
    is_head: bool = False,
    merge: str = "",
    stays: bool = False,
) -> str:
    """A cell; one that stays is on the same page as the row below."""
    keep = "<w:keepNext/>" if stays else ""
    shade = f'<w:shd w:val="clear" w:fill="{_PALE}"/>' if is_head else ""
    side = '<w:jc w:val="right"/>' if is_right else ""
    bold = "<w:b/>" if is_head else ""
    texts = "" if merge == "<w:vMerge/>" else str(value)
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in texts.split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}{shade}</w:tcPr>'
        f'<w:p><w:pPr>{keep}<w:spacing w:after="0"/>{side}</w:pPr>'
        f'<w:r><w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr>{lines}</w:r></w:p></w:tc>'
    )


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})
