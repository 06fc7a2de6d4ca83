"""The sheets that are printed from the report's sections: one loop over their blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from grm_data.report.blocks import CASE_COLUMNS, Cases, Heading, Section, Sentences, Sheet, Table, Written
from grm_data.report.xlsx.book import Book, Page

__all__ = ["SHEETS", "write_sections"]

SHEETS: dict[Sheet, tuple[float, ...]] = {
    "addressed": (6, 18, 14, 15, 20, 45, 55, 32),
    "tables": (34, *[17] * 8),
    "notes": (30, 30, 20, 20, 20),
}
"""Sheet → the widths of its columns, in characters; the other sheets are formulas."""

_UPRIGHT = ("notes",)
_LONG = 40  # letters of a text that takes the columns to its right, too


def write_sections(book: Book, sheet: Sheet) -> None:
    """The sheet of these sections; none where there is none."""
    sections = [one for one in book.model.sections if one.sheet == sheet]
    if not sections:
        return
    page = book.page(sheet, SHEETS[sheet], portrait=sheet in _UPRIGHT)
    for section in sections:
        _write(page, section)


def _write(page: Page, section: Section) -> None:
    for block in section.blocks:
        if (write := _WRITERS.get(type(block))) is not None:
            write(page, block)


def _heading(page: Page, block: Heading) -> None:
    page.row += bool(page.row)
    page.line(block.text, "heading")


def _sentences(page: Page, block: Sentences) -> None:
    for text in block.texts:
        page.paragraph(text)


def _written(page: Page, block: Written) -> None:
    for one in block.paragraphs:
        page.paragraph(f"{one.mark} {one.text}".strip())


def _table(page: Page, block: Table) -> None:
    page.head(block.head, block.numbers)
    has_texts = any(isinstance(row[-1], str) and len(row[-1]) > _LONG for row in block.rows)
    for row in block.rows:
        page.cells(row, goes_on=has_texts, numbers=block.numbers)
    page.row += 1


def _cases(page: Page, block: Cases) -> None:
    page.head(block.head)
    for one in block.cases:
        fields: Sequence[Any] = [getattr(one, name) for name in CASE_COLUMNS]
        no, _, *texts, outcome = fields
        page.cells((no, one.received, *texts, "\n".join(outcome)))


_WRITERS: dict[type, Callable[[Page, Any], None]] = {
    Heading: _heading,
    Sentences: _sentences,
    Written: _written,
    Table: _table,
    Cases: _cases,
}
"""Charts have a sheet of their own, drawn by Excel itself."""
