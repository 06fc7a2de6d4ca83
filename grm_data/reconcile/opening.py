"""Open a report from a file or a pasted text: its lines, read in the guarded process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grm_data.errors import UsageError
from grm_data.files import NotAFile, read_file
from grm_data.guarded import Job, run

__all__ = ["REPORT_BYTES", "Document", "Line", "document_from_bytes", "document_from_path"]

REPORT_BYTES = 20_000_000

_READ = Job(
    "grm_data.reconcile.reading.jobs:read",
    UsageError,
    too_long="report-too-long",
    too_big="report-too-long",
    damaged="report-unreadable",
)


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """A line of a report: a row with its cells, or a text, whose table is 0."""

    number: int
    table: int
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        """The cells as one text."""
        return "\t".join(self.cells)


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """A report as lines; personal data may stand in it, so it is neither stored nor printed."""

    lines: tuple[Line, ...]


def document_from_path(path: Path) -> Document:
    """The report at a path; UsageError says in one sentence why it can't be read."""
    try:
        content = read_file(path, REPORT_BYTES)
    except NotAFile:
        raise UsageError("no-file", path=path) from None
    except FileNotFoundError:
        raise UsageError("report-missing", path=path) from None
    except (OSError, ValueError):
        raise UsageError("report-unreadable") from None
    return document_from_bytes(content)


def document_from_bytes(content: bytes) -> Document:
    """The report in some bytes; UsageError as for ``document_from_path``."""
    if len(content) > REPORT_BYTES:
        raise UsageError("report-too-long")
    if not content.strip():
        raise UsageError("report-no-text")
    found = run(_READ, {}, [content]).values.get("lines")
    try:
        return Document(
            tuple(
                Line(number, int(table), tuple(str(cell) for cell in cells))
                for number, (table, cells) in enumerate(found or (), 1)
            )
        )
    except (TypeError, ValueError):
        raise UsageError(_READ.damaged) from None
