"""How the cells of an xlsx look, as far as it may stand for a word: coloured, or struck through."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from grm_data.intake.reading.sheetxml import column_number

__all__ = ["Looks", "looks_in", "looks_of_styles"]

Looks = Mapping[bytes, str]
"""Number of a style → how its cells look: "struck", or the colour that fills them."""

_LOOKED_AT = 1_000_000
"""Bytes of a sheet that are looked at: some thousand rows show what colours stand for."""

_LISTED = 20_000

_FILL = re.compile(rb"<fill\b[^>]*>(.*?)</fill>", re.DOTALL)
_SOLID = re.compile(rb"""patternType\s*=\s*["']solid["'].*?<fgColor\b([^>]*)>""", re.DOTALL)
_WHITE = re.compile(
    rb"""\b(?:rgb\s*=\s*["'](?:FF|00)?FFFFFF["']|theme\s*=\s*["']0["']|indexed\s*=\s*["'](?:9|64|65)["'])"""
)
_FONT = re.compile(rb"<font\b[^>]*?(?:/>|>(.*?)</font>)", re.DOTALL)
_STRUCK = re.compile(rb"""<strike\b(?!\s+val\s*=\s*["'](?:0|false)["'])""")
_FORMAT = re.compile(rb"<xf\b([^>]*)>")
_FONT_ID, _FILL_ID = (re.compile(rb"""\b%sId\s*=\s*["'](\d+)["']""" % name) for name in (b"font", b"fill"))
_CELL = re.compile(rb"""<c\b([^>]*)\bs\s*=\s*["'](\d+)["']([^>]*)>""")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")


def looks_of_styles(xml: bytes) -> Looks:
    """The styles of a workbook that fill a cell with a colour other than white, or strike it through."""
    fills = [_colour(found[1]) for found in _FILL.finditer(_part(xml, b"fills"))]
    struck = [_STRUCK.search(found[1] or b"") is not None for found in _FONT.finditer(_part(xml, b"fonts"))]
    looks: dict[bytes, str] = {}
    for i, found in enumerate(_FORMAT.finditer(_part(xml, b"cellXfs"))):
        font, fill = _number(_FONT_ID, found[1]), _number(_FILL_ID, found[1])
        if font < len(struck) and struck[font]:
            looks[b"%d" % i] = "struck"
        elif fill < len(fills) and (colour := fills[fill]) is not None:
            looks[b"%d" % i] = colour
    return looks


def looks_in(xml: bytes, looks: Looks) -> list[tuple[int, int, str]]:
    """(row, column, look) of the cells of a sheet's first rows that look in one of these ways."""
    if not looks:
        return []
    found = (
        (int(place[2]), column_number(place[1]), looks[cell[2]])
        for cell in _CELL.finditer(xml, 0, _LOOKED_AT)
        if cell[2] in looks and (place := _REFERENCE.search(cell[1] + cell[3]))
    )
    return list(islice(found, _LISTED))


def _part(xml: bytes, name: bytes) -> bytes:
    start = xml.find(b"<" + name)
    return xml[start : xml.find(b"</" + name, start)] if start >= 0 else b""


def _colour(fill: bytes) -> str | None:
    solid = _SOLID.search(fill)
    if solid is None or _WHITE.search(solid[1]):
        return None
    return solid[1].strip(b" /").decode("ascii", "replace")


def _number(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 0
