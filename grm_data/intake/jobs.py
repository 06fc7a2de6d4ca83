"""What the guarded process does with a spreadsheet: the jobs behind ``grm_data.intake.opening``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from grm_data.guarded import Reply, from_plain
from grm_data.intake.asking import Opened
from grm_data.intake.book import Book
from grm_data.intake.build import build_register
from grm_data.intake.reading import read_book
from grm_data.intake.source import FILE_BYTES, source_from_bytes
from grm_data.register.body import body_of
from grm_data.settings import Settings

__all__ = ["open_book", "read"]


def read(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """The body of the register in a file."""
    settings, today = from_plain(Settings, arguments["settings"]), date.fromisoformat(arguments["today"])
    register = build_register(_book(arguments, blobs), settings, arguments["sheet"], today)
    return Reply({}, [body_of(register)])


def open_book(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """A file's previews; questions about it are answered until nobody asks any more."""
    opened = Opened(_book(arguments, blobs))
    return Reply(opened.previews(), then=opened.answer)


def _book(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Book:
    return read_book(source_from_bytes(arguments["name"], bytes(blobs[0]), limit=FILE_BYTES))
