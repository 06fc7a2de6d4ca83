"""What the guarded process does with a report: the job behind ``grm_data.reconcile.opening``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from grm_data.errors import UsageError
from grm_data.guarded import Reply
from grm_data.intake.container.refusal import Refused
from grm_data.intake.container.signatures import foreign_kind, is_text
from grm_data.reconcile.opening import Line
from grm_data.reconcile.reading.docx import docx_lines, is_docx
from grm_data.reconcile.reading.pdf import pdf_lines
from grm_data.reconcile.reading.text import RawLine, text_lines
from grm_data.reconcile.reading.xlsx import is_workbook, workbook_lines
from grm_data.reconcile.understanding import understand
from grm_data.reconcile.wire import to_json

__all__ = ["MOST_LETTERS", "MOST_LINES", "read", "understood"]

MOST_LINES = 20_000
MOST_LETTERS = 4_000_000
"""What may come back from the process: more than any report has."""


def read(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """The lines of a report; UsageError names why there are none."""
    del arguments
    try:
        lines = _bounded(_lines(bytes(blobs[0])))
    except Refused as refused:
        raise UsageError("report-unreadable" if refused.key != "zip-bomb" else "report-too-long") from None
    if not any(char.isalnum() for _, cells in lines for cell in cells for char in cell):
        raise UsageError("report-no-text")
    return Reply({"lines": lines})


def understood(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """What a report's lines say: figures, no text."""
    del blobs
    lines = [Line(number, table, tuple(cells)) for number, table, cells in arguments["lines"]]
    return Reply(to_json(understand(lines, arguments["own"], arguments["numbers"])))


def _lines(content: bytes) -> Iterable[RawLine]:
    for is_it, lines in _FORMATS:
        if is_it(content):
            return lines(content)
    if foreign_kind(content) or not is_text(content):
        raise UsageError("report-unreadable")
    return text_lines(content)


_FORMATS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Iterable[RawLine]]], ...] = (
    (lambda content: content.startswith(b"%PDF"), pdf_lines),
    (is_docx, docx_lines),
    (is_workbook, workbook_lines),
)
"""Each format by its content, never by its name; what is none of them is text."""


def _bounded(lines: Iterable[RawLine]) -> list[RawLine]:
    return list(_counted(lines))


def _counted(lines: Iterable[RawLine]) -> Iterator[RawLine]:
    letters = 0
    for n, (table, cells) in enumerate(lines):
        letters += sum(map(len, cells))
        if n >= MOST_LINES or letters > MOST_LETTERS:
            raise UsageError("report-too-long")
        yield table, cells
