"""The fonts of PDF and pictures, those of the folder ``fonts`` and no others: their characters and widths."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import typst

__all__ = ["FOLDER", "REPLACEMENT", "code_points", "embedded_fonts", "missing_glyphs", "widths"]

FOLDER = Path(__file__).parent / "fonts"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@cache
def embedded_fonts() -> typst.Fonts:
    """The folder's fonts as typst takes them; neither the system's nor typst's own."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])


def missing_glyphs(text: str) -> dict[int, str]:
    """The characters of a text that no font has, each with what stands for it, as ``str.translate`` takes it.

    PDF/UA allows no character without a glyph. Marks that only steer the writing are left out.
    """
    missing = {char for char in set(text) - _covered() if char.isprintable() or not char.isascii()}
    return {ord(char): "" if _is_invisible(char) else REPLACEMENT for char in missing}


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(char, "")


@cache
def _covered() -> frozenset[str]:
    return frozenset(map(chr, widths()))


@cache
def widths(style: str = "Regular") -> Mapping[int, float]:
    """How wide each character is, in ems: in the font of a style, else in the first that has it."""
    first = FOLDER / f"NotoSans-{style}.ttf"
    found: dict[int, float] = {}
    for path in (first, *sorted(FOLDER.glob("*.[ot]tf"))):
        found = {**_advances(path.read_bytes()), **found}
    return found


def code_points(font: bytes) -> set[int]:
    """The code points that a font's table ``cmap`` gives a glyph (formats 4 and 12 of OpenType)."""
    return set(_glyphs(font))


def _tables(font: bytes) -> dict[bytes, int]:
    count = struct.unpack_from(">H", font, 4)[0]
    return {tag: offset for tag, _, offset, _ in struct.iter_unpack(">4sLLL", font[12 : 12 + 16 * count])}


def _advances(font: bytes) -> dict[int, float]:
    tables = _tables(font)
    em = struct.unpack_from(">H", font, tables[b"head"] + 18)[0]
    count = struct.unpack_from(">H", font, tables[b"hhea"] + 34)[0]
    pairs = font[tables[b"hmtx"] : tables[b"hmtx"] + 4 * count]
    advances = [advance / em for advance, _ in struct.iter_unpack(">HH", pairs)]
    return {point: advances[min(glyph, count - 1)] for point, glyph in _glyphs(font).items()}


def _glyphs(font: bytes) -> dict[int, int]:
    cmap = _tables(font)[b"cmap"]
    subtables = struct.unpack_from(">H", font, cmap + 2)[0]
    found: dict[int, int] = {}
    for i in range(subtables):
        start = cmap + struct.unpack_from(">L", font, cmap + 8 + 8 * i)[0]
        match struct.unpack_from(">H", font, start)[0]:
            case 4:
                found |= _format_4(font, start)
            case 12:
                found |= _format_12(font, start)
    return found


def _format_4(font: bytes, start: int) -> dict[int, int]:
    n = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends, begins, deltas, offsets = (
        struct.unpack_from(f">{n}H", font, start + 14 + 2 * n * i + (2 if i else 0)) for i in range(4)
    )
    found = {}
    for i, (first, last) in enumerate(zip(begins, ends, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point + deltas[i]
            if offsets[i]:
                where = start + 16 + 6 * n + 2 * i + offsets[i] + 2 * (point - first)
                glyph = struct.unpack_from(">H", font, where)[0]
            if glyph & 0xFFFF:
                found[point] = glyph & 0xFFFF
    return found


def _format_12(font: bytes, start: int) -> dict[int, int]:
    groups = struct.unpack_from(">L", font, start + 12)[0]
    spans = struct.iter_unpack(">LLL", font[start + 16 : start + 16 + 12 * groups])
    return {first + i: glyph + i for first, last, glyph in spans for i in range(last - first + 1)}
