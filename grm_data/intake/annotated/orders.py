"""A register's findings → what is to be marked in its workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grm_data.intake.headers import Header
from grm_data.messages import message
from grm_data.register import Finding, Register, Severity

__all__ = ["orders_of"]

MOST_MARKS = 5000
"""Cells that are coloured; findings beyond them still stand on the Problems sheet."""


def orders_of(register: Register, header: Header) -> dict[str, Any]:
    """What is to be done: cells to mark, and the lines of the Problems sheet."""
    findings, excluded = register.reading.findings, register.reading.excluded
    marks = [mark for finding in findings if (mark := _mark(finding, header)) is not None]
    for row in excluded:
        said = message("annotated.left-out", why=row.message)
        marks.append([row.row, header.sheet.first_column, str(Severity.INFO), said])
    problems = [
        [message(f"severity.{finding.severity}"), finding.row, finding.column, finding.message]
        for finding in sorted(findings, key=lambda finding: finding.severity.rank)
    ]
    problems += [[message("annotated.excluded"), row.row, None, row.message] for row in excluded]
    return {
        "sheet": header.sheet.name,
        "marks": marks[:MOST_MARKS],
        "title": message("annotated.title"),
        "head": [message(f"annotated.head.{name}") for name in ("severity", "row", "column", "message")],
        "problems": problems,
    }


def _mark(finding: Finding, header: Header) -> list[Any] | None:
    """[row, column, severity, sentence]: the cell, or the heading of what is said of a whole column."""
    if finding.column is None or finding.column not in header.headings:
        return None if finding.row is None else [finding.row, header.sheet.first_column, *_said(finding)]
    column = header.sheet.first_column + header.headings.index(finding.column)
    row = finding.row if finding.row is not None else header.sheet_row + header.height - 1
    return [row, column, *_said(finding)]


def _said(finding: Finding) -> Sequence[str]:
    return str(finding.severity), finding.message
