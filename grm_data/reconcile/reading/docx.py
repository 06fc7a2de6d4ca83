"""A Word file → its paragraphs and the rows of its tables, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from grm_data.errors import UsageError
from grm_data.intake.container.package import Package
from grm_data.intake.container.refusal import Refused
from grm_data.intake.container.xml import check_parts
from grm_data.reconcile.reading.text import RawLine

__all__ = ["docx_lines", "is_docx"]

_BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_TEXTS = {"t": None, "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOT_THERE = {"del", "moveFrom", "instrText", "delText", "Fallback"}
"""What was taken out, and what the page doesn't show."""


def is_docx(content: bytes) -> bool:
    """Whether it is a Word file."""
    try:
        return content.startswith(b"PK") and _BODY in Package(content)
    except Refused:
        return False


def docx_lines(content: bytes) -> Iterator[RawLine]:
    """Its lines; Refused or UsageError where it is damaged."""
    package = Package(content)
    check_parts(package)
    try:
        body = next(iter(ElementTree.fromstring(package.read(_BODY))), None)
    except ElementTree.ParseError:
        raise UsageError("report-unreadable") from None
    if body is not None:
        yield from _blocks(body, _Tables())


class _Tables:
    """Numbers the tables; one inside another is a part of its cell."""

    def __init__(self) -> None:
        self.n = 0


def _blocks(parent: Element, tables: _Tables) -> Iterator[RawLine]:
    for one in parent:
        match _name(one):
            case "p":
                yield from ((0, [line]) for line in _text(one).split("\n"))
                yield 0, [""]
            case "tbl":
                tables.n += 1
                yield from ((tables.n, row) for row in _rows(one))
            case "sdt" | "sdtContent" | "ins" | "customXml" | "smartTag":
                yield from _blocks(one, tables)


def _rows(table: Element) -> Iterator[list[str]]:
    for row in _below(table, "tr"):
        cells: list[str] = []
        for cell in _below(row, "tc"):
            span, goes_on = _look(cell)
            cells.append("" if goes_on else _text(cell).strip())
            cells += [""] * (span - 1)
        yield cells


def _below(parent: Element, name: str) -> Iterator[Element]:
    """The children of a name, also inside the wrappers that Word puts around some."""
    for one in parent:
        if _name(one) == name:
            yield one
        elif _name(one) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _below(one, name)


def _look(cell: Element) -> tuple[int, bool]:
    """(the columns that a cell spans, whether it goes on from the row above)."""
    span, goes_on = 1, False
    for properties in (one for one in cell if _name(one) == "tcPr"):
        for one in properties:
            value = next((v for key, v in one.attrib.items() if key.endswith("}val")), "")
            if _name(one) == "gridSpan" and value.isdecimal():
                span = min(max(int(value), 1), 60)
            if _name(one) == "vMerge":
                goes_on = value != "restart"
    return span, goes_on


def _text(parent: Element) -> str:
    """The text of a paragraph or a cell, a line for each paragraph and break."""
    return "".join(_pieces(parent)).strip("\n")


def _pieces(parent: Element) -> Iterable[str]:
    for one in parent:
        name = _name(one)
        if name in _NOT_THERE:
            continue
        if name in _TEXTS:
            yield _TEXTS[name] or one.text or ""
        else:
            yield from _pieces(one)
        if name == "p" or name == "tr":
            yield "\n"


def _name(one: Element) -> str:
    tag = str(one.tag)
    return tag.removeprefix(_W).removeprefix(_STRICT).rpartition("}")[2]
