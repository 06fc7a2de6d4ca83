"""A Book as the guarded process reads it: how it ended there, and whether it is the one that is read here."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from grm_data.errors import RegisterError
from grm_data.guarded import Job, Limits, Reply, run
from grm_data.intake.book import Book, Sheet
from grm_data.intake.reading import read_book
from grm_data.intake.source import source_from_bytes

_BOOK = Job("tests.intake.there:book", RegisterError, "read-too-long", "read-too-big", "file-damaged")


def fingerprint(book: Book) -> str:
    """Every cell with its kind, and everything else of a book."""
    sheets = [
        (
            [str(dtype) for dtype in sheet.cells.dtypes],
            sheet.cells.astype(object).to_numpy().tolist(),
            [
                getattr(sheet, slot)
                for slot in Sheet.__slots__
                if slot not in ("cells", "hidden_rows", "hidden_columns", "uncalculated")
            ],
            [sorted(sheet.hidden_rows), sorted(sheet.hidden_columns), sorted(sheet.uncalculated)],
        )
        for sheet in book.sheets
    ]
    return sha256(repr([sheets, book.notes, book.format]).encode("utf-8", "replace")).hexdigest()


def book(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """The guarded job: how the book that it reads looks."""
    read = read_book(source_from_bytes(arguments["name"], bytes(blobs[0])))
    words = repr(read) + "".join(map(repr, read.sheets)) + repr(read.notes)
    return Reply({"fingerprint": fingerprint(read), "words": words})


def book_there(name: str, content: bytes, limits: Limits | None = None) -> str:
    """The fingerprint of the book that the guarded process reads; RegisterError as it says."""
    return str(_said(name, content, limits)["fingerprint"])


def words_there(name: str, content: bytes) -> str:
    """All that a log could keep of the book; RegisterError as for ``book_there``."""
    return str(_said(name, content)["words"])


def _said(name: str, content: bytes, limits: Limits | None = None) -> dict[str, Any]:
    return run(_BOOK, {"name": name}, [content], limits).values
