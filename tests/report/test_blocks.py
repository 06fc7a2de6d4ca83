"""Every kind of block is known to every format, and the pages of a report turn where cases begin."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import get_args

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Pt
from openpyxl import load_workbook

from grm_dashboard.blocks.preview import _DRAWN
from grm_data.messages import message
from grm_data.report import ReportModel, rendered
from grm_data.report.blocks import Block, Cases, Cell, Chart, Logo, Table, plain_pages
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


def test_a_table_that_fills_its_page_has_no_empty_page_behind_it(model: ReportModel) -> None:
    """What Word needs behind a table, before other pages and at the end, is a point high, and there once."""
    document = Document(BytesIO(rendered(model, "docx")))
    texts = document.paragraphs
    (turned,) = (i for i, one in enumerate(texts) if one._p.xpath("./w:pPr/w:sectPr[w:pgSz/@w:orient]"))
    for low in (texts[turned], texts[-1]):
        assert low.text == ""
        assert low._p.getprevious().tag.endswith("}tbl")
        assert low.paragraph_format.line_spacing == Pt(1)


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


def table(*rows: tuple[Cell, ...], merged: int = 0) -> Table:
    return Table("a table", ("a", "b"), rows, (1, 1), merged)


def test_a_column_of_dashes_alone_may_be_of_texts_and_stands_to_the_left() -> None:
    assert table(("x", "–"), ("y", "–")).numbers == (False, False)
    assert table(("x", "–"), ("y", 3)).numbers == (False, True)
    assert table(("x", "+5"), ("y", "0.2")).numbers == (False, True)
    assert table().numbers == (False, False)


def test_a_table_of_a_few_short_rows_stands_on_one_page() -> None:
    assert table(*[("x", 1)] * 12).is_short
    assert not table(*[("x", 1)] * 13).is_short
    assert not table(*[("Resolved\nDate: May 4, 2020\nWay: email", 1)] * 12).is_short
    assert not table(("x" * 1500, 1)).is_short
    assert not table(("x", 1), merged=1).is_short


def test_word_keeps_together_what_a_cell_stands_for(model: ReportModel) -> None:
    """A period's name stands in its first row alone: on the next page nobody would know whose rows these are."""
    tables = Document(BytesIO(rendered(model, "docx"))).tables
    summary = next(one for one in tables if one.cell(0, 0).text == "Period")
    stay = [row.cells[2].paragraphs[0].paragraph_format.keep_with_next for row in summary.rows]
    assert stay == [True, *[True, True, None] * 3]


def test_excel_shows_the_cover_whole_and_numbers_to_the_right(model: ReportModel) -> None:
    with_cover = replace(model, cover=("Prepared by: the Project Implementation Unit, and others",))
    book = load_workbook(BytesIO(rendered(with_cover, "xlsx")))
    summary = book[message("report.sheet.summary")]
    (at,) = (cell.coordinate for row in summary for cell in row if cell.value == with_cover.cover[0])
    assert any(at in area and area.size["columns"] == 4 for area in summary.merged_cells.ranges)
    sheet = book[message("report.sheet.tables")]
    (head,) = (cell for row in sheet for cell in row if cell.value == "More or fewer received")
    below = sheet.cell(head.row + 2, head.column)
    assert str(below.value)[0] in "+−0–"
    assert {head.alignment.horizontal, below.alignment.horizontal} == {"right"}
