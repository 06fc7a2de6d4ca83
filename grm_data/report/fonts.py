"""The fonts that the PDF embeds, those of the folder ``fonts`` and no others, and their characters."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

import typst

__all__ = ["FOLDER", "REPLACEMENT", "code_points", "embedded_fonts", "missing_glyphs"]

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
    characters: set[str] = set()
    for path in sorted(FOLDER.glob("*.[ot]tf")):
        characters.update(map(chr, code_points(path.read_bytes())))
    return frozenset(characters)


def code_points(font: bytes) -> set[int]:
    """The code points that a font's table ``cmap`` gives a glyph (formats 4 and 12 of OpenType)."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {tag: offset for tag, _, offset, _ in struct.iter_unpack(">4sLLL", font[12 : 12 + 16 * count])}
    cmap = tables[b"cmap"]
    subtables = struct.unpack_from(">H", font, cmap + 2)[0]
    points: set[int] = set()
    for i in range(subtables):
        start = cmap + struct.unpack_from(">L", font, cmap + 8 + 8 * i)[0]
        match struct.unpack_from(">H", font, start)[0]:
            case 4:
                points |= _format_4(font, start)
            case 12:
                points |= _format_12(font, start)
    return points


def _format_4(font: bytes, start: int) -> set[int]:
    n = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends, begins, deltas, offsets = (
        struct.unpack_from(f">{n}H", font, start + 14 + 2 * n * i + (2 if i else 0)) for i in range(4)
    )
    points = set()
    for i, (first, last) in enumerate(zip(begins, ends, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point + deltas[i]
            if offsets[i]:
                where = start + 16 + 6 * n + 2 * i + offsets[i] + 2 * (point - first)
                glyph = struct.unpack_from(">H", font, where)[0]
            if glyph & 0xFFFF:
                points.add(point)
    return points


def _format_12(font: bytes, start: int) -> set[int]:
    groups = struct.unpack_from(">L", font, start + 12)[0]
    spans = struct.iter_unpack(">LLL", font[start + 16 : start + 16 + 12 * groups])
    return {point for first, last, _ in spans for point in range(first, last + 1)}
