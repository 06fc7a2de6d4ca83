"""Which sheets of a workbook are its register: read as one, with what became of every other sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from grm_data.intake.book import Book, Sheet
from grm_data.intake.choosing import Choice, recognise_columns
from grm_data.intake.dates import DateState, read_date_column
from grm_data.intake.followups import FollowUp, follow_up_on, joined
from grm_data.intake.headers import Header, headers_of, plain_header, sheets_named
from grm_data.intake.identities import named_in
from grm_data.intake.kinds import filled_rows, kind_of
from grm_data.intake.pieces import tables_under
from grm_data.intake.table import Table, table_under
from grm_data.intake.union import united
from grm_data.register.fields import IDENTITY_FIELDS, Field
from grm_data.register.findings import Finding, spoken_as
from grm_data.register.folding import fold
from grm_data.register.grammar import is_plain_date
from grm_data.register.headings import fields_of_heading
from grm_data.register.register import SheetRead, SheetState
from grm_data.settings import Settings

__all__ = ["Found", "find_register"]

_OF_RECEIPT = IDENTITY_FIELDS | {
    Field.CHANNEL, Field.TYPE, Field.ISSUE, Field.CATEGORY, Field.LOCATION, Field.SEX,
}  # fmt: skip
"""A sheet without any of these tells what became of cases, not of their receipt."""

_FEWEST_HEADINGS = 3
"""So many headings alike, and no other one, show that two sheets are one register."""

_DATES = 0.5
"""Share of the cells under a received date that are dates, in a sheet that looks like a register."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Found:
    """The register's rows, the settings' headings to read it with, and every sheet of the workbook."""

    table: Table
    own: Mapping[str, str]
    sheets: tuple[SheetRead, ...]
    findings: tuple[Finding, ...]


@dataclass(eq=False, repr=False)
class _Candidate:
    """A table that may be the register or a part of it."""

    table: Table
    choice: Choice
    state: SheetState = SheetState.OTHER
    reason: str | None = None

    @property
    def fields(self) -> frozenset[Field]:
        return frozenset({*self.choice.columns, *self.choice.identity.values()})

    @property
    def has_plain_date(self) -> bool:
        """Whether the received dates stand under a mere "Date"."""
        return is_plain_date(self.table.header.headings[self.choice.columns[Field.RECEIVED_ON]] or "")

    @property
    def headings(self) -> frozenset[str]:
        return frozenset(fold(heading) for heading in self.table.header.headings if heading)


def find_register(book: Book, names: Sequence[str] | None, settings: Settings) -> Found:
    """The register of a book; RegisterError where none of its sheets, or of those named, has a header."""
    names = names or settings.sheets_read
    asked = sheets_named(book, names)
    if not names:
        ignored = {fold(name) for name in settings.sheets_ignored}
        asked = [sheet for sheet in asked if fold(sheet.name) not in ignored]
    headers = [*headers_of(asked, settings.columns, _fixed(book, asked, settings))]
    headers += _plain_headers(asked, headers)
    tables = [table_under(one) for header in headers for one in tables_under(header, settings.columns)]
    if len(tables) == 1 and len(book.sheets) == 1:
        table = tables[0]
        sheet = SheetRead(table.header.sheet.name, SheetState.READ, len(table))
        return Found(table, settings.columns, (sheet,), ())
    return _found(book, asked, tables, settings, is_named=bool(names))


def _fixed(book: Book, asked: Sequence[Sheet], settings: Settings) -> dict[int, int]:
    """The rows of headers that the settings name, by the sheet's place among those asked for."""
    rows = {fold(name): row for name, row in settings.header_rows.items()}
    number = {id(sheet): str(i) for i, sheet in enumerate(book.sheets, 1)}
    found = [rows.get(fold(sheet.name), rows.get(number[id(sheet)])) for sheet in asked]
    return {i: row for i, row in enumerate(found) if row is not None}


def _plain_headers(asked: Sequence[Sheet], headers: Sequence[Header]) -> Iterator[Header]:
    """Headers of sheets that have none by their words, but a heading that may mean the received date."""
    known = {id(header.sheet) for header in headers}
    for sheet in asked:
        header = None if id(sheet) in known else plain_header(sheet)
        if header is not None and any(
            Field.RECEIVED_ON in fields_of_heading(heading) for heading in header.headings if heading
        ):
            yield header


def _found(
    book: Book, asked: Sequence[Sheet], tables: Sequence[Table], settings: Settings, *, is_named: bool
) -> Found:
    """The register of several tables, or of a book of several sheets."""
    candidates = [_Candidate(table, recognise_columns(table, settings.columns)) for table in tables]
    main = max(candidates, key=_rank)
    for one in candidates:
        if one is main or _belongs(one, main, is_named=is_named):
            one.state = SheetState.READ
    read = [one for one in candidates if one.state is SheetState.READ]
    table, own = united([one.table for one in read], main.table, settings.columns), settings.columns
    with_rows = {one.table.header.sheet.name for one in read}
    others = [sheet for sheet in asked if sheet.name not in with_rows]
    follow_ups: dict[str, FollowUp] = {}
    for sheet in others:
        if (found := follow_up_on(sheet, table, settings)) is not None:
            follow_ups[sheet.name] = found
            table, own = joined(table, own, found, settings)
    for one in candidates:
        is_open = one.state is SheetState.OTHER and one.table.header.sheet.name not in follow_ups
        if is_open and _is_register(one):
            one.state, one.reason = SheetState.NOT_READ, "register"
    elsewhere = [one for one in candidates if one.state is not SheetState.READ]
    named = (*_identities(elsewhere), *_identities(_without_known_header(book, candidates)))
    table = replace(table, named_elsewhere=(*table.named_elsewhere, *named))
    sheets = tuple(_outcome(book, asked, candidates, follow_ups, is_named=is_named))
    return Found(table, own, sheets, tuple(_findings(sheets)))


def _identities(candidates: Iterable[_Candidate]) -> tuple[tuple[Field, str], ...]:
    """Who is named in tables whose rows aren't read."""
    found = {(field, text): None for one in candidates for field, text in named_in(one.table, one.choice)}
    return tuple(found)


def _without_known_header(book: Book, candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """Every other sheet that has headings at all, those that nobody asked for included."""
    known = {one.table.header.sheet.name for one in candidates}
    for sheet in book.sheets:
        header = None if sheet.name in known else plain_header(sheet)
        if header is not None:
            table = table_under(header)
            yield _Candidate(table, recognise_columns(table, {}))


def _rank(one: _Candidate) -> tuple[bool, bool, int, int]:
    """The received dates decide first: lists of words may name more fields than a register."""
    visible, score, length = one.table.header.rank
    return Field.RECEIVED_ON in one.choice.columns, visible, score, length


def _belongs(one: _Candidate, main: _Candidate, *, is_named: bool) -> bool:
    """Whether a table holds rows of the same register."""
    if Field.RECEIVED_ON not in one.choice.columns or Field.RECEIVED_ON not in main.choice.columns:
        return False
    smaller, larger = sorted((one.headings, main.headings), key=len)
    if not is_named and one.has_plain_date != main.has_plain_date:
        return one.fields == main.fields  # else the date is of something else, a step taken later
    if is_named or (smaller <= larger and len(smaller) >= _FEWEST_HEADINGS):
        return True
    shared, most = len(one.fields & main.fields), max(len(one.fields), len(main.fields))
    tells_receipt = bool(one.fields & _OF_RECEIPT) or not main.fields & _OF_RECEIPT
    return 2 * shared >= most and shared >= _FEWEST_HEADINGS and tells_receipt and _has_dates(one)


def _has_dates(one: _Candidate) -> bool:
    """Whether most cells under its received date are dates."""
    cells = one.table.cells.iloc[:, one.choice.columns[Field.RECEIVED_ON]]
    state = read_date_column(cells).state
    filled = int((state != DateState.BLANK).sum())
    read = int(np.isin(state, (DateState.READ, DateState.AMBIGUOUS)).sum())
    return filled > 0 and read >= _DATES * filled


def _is_register(one: _Candidate) -> bool:
    return Field.RECEIVED_ON in one.choice.columns and _has_dates(one)


def _outcome(
    book: Book,
    asked: Sequence[Sheet],
    candidates: Sequence[_Candidate],
    follow_ups: Mapping[str, FollowUp],
    *,
    is_named: bool,
) -> Iterator[SheetRead]:
    """Every sheet in the book's order; one of which a part isn't read is there twice."""
    searched = {sheet.name for sheet in asked}
    for sheet in book.sheets:
        own = [one for one in candidates if one.table.header.sheet.name == sheet.name]
        states = dict.fromkeys(one.state for one in own if one.state is not SheetState.OTHER)
        for found_state in states:
            those = [one for one in own if one.state is found_state]
            yield SheetRead(sheet.name, found_state, sum(len(one.table) for one in those), those[0].reason)
        if sheet.name not in searched:
            reason = "not-asked" if is_named else "ignored"
            yield SheetRead(sheet.name, SheetState.OTHER, _rows_on(sheet), reason)
        elif (found := follow_ups.get(sheet.name)) is not None:
            state = SheetState.OTHER if found.can_be_joined else SheetState.NOT_READ
            reason = "follow-up-joined" if found.can_be_joined else "follow-up"
            yield SheetRead(sheet.name, state, found.rows, reason)
        elif not states:
            yield SheetRead(sheet.name, SheetState.OTHER, _rows_on(sheet), kind_of(sheet))


def _rows_on(sheet: Sheet) -> int:
    """How many rows stand under its header, or on it where it has none."""
    header = plain_header(sheet)
    return filled_rows(sheet) if header is None else len(table_under(header))


def _findings(sheets: Sequence[SheetRead]) -> Iterator[Finding]:
    """One for each sheet that isn't read, but for empty ones and those that somebody left out."""
    for one in sheets:
        values = (("n", one.rows), ("what", one.reason and spoken_as(f"sheet.{one.reason}")))
        if one.state is SheetState.NOT_READ:
            yield Finding("sheet-not-read", one.sheet, values=values)
        elif one.reason == "follow-up-joined":
            yield Finding("sheet-joined", one.sheet, values=values[:1])
        elif one.state is SheetState.OTHER and one.reason not in ("empty", "ignored", "not-asked"):
            yield Finding("sheet-other", one.sheet, values=values)
