"""The rows of a table with every field decoded, before any is excluded. Inside intake only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.cells import column_texts, is_error_cell, is_none
from grm_data.intake.choosing import Choice
from grm_data.intake.dates import DateColumn, DateState, Order, find_period, read_date_column
from grm_data.intake.numberings import numberings
from grm_data.intake.numbers import case_order
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
from grm_data.register.columns import Mask, Numbers, Texts, blank_texts
from grm_data.register.days import NO_DAY
from grm_data.register.fields import DATE_FIELDS, Field, fields_of
from grm_data.register.findings import Finding
from grm_data.register.register import STATUS_CODE, SheetRead
from grm_data.register.traits import Kind
from grm_data.register.vocabulary import Status
from grm_data.settings import Settings

__all__ = ["Rows", "date_columns", "decode"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Rows:
    """n rows, decoded field by field; texts are not yet scrubbed.

    A field that the sheet lacks is in no mapping.
    """

    table: Table
    choice: Choice
    number: Texts
    dates: Mapping[Field, DateColumn]  # received_on always
    status: npt.NDArray[np.int8]
    status_cells: StatusColumn
    words: Mapping[Field, Words]
    answers: Mapping[Field, Answers]
    durations: Numbers  # as the register writes them
    unread_durations: Mask
    numbering: npt.NDArray[np.int32]  # which rows' case numbers are counted together
    sheets: tuple[SheetRead, ...] = ()  # of the whole workbook
    joined: int = 0  # rows of the sheets that are further rows of a case
    notes: tuple[Finding, ...] = ()  # what was noticed on the way

    def __len__(self) -> int:
        return len(self.table)

    def has(self, field: Field) -> bool:
        """Whether a column of the sheet is read as the field."""
        return field in self.choice.columns

    def date(self, field: Field) -> DateColumn:
        """The dates of a field; all blank where the sheet has no such column."""
        return self.dates.get(field) or _no_dates(len(self))

    def word(self, field: Field) -> Words:
        """The words of a field; all blank where the sheet has no such column."""
        return self.words.get(field) or Words(blank_texts(len(self)), np.zeros(len(self), dtype=bool))

    def texts(self, field: Field) -> Texts:
        """The texts of a field's column as written; all None where the sheet has no such column."""
        return _texts(self.table, self.choice, field)

    def heading(self, field: Field) -> str | None:
        """The user's own heading of a field; of the status column for what stands in its cells."""
        j = self.choice.columns.get(field, self.choice.columns.get(Field.STATUS))
        return None if j is None else self.table.header.headings[j]


def decode(table: Table, choice: Choice, settings: Settings, file_name: str) -> Rows:
    """Read every field of a table."""
    number = _values(table, choice, Field.REGISTERED_NO)
    statuses = read_statuses(_texts(table, choice, Field.STATUS), settings.own_words(Field.STATUS))
    numbering = numberings(table, number, date_columns(choice))
    hints = _Hints(case_order(number, numbering), _period_hint(table, file_name), settings.date_order)
    dates = {
        field: hints.read(cells, follows_numbers=field is Field.RECEIVED_ON)
        for field in fields_of(Kind.DAY)
        if (cells := _date_cells(table, choice, field, statuses)) is not None
    }
    durations, unread = read_days(_first(_values(table, choice, Field.REPORTED_WORKING_DAYS), statuses.days))
    return Rows(
        table=table,
        choice=choice,
        number=number,
        dates=dates,
        status=_effective_status(statuses, dates.get(Field.RESOLVED_ON) or _no_dates(len(table))),
        status_cells=statuses,
        words=dict(_words(table, choice, statuses, settings)),
        answers={
            field: read_flags(_values(table, choice, field))
            for field in fields_of(Kind.FLAG)
            if field in choice.columns
        },
        durations=durations,
        unread_durations=unread,
        numbering=numbering,
    )


def date_columns(choice: Choice) -> list[int]:
    """The columns that are read as dates."""
    return [j for field, j in choice.columns.items() if field in DATE_FIELDS]


def _words(
    table: Table, choice: Choice, statuses: StatusColumn, settings: Settings
) -> Iterator[tuple[Field, Words]]:
    """The words of each category that the sheet has, or that stands in its combined cells."""
    for field in fields_of(Kind.CATEGORY):
        texts = _values(table, choice, field)
        if field is Field.WAY:
            texts = _first(texts, statuses.way)
        if field in choice.columns or not is_none(texts).all():
            yield field, read_words(field, texts, settings.own_words(field))


@dataclass(frozen=True, slots=True, eq=False)
class _Hints:
    """What may decide the day/month order of a date column."""

    order: npt.NDArray[np.float64]
    period: tuple[int, int] | None
    setting: str | None

    def read(self, cells: pd.Series, *, follows_numbers: bool) -> DateColumn:
        """A column of dates; ``follows_numbers``: received dates rise with the case numbers.

        Resolved dates rise with them only roughly: that may decide the order of a doubtful column, but
        a single one out of line is no sign that its day and month were swapped.
        """
        setting = None if self.setting is None else Order(self.setting)
        read = partial(read_date_column, cells, setting=setting, period=self.period)
        if follows_numbers:
            return read(case_order=self.order)
        alone = read()
        if not (alone.state == DateState.AMBIGUOUS).any():
            return alone
        return replace(read(case_order=self.order), swapped=alone.swapped)


def _period_hint(table: Table, file_name: str) -> tuple[int, int] | None:
    """The period named in the title lines above the header, else in the file's name."""
    headers = [part.header for part in table.parts]
    if len(headers) > 1:
        return None  # each may be of a period of its own
    above = headers[0].sheet.cells.iloc[: headers[0].row]
    titles = [text for j in range(above.shape[1]) for text in column_texts(above.iloc[:, j]) if text]
    return next((period for text in [*titles, file_name] if (period := find_period(text))), None)


def _date_cells(table: Table, choice: Choice, field: Field, statuses: StatusColumn) -> pd.Series | None:
    """A date field's own column, its blanks filled from the combined status cells where these hold dates."""
    j = choice.columns.get(field)
    own = None if j is None else table.cells.iloc[:, j]
    combined = statuses.resolved_on if field is Field.RESOLVED_ON else blank_texts(len(table))
    if not any(text is not None for text in combined):
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


def _values(table: Table, choice: Choice, field: Field) -> Texts:
    """The texts of a field's column, None also where a cell holds an error instead of a value."""
    texts = _texts(table, choice, field).copy()
    texts[is_error_cell(texts)] = None
    return texts


def _first(texts: Texts, others: Texts) -> Texts:
    """The text of each row, the other where there is none."""
    return np.where(is_none(texts), others, texts)


def _no_dates(n: int) -> DateColumn:
    nothing = np.zeros(n, dtype=bool)
    return DateColumn(
        np.full(n, NO_DAY, np.int32), np.full(n, DateState.BLANK, np.int8), nothing, None, None, False
    )
