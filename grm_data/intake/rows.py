"""The rows of a table with every field decoded, before any is excluded. Inside intake only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.cells import ERROR_CELLS, is_none
from grm_data.intake.choosing import Choice
from grm_data.intake.coded import Coded, coded, coded_cells, no_texts
from grm_data.intake.dates import (
    DateColumn,
    Known,
    Order,
    OwnDurations,
    Zone,
    find_period,
    looks_like_date,
    no_dates,
    project_zone,
    read_date_columns,
)
from grm_data.intake.laid_out import LaidOut
from grm_data.intake.numberings import numberings
from grm_data.intake.numbers import CaseNumbers, case_numbers, case_order
from grm_data.intake.several import choices_of
from grm_data.intake.table import Table
from grm_data.intake.values import (
    Answers,
    StatusColumn,
    StatusState,
    Words,
    read_days,
    read_flags,
    read_statuses,
    read_words,
)
from grm_data.register.calendar import NO_DURATION
from grm_data.register.columns import Mask, Numbers, Texts, blank_texts
from grm_data.register.days import NO_DAY
from grm_data.register.fields import DATE_FIELDS, Field, fields_of
from grm_data.register.folding import fold
from grm_data.register.headings import languages_of_headings
from grm_data.register.register import STATUS_CODE
from grm_data.register.traits import Kind
from grm_data.register.vocabulary import Status
from grm_data.settings import Settings

__all__ = ["Rows", "date_columns", "decode"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Rows:
    """n rows, decoded field by field; texts are not yet scrubbed.

    A field that the sheet lacks is in no mapping.
    """

    laid: LaidOut
    number: Texts
    numbers: CaseNumbers  # the same, taken apart
    dates: Mapping[Field, DateColumn]  # received_on always
    status: npt.NDArray[np.int8]
    status_cells: StatusColumn
    words: Mapping[Field, Words]
    answers: Mapping[Field, Answers]
    durations: Numbers  # as the register writes them
    unread_durations: Mask
    zone: Zone  # that times with a zone were read in
    numbering: npt.NDArray[np.int32]  # which rows' case numbers are counted together
    not_sensitive: frozenset[str]  # folded case numbers that somebody settled

    def __len__(self) -> int:
        return len(self.table)

    @property
    def table(self) -> Table:
        """The cells."""
        return self.laid.table

    @property
    def choice(self) -> Choice:
        """Which column is which field."""
        return self.laid.choice

    def has(self, field: Field) -> bool:
        """Whether a column of the sheet is read as the field."""
        return field in self.choice.columns

    def date(self, field: Field) -> DateColumn:
        """The dates of a field; all blank where the sheet has no such column."""
        return self.dates.get(field) or no_dates(len(self))

    def word(self, field: Field) -> Words:
        """The words of a field; all blank where the sheet has no such column."""
        no = np.zeros(len(self), dtype=bool)
        return self.words.get(field) or Words(blank_texts(len(self)), no, no)

    def texts(self, field: Field) -> Texts:
        """The texts of a field's column as written; all None where the sheet has no such column."""
        return _texts(self.table, self.choice, field)

    def coded(self, field: Field) -> Coded:
        """The same, each different text once."""
        return _coded(self.table, self.choice, field)

    def heading(self, field: Field) -> str | None:
        """The user's own heading of a field; of the status column for what stands in its cells."""
        j = self.choice.columns.get(field, self.choice.columns.get(Field.STATUS))
        return None if j is None else self.table.header.headings[j]


def decode(laid: LaidOut, settings: Settings, file_name: str) -> Rows:
    """Read every field of a register."""
    table, choice = laid.table, laid.choice
    number = _values(table, choice, Field.REGISTERED_NO).texts()
    numbers = case_numbers(number)
    statuses = read_statuses(_coded(table, choice, Field.STATUS), settings.own_words(Field.STATUS))
    numbering = numberings(table, number, date_columns(choice))
    durations, unread = read_days(_first(_values(table, choice, Field.REPORTED_WORKING_DAYS), statuses.days))
    zone = project_zone(settings.timezone, settings.calendar.country)
    columns = {
        field: cells
        for field in fields_of(Kind.DAY)
        if (cells := _date_cells(table, choice, field, statuses)) is not None
    }
    known = Known(
        setting=None if settings.date_order is None else Order(settings.date_order),
        case_order=case_order(numbers, numbering),
        period=_period_hint(table, file_name),
        zone=zone,
        start=None if settings.start is None else settings.start.year,
        country=settings.calendar.country,
        calendar=settings.date_calendar,
        shift=settings.date_shift,
        sections=_section_years(table, choice.columns[Field.RECEIVED_ON]),
        durations=OwnDurations(tuple(_durations(table, choice, durations)), settings.calendar),
    )
    dates = read_date_columns(columns, known, lambda: _other_dates(table, choice))
    return Rows(
        laid=laid,
        number=number,
        numbers=numbers,
        dates=dates,
        status=_effective_status(statuses, dates.get(Field.RESOLVED_ON) or no_dates(len(table))),
        status_cells=statuses,
        words=dict(_words(table, choice, statuses, settings)),
        answers={
            field: read_flags(_values(table, choice, field))
            for field in fields_of(Kind.FLAG)
            if field in choice.columns
        },
        durations=durations,
        unread_durations=unread,
        zone=zone,
        numbering=numbering,
        not_sensitive=frozenset(map(fold, settings.not_sensitive)),
    )


def date_columns(choice: Choice) -> list[int]:
    """The columns that are read as dates."""
    return [j for field, j in choice.columns.items() if field in DATE_FIELDS]


def _words(
    table: Table, choice: Choice, statuses: StatusColumn, settings: Settings
) -> Iterator[tuple[Field, Words]]:
    """The words of each category that the sheet has, or that stands in its combined cells."""
    languages = languages_of_headings(table.header.headings)
    for field in fields_of(Kind.CATEGORY):
        texts = _values(table, choice, field)
        if field is Field.WAY:
            texts = _first(texts, statuses.way)
        if field in choice.columns or not texts.is_blank.all():
            choices = choices_of(table, field, choice.columns.get(field))
            yield field, read_words(field, texts, settings.own_words(field), languages, choices)


_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_MOST_CELLS_OF_A_TITLE = 2
_LOOKED_AT = 50  # cells of a column tell whether it holds dates
_MOST_DIGITS = 3  # of a duration


def _section_years(table: Table, received: int) -> npt.NDArray[np.int32] | None:
    """The year that the title above each row's section states, such as YEAR 2022; 0 above the first."""
    years = np.zeros(len(table), np.int32)
    for row in np.flatnonzero(table.coded(received).is_blank):
        cells = [text for j in range(table.width) if (text := table.texts(j)[row]) is not None]
        found = _YEAR.findall(" ".join(cells)) if len(cells) <= _MOST_CELLS_OF_A_TITLE else []
        if len(set(found)) == 1:
            years[row:] = int(found[0])
    return years if years.any() else None


def _other_dates(table: Table, choice: Choice) -> Iterator[pd.Series]:
    """The columns that hold dates and are no field: a date of the incident, say."""
    for j in _unused(table, choice, looks_like_date):
        yield table.cells.iloc[:, j]


def _durations(table: Table, choice: Choice, durations: Numbers) -> Iterator[Numbers]:
    """The register's own durations, else every column of whole numbers that no field was found for."""
    if Field.REPORTED_WORKING_DAYS in choice.columns or (durations != NO_DURATION).any():
        yield durations
        return
    for j in _unused(table, choice, _is_small_number):
        yield read_days(table.coded(j))[0]


def _is_small_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= _MOST_DIGITS


def _unused(table: Table, choice: Choice, is_alike: Callable[[str], bool]) -> Iterator[int]:
    """The columns of no field of which at least half of the first cells are alike."""
    for j in range(table.width):
        if j not in choice.columns.values() and j not in choice.identity:
            texts = list(islice((text for text in table.texts(j) if text is not None), _LOOKED_AT))
            if texts and 2 * sum(map(is_alike, texts)) >= len(texts):
                yield j


def _period_hint(table: Table, file_name: str) -> tuple[int, int] | None:
    """The period named in the title lines above the header, else in the file's name."""
    headers = [part.header for part in table.parts]
    if len(headers) > 1:
        return None  # each may be of a period of its own
    above = headers[0].sheet.cells.iloc[: headers[0].row]
    titles = [text for j in range(above.shape[1]) for text in coded_cells(above.iloc[:, j]).different()]
    return next((period for text in [*titles, file_name] if (period := find_period(text))), None)


def _date_cells(table: Table, choice: Choice, field: Field, statuses: StatusColumn) -> pd.Series | None:
    """A date field's own column, its blanks filled from the combined status cells where these hold dates."""
    j = choice.columns.get(field)
    own = None if j is None else table.cells.iloc[:, j]
    combined = statuses.resolved_on if field is Field.RESOLVED_ON else blank_texts(len(table))
    if is_none(combined).all():
        return own
    texts = pd.Series(combined, dtype=object)
    return texts if own is None else own.astype(object).where(own.notna(), texts)


def _effective_status(statuses: StatusColumn, resolved: DateColumn) -> npt.NDArray[np.int8]:
    """A blank status is read as if there were no status column: resolved with a date, else resolving."""
    implied = np.where(resolved.days != NO_DAY, STATUS_CODE[Status.RESOLVED], STATUS_CODE[Status.RESOLVING])
    return np.where(statuses.state == StatusState.BLANK, implied, statuses.codes).astype(np.int8)


def _texts(table: Table, choice: Choice, field: Field) -> Texts:
    j = choice.columns.get(field)
    return blank_texts(len(table)) if j is None else table.texts(j)


def _coded(table: Table, choice: Choice, field: Field) -> Coded:
    j = choice.columns.get(field)
    return no_texts(len(table)) if j is None else table.coded(j)


def _values(table: Table, choice: Choice, field: Field) -> Coded:
    """The texts of a field's column, None also where a cell holds an error instead of a value."""
    return _coded(table, choice, field).without(ERROR_CELLS)


def _first(texts: Coded, others: Texts) -> Coded:
    """The text of each row, the other where there is none."""
    if is_none(others).all():
        return texts
    return coded(np.where(texts.is_blank, others, texts.texts()))
