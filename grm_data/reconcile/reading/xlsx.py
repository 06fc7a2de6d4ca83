"""A workbook → the rows of its sheets, each cell as it would be written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pandas as pd

from grm_data.errors import RegisterError, UsageError
from grm_data.intake.container.ole2 import SIGNATURE
from grm_data.intake.reading import read_book
from grm_data.intake.source import source_from_bytes
from grm_data.reconcile.reading.text import RawLine

__all__ = ["is_workbook", "workbook_lines"]

_TABLES_A_SHEET = 1_000


def is_workbook(content: bytes) -> bool:
    """Whether it may be a workbook."""
    return content.startswith((b"PK", SIGNATURE))


def workbook_lines(content: bytes) -> Iterator[RawLine]:
    """The rows of each sheet; a row with one cell is a line of text. UsageError where it can't be read."""
    try:
        book = read_book(source_from_bytes("report", content))
    except RegisterError:
        raise UsageError("report-unreadable") from None
    for number, sheet in enumerate(book.sheets):
        table = 1 + number * _TABLES_A_SHEET
        for row in sheet.cells.itertuples(index=False, name=None):
            cells = [_written(cell) for cell in row]
            filled = [cell for cell in cells if cell]
            if len(filled) > 1:
                yield table, cells
                continue
            table += bool(not filled)
            yield from ((0, [line]) for line in (filled[0].split("\n") if filled else [""]))
            if filled:
                yield 0, [""]
        yield 0, [""]


def _written(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if cell is None or pd.isna(cell):
        return ""
    if isinstance(cell, (datetime, date)):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return str(cell)
