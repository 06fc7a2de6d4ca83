"""A page on paper: every row of its tables in words, none of its controls, in either theme."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.visiting import Visit
from tests.report.conftest import program
from tests.report.reading import pdf_text

__all__ = ["program"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_printed_without_its_controls_and_with_all_of_its_rows(
    visit: Callable[..., Visit], address: str, program: Callable[[str], str], tmp_path: Path, scheme: str
) -> None:
    one = visit(address, scheme=scheme)
    one.open("/cases")
    path = tmp_path / "page.pdf"
    path.write_bytes(one.page.pdf(prefer_css_page_size=True))
    text = pdf_text(path, program("pdftotext"), "-layout")
    assert sorted(set(re.findall(r"f-2020/\d\d", text))) == [
        f"f-2020/{n}" for n in ("03", "04", "05", "06", "07", "10")
    ]
    assert "10 Dec 2020" in text
    for control in ("Period", "Download", "Publish"):
        assert control not in text
    one.page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    ink = (
        "e => [getComputedStyle(e).color, getComputedStyle(document.querySelector('.stApp')).backgroundColor]"
    )
    assert one.page.locator("h1").evaluate(ink) == ["rgb(17, 17, 17)", "rgb(255, 255, 255)"]


PAPER = 1031
"""Pixels of a page of A4 in landscape between its margins."""


def test_a_chart_fits_the_paper_however_wide_the_window_is(visit: Callable[..., Visit], address: str) -> None:
    """Nothing draws it anew for the paper: it is made smaller only."""
    one = visit(address)
    for width in (1280, 1920, 2560):
        one.page.emulate_media(media="null")
        one.page.set_viewport_size({"width": width, "height": 900})
        one.open("/timeliness")
        wide = one.page.locator(".main-svg").first.evaluate("e => e.getBoundingClientRect().width")
        one.page.emulate_media(media="print")
        smaller = one.page.locator(".stPlotlyChart").first.evaluate("e => getComputedStyle(e).zoom")
        assert 300 < wide * float(smaller) <= PAPER, width
