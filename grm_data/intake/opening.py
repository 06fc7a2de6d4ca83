"""Open a register from a file or an upload: the door of the intake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from grm_data.errors import RegisterError
from grm_data.guarded import Job, run, to_plain, wipe
from grm_data.intake.annotated.copy import AnnotatedCopy, annotated_copy
from grm_data.intake.answers import Answers, ColumnFact, Doubt, Preview, Trouble, UnknownWord, register_in
from grm_data.intake.file import File, file_from_bytes, file_from_path
from grm_data.intake.policy import TextPolicy
from grm_data.intake.upload import Upload, open_upload
from grm_data.register import Register
from grm_data.settings import Settings

__all__ = [
    "AnnotatedCopy",
    "Answers",
    "ColumnFact",
    "Doubt",
    "Preview",
    "TextPolicy",
    "Trouble",
    "UnknownWord",
    "Upload",
    "annotated_copy",
    "file_from_bytes",
    "file_from_path",
    "open_bytes",
    "open_path",
    "open_upload",
    "wipe",
]

_READ = Job(
    "grm_data.intake.jobs:read",
    RegisterError,
    too_long="read-too-long",
    too_big="read-too-big",
    damaged="file-damaged",
    texts={"column": 3, "sheets": 100_000},
)


def open_path(
    path: Path,
    settings: Settings,
    *,
    sheets: Sequence[str] = (),
    today: date | None = None,
    texts: TextPolicy = TextPolicy.AS_DECLARED,
) -> Register:
    """The register in a file; RegisterError says in one sentence why it can't be opened.

    ``sheets`` are the only ones to read, where any are named.
    """
    return _open(file_from_path(path), settings, sheets, today, texts)


def open_bytes(
    name: str,
    content: bytes,
    settings: Settings,
    *,
    sheets: Sequence[str] = (),
    today: date | None = None,
    texts: TextPolicy = TextPolicy.AS_DECLARED,
) -> Register:
    """The register in an uploaded file; RegisterError as for ``open_path``."""
    return _open(file_from_bytes(name, content), settings, sheets, today, texts)


def _open(
    file: File, settings: Settings, sheets: Sequence[str], today: date | None, texts: TextPolicy
) -> Register:
    """The register, read, decoded, checked and scrubbed in a guarded process."""
    arguments = {
        "name": file.name,
        "settings": to_plain(settings),
        "sheets": list(sheets),
        "today": (today or settings.today).isoformat(),
        "texts": str(texts),
    }
    return register_in(_READ, run(_READ, arguments, [file.content]).blobs)
