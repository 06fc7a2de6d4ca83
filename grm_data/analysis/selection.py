"""A Selection: the rows of a register that a question is about, as of a day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from grm_data.register import (
    NO_CODE,
    NO_DURATION,
    NO_FLAG,
    STATUS_CODE,
    Field,
    Kind,
    Period,
    Register,
    Status,
    WorkCalendar,
    day_number,
)
from grm_data.register.columns import Mask
from grm_data.register.known import known_columns

__all__ = ["NOT_STATED", "Selection", "every_case", "kept", "select"]

NOT_STATED = "not_stated"
"""Stands for a blank word in filters and charts."""

_T = TypeVar("_T")

_KEPT: WeakKeyDictionary[Register, dict[Hashable, Any]] = WeakKeyDictionary()
_MOST_KEPT = 56
"""Columns computed of a register that are kept with it: a page asks for the same again at each rerun."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Selection:
    """Rows of a register, each with its status as of a day, and the calendar to count by."""

    register: Register
    calendar: WorkCalendar
    as_of: date
    mask: Mask  # one bool per row of the register
    status: npt.NDArray[np.int8]  # one per row of the register, as of the cut-off

    def __len__(self) -> int:
        return int(np.count_nonzero(self.mask))

    @property
    def alone(self) -> Selection:
        """The same cases as a register of their own: whoever lists a few needn't look at all the others."""
        register, status = self.register.where(self.mask), self.status[self.mask]
        return replace(self, register=register, mask=np.ones(len(register), dtype=bool), status=status)

    @property
    def as_known(self) -> Selection:
        """The same cases without what wasn't known yet on the as-of day: it is blank in their register."""
        columns = known_columns(self.register, self.as_of)
        return replace(self, register=self.register.with_columns(columns)) if columns else self

    def first(self, n: int) -> Selection:
        """The first n cases, in the register's order."""
        mask = np.zeros(len(self.mask), dtype=bool)
        mask[np.flatnonzero(self.mask)[:n]] = True
        return replace(self, mask=mask)

    def within(self, period: Period) -> Selection:
        """Only the feedback received in the period, its first and last day included."""
        received = self.register.received
        return replace(self, mask=self.mask & kept(self.register, period, lambda: period.holds(received)))

    def where(self, words: Mapping[Field, Collection[str]]) -> Selection:
        """Only the feedback with one of the words of each field; an empty collection asks nothing."""
        mask = self.mask
        for field, names in words.items():
            if names:
                mask = mask & self._has_word(field, names)
        return replace(self, mask=mask)

    def with_status(self, *statuses: Status) -> Selection:
        """Only the feedback with one of the statuses."""
        return self.where({Field.STATUS: statuses})

    def _has_word(self, field: Field, names: Collection[str]) -> Mask:
        if field is Field.STATUS:
            return _among(self.status, (STATUS_CODE[Status(name)] for name in names))
        category = self.register.category(field)
        codes = (NO_CODE if name == NOT_STATED else category.code(name) for name in names)
        return _among(category.codes, codes)

    def tells(self, field: Field) -> Mask:
        """The rows of the selection in which the register tells a word, or yes or no, of a field."""
        is_flag = field.traits.kind is Kind.FLAG
        codes, none = (
            (self.register.column(field), NO_FLAG)
            if is_flag
            else (self.register.category(field).codes, NO_CODE)
        )
        told: Mask = codes != none
        return self.mask & told

    def has_status(self, *statuses: Status) -> Mask:
        """The rows of the selection with one of the statuses, as a mask over the register."""
        return self.mask & _among(self.status, (STATUS_CODE[status] for status in statuses))

    @property
    def is_open(self) -> Mask:
        """The rows of the selection without an answer on the as-of day."""
        return self.has_status(Status.RESOLVING)

    @property
    def is_addressed(self) -> Mask:
        """The addressed rows of the selection: resolving or resolved."""
        return self.has_status(Status.RESOLVING, Status.RESOLVED)

    def working_days(self) -> npt.NDArray[np.int32]:
        """Working days from receipt to resolution of every register row that is resolved by the cut-off.

        NO_DURATION for all others, and for a case without a date or resolved before it was received.
        """
        return np.where(self.has_status(Status.RESOLVED), self._taken(), np.int32(NO_DURATION))

    def resolved_after(self) -> npt.NDArray[np.int32]:
        """The same of the resolved rows alone, which are often few."""
        return self._taken()[self.has_status(Status.RESOLVED)]

    def _taken(self) -> npt.NDArray[np.int32]:
        register, calendar = self.register, self.calendar
        return kept(register, calendar, lambda: calendar.working_days(register.received, register.resolved))

    def age(self) -> npt.NDArray[np.int32]:
        """Working days from receipt to the cut-off of every open row, NO_DURATION for all others."""
        return np.where(self.is_open, self._waited(), np.int32(NO_DURATION))

    def open_since(self) -> npt.NDArray[np.int32]:
        """The same of the open rows alone, which are often few."""
        return self._waited()[self.is_open]

    def _waited(self) -> npt.NDArray[np.int32]:
        received, calendar = self.register.received, self.calendar
        cut_off = np.broadcast_to(np.int32(day_number(self.as_of)), received.shape)
        key = calendar, self.as_of
        return kept(self.register, key, lambda: calendar.working_days(received, cut_off))


def _among(codes: npt.NDArray[Any], wanted: Iterable[int]) -> Mask:
    """Where a code is one of a few: a comparison for each is far quicker than ``np.isin``."""
    is_one = [codes == code for code in wanted]
    return reduce(np.logical_or, is_one) if is_one else np.zeros(len(codes), bool)


def kept(register: Register, key: Hashable, make: Callable[[], _T]) -> _T:
    """What is computed of a register, made anew only where nobody asked for it before."""
    columns = _KEPT.setdefault(register, {})
    found: _T | None = columns.get(key)
    if found is None:
        for oldest in [*columns][: len(columns) - _MOST_KEPT + 1]:
            columns.pop(oldest, None)
        found = columns[key] = make()
        if isinstance(found, np.ndarray):
            found.setflags(write=False)
    return found


def select(register: Register, calendar: WorkCalendar, as_of: date) -> Selection:
    """Every feedback received by the cut-off day.

    A feedback received after the cut-off does not exist yet.
    """
    mask = register.received <= day_number(as_of)
    return Selection(register, calendar, as_of, mask, _status(register, as_of))


def every_case(register: Register, calendar: WorkCalendar, as_of: date) -> Selection:
    """Every feedback in the register, also one received after the day, with its status as of the day."""
    everything = np.ones(len(register), dtype=bool)
    return Selection(register, calendar, as_of, everything, _status(register, as_of))


def _status(register: Register, as_of: date) -> npt.NDArray[np.int8]:
    return kept(register, as_of, lambda: register.status_as_of(as_of))
