"""Bytes → Book → Register: find the table, decode it, check it, drop identities, freeze the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from types import MappingProxyType

from grm_data.intake.book import Book
from grm_data.intake.cells import is_none
from grm_data.intake.checks import check_rows
from grm_data.intake.choosing import choose_columns
from grm_data.intake.exclusion import exclude, excluded_rows, sensitive_by_half_year
from grm_data.intake.held_back import held_back
from grm_data.intake.identities import scrubber_of
from grm_data.intake.kept import kept_columns
from grm_data.intake.laid_out import LaidOut
from grm_data.intake.layout import one_row_per_case, without_dittos
from grm_data.intake.policy import TextPolicy
from grm_data.intake.privacy import Scrubber
from grm_data.intake.reading import read_book
from grm_data.intake.rows import Rows, decode
from grm_data.intake.sheets import find_register
from grm_data.intake.source import source_from_bytes
from grm_data.intake.ticks import with_ticks
from grm_data.register import (
    Field,
    Finding,
    Reading,
    Register,
    category_of,
    columns_of,
)
from grm_data.register.columns import Texts
from grm_data.register.noticed import Findings
from grm_data.register.register import latest_known
from grm_data.settings import Settings

__all__ = ["build_register", "decoded_rows", "laid_out", "laying", "register_of_file", "register_of_rows"]


def build_register(
    book: Book,
    settings: Settings,
    sheets: Sequence[str] | None,
    today: date,
    texts: TextPolicy = TextPolicy.AS_DECLARED,
) -> Register:
    """The complainant-free Register of a book; RegisterError where it holds none."""
    rows = decoded_rows(book, settings, sheets)
    scrubber = scrubber_of(rows.table, rows.choice, settings.calendar.country)
    return register_of_rows(rows, exclude(rows), scrubber, book, settings, today, texts)


def register_of_file(
    name: str,
    content: memoryview,
    settings: Settings,
    sheets: Sequence[str],
    today: date,
    texts: TextPolicy,
) -> Register:
    """The finished register in the bytes of a file; RegisterError where it holds none."""
    return build_register(read_book(source_from_bytes(name, bytes(content))), settings, sheets, today, texts)


def register_of_rows(
    rows: Rows,
    reasons: Texts,
    scrubber: Scrubber,
    book: Book,
    settings: Settings,
    today: date,
    texts: TextPolicy,
) -> Register:
    """The complainant-free Register of a book's decoded rows; ``reasons`` say why a row is excluded."""
    header, laid = rows.table.header, rows.laid
    notes = Findings.of([*_notes(book), *laid.notes, *rows.choice.findings])
    findings = Findings.joined([notes, check_rows(rows, reasons, settings, today)])
    reading = Reading(
        sheet=", ".join(rows.table.sheet_names),
        header_row=header.sheet_row,
        rows_read=len(rows) + laid.joined,
        rows_joined=laid.joined,
        sheets=laid.sheets,
        columns=MappingProxyType(_headings(rows)),
        excluded=excluded_rows(rows, reasons),
        date_orders=MappingProxyType(_date_orders(rows)),
        sha256=book.sha256,
        file=book.name,
    )
    reading = _scrubbed(reading, findings, scrubber)
    return _register(rows, reasons, today, reading, scrubber, texts_shown=texts.shows(settings))


def decoded_rows(book: Book, settings: Settings, sheets: Sequence[str] | None) -> Rows:
    """The rows of the book's register, before any is excluded; RegisterError where it holds none.

    ``sheets`` are the only ones to read, where any are named.
    """
    return decode(laid_out(book, laying(book, settings), sheets), settings, book.name)


def laying(book: Book, settings: Settings) -> Settings:
    """What of the settings lays a book out: ``laid_out`` gives the same for all that are alike in it.

    Words mean something there only in sheets of steps, whose last status is joined to the register.
    """
    statuses = settings.own_words(Field.STATUS) if len(book.sheets) > 1 else {}
    return Settings(
        columns=settings.columns,
        sheets_read=settings.sheets_read,
        sheets_ignored=settings.sheets_ignored,
        header_rows=settings.header_rows,
        one_case=settings.one_case,
        date_order=settings.date_order,
    ).with_words(Field.STATUS, statuses)


def laid_out(book: Book, settings: Settings, sheets: Sequence[str] | None) -> LaidOut:
    """The register in a book, one row per case; RegisterError where it holds none."""
    found = find_register(book, sheets, settings)
    plain = without_dittos(with_ticks(found.table))
    choice = choose_columns(plain.table, found.own)
    laid = one_row_per_case(plain.table, choice, settings)
    notes = (*found.findings, *plain.findings, *laid.findings)
    return LaidOut(laid.table, choice, found.sheets, laid.joined, notes)


def _notes(book: Book) -> Iterator[Finding]:
    """What the reader had to do to read the file."""
    for code, values in book.notes:
        yield Finding(code, str(values.get("sheet", book.name)), values=tuple(values.items()))


def _scrubbed(reading: Reading, findings: Findings, scrubber: Scrubber) -> Reading:
    """The reading without a complainant in the names of the file and its sheets, or in a heading."""
    scrub = cache(scrubber.scrub_known)

    return replace(
        reading,
        file=scrub(reading.file),
        sheet=scrub(reading.sheet),
        sheets=tuple(replace(one, sheet=scrub(one.sheet)) for one in reading.sheets),
        columns=MappingProxyType({field: scrub(heading) for field, heading in reading.columns.items()}),
        findings=findings.changed(lambda one: one.renamed(scrub, scrub)),
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
    columns = columns_of(dict(kept_columns(rows, keep, scrubber, texts_shown=texts_shown)))
    sheet = category_of(rows.table.sheets[keep], rows.table.sheet_names).renamed(scrubber.scrub_known)
    return Register(
        columns=columns,
        status=rows.status[keep],
        sheet=sheet,
        sheet_row=rows.table.sheet_rows[keep],
        sensitive_by_half_year=MappingProxyType(dict(sensitive_by_half_year(rows, reasons))),
        last_known=latest_known(columns, today),
        reading=reading,
        held_back=held_back(rows, reasons, scrubber),
    )


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
