"""Open a register from a file or an upload: the door of the intake."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from grm_data.intake.annotated.copy import AnnotatedCopy, annotated_copy
from grm_data.intake.build import build_register
from grm_data.intake.policy import TextPolicy
from grm_data.intake.reading import Limits, read_book
from grm_data.intake.source import Source, source_from_bytes, source_from_path
from grm_data.intake.template import template_workbook
from grm_data.intake.upload import UnknownWord, Upload, open_upload
from grm_data.register import Register
from grm_data.settings import Settings

__all__ = [
    "AnnotatedCopy",
    "TextPolicy",
    "UnknownWord",
    "Upload",
    "annotated_copy",
    "open_bytes",
    "open_path",
    "open_upload",
    "source_from_bytes",
    "source_from_path",
    "template_workbook",
]


def open_path(
    path: Path,
    settings: Settings,
    *,
    sheet: str | None = None,
    today: date | None = None,
    texts: TextPolicy = TextPolicy.AS_DECLARED,
) -> Register:
    """The register in a file; RegisterError says in one sentence why it can't be opened."""
    return _open(source_from_path(path), settings, sheet, today, texts)


def open_bytes(
    name: str,
    content: bytes,
    settings: Settings,
    *,
    sheet: str | None = None,
    today: date | None = None,
    texts: TextPolicy = TextPolicy.AS_DECLARED,
) -> Register:
    """The register in an uploaded file; RegisterError as for ``open_path``."""
    return _open(source_from_bytes(name, content), settings, sheet, today, texts)


def _open(
    source: Source, settings: Settings, sheet: str | None, today: date | None, texts: TextPolicy
) -> Register:
    book = read_book(source, Limits.from_environment())
    return build_register(book, settings, sheet, today or date.today(), texts)
