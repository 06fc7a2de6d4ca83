"""Bytes become a Book, in a process of its own with limits on its memory and time."""

from __future__ import annotations

from threading import BoundedSemaphore

from grm_data.errors import RegisterError
from grm_data.intake.book import Book
from grm_data.intake.reading.frames import sheets_of
from grm_data.intake.reading.limits import Limits
from grm_data.intake.reading.process import messages_of
from grm_data.intake.reading.wire import Garbled
from grm_data.intake.source import Source

__all__ = ["Limits", "read_book"]

_STANDARD = Limits()
_AT_ONCE = BoundedSemaphore(4)
"""Reading processes at once: each may take the limit's memory, and uploads may come together."""


def read_book(source: Source, limits: Limits = _STANDARD) -> Book:
    """The file's sheets; RegisterError says in one sentence why they can't be read.

    A pure time or a duration is a text, "09:05:00" or "36:00:00". A day before March 1900, or one
    beyond the year 9999, is its number. A boolean column with empty cells is of objects.
    """
    with _AT_ONCE:
        messages = messages_of(source, limits)
        try:
            sheets, notes = sheets_of(messages, source.name)
        except Garbled:
            raise RegisterError("file-damaged") from None
        finally:
            messages.close()
    return Book(source.name, source.sha256, source.format, tuple(sheets), tuple(notes))
