"""The Register: what a spreadsheet held, complainant-free, as category codes and day numbers.

Built once by the intake and never changed: every array is read-only. Row i of every array is the same
feedback. Every figure is a numpy scan over these arrays. Which fields there are says ``fields.py``; a field
that the spreadsheet didn't have is in no mapping, and reads as blank in every row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from grm_data.messages import message
from grm_data.register.columns import (
    Category,
    Columns,
    Mask,
    Numbers,
    Places,
    TextColumn,
    Texts,
    TextState,
    blank_column,
)
from grm_data.register.days import NO_DAY, Days, day_number, day_of
from grm_data.register.fields import Field
from grm_data.register.findings import Excluded
from grm_data.register.noticed import NO_FINDINGS, Findings
from grm_data.register.vocabulary import STATUSES, Status

__all__ = ["STATUS_CODE", "HeldBack", "Reading", "Register", "SheetRead", "SheetState", "latest_known"]

STATUS_CODE: Mapping[Status, int] = MappingProxyType({status: i for i, status in enumerate(STATUSES)})


def _none() -> Mapping[Any, Any]:
    return MappingProxyType({})


class SheetState(StrEnum):
    """What became of a sheet of the workbook."""

    READ = "read"  # its rows are in the register, or excluded with a reason
    NOT_READ = "not_read"  # it looks like a register, and isn't read
    OTHER = "other"  # it is no register


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A sheet of the workbook, what became of it, and how many rows it has."""

    sheet: str
    state: SheetState
    rows: int
    reason: str | None = None  # "follow-up": a key of the sentences ``sheet.<reason>``; None where it is read

    @property
    def message(self) -> str | None:
        """What it looks like, or why it isn't read, in a few words."""
        return self.reason and message(f"sheet.{self.reason}")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a register was read: where it stood, what was understood, what was noticed."""

    sheet: str  # the names of the sheets that were read, joined by ", "
    header_row: int = 1  # as the user sees it
    rows_read: int = 0
    columns: Mapping[str, str] = field(default_factory=_none)  # field → heading
    findings: Findings = NO_FINDINGS
    excluded: tuple[Excluded, ...] = ()
    date_orders: Mapping[str, tuple[str, str]] = field(default_factory=_none)
    """Date field → (order, the evidence for it)."""
    sha256: str = ""
    file: str = ""  # the file's name, without its folder
    rows_joined: int = 0  # of the rows read, those that are further rows of a case
    rows_told: bool = True  # whether the rows are those of the sheet; False where readers get others
    sheets: tuple[SheetRead, ...] = ()  # every sheet of the workbook, in its order

    @property
    def sheets_read(self) -> tuple[str, ...]:
        """The names of the sheets that were read, as findings call them."""
        read = dict.fromkeys(one.sheet for one in self.sheets if one.state is SheetState.READ)
        return tuple(read) or (self.sheet,)


@dataclass(frozen=True, slots=True, repr=False)
class HeldBack:
    """A sensitive case of a register about to be published: by what an earlier version may show it."""

    registered_no: str | None
    received: int  # a day number, or NO_DAY
    channel: str | None
    type: str | None


@dataclass(frozen=True, slots=True, eq=False, repr=False, weakref_slot=True)
class Register:
    """A grievance register: one row per feedback that counts, n rows in all."""

    columns: Columns
    status: npt.NDArray[np.int8]  # index into STATUSES, as the register writes it
    sheet: Category  # the name of each row's sheet
    sheet_row: Numbers  # as the user sees it in Excel
    sensitive_by_half_year: Mapping[str, int]  # "2020 H2" → cases; never rows
    last_known: date | None  # the latest received or resolved date that isn't in the future
    reading: Reading
    is_for_readers: bool = False  # whether it is what readers get (grm_data.readers); in no version
    held_back: tuple[HeldBack, ...] = ()  # for staff, until it is published; in no version

    def __post_init__(self) -> None:
        """Make every array read-only."""
        for array in (self.status, self.sheet_row, self.sheet.codes, *self.columns.arrays()):
            array.setflags(write=False)

    def __len__(self) -> int:
        return len(self.status)

    def places(self) -> list[tuple[str, int]]:
        """(sheet, row) of each feedback, as the user sees it; of a case over several rows, the first."""
        return list(zip(self.sheet.texts(), self.sheet_row.tolist(), strict=True))

    def with_columns(self, columns: Mapping[Field, Any]) -> Register:
        """The same rows with some columns replaced or added."""
        return replace(self, columns=self.columns.with_columns(columns))

    def where(self, rows: Mask | Places) -> Register:
        """Only these rows; what was said of the reading stays."""
        columns = self.columns.where(rows)
        return replace(
            self,
            columns=columns,
            last_known=self.last_known and latest_known(columns, self.last_known),
            status=self.status[rows],
            sheet=self.sheet.where(rows),
            sheet_row=self.sheet_row[rows],
        )

    def column(self, name: Field) -> Any:
        """The column of a field, of the type of its kind; blank in every row where it isn't recorded."""
        found = self.columns.get(name)
        return blank_column(name.traits.kind, len(self)) if found is None else found

    def day(self, name: Field) -> Days:
        """Day numbers, NO_DAY where none."""
        found: Days = self.column(name)
        return found

    def category(self, name: Field) -> Category:
        """The words of each row."""
        found: Category = self.column(name)
        return found

    def text(self, name: Field) -> TextColumn:
        """The texts of a field with their state."""
        found: TextColumn = self.column(name)
        return found

    @property
    def received(self) -> Days:
        """Day numbers, never NO_DAY."""
        return self.day(Field.RECEIVED_ON)

    @property
    def resolved(self) -> Days:
        """As the register writes it, whatever the status; NO_DAY where none."""
        return self.day(Field.RESOLVED_ON)

    @property
    def channel(self) -> Category:
        """How each feedback came in."""
        return self.category(Field.CHANNEL)

    @property
    def type(self) -> Category:
        """What kind of feedback each is."""
        return self.category(Field.TYPE)

    @property
    def reported_days(self) -> Numbers:
        """Working days written in the register, NO_DURATION where none."""
        found: Numbers = self.column(Field.REPORTED_WORKING_DAYS)
        return found

    @property
    def registered_no(self) -> Texts:
        """The case numbers."""
        found: Texts = self.column(Field.REGISTERED_NO)
        return found

    @property
    def first_received(self) -> date | None:
        """The earliest received date, None for an empty register."""
        return day_of(int(self.received.min())) if len(self) else None

    @property
    def last_received(self) -> date | None:
        """The latest received date, None for an empty register."""
        return day_of(int(self.received.max())) if len(self) else None

    @property
    def has_withheld_texts(self) -> bool:
        """Whether there is a text that nobody has cleared."""
        return any(column.is_withheld.any() for column in self.columns.texts.values())

    @property
    def has_shown_texts(self) -> bool:
        """Whether there is a text to show, or none is withheld."""
        columns = self.columns.texts.values()
        return any(column.is_shown.any() for column in columns) or not self.has_withheld_texts

    def count_texts(self, state: TextState) -> int:
        """How many texts there are of one state."""
        return sum(int((column.state == state).sum()) for column in self.columns.texts.values())

    def status_as_of(self, cut_off: date) -> npt.NDArray[np.int8]:
        """Each row's status on a day: a case resolved after it is still resolving on it.

        Unrelated has no date in the register, so it counts from receipt; so does resolved without a date.
        """
        resolved_later = (self.resolved != NO_DAY) & (self.resolved > day_number(cut_off))
        is_later = resolved_later & (self.status == STATUS_CODE[Status.RESOLVED])
        return np.where(is_later, np.int8(STATUS_CODE[Status.RESOLVING]), self.status)


def latest_known(columns: Columns, until: date) -> date | None:
    """The latest received or resolved date up to a day."""
    known = [columns.days[field] for field in (Field.RECEIVED_ON, Field.RESOLVED_ON) if field in columns.days]
    days = np.concatenate(known)
    days = days[(days != NO_DAY) & (days <= day_number(until))]
    return day_of(int(days.max())) if len(days) else None
