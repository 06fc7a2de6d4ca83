"""The sheets of texts: addressed feedback case by case; notes, revisions and the free section."""

from __future__ import annotations

from collections.abc import Sequence

from grm_data.report.model import CASE_COLUMNS, Case
from grm_data.report.xlsx.book import Book, Page

__all__ = ["write_addressed", "write_notes"]

_WIDTHS = (6, 18, 14, 15, 20, 45, 55, 32)


def write_addressed(book: Book) -> None:
    """The table *Summary of feedback addressed*, and what was carried over from before the period."""
    model = book.model
    page = book.page("addressed", _WIDTHS)
    page.line(model.words["addressed"], "heading")
    if model.addressed:
        _cases(page, model.addressed)
    else:
        page.line(model.words["nothing_addressed"])
    if model.carried_over:
        page.row += 1
        page.line(model.words["carried_over"], "heading")
        _cases(page, model.carried_over)


def _cases(page: Page, cases: Sequence[Case]) -> None:
    page.head([page.book.model.words[f"col_{name}"] for name in CASE_COLUMNS])
    for case in cases:
        page.cells(
            (case.no, case.received, case.registered_no, case.type, case.channel, case.issue, case.action,
             "\n".join(case.outcome))
        )  # fmt: skip


def write_notes(book: Book) -> None:
    """What the words mean, notes on the data, what was revised, and the free section as plain text."""
    model = book.model
    page = book.page("notes", (30, 30, 20, 20, 20), portrait=True)
    for text in (*model.introduction, *model.guidelines):
        page.paragraph(text)
    for one in model.meanings:
        page.paragraph(f"{one.word}: {one.text}")
    _section(page, "notes", model.notes)
    if model.revised:
        page.row += 1
        page.line(model.words["revised"], "heading")
        page.head([model.words[f"col_{name}"] for name in ("period", "figure", "reported", "now", "report")])
        for row in model.revised:
            page.cells((row.period, row.figure, row.reported, row.now, row.source))
    _section(page, "other", [f"{block.mark} {block.text}".strip() for block in model.other])


def _section(page: Page, name: str, texts: Sequence[str]) -> None:
    if texts:
        page.row += 1
        page.line(page.book.model.words[name], "heading")
    for text in texts:
        page.paragraph(text)
