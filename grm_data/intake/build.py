"""Book → Register: find the table, decode it, check it, drop identities, freeze the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from types import MappingProxyType

import numpy as np

from grm_data.intake.book import Book
from grm_data.intake.cells import is_none
from grm_data.intake.checks import check_rows
from grm_data.intake.choosing import choose_columns
from grm_data.intake.exclusion import exclude, sensitive_by_half_year, used_rows
from grm_data.intake.headers import find_header
from grm_data.intake.privacy import Own, Owners, Scrubber
from grm_data.intake.rows import Mask, Rows, decode
from grm_data.intake.table import table_under
from grm_data.register.columns import Field
from grm_data.register.days import NO_DAY, Days, day_number, day_of
from grm_data.register.findings import Excluded, Finding, Severity
from grm_data.register.register import Category, Reading, Register, Texts, category_of
from grm_data.register.vocabulary import CHANNELS, TYPES
from grm_data.settings import Settings

__all__ = ["build_register", "decoded_rows", "owners_of", "register_of_rows", "scrubber_of"]

_NOT_READ = frozenset({"sheet-too-wide", "cells-far-away", "characters-unreadable"})
"""Notes of the reader that say that something of the file was not read."""

_DETAILS = {Field.ADDRESS: "address", Field.ID_NUMBER: "id", Field.PHONE: "phone", Field.EMAIL: "email"}
"""Columns of identities → the kind of removal that their cells are in a text."""


def build_register(book: Book, settings: Settings, sheet: str | None, today: date) -> Register:
    """The complainant-free Register of a book; RegisterError where it holds none."""
    rows = decoded_rows(book, settings, sheet)
    return register_of_rows(rows, scrubber_of(rows, settings), book, settings, today)


def register_of_rows(rows: Rows, scrubber: Scrubber, book: Book, settings: Settings, today: date) -> Register:
    """The complainant-free Register of a book's decoded rows."""
    header, excluded = rows.table.header, exclude(rows)
    findings = (
        *_notes(book),
        *rows.choice.findings,
        *check_rows(rows, excluded, settings, today),
    )
    reading = Reading(
        sheet=header.sheet.name,
        header_row=header.sheet_row,
        rows_read=len(rows),
        columns=MappingProxyType(_headings(rows)),
        findings=findings,
        excluded=excluded,
        date_orders=MappingProxyType(_date_orders(rows)),
        sha256=book.sha256,
        file=book.name,
    )
    return _register(rows, excluded, settings, today, _scrubbed(reading, scrubber), scrubber)


def decoded_rows(book: Book, settings: Settings, sheet: str | None) -> Rows:
    """The rows of the book's register, before any is excluded; RegisterError where it holds none."""
    table = table_under(find_header(book, sheet, settings.columns))
    return decode(table, choose_columns(table, settings.columns), settings, book.name)


def scrubber_of(rows: Rows, settings: Settings) -> Scrubber:
    """The scrubber that knows the register's own complainants."""
    details = [(kind, text) for field, kind in _DETAILS.items() for text in _cells(rows, field)]
    return Scrubber(_cells(rows, Field.NAME), settings.calendar.country, details)


def _notes(book: Book) -> Iterator[Finding]:
    """What the reader had to do to read the file; a warning where something of it was not read."""
    for code, values in book.notes:
        severity = Severity.WARNING if code in _NOT_READ else Severity.INFO
        yield Finding(code, severity, str(values.get("sheet", book.name)), values=tuple(values.items()))


def _scrubbed(reading: Reading, scrubber: Scrubber) -> Reading:
    """The reading without a complainant in the names of the file and its sheets, or in a heading."""
    scrub = cache(scrubber.scrub_known)

    def found(one: Finding) -> Finding:
        values = tuple((name, scrub(v) if name == "sheet" else v) for name, v in one.values)
        return replace(one, sheet=scrub(one.sheet), column=one.column and scrub(one.column), values=values)

    return replace(
        reading,
        file=scrub(reading.file),
        sheet=scrub(reading.sheet),
        columns=MappingProxyType({field: scrub(heading) for field, heading in reading.columns.items()}),
        findings=tuple(map(found, reading.findings)),
        excluded=tuple(replace(row, sheet=scrub(row.sheet)) for row in reading.excluded),
    )


def _register(
    rows: Rows,
    excluded: tuple[Excluded, ...],
    settings: Settings,
    today: date,
    reading: Reading,
    scrubber: Scrubber,
) -> Register:
    keep = used_rows(rows, excluded)
    owners = owners_of(rows)[keep]
    received = rows.date(Field.RECEIVED_ON).days[keep]
    resolved = rows.date(Field.RESOLVED_ON).days[keep]
    return Register(
        received=received,
        resolved=resolved,
        acknowledged=rows.date(Field.ACKNOWLEDGED_ON).days[keep],
        status=rows.status[keep],
        channel=_category(rows.channel[keep], rows.unknown_channel[keep], owners, CHANNELS, scrubber),
        type=_category(rows.type[keep], rows.unknown_type[keep], owners, TYPES, scrubber),
        reported_days=rows.days[keep],
        registered_no=_numbers(rows.number[keep], owners, scrubber),
        way=scrubber.scrub_words(rows.way[keep], owners),
        issue=_free_text(rows.texts(Field.ISSUE)[keep], owners, settings, scrubber),
        action=_free_text(rows.texts(Field.ACTION)[keep], owners, settings, scrubber),
        sheet_row=rows.table.sheet_rows[keep],
        sensitive_by_half_year=MappingProxyType(dict(sensitive_by_half_year(rows, excluded))),
        last_known=_last_known(received, resolved, today),
        reading=reading,
    )


def _numbers(numbers: Texts, owners: Owners, scrubber: Scrubber) -> Texts:
    """The case numbers, without a complainant who is written beside or instead of one."""
    scrubbed = [
        None if number is None else scrubber.scrub_known(number, own)
        for number, own in zip(numbers, owners, strict=True)
    ]
    return np.array([*scrubbed, None], dtype=object)[:-1]


def _category(
    words: Texts, unknown: Mask, owners: Owners, order: tuple[str, ...], scrubber: Scrubber
) -> Category:
    """Known words are codes of ours; what was written beside them is scrubbed like any text."""
    scrubbed = words.copy()
    scrubbed[unknown] = scrubber.scrub_words(words[unknown], owners[unknown])
    return category_of(scrubbed, order)


def _free_text(texts: Texts, owners: Owners, settings: Settings, scrubber: Scrubber) -> Texts:
    """The texts of a column, scrubbed; None everywhere unless a person has cleared them."""
    if not settings.texts_cleared:
        return np.full(len(texts), None, dtype=object)
    return scrubber.scrub_all(texts, owners)


def _identity_columns(rows: Rows, field: Field) -> list[Texts]:
    """The columns that hold one kind of identity."""
    return [rows.table.texts(j) for j, found in rows.choice.identity.items() if found is field]


def _cells(rows: Rows, field: Field) -> set[str]:
    """Every different cell of the columns that hold one kind of identity."""
    return {text for column in _identity_columns(rows, field) for text in column if text is not None}


def _whole(rows: Rows, field: Field) -> list[str | None]:
    """What each row holds of one kind of identity, joined where several columns do."""
    columns = _identity_columns(rows, field)
    joined = [" ".join(filter(None, parts)) or None for parts in zip(*columns, strict=True)]
    return joined or [None] * len(rows)


def owners_of(rows: Rows) -> Owners:
    """The complainant of each row as written, as far as the register names one."""
    owners = np.empty(len(rows), dtype=object)
    for i, (name, address) in enumerate(
        zip(_whole(rows, Field.NAME), _whole(rows, Field.ADDRESS), strict=True)
    ):
        owners[i] = Own(name, address)
    return owners


def _last_known(received: Days, resolved: Days, today: date) -> date | None:
    """The latest received or resolved date that isn't in the future."""
    days = np.concatenate([received, resolved])
    days = days[(days != NO_DAY) & (days <= day_number(today))]
    return day_of(int(days.max())) if len(days) else None


def _headings(rows: Rows) -> dict[str, str]:
    """Field → the heading it was read from; a combined column stands for each field in its cells."""
    cells = rows.status_cells
    inside = {
        Field.RESOLVED_ON: cells.resolved_on,
        Field.REPORTED_WORKING_DAYS: cells.days,
        Field.WAY: cells.way,
    }
    found = dict(rows.choice.columns)
    for field, texts in inside.items():
        if not is_none(texts).all():
            found.setdefault(field, found[Field.STATUS])
    headings = rows.table.header.headings
    return {str(field): headings[j] or "" for field, j in sorted(found.items(), key=lambda item: item[1])}


def _date_orders(rows: Rows) -> dict[str, tuple[str, str]]:
    return {
        str(field): (column.order.value, column.evidence)
        for field, column in rows.dates.items()
        if column.order is not None and column.evidence is not None
    }
