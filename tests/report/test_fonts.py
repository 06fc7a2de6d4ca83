"""Which characters the PDF's fonts have, and what stands for the others."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from grm_data.report import build_report, rendered
from grm_data.report.fonts import code_points, embedded_fonts, missing_glyphs
from grm_data.settings import Settings
from tests.registers import register_of, row
from tests.report.conftest import FIRST, LAST
from tests.report.reading import pdf_text


def test_only_the_folder_s_fonts_are_used() -> None:
    assert embedded_fonts().families() == ["Noto Sans", "Noto Sans Math", "Noto Sans Symbols2"]


@pytest.mark.parametrize("text", ["Ө ө Ү ү ₮", "Ünïcödé Ελλάδα ё", "→ ≤ ≥ − ✓ □ •", "“quoted” – … \u200b�"])
def test_these_characters_have_glyphs(text: str) -> None:
    assert missing_glyphs(text) == {}


def test_others_are_shown_as_missing_and_invisible_marks_are_left_out() -> None:
    assert missing_glyphs("a😀ع\ufe0f\U000e0020\n\t") == {
        ord("😀"): "�", ord("ع"): "�", 0xFE0F: "", 0xE0020: "",
    }  # fmt: skip


def test_the_pdf_says_how_many_characters_are_missing(tmp_path: Path, program: Callable[[str], str]) -> None:
    rows = [row(FIRST, resolved=LAST, issue="Ө Ү ₮ 😀 → 😀\u200d", action="x")]
    model = build_report(register_of(rows), Settings(texts_cleared=True, name="Төсөл"), FIRST, LAST)
    path = tmp_path / "report.pdf"
    path.write_bytes(rendered(model, "pdf"))
    text = " ".join(pdf_text(path, program("pdftotext"), "-raw").split())
    assert "Ө Ү ₮ � → �" in text
    assert "2 characters that the fonts of this PDF don't have are shown as �." in text
    assert "Төсөл" in text


def test_every_character_the_fonts_have_can_be_printed() -> None:
    """The table of characters that we read is the one that typst goes by: PDF/UA refuses any other."""
    printable = [chr(point) for point in range(0x20, 0x2E80) if not missing_glyphs(chr(point))]
    printable = [char for char in printable if char.isprintable()]
    assert len(printable) > 2500
    model = build_report(
        register_of([row(FIRST, issue=" ".join(printable), action=" ")]), Settings(), FIRST, LAST
    )
    assert rendered(model, "pdf").startswith(b"%PDF")


def test_a_font_of_a_large_script_is_read_too() -> None:
    """Fonts with characters beyond the first 65,536 list them in groups (format 12)."""
    groups = struct.pack(">HHLLL", 12, 0, 28, 0, 1) + struct.pack(">LLL", 0x1F600, 0x1F602, 5)
    cmap = struct.pack(">HHHHL", 0, 1, 3, 10, 12) + groups
    font = (
        struct.pack(">LHHHH", 0x10000, 1, 0, 0, 0) + struct.pack(">4sLLL", b"cmap", 0, 28, len(cmap)) + cmap
    )
    assert code_points(font) == {0x1F600, 0x1F601, 0x1F602}
