"""The user's own workbook with its problems marked. It holds what the user's file holds, identities too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from grm_data.errors import RegisterError
from grm_data.guarded import Job, Message, run, to_plain
from grm_data.intake.answers import register_in
from grm_data.intake.file import File
from grm_data.messages import has_message, message
from grm_data.register import Register
from grm_data.settings import Settings

__all__ = ["AnnotatedCopy", "annotated_copy", "copy_of"]

_ANNOTATE = Job(
    "grm_data.intake.annotated.marking:annotate",
    RegisterError,
    too_long="cannot-annotate",
    too_big="cannot-annotate",
    damaged="cannot-annotate",
    texts={"column": 3, "sheets": 100_000},
)


@dataclass(frozen=True, slots=True, repr=False)
class AnnotatedCopy:
    """The copy as xlsx, the register as it was read, and a sentence for each thing that couldn't be kept."""

    content: bytes
    register: Register
    not_kept: tuple[str, ...]


def annotated_copy(
    file: File, settings: Settings, *, sheets: Sequence[str] = (), today: date | None = None
) -> AnnotatedCopy:
    """The user's workbook with each problem cell coloured and commented and a Problems sheet.

    RegisterError where the file can't be opened as a register, or is too big to be given back.
    """
    arguments = {
        "name": file.name,
        "settings": to_plain(settings),
        "sheets": list(sheets),
        "today": (today or settings.today).isoformat(),
    }
    return copy_of(_ANNOTATE, run(_ANNOTATE, arguments, [file.content]))


def copy_of(job: Job, said: Message) -> AnnotatedCopy:
    """The copy that a guarded process made; RegisterError where it is none."""
    register = register_in(job, said.blobs)
    lost = [key for key in (f"annotated.{name}" for name in said.values.get("lost", ())) if has_message(key)]
    return AnnotatedCopy(bytes(said.blobs[1]), register, tuple(map(message, lost)))
