"""The Register: what a spreadsheet held, complainant-free, as category codes and day numbers.

Built once by the intake and never changed: every array is read-only. Row i of every array is the same
feedback. Every figure is a numpy scan over these arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from grm_data.register.days import NO_DAY, Days, day_number, day_of
from grm_data.register.findings import Excluded, Finding
from grm_data.register.vocabulary import STATUSES, Status

__all__ = ["NO_CODE", "STATUS_CODE", "Category", "Reading", "Register", "Texts", "category_of"]

NO_CODE = -1
"""The code of a blank cell in a Category."""

STATUS_CODE: Mapping[Status, int] = MappingProxyType({status: i for i, status in enumerate(STATUSES)})

Texts = npt.NDArray[np.object_]
"""One str or None per row."""


@dataclass(frozen=True, slots=True, eq=False)
class Category:
    """A column of few different words: ``names[codes[i]]``, NO_CODE where the cell is blank."""

    codes: npt.NDArray[np.int16]
    names: tuple[str, ...]

    def texts(self) -> Texts:
        """The word of each row, None where blank."""
        words = np.array([*self.names, None], dtype=object)
        return words[self.codes]

    def code(self, name: str) -> int:
        """The code of a word; a code that no row has where the word is not in the column."""
        return self.names.index(name) if name in self.names else len(self.names)


def category_of(words: Sequence[str | None] | Texts, order: Iterable[str] = ()) -> Category:
    """A Category from one word (or None) per row: the words of ``order`` first, others as they appear."""
    present = dict.fromkeys(word for word in words if word is not None)
    names = (
        *(word for word in order if word in present),
        *(word for word in present if word not in set(order)),
    )
    code = {name: i for i, name in enumerate(names)}
    codes = np.fromiter((NO_CODE if word is None else code[word] for word in words), np.int16, len(words))
    return Category(codes, names)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a register was read: where it stood, what was understood, what was noticed."""

    sheet: str
    header_row: int = 1  # as the user sees it
    rows_read: int = 0
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # field → heading
    findings: tuple[Finding, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    date_orders: Mapping[str, tuple[str, str]] = field(
        default_factory=lambda: MappingProxyType({})
    )  # date field → (order, the evidence for it)
    sha256: str = ""
    file: str = ""  # the file's name, without its folder


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Register:
    """A grievance register: one row per feedback that counts, n rows in all."""

    received: Days  # day numbers, never NO_DAY
    resolved: Days  # as the register writes it, whatever the status; NO_DAY where none
    acknowledged: Days
    status: npt.NDArray[np.int8]  # index into STATUSES, as the register writes it
    channel: Category
    type: Category
    reported_days: npt.NDArray[np.int32]  # working days written in the register, NO_DURATION where none
    registered_no: Texts
    way: Texts
    issue: Texts  # None everywhere unless the texts are cleared
    action: Texts
    sheet_row: npt.NDArray[np.int32]  # as the user sees it in Excel
    sensitive_by_half_year: Mapping[str, int]  # "2020 H2" → cases; never rows
    last_known: date | None  # the latest received or resolved date that isn't in the future
    reading: Reading

    def __post_init__(self) -> None:
        """Make every array read-only."""
        for item in fields(self):
            value = getattr(self, item.name)
            array = value.codes if isinstance(value, Category) else value
            if isinstance(array, np.ndarray):
                array.setflags(write=False)

    def __len__(self) -> int:
        return len(self.received)

    @property
    def first_received(self) -> date | None:
        """The earliest received date, None for an empty register."""
        return day_of(int(self.received.min())) if len(self) else None

    @property
    def last_received(self) -> date | None:
        """The latest received date, None for an empty register."""
        return day_of(int(self.received.max())) if len(self) else None

    def status_as_of(self, cut_off: date) -> npt.NDArray[np.int8]:
        """Each row's status on a day: a case resolved after it is still resolving on it.

        Unrelated has no date in the register, so it counts from receipt; so does resolved without a date.
        """
        resolved_later = (self.resolved != NO_DAY) & (self.resolved > day_number(cut_off))
        is_later = resolved_later & (self.status == STATUS_CODE[Status.RESOLVED])
        return np.where(is_later, np.int8(STATUS_CODE[Status.RESOLVING]), self.status)
