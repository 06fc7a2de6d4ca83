"""In which order a column writes its dates, and what says so.

03/04/2020 is 3 April or 4 March; nothing in the cell decides. The column does, by the first of
these that reads any of its doubtful cells: a cell that can be read in one order only (25/11/2020),
the settings, another column written alike, the order of the case numbers, the period in the title or
the file's name, the other date of each case.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from grm_data.intake.dates.cells import Flags, ReadingTable
from grm_data.intake.dates.spellings import Order
from grm_data.register.days import NO_DAY, Days

__all__ = ["LATE", "Decision", "decide", "doubtful", "one_day", "proving"]

LATE = 10
"""Days by which a case may be entered after its number's turn: a register is not kept by the hour."""

_FEWEST_STEPS = 3  # back speak against an order
_FEWEST_OUTSIDE = 2  # the period speak against an order
_TIMES = 3  # as many steps back in every other order as in the right one


@dataclass(frozen=True, slots=True)
class Decision:
    """How a column's doubtful dates are read, and why."""

    order: Order | None = None
    evidence: str | None = None
    contradicted: bool = False


def one_day(table: ReadingTable) -> Days:
    """The day of each row that means one day only, else NO_DAY."""
    earliest = table.min(axis=1)
    latest = np.where(table == NO_DAY, earliest[:, None], table).max(axis=1)
    return np.where(earliest == latest, earliest, np.int32(NO_DAY))


def doubtful(table: ReadingTable) -> Flags:
    """The rows that mean different days in different orders."""
    unread: Flags = (one_day(table) == NO_DAY) & (table.min(axis=1) != NO_DAY)
    return unread


def proving(table: ReadingTable) -> tuple[Order, ...]:
    """The orders that cells of the column prove: 25/11/2020 can't be read in another."""
    read = table != NO_DAY
    alone = read[read.sum(axis=1) == 1]
    return tuple(order for order, proven in zip(Order, alone.any(axis=0), strict=True) if proven)


def _by_case(table: ReadingTable, case_order: npt.NDArray[np.float64]) -> Order | None:
    """The order in which the dates follow the case numbers, where every other clearly does not.

    Counted are the steps between neighbouring cases that touch a doubtful date and go back more
    than LATE days.
    """
    known = np.flatnonzero(~np.isnan(case_order) & (table.min(axis=1) != NO_DAY))
    rows = known[np.argsort(case_order[known], kind="stable")]
    unsure = doubtful(table)[rows]
    touched = unsure[1:] | unsure[:-1]
    sure = one_day(table)
    steps_back = []
    for column in table.T:
        days = np.where(doubtful(table), column, sure)[rows].astype(np.int64)
        back = (np.diff(days) < -LATE) | (days[1:] == NO_DAY)
        steps_back.append(int(np.count_nonzero(back & touched)))
    best, second = sorted(steps_back)[:2]
    clear = second >= _FEWEST_STEPS + _TIMES * best and best * 10 <= np.count_nonzero(touched)
    return list(Order)[steps_back.index(best)] if clear else None


def _by_period(table: ReadingTable, period: tuple[int, int]) -> Order | None:
    """The order in which all dates lie in the period, where in every other at least two do not."""
    unsure = doubtful(table)
    first, last = period
    sure = one_day(table)
    sure = sure[sure != NO_DAY]
    if ((sure < first) | (sure > last)).any():
        return None
    days = table[unsure]
    outside = ((days < first) | (days > last)).sum(axis=0)
    inside = np.flatnonzero(outside == 0)
    alone = len(inside) == 1 and np.count_nonzero(outside >= _FEWEST_OUTSIDE) == len(outside) - 1
    return list(Order)[inside[0]] if alone else None


def decide(
    table: ReadingTable,
    setting: Order | None,
    case_order: npt.NDArray[np.float64] | None,
    period: tuple[int, int] | None,
    proofs_beside: Sequence[tuple[str, Callable[[], Order | None]]] = (),
) -> Decision:
    """The order of the column's doubtful dates; none where no date is in doubt.

    ``proofs_beside``: kinds of evidence that other columns may give, each asked only where it is needed.
    """
    proofs = proving(table)
    if len(proofs) > 1:
        return Decision(contradicted=True)
    unsure = doubtful(table)
    if not unsure.any():
        return Decision()
    readable = {order for order, days in zip(Order, table[unsure].T, strict=True) if (days != NO_DAY).any()}
    evidence: list[tuple[str, Callable[[], Order | None]]] = [
        ("day-over-12", lambda: proofs[0] if proofs else None),
        ("setting", lambda: setting),
        *proofs_beside,
        ("case-numbers", lambda: None if case_order is None else _by_case(table, case_order)),
        ("period", lambda: None if period is None else _by_period(table, period)),
    ]
    for name, prove in evidence:
        order = prove()
        if order in readable:
            return Decision(order, name)
    return Decision()
