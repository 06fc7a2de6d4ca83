"""Columns of dates: each cell's day or why it has none, and how the columns were read together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.dates.calendars import any_31st, in_other_calendar
from grm_data.intake.dates.cells import Cells, Flags, Said, cells_of
from grm_data.intake.dates.deciding import Decisions, Known
from grm_data.intake.dates.orders import Decision, doubtful
from grm_data.intake.dates.proofs import days_under, swapped_by_pairs
from grm_data.intake.dates.shifts import Shift, find_shifts
from grm_data.intake.dates.spellings import Order
from grm_data.intake.dates.swaps import fit_among_cases, is_import_accident, swapped_days, wrong_years
from grm_data.intake.dates.window import first_day_of
from grm_data.register.days import NO_DAY, Days
from grm_data.register.fields import Field

__all__ = ["DateColumn", "DateState", "no_dates", "read_date_column", "read_date_columns"]


class DateState(IntEnum):
    """What became of a cell."""

    BLANK = 0
    READ = 1
    REFUSED = 2  # not one whole date
    AMBIGUOUS = 3  # a date whose order nothing decides


@dataclass(frozen=True, slots=True, eq=False)
class DateColumn:
    """A column's days, and what was understood and suspected on the way."""

    days: Days  # NO_DAY where the state is not READ
    state: npt.NDArray[np.int8]
    swapped: npt.NDArray[np.bool_]  # suspected only: the day is the one that stands there
    order: Order | None  # of its ambiguous dates; None where it has none or nothing decides
    evidence: str | None  # "day-over-12", "setting", "sibling", "resolved-after", "durations", …
    contradicted: bool  # cells prove two orders: 25-09-2003 and 09/25/2003
    supposed: Days  # the day that a date with a wrong year seems to mean; NO_DAY elsewhere
    without_year: npt.NDArray[np.bool_]  # cells that state a day and a month only
    zoned: bool  # days depend on the project's time zone
    in_calendar: npt.NDArray[np.bool_]  # cells of a calendar other than the Gregorian: they are refused
    calendar: str | None = None  # its name
    shift: Shift | None = None

    @property
    def said_of_column(self) -> npt.NDArray[np.bool_]:
        """The cells without a day of which one finding about the whole column tells why."""
        return self.without_year | self.in_calendar


def no_dates(n: int) -> DateColumn:
    """A column of n blank cells."""
    nothing, days = np.zeros(n, np.bool_), np.full(n, NO_DAY, np.int32)
    return DateColumn(
        days, np.full(n, DateState.BLANK, np.int8), nothing, None, None, False, days, nothing, False, nothing
    )


def read_date_column(
    cells: pd.Series,
    *,
    setting: Order | None = None,
    case_order: npt.NDArray[np.float64] | None = None,
    period: tuple[int, int] | None = None,
    date1904: bool = False,
) -> DateColumn:
    """The received days of a column as the reader hands it over (``Sheet.cells``), by what is ``Known``."""
    known = Known(setting, case_order, period, date1904)
    return read_date_columns({Field.RECEIVED_ON: cells}, known)[Field.RECEIVED_ON]


def read_date_columns(
    columns: Mapping[Field, pd.Series],
    known: Known,
    others: Callable[[], Iterable[pd.Series]] = tuple,
) -> dict[Field, DateColumn]:
    """The days of each column of dates, read by all that they prove of each other.

    ``others``: the sheet's further columns, of which one may prove an order. Received dates rise with
    the case numbers; others do only roughly: that may decide the order of a doubtful column, but a
    single one out of line is no sign that its day and month were swapped.
    """
    said: dict[str, Said] = {}
    read = {name: _cells(column, known, said) for name, column in columns.items()}
    decisions = Decisions(read, known, others)
    has_31st = any(map(any_31st, read.values()))
    found = {name: _column(cells, decisions.of(name), known, has_31st) for name, cells in read.items()}
    shifts = find_shifts(
        {name: (cells, found[name].days) for name, cells in read.items()}, known.zone, known.shift
    )
    found = {name: _shifted(column, shifts.get(name)) for name, column in found.items()}
    return _with_suspects(found, read, known)


def _cells(column: pd.Series, known: Known, said: dict[str, Said]) -> Cells:
    """The cells, without a reading from before the project's first year where there is another."""
    cells = cells_of(column, date1904=known.date1904, zone=known.zone, sections=known.sections, said=said)
    if known.start is not None:
        table, first = cells.readings, first_day_of(known.start)
        early = doubtful(table)[:, None] & (table < first)
        early &= ((table != NO_DAY) & ~early).any(axis=1)[:, None]
        table[early] = NO_DAY
    return cells


def _column(cells: Cells, decision: Decision, known: Known, has_31st: bool) -> DateColumn:
    days = days_under(cells.readings, decision.order)
    plain = no_dates(len(days))
    other = in_other_calendar(cells, known.country, known.start, known.calendar, has_31st=has_31st)
    calendar, apart = (None, plain.in_calendar) if other is None else other
    days = np.where(apart, np.int32(NO_DAY), days)
    state = np.where(apart, np.int8(DateState.REFUSED), _states(cells, days))
    return replace(
        plain,
        days=days,
        state=state,
        order=decision.order,
        evidence=decision.evidence,
        contradicted=decision.contradicted,
        without_year=cells.without_year,
        zoned=bool((cells.zoned & (days != NO_DAY)).any()),
        in_calendar=apart,
        calendar=calendar,
    )


def _states(cells: Cells, days: Days) -> npt.NDArray[np.int8]:
    meant = cells.readings.min(axis=1) != NO_DAY
    unread = np.where(meant, DateState.AMBIGUOUS, DateState.REFUSED)
    state = np.where(days != NO_DAY, DateState.READ, unread)
    return np.where(cells.filled, state, DateState.BLANK).astype(np.int8)


def _shifted(column: DateColumn, shift: Shift | None) -> DateColumn:
    if shift is None:
        return column
    days = column.days + (shift.rows if shift.applied else 0)
    return replace(column, days=days.astype(np.int32), shift=shift)


def _with_suspects(
    found: dict[Field, DateColumn], read: Mapping[Field, Cells], known: Known
) -> dict[Field, DateColumn]:
    """The columns with the dates that the cases around them, or their other date, show to be wrong."""
    for name, column in found.items():
        order = known.case_order if name is Field.RECEIVED_ON else None
        found[name] = replace(column, swapped=_swapped(read[name], column.days, order))
    received, resolved = found.get(Field.RECEIVED_ON), found.get(Field.RESOLVED_ON)
    if received is not None and resolved is not None:
        early, late = swapped_by_pairs(received.days, resolved.days, known.durations)
        late &= ~received.swapped
        found[Field.RECEIVED_ON] = received = replace(received, swapped=received.swapped | early)
        found[Field.RESOLVED_ON] = replace(resolved, swapped=resolved.swapped | late)
    if received is not None and known.case_order is not None:
        supposed = wrong_years(received.days, known.case_order)
        supposed[received.swapped] = NO_DAY
        found[Field.RECEIVED_ON] = replace(received, supposed=supposed)
    return found


def _swapped(cells: Cells, days: Days, case_order: npt.NDArray[np.float64] | None) -> Flags:
    """The rows that the cases around them, or the whole column's pattern, show to be swapped."""
    swapped = np.zeros(len(days), np.bool_)
    if is_import_accident(cells.readings, cells.real):
        swapped = cells.real & (swapped_days(days) != NO_DAY)
    if case_order is not None:
        fit = fit_among_cases(days, case_order)
        swapped = (swapped & ~fit.cleared) | fit.suspects
    return swapped
