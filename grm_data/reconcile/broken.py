"""Labels that a narrow column broke over several rows, as a page shows them, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from grm_data.reconcile.opening import Line
from grm_data.reconcile.words import coded

__all__ = ["unbroken_rows"]

_TABLES = ("labels", "periods", "headings", "statuses", "lists")
_NUMBERS = re.compile(r"^\d[\d,]*, |\s*:\s*\d[\d,]*$")
_MOST_ROWS = 4
"""Rows that a label is broken over."""


def unbroken_rows(rows: Sequence[Line]) -> list[Line]:
    """The rows with each label that is broken whole in the first of its rows, and gone from the others."""
    cells = [list(row.cells) for row in rows]
    for at, row in enumerate(cells):
        for column, cell in enumerate(row):
            if cell and (end := _end(cells, at, column)):
                row[column] = " ".join(one[column] for one in cells[at:end])
                for one in cells[at + 1 : end]:
                    one[column] = ""
    return [replace(row, cells=tuple(found)) for row, found in zip(rows, cells, strict=True)]


def _end(cells: Sequence[Sequence[str]], at: int, column: int) -> int | None:
    """Behind the last row of a broken label that begins at a row; None where none does."""
    text, found = cells[at][column], None
    for i, row in enumerate(cells[at + 1 : at + _MOST_ROWS], at + 1):
        cell = row[column] if column < len(row) else ""
        if not cell or not _goes_on(text, cell):
            break
        text = f"{text} {cell}"
        if _is_label(text):
            found = i + 1
    return found


def _goes_on(text: str, cell: str) -> bool:
    """Whether a cell isn't a label of its own: "received" under "Total" is, but for its small letter."""
    return not _is_label(cell) or (text[:1].isupper() and cell[:1].islower())


def _is_label(text: str) -> bool:
    """Whether a text is a label, perhaps between two numbers: "9, of those addressed: 6"."""
    words = _NUMBERS.sub("", text)
    return any(coded(name, words) for name in _TABLES)
