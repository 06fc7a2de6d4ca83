"""Every kind of block is known to every format, and the pages of a report turn where cases begin."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import get_args

from docx import Document
from docx.enum.section import WD_ORIENT

from grm_dashboard.blocks.preview import _DRAWN
from grm_data.report import ReportModel, rendered
from grm_data.report.blocks import Block, Cases, Chart, Logo, plain_pages
from grm_data.report.pdf import TEMPLATES
from grm_data.report.sections import SECTIONS
from grm_data.report.xlsx.blocks import _WRITERS

KINDS = get_args(Block)


def test_every_format_knows_every_block() -> None:
    assert set(_DRAWN) == set(KINDS)
    assert set(_WRITERS) | {Chart, Logo} == set(KINDS)  # these have another sheet
    typst = (TEMPLATES / "half_yearly.typ").read_text("utf-8")
    word = (Path(TEMPLATES).parent / "word_blocks.py").read_text("utf-8")
    for name in (kind.__name__.casefold() for kind in KINDS if kind is not Cases):
        assert f"\n  {name}: " in typst, name
        assert f'"{name}": self._' in word, name


def test_the_sections_stand_in_their_order(model: ReportModel) -> None:
    names = [one.name for one in model.sections]
    assert names == [name for name in SECTIONS if name in names]
    assert {"cover", "received", "addressed", "notes", "other"} <= set(names)


def test_cases_stand_in_landscape_and_the_rest_upright(model: ReportModel) -> None:
    pages = plain_pages(model.sections)
    assert [page["is_wide"] for page in pages] == [False, True, False]
    sections = Document(BytesIO(rendered(model, "docx"))).sections
    turned = [one.orientation == WD_ORIENT.LANDSCAPE for one in sections]
    assert turned == [False, True, False]
    assert all(one.page_width > one.page_height for one, wide in zip(sections, turned, strict=True) if wide)


def test_the_matrices_hold_every_feedback_of_the_period(model: ReportModel) -> None:
    (received,) = (one for one in model.sections if one.name == "received")
    channels, types = received.blocks[2:4]
    assert channels.rows[-1] == ("Total", 3, 0, 6, 9)
    assert types.rows[-1] == ("Total", 6, 6)
    assert [sum(column) for column in zip(*(row[1:] for row in channels.rows[:-1]), strict=True)] == [
        3,
        0,
        6,
        9,
    ]
