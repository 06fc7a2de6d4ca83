"""A column of dates: each cell's day or why it has none, and how the column was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.dates.cells import Cells, Flags, ReadingTable, cells_of
from grm_data.intake.dates.orders import Decision, decide, one_day
from grm_data.intake.dates.spellings import Order
from grm_data.intake.dates.swaps import fit_among_cases, is_import_accident, swapped_days
from grm_data.register.days import NO_DAY, Days

__all__ = ["DateColumn", "DateState", "read_date_column"]


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
    evidence: str | None  # "day-over-12", "setting", "case-numbers", "period"
    contradicted: bool  # cells prove two orders: 25-09-2003 and 09/25/2003


def _ordered(table: ReadingTable, order: Order | None) -> Days:
    """The day of each row: its only one, or the one under ``order``."""
    days = one_day(table)
    if order is None:
        return days
    return np.where(days == NO_DAY, table[:, list(Order).index(order)], days)


def _states(cells: Cells, days: Days) -> npt.NDArray[np.int8]:
    meant = cells.readings.min(axis=1) != NO_DAY
    unread = np.where(meant, DateState.AMBIGUOUS, DateState.REFUSED)
    state = np.where(days != NO_DAY, DateState.READ, unread)
    return np.where(cells.filled, state, DateState.BLANK).astype(np.int8)


def _swapped(cells: Cells, days: Days, case_order: npt.NDArray[np.float64] | None) -> Flags:
    """The rows that the cases around them, or the whole column's pattern, show to be swapped."""
    swapped = np.zeros(len(days), np.bool_)
    if is_import_accident(cells.readings, cells.real):
        swapped = cells.real & (swapped_days(days) != NO_DAY)
    if case_order is not None:
        fit = fit_among_cases(days, case_order)
        swapped = (swapped & ~fit.cleared) | fit.suspects
    return swapped


def read_date_column(
    cells: pd.Series,
    *,
    setting: Order | None = None,
    case_order: npt.NDArray[np.float64] | None = None,
    period: tuple[int, int] | None = None,
    date1904: bool = False,
) -> DateColumn:
    """The days of a column as the reader hands it over (``Sheet.cells``).

    ``case_order`` is each row's rank by case number, NaN where unknown; ``period`` the first and
    last day that the title or the file's name states; ``date1904`` how the workbook counts days.
    """
    read = cells_of(cells, date1904=date1904)
    decision: Decision = decide(read.readings, setting, case_order, period)
    days = _ordered(read.readings, decision.order)
    return DateColumn(
        days=days,
        state=_states(read, days),
        swapped=_swapped(read, days, case_order),
        order=decision.order,
        evidence=decision.evidence,
        contradicted=decision.contradicted,
    )
