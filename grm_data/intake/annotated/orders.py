"""A register's findings → what is to be marked in its workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grm_data.intake.book import Book
from grm_data.intake.headers import Header
from grm_data.intake.table import Table
from grm_data.messages import message
from grm_data.register import Finding, Register, Severity

__all__ = ["orders_of"]

MOST_MARKS = 5000
"""Cells that are coloured; findings beyond them still stand on the Problems sheet."""

_HEAD = ("severity", "row", "column", "message", "sheet")


def orders_of(register: Register, table: Table, book: Book, scrub: Callable[[str], str]) -> dict[str, Any]:
    """What is to be done: cells to mark, and the lines of the Problems sheet, each with its sheet's place.

    ``scrub`` makes of a sheet's name what the findings call it.
    """
    places = {scrub(sheet.name): i for i, sheet in reversed([*enumerate(book.sheets)])}
    headers: dict[int, list[Header]] = {}
    for part in table.parts:
        headers.setdefault(places[scrub(part.header.sheet.name)], []).append(part.header)
    findings, excluded = register.reading.findings, register.reading.excluded
    marks = [mark for finding in findings if (mark := _mark(finding, places, headers)) is not None]
    for row in excluded:
        where = places.get(row.sheet, 0)
        said = message("annotated.left-out", why=row.message)
        marks.append([where, row.row, _first_column(headers, where), str(Severity.INFO), said])
    problems = [
        [places.get(one.sheet), message(f"severity.{one.severity}"), one.row, one.column, one.message]
        for one in sorted(findings, key=lambda one: one.severity.rank)
    ]
    problems += [
        [places.get(row.sheet), message("annotated.excluded"), row.row, None, row.message] for row in excluded
    ]
    named = {*headers, *(where for where, *_ in problems if where is not None)}
    names = {i: sheet.name for i, sheet in enumerate(book.sheets) if i in named}
    return {
        "sheets": names,
        "marks": marks[:MOST_MARKS],
        "title": message("annotated.title"),
        "head": [message(f"annotated.head.{name}") for name in (_HEAD if len(names) > 1 else _HEAD[:-1])],
        "problems": problems,
    }


def _mark(
    finding: Finding, places: Mapping[str, int], headers: Mapping[int, Sequence[Header]]
) -> list[Any] | None:
    """[sheet, row, column, severity, sentence]: the cell, or the heading of what is said of a column."""
    where = places.get(finding.sheet)
    if where is None or where not in headers:
        return None
    own = [one for one in headers[where] if finding.row is None or one.sheet_row < finding.row]
    header = next((one for one in reversed(own) if finding.column in one.headings), None)
    if finding.column is None or header is None:
        if finding.row is None:
            return None
        return [where, finding.row, _first_column(headers, where), *_said(finding)]
    if finding.row is None:
        header = next(one for one in own if finding.column in one.headings)
    column = header.sheet.first_column + header.headings.index(finding.column)
    row = finding.row if finding.row is not None else header.sheet_row + header.height - 1
    return [where, row, column, *_said(finding)]


def _first_column(headers: Mapping[int, Sequence[Header]], where: int) -> int:
    return headers[where][0].sheet.first_column if where in headers else 1


def _said(finding: Finding) -> Sequence[str]:
    return str(finding.severity), finding.message
