"""Book → Register: find the table, decode it, check it, drop identities, freeze the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from types import MappingProxyType
from typing import Any

import numpy as np

from grm_data.intake.book import Book
from grm_data.intake.cells import is_none
from grm_data.intake.checks import check_rows
from grm_data.intake.choosing import choose_columns
from grm_data.intake.exclusion import exclude, excluded_rows, sensitive_by_half_year
from grm_data.intake.layout import one_row_per_case, without_dittos
from grm_data.intake.policy import TextPolicy
from grm_data.intake.privacy import Own, Owners, Scrubber
from grm_data.intake.rows import Rows, decode
from grm_data.intake.sheets import find_register
from grm_data.intake.ticks import with_ticks
from grm_data.register import (
    NO_DURATION,
    Columns,
    Field,
    Finding,
    Kind,
    Reading,
    Register,
    TextColumn,
    TextState,
    category_of,
    columns_of,
    text_column,
    texts_of,
)
from grm_data.register.columns import Mask, Texts, blank_texts
from grm_data.register.days import NO_DAY, day_number, day_of
from grm_data.register.traits import Scrub
from grm_data.settings import Settings

__all__ = ["build_register", "decoded_rows", "owners_of", "register_of_rows", "scrubber_of"]

_DETAILS = {Field.ADDRESS: "address", Field.ID_NUMBER: "id", Field.PHONE: "phone", Field.EMAIL: "email"}
"""Columns of identities → the kind of removal that their cells are in a text."""


def build_register(
    book: Book,
    settings: Settings,
    sheets: Sequence[str] | None,
    today: date,
    texts: TextPolicy = TextPolicy.AS_DECLARED,
) -> Register:
    """The complainant-free Register of a book; RegisterError where it holds none."""
    rows = decoded_rows(book, settings, sheets)
    return register_of_rows(rows, scrubber_of(rows, settings), book, settings, today, texts)


def register_of_rows(
    rows: Rows,
    scrubber: Scrubber,
    book: Book,
    settings: Settings,
    today: date,
    texts: TextPolicy,
) -> Register:
    """The complainant-free Register of a book's decoded rows."""
    header, reasons = rows.table.header, exclude(rows)
    findings = (
        *_notes(book),
        *rows.notes,
        *rows.choice.findings,
        *check_rows(rows, reasons, settings, today),
    )
    reading = Reading(
        sheet=", ".join(rows.table.sheet_names),
        header_row=header.sheet_row,
        rows_read=len(rows) + rows.joined,
        rows_joined=rows.joined,
        sheets=rows.sheets,
        columns=MappingProxyType(_headings(rows)),
        findings=findings,
        excluded=excluded_rows(rows, reasons),
        date_orders=MappingProxyType(_date_orders(rows)),
        sha256=book.sha256,
        file=book.name,
    )
    shown = texts.shows(settings)
    return _register(rows, reasons, today, _scrubbed(reading, scrubber), scrubber, texts_shown=shown)


def decoded_rows(book: Book, settings: Settings, sheets: Sequence[str] | None) -> Rows:
    """The rows of the book's register, before any is excluded; RegisterError where it holds none.

    ``sheets`` are the only ones to read, where any are named.
    """
    found = find_register(book, sheets, settings)
    plain = without_dittos(with_ticks(found.table))
    choice = choose_columns(plain.table, found.own)
    laid = one_row_per_case(plain.table, choice, settings)
    rows = decode(laid.table, choice, settings, book.name)
    notes = (*found.findings, *plain.findings, *laid.findings)
    return replace(rows, sheets=found.sheets, joined=laid.joined, notes=notes)


def scrubber_of(rows: Rows, settings: Settings) -> Scrubber:
    """The scrubber that knows the register's own complainants."""
    details = [(kind, text) for field, kind in _DETAILS.items() for text in _cells(rows, field)]
    return Scrubber(_cells(rows, Field.NAME), settings.calendar.country, details)


def _notes(book: Book) -> Iterator[Finding]:
    """What the reader had to do to read the file."""
    for code, values in book.notes:
        yield Finding(code, str(values.get("sheet", book.name)), values=tuple(values.items()))


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
        sheets=tuple(replace(one, sheet=scrub(one.sheet)) for one in reading.sheets),
        columns=MappingProxyType({field: scrub(heading) for field, heading in reading.columns.items()}),
        findings=tuple(map(found, reading.findings)),
        excluded=tuple(replace(row, sheet=scrub(row.sheet)) for row in reading.excluded),
    )


def _register(
    rows: Rows,
    reasons: Texts,
    today: date,
    reading: Reading,
    scrubber: Scrubber,
    *,
    texts_shown: bool,
) -> Register:
    keep = is_none(reasons)
    columns = columns_of(dict(_columns(rows, keep, scrubber, texts_shown=texts_shown)))
    sheet = category_of(rows.table.sheets[keep], rows.table.sheet_names).renamed(scrubber.scrub_known)
    return Register(
        columns=columns,
        status=rows.status[keep],
        sheet=sheet,
        sheet_row=rows.table.sheet_rows[keep],
        sensitive_by_half_year=MappingProxyType(dict(sensitive_by_half_year(rows, reasons))),
        last_known=_last_known(columns, today),
        reading=reading,
    )


def _columns(rows: Rows, keep: Mask, scrubber: Scrubber, *, texts_shown: bool) -> Iterator[tuple[Field, Any]]:
    """The column of each field that the sheet has, complainant-free, for the rows to keep."""
    owners = owners_of(rows)[keep]
    for field in Field:
        if field.is_kept and _is_recorded(rows, field):
            scrub = partial(_scrubbed_cells, field.traits.scrub, scrubber)
            match field.traits.kind:
                case Kind.LABEL:
                    yield field, scrub(rows.number[keep], owners)
                case Kind.DAY:
                    yield field, rows.date(field).days[keep]
                case Kind.CATEGORY:
                    words = rows.word(field)
                    texts, unknown = words.texts[keep], words.unknown[keep]
                    texts[unknown] = scrub(texts[unknown], owners[unknown])
                    yield field, category_of(texts, field.traits.codes)
                case Kind.NUMBER:
                    yield field, rows.durations[keep]
                case Kind.FLAG:
                    yield field, rows.answers[field].flags[keep]
                case Kind.TEXT:
                    texts = rows.texts(field)[keep]
                    yield field, text_column(scrub(texts, owners)) if texts_shown else _withheld(texts)


def _scrubbed_cells(scrub: Scrub, scrubber: Scrubber, texts: Texts, owners: Owners) -> Texts:
    """The cells of a field without what may identify a person, as the table of fields says."""
    match scrub:
        case Scrub.TEXT:
            return scrubber.scrub_all(texts, owners)
        case Scrub.WORD:
            return scrubber.scrub_words(texts, owners)
        case Scrub.KNOWN:
            return texts_of(
                None if text is None else scrubber.scrub_known(text, own)
                for text, own in zip(texts, owners, strict=True)
            )
        case _:
            return blank_texts(len(texts))  # what isn't said to be scrubbed stays inside


def _is_recorded(rows: Rows, field: Field) -> bool:
    """Whether the sheet has the field in a column, or in the cells of another one."""
    inside = field in rows.dates or field in rows.words
    has_days = field is Field.REPORTED_WORKING_DAYS and bool((rows.durations != NO_DURATION).any())
    return rows.has(field) or inside or has_days


def _withheld(texts: Texts) -> TextColumn:
    """Only whether there is a text."""
    state = np.where(is_none(texts), TextState.BLANK, TextState.WITHHELD).astype(np.int8)
    return TextColumn(blank_texts(len(texts)), state)


def _identity_columns(rows: Rows, field: Field) -> list[Texts]:
    """The columns that hold one kind of identity."""
    return [rows.table.texts(j) for j, found in rows.choice.identity.items() if found is field]


def _cells(rows: Rows, field: Field) -> set[str]:
    """Every different cell of the columns that hold one kind of identity, on whatever sheet."""
    own = {text for column in _identity_columns(rows, field) for text in column if text is not None}
    return own | {text for other, text in rows.table.named_elsewhere if other is field}


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


def _last_known(columns: Columns, today: date) -> date | None:
    """The latest received or resolved date that isn't in the future."""
    known = [columns.days[field] for field in (Field.RECEIVED_ON, Field.RESOLVED_ON) if field in columns.days]
    days = np.concatenate(known)
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
