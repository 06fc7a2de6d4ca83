"""A spreadsheet that staff opened, kept to map what wasn't understood without uploading it again.

Its cells are in a guarded process of their own; here is only the line to it.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from datetime import date
from typing import NoReturn

from grm_data.errors import RegisterError
from grm_data.guarded import Job, Kept, from_plain, keep, to_plain
from grm_data.intake.annotated.copy import AnnotatedCopy, copy_of
from grm_data.intake.answers import Answers, ColumnFact, Doubt, Preview, Trouble, UnknownWord, answers_of
from grm_data.intake.file import File, file_from_bytes
from grm_data.register import Register
from grm_data.settings import Settings

__all__ = ["Answers", "ColumnFact", "Doubt", "Preview", "Trouble", "UnknownWord", "Upload", "open_upload"]

_OPEN = Job(
    "grm_data.intake.jobs:open_book",
    RegisterError,
    too_long="read-too-long",
    too_big="read-too-big",
    damaged="file-damaged",
    ended="upload-ended",
    texts={"column": 3},
)


class Upload:
    """An opened spreadsheet, to be asked by the session of its owner; it is closed with the last reference.

    Left alone for half an hour, or where others need the room, it is closed too: then a question is answered
    by the sentence that asks for the file again.
    """

    __slots__ = ("__weakref__", "_kept", "_last", "_previews", "name")

    def __init__(self, file: File) -> None:
        """RegisterError says in one sentence why the file can't be read."""
        said, kept = keep(_OPEN, {"name": file.name}, [file.content])
        self.name = file.name
        self._kept = kept
        self._last: tuple[tuple[Settings, Settings, date], Answers] | None = None
        weakref.finalize(self, Kept.close, kept)
        self._previews = _previews(said.values)

    def ask(self, settings: Settings, words: Settings | None = None, *, today: date | None = None) -> Answers:
        """What the settings make of it, in one go; the words are those that ``words`` don't know.

        RegisterError where it is closed, or its process broke down over the question.
        """
        asked = settings, words or settings, today or settings.today
        if self._last is None or self._last[0] != asked:
            arguments = {
                "settings": to_plain(asked[0]),
                "words": to_plain(asked[1]),
                "today": asked[2].isoformat(),
            }
            said = self._kept.ask(arguments)
            self._last = asked, answers_of(_OPEN, said.values, said.blobs, self._previews)
        return self._last[1]

    def register(self, settings: Settings, *, today: date | None = None) -> Register:
        """The register, its scrubbed texts in it for staff to clear; RegisterError as for ``open_bytes``."""
        answers = self.ask(settings, today=today)
        if answers.register is None:
            raise answers.problem or RegisterError(_OPEN.damaged)
        return answers.register

    def columns(self, settings: Settings) -> tuple[ColumnFact, ...]:
        """What each column is read as, also where ``register`` raises; empty where no header is found."""
        return self.ask(settings).columns

    def unknown_words(self, settings: Settings) -> tuple[UnknownWord, ...]:
        """The words that are to be mapped: statuses, channels, types, the most frequent first.

        Empty where ``register`` raises. A word that may name a person, or is a sentence, is none of them.
        """
        return self.ask(settings).unknown_words

    def unmappable(self, settings: Settings) -> int:
        """How many different unknown words aren't among ``unknown_words``: they may name a person."""
        return self.ask(settings).unmappable

    def scrubbed(self, text: str, row: int) -> str:
        """A text that a person wrote for a row of the sheet, scrubbed as if it had stood there.

        RegisterError as for ``ask``.
        """
        return str(self._kept.ask({"text": text, "row": row}).values.get("text", ""))

    def marked(self, settings: Settings, *, today: date | None = None) -> AnnotatedCopy:
        """The workbook back with its problems marked; RegisterError as for ``ask``, or too big."""
        arguments = {
            "copy": True,
            "settings": to_plain(settings),
            "sheets": [],
            "today": (today or settings.today).isoformat(),
        }
        said = self._kept.ask(arguments)
        return copy_of(_OPEN, said)

    def end_unless(self, wanted: Callable[[], bool]) -> None:
        """Close it at the latest a minute after nobody wants it any more."""
        self._kept.end_unless(wanted)

    def close(self) -> None:
        """End its process, and with it all that is known of its cells."""
        self._last = None
        self._kept.close()

    def __reduce__(self) -> NoReturn:
        """TypeError: what belongs to one session is neither pickled nor copied."""
        raise TypeError("an Upload belongs to one session and is never stored")


def open_upload(name: str, content: bytes, wanted: Callable[[], bool] | None = None) -> Upload:
    """The cells of an uploaded file, not its bytes; RegisterError as for ``open_bytes``.

    It is closed at the latest a minute after ``wanted`` has become false and stays so.
    """
    upload = Upload(file_from_bytes(name, content))
    if wanted is not None:
        upload.end_unless(wanted)
    return upload


def _previews(values: object) -> tuple[Preview, ...]:
    try:
        found: tuple[Preview, ...] = from_plain(tuple[Preview, ...], values["previews"])  # type: ignore[index]
    except (ValueError, KeyError):
        raise RegisterError(_OPEN.damaged) from None
    return found
