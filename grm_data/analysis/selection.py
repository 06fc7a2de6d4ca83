"""A Selection: the rows of a register that a question is about, as of a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from grm_data.register import NO_DURATION, STATUS_CODE, Period, Register, Status, WorkCalendar, day_number

__all__ = ["NOT_STATED", "Selection", "select"]

NOT_STATED = "not_stated"
"""Stands for a blank channel or type in filters and charts."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Selection:
    """Rows of a register, each with its status as of a day, and the calendar to count by."""

    register: Register
    calendar: WorkCalendar
    as_of: date
    mask: Mask  # one bool per row of the register
    status: npt.NDArray[np.int8]  # one per row of the register, as of the cut-off

    def __len__(self) -> int:
        return int(self.mask.sum())

    def within(self, period: Period) -> Selection:
        """Only the feedback received in the period, its first and last day included."""
        first, last = period.numbers
        received = self.register.received
        return replace(self, mask=self.mask & (received >= first) & (received <= last))

    def where(
        self,
        *,
        statuses: Collection[str] = (),
        channels: Collection[str] = (),
        types: Collection[str] = (),
    ) -> Selection:
        """Only the feedback with one of the words given; an empty collection asks nothing."""
        mask = self.mask
        if statuses:
            mask = mask & np.isin(self.status, [STATUS_CODE[Status(name)] for name in statuses])
        for names, category in ((channels, self.register.channel), (types, self.register.type)):
            if names:
                codes = [-1 if name == NOT_STATED else category.code(name) for name in names]
                mask = mask & np.isin(category.codes, codes)
        return replace(self, mask=mask)

    def has_status(self, *statuses: Status) -> Mask:
        """The rows of the selection with one of the statuses, as a mask over the register."""
        return self.mask & np.isin(self.status, [STATUS_CODE[status] for status in statuses])

    @property
    def is_addressed(self) -> Mask:
        """The addressed rows of the selection: resolving or resolved."""
        return self.has_status(Status.RESOLVING, Status.RESOLVED)

    def working_days(self) -> npt.NDArray[np.int32]:
        """Working days from receipt to resolution of every register row that is resolved by the cut-off.

        NO_DURATION for all others, and for a case without a date or resolved before it was received.
        """
        register = self.register
        days = self.calendar.working_days(register.received, register.resolved)
        return np.where(self.has_status(Status.RESOLVED), days, np.int32(NO_DURATION))

    def age(self) -> npt.NDArray[np.int32]:
        """Working days from receipt to the cut-off of every open row, NO_DURATION for all others."""
        received = self.register.received
        cut_off = np.full(received.shape, day_number(self.as_of), np.int32)
        open_ = self.has_status(Status.RESOLVING)
        return np.where(open_, self.calendar.working_days(received, cut_off), np.int32(NO_DURATION))


def select(register: Register, calendar: WorkCalendar, as_of: date | None = None) -> Selection:
    """Every feedback received by the cut-off day; the default is the register's last known date.

    A feedback received after the cut-off does not exist yet.
    """
    cut_off = as_of or register.last_known or date.today()
    mask = register.received <= day_number(cut_off)
    return Selection(register, calendar, cut_off, mask, register.status_as_of(cut_off))
