"""Bytes become a Book: by calamine and our own look at what it leaves out. Runs in a guarded process."""

from __future__ import annotations

from collections.abc import Iterator

from grm_data.errors import RegisterError
from grm_data.guarded import is_for_memory, memory_allowed
from grm_data.intake.book import Book, Sheet
from grm_data.intake.container.refusal import Refused
from grm_data.intake.reading.extras import ReadSheet
from grm_data.intake.reading.frames import Note, notes_of, sheet_of
from grm_data.intake.reading.workbook import read_workbook
from grm_data.intake.source import Source

__all__ = ["read_book"]

_MIB = 1 << 20


def read_book(source: Source, budget: int | None = None) -> Book:
    """The file's sheets; RegisterError says in one sentence why they can't be read.

    A pure time or a duration is a text, "09:05:00" or "36:00:00". A day before March 1900, or one
    beyond the year 9999, is its number. A boolean column with empty cells is of objects. ``budget`` bounds
    the bytes that the cells may become.
    """
    budget = _budget(source) if budget is None else budget
    sheets: list[Sheet] = []
    notes: list[Note] = []
    try:
        for read in _sheets(source):
            budget -= sum(column.cost for column in read.table.columns)
            if budget < 0:
                raise RegisterError("read-too-big")
            sheet = sheet_of(read, source.name)
            sheets.append(sheet)
            notes += notes_of(read, sheet.name)
    except Refused as refused:
        raise RegisterError(refused.key, **refused.values) from None
    except RegisterError:
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of Rust is no Exception
        if is_for_memory(error):
            raise RegisterError("read-too-big") from None
        key = "password-protected" if type(error).__name__ == "PasswordError" else "file-damaged"
        raise RegisterError(key) from None
    return Book(source.name, source.sha256, source.format, tuple(sheets), tuple(notes))


def _budget(source: Source) -> int:
    """How many bytes of cells a file may become: 24 for each of its own, at most half the memory."""
    return min(memory_allowed() // 2, max(32 * _MIB, 24 * len(source.content)))


def _sheets(source: Source) -> Iterator[ReadSheet]:
    if source.format == "csv":
        from grm_data.intake.reading.delimited import read_delimited

        yield read_delimited(source.content)
    else:
        yield from read_workbook(source.content, source.format)
