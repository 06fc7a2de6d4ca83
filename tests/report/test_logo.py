"""The logo on the cover: theirs goes in, a picture of ours comes out."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from grm_data.errors import GrmError
from grm_data.register import Register
from grm_data.report import build_report, rendered
from grm_data.report.logo import logo_png
from grm_data.settings import Settings
from tests.report.conftest import FIRST, LAST
from tests.report.reading import unzipped


def picture(path: Path, kind: str, size: tuple[int, int] = (300, 120)) -> Path:
    """A picture that also says something."""
    more: dict[str, Any] = {}
    if kind == "PNG":
        more["pnginfo"] = PngImagePlugin.PngInfo()
        more["pnginfo"].add_text("Comment", "CANARY")
    else:
        exif = Image.Exif()
        exif[0x010E] = "CANARY"
        more["exif"] = exif
    Image.new("RGB", size, "#0072B2").save(path, kind, **more)
    return path


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_else_a_picture_holds_stays(kind: str, tmp_path: Path) -> None:
    path = picture(tmp_path / "logo", kind)
    assert b"CANARY" in path.read_bytes()
    drawn = logo_png(path)
    assert drawn is not None
    assert b"CANARY" not in drawn
    with Image.open(BytesIO(drawn)) as found:
        assert found.format == "PNG"
        assert found.width / found.height == pytest.approx(2.5, abs=0.05)


def test_no_logo_is_none() -> None:
    assert logo_png(None) is None


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "report-logo-not-read"),
        (b"GIF89a", "report-logo-not-read"),
        (b"<svg/>", "report-logo-not-read"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "report-logo-not-read"),
        (b"\xff\xd8\xff" + bytes(2**20), "report-logo-too-large"),
    ],
)
def test_what_is_no_logo_is_refused_in_one_sentence(content: bytes, key: str, tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    with pytest.raises(GrmError) as refused:
        logo_png(path)
    assert refused.value.key == key


def test_a_missing_logo_is_named_by_its_place(tmp_path: Path) -> None:
    with pytest.raises(GrmError, match="There is no logo at"):
        logo_png(tmp_path / "none.png")


def test_the_logo_stands_in_every_file(register: Register, tmp_path: Path) -> None:
    drawn = logo_png(picture(tmp_path / "logo.png", "PNG"))
    with_logo, without = (
        build_report(register, Settings(), FIRST, LAST, logo=logo) for logo in (drawn, None)
    )
    for kind, folder in (("docx", "word/media/"), ("xlsx", "xl/media/")):
        path = tmp_path / f"report.{kind}"
        path.write_bytes(rendered(with_logo, kind))
        parts = unzipped(path)
        assert any(name.startswith(folder) and content == drawn for name, content in parts.items())
        assert b"Logo of the project" in b"".join(parts.values())
    assert rendered(with_logo, "pdf").count(b"/Image") > rendered(without, "pdf").count(b"/Image")
