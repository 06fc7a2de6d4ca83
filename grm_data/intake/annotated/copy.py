"""A register's findings → its annotated copy. It holds what the user's own file holds, identities too."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from grm_data.errors import RegisterError
from grm_data.intake.annotated.plain import plain_workbook
from grm_data.intake.book import Book
from grm_data.intake.build import build_register
from grm_data.intake.headers import Header, find_header
from grm_data.intake.reading import Limits, read_book
from grm_data.intake.source import Source
from grm_data.messages import message
from grm_data.register import Finding, Register, Severity
from grm_data.settings import Settings

__all__ = ["AnnotatedCopy", "annotated_copy"]

MOST_MARKS = 5000
"""Cells that are coloured; findings beyond them still stand on the Problems sheet."""

_ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True, repr=False)
class AnnotatedCopy:
    """The copy as xlsx, the register as it was read, and a sentence for each thing that couldn't be kept."""

    content: bytes
    register: Register
    not_kept: tuple[str, ...]


def annotated_copy(
    source: Source, settings: Settings, *, sheet: str | None = None, today: date | None = None
) -> AnnotatedCopy:
    """The user's workbook with each problem cell coloured and commented and a Problems sheet.

    RegisterError where the file can't be opened as a register, or is too big to be given back.
    """
    limits = Limits.from_environment()
    book = read_book(source, limits)
    register = build_register(book, settings, sheet, today or date.today())
    header = find_header(book, sheet, settings.columns)
    orders = _orders(register, header)
    if source.format in ("xlsx", "xlsm"):
        content, lost = _marked(source, orders, limits)
    else:
        content, lost = _marked(_as_workbook(book), orders, limits)
        lost = ["values-only", *lost]
    return AnnotatedCopy(content, register, tuple(message(f"annotated.{key}") for key in lost))


def _orders(register: Register, header: Header) -> dict[str, Any]:
    """What the marking process is to do: cells to mark, and the lines of the Problems sheet."""
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


def _as_workbook(book: Book) -> Source:
    """A workbook of the values, for a file that Excel's own format can't be kept from."""
    return Source(book.name, plain_workbook(book), "xlsx")


def _marked(source: Source, orders: dict[str, Any], limits: Limits) -> tuple[bytes, list[str]]:
    """Let the marking process mark the workbook, within the limits of reading."""
    start = [
        sys.executable,
        "-m",
        "grm_data.intake.annotated.marking",
        str(limits.memory_bytes),
        str(limits.cpu_seconds),
    ]
    asked = json.dumps(orders).encode()
    try:
        done = subprocess.run(
            start,
            input=len(asked).to_bytes(8, "big") + asked + source.content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a library's words could quote a cell
            timeout=limits.wall_seconds,
            cwd=_ROOT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RegisterError("cannot-annotate") from None
    if done.returncode != 0:
        raise RegisterError("cannot-annotate")
    lost, _, content = done.stdout.partition(b"\n")
    return content, json.loads(lost)
