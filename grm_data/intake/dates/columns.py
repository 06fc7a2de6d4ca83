"""Columns of dates: each cell's day or why it has none, and how the columns were read together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.dates.calendars import in_other_calendar
from grm_data.intake.dates.cells import Cells, Flags, cells_of
from grm_data.intake.dates.orders import Decision, decide, doubtful
from grm_data.intake.dates.proofs import (
    OwnDurations,
    by_durations,
    by_pairs,
    by_sibling,
    days_under,
    swapped_by_pairs,
)
from grm_data.intake.dates.shifts import Shift, find_shifts
from grm_data.intake.dates.spellings import Order
from grm_data.intake.dates.swaps import fit_among_cases, is_import_accident, swapped_days, wrong_years
from grm_data.intake.dates.window import first_day_of
from grm_data.intake.dates.zones import UNKNOWN_ZONE, Zone
from grm_data.register.days import NO_DAY, Days
from grm_data.register.fields import Field

__all__ = ["DateColumn", "DateState", "Known", "no_dates", "read_date_column", "read_date_columns"]


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


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What the settings and the rest of the sheet tell of its columns of dates."""

    setting: Order | None = None
    case_order: npt.NDArray[np.float64] | None = None  # each row's rank by case number, NaN where unknown
    period: tuple[int, int] | None = None  # first and last day that the title or the file's name states
    date1904: bool = False  # how the workbook counts days
    zone: Zone = UNKNOWN_ZONE
    start: int | None = None  # the year in which the project began
    country: str | None = None
    calendar: str | None = None  # that of the settings
    shift: int | None = None  # that of the settings
    sections: npt.NDArray[np.int32] | None = None  # the year that each row's section states, 0 where none
    durations: OwnDurations = field(default_factory=OwnDurations)


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
    read = {name: _cells(column, known) for name, column in columns.items()}
    decisions = _Decisions(read, known, others)
    found = {name: _column(cells, decisions.of(name), known) for name, cells in read.items()}
    shifts = find_shifts(
        {name: (cells, found[name].days) for name, cells in read.items()}, known.zone, known.shift
    )
    found = {name: _shifted(column, shifts.get(name)) for name, column in found.items()}
    return _with_suspects(found, read, known)


def _cells(column: pd.Series, known: Known) -> Cells:
    """The cells, without a reading from before the project's first year where there is another."""
    cells = cells_of(column, date1904=known.date1904, zone=known.zone, sections=known.sections)
    if known.start is not None:
        table, first = cells.readings, first_day_of(known.start)
        early = doubtful(table)[:, None] & (table < first)
        early &= ((table != NO_DAY) & ~early).any(axis=1)[:, None]
        table[early] = NO_DAY
    return cells


class _Decisions:
    """The order of each column, decided once, with the help of the others."""

    def __init__(
        self, read: Mapping[Field, Cells], known: Known, others: Callable[[], Iterable[pd.Series]]
    ) -> None:
        self._read, self._known, self._others = read, known, others
        self._decided: dict[Field, Decision] = {}

    def of(self, name: Field) -> Decision:
        """The order of a column's doubtful dates, and the evidence."""
        if name not in self._decided:
            known, cells = self._known, self._read[name]
            beside = [
                ("sibling", lambda: by_sibling(cells, self._siblings(name))),
                ("resolved-after", lambda: self._by_pairs(name, by_pairs)),
                ("durations", lambda: self._by_pairs(name, self._by_durations)),
            ]
            decided = decide(
                cells.readings,
                known.setting,
                known.case_order if name is Field.RECEIVED_ON else None,
                known.period,
                beside,
            )
            if decided == Decision() and name is not Field.RECEIVED_ON:
                decided = decide(cells.readings, None, known.case_order, None)
            self._decided[name] = decided
        return self._decided[name]

    def _siblings(self, name: Field) -> Iterable[Cells]:
        yield from (cells for other, cells in self._read.items() if other is not name)
        for column in self._others():
            yield cells_of(column)

    def _by_durations(self, pair: Callable[[Order], tuple[Days, Days]], touched: Flags) -> Order | None:
        return by_durations(pair, touched, self._known.durations)

    def _by_pairs(
        self,
        name: Field,
        prove: Callable[[Callable[[Order], tuple[Days, Days]], Flags], Order | None],
    ) -> Order | None:
        """What the pairs of received and resolved dates prove, where the other column is read or alike."""
        pair = Field.RECEIVED_ON, Field.RESOLVED_ON
        if name not in pair or not all(other in self._read for other in pair):
            return None
        received, resolved = (self._read[other] for other in pair)
        touched = (doubtful(received.readings) | doubtful(resolved.readings)) & (
            (received.readings.min(axis=1) != NO_DAY) & (resolved.readings.min(axis=1) != NO_DAY)
        )
        other = resolved if name is Field.RECEIVED_ON else received
        if doubtful(other.readings).any() and not _alike(received, resolved):
            return None

        def under(order: Order) -> tuple[Days, Days]:
            return days_under(received.readings, order), days_under(resolved.readings, order)

        return prove(under, touched)


def _alike(one: Cells, other: Cells) -> bool:
    styles = [set(cells.styles[doubtful(cells.readings)].tolist()) for cells in (one, other)]
    return len(styles[0] | styles[1]) == 1


def _column(cells: Cells, decision: Decision, known: Known) -> DateColumn:
    days = days_under(cells.readings, decision.order)
    plain = no_dates(len(days))
    other = in_other_calendar(cells, known.country, known.start, known.calendar)
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
