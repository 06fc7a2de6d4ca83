"""What the other columns prove of a column's dates: the order of day and month, and swapped ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from grm_data.intake.dates.cells import Cells, Flags
from grm_data.intake.dates.counts import Count, counted, own_count
from grm_data.intake.dates.orders import doubtful, one_day, proving
from grm_data.intake.dates.spellings import Order
from grm_data.intake.dates.swaps import swapped_days
from grm_data.register.calendar import NO_DURATION, WorkCalendar
from grm_data.register.columns import Numbers
from grm_data.register.days import NO_DAY, Days

__all__ = ["OwnDurations", "by_durations", "by_pairs", "by_sibling", "days_under", "swapped_by_pairs"]

_FEWEST = 2  # cases resolved before they were received speak against an order
_TIMES = 3  # as many in every other order as in the right one
_FEWEST_FITTING = 3  # durations prove an order
_HALF = 0.5  # of the durations fit their dates where some dates are wrong
_LATE = 10  # days that any case may have taken
_ORDINARY = 0.9  # of the cases took at most the usual time


@dataclass(frozen=True, slots=True, eq=False)
class OwnDurations:
    """Columns of whole numbers that may be the register's own durations, and the project's calendar."""

    columns: Sequence[Numbers] = ()
    calendar: WorkCalendar = field(default_factory=WorkCalendar)


def days_under(table: npt.NDArray[np.int32], order: Order | None) -> Days:
    """The day of each row: its only one, or the one under ``order``."""
    days = one_day(table)
    if order is None:
        return days
    return np.where(days == NO_DAY, table[:, list(Order).index(order)], days)


def by_sibling(cells: Cells, others: Iterable[Cells]) -> Order | None:
    """The one order that dates of other columns prove, written like the doubtful ones of this column."""
    styles = np.unique(cells.styles[doubtful(cells.readings)])
    styles = styles[styles != 0]
    proofs = {order for other in others for order in proving(other.readings[np.isin(other.styles, styles)])}
    return proofs.pop() if len(proofs) == 1 else None


Pair = Callable[[Order], tuple[Days, Days]]
"""An order → the received and the resolved days of each row under it."""


def by_pairs(pair: Pair, touched: Flags) -> Order | None:
    """The order in which cases are resolved after they were received, where in every other several aren't."""
    wrong = []
    for order in Order:
        received, resolved = (days[touched] for days in pair(order))
        unread = (received == NO_DAY) | (resolved == NO_DAY)
        wrong.append(int(np.count_nonzero(unread | (resolved < received))))
    best, second = sorted(wrong)[:2]
    clear = second >= _FEWEST + _TIMES * best
    return list(Order)[wrong.index(best)] if clear else None


def by_durations(pair: Pair, touched: Flags, own: OwnDurations) -> Order | None:
    """The order in which the dates give the durations that the register itself states."""
    for durations in own.columns:
        stated = np.where(touched, durations, NO_DURATION)
        fits = {order: own_count(stated, *pair(order), own.calendar) for order in Order}
        found = [order for order, fit in fits.items() if fit is not None]
        if len(found) == 1:
            return found[0]
    return None


def swapped_by_pairs(received: Days, resolved: Days, own: OwnDurations) -> tuple[Flags, Flags]:
    """The received and the resolved dates that fit the case's other date only with day and month swapped.

    By the register's own durations; a resolved date also where it stands before the received one and,
    swapped, is as soon after it as is usual.
    """
    nothing = np.zeros(len(received), np.bool_)
    others = swapped_days(received), swapped_days(resolved)
    for durations in own.columns:
        found = own_count(durations, received, resolved, own.calendar, most=_HALF)
        if found is not None and _are_durations(durations[found[1]]):
            way, fits = found
            odd = (durations != NO_DURATION) & ~fits
            by_resolved = odd & _fits(way, received, others[1], own.calendar, durations)
            by_received = odd & ~by_resolved & _fits(way, others[0], resolved, own.calendar, durations)
            return by_received, by_resolved | _too_early(received, resolved, others[1])
    return nothing, _too_early(received, resolved, others[1])


def _are_durations(fitting: Numbers) -> bool:
    """Whether more than chance is at work: some durations, and not all alike."""
    return len(np.unique(fitting)) >= _FEWEST_FITTING


def _fits(way: Count, received: Days, resolved: Days, calendar: WorkCalendar, durations: Numbers) -> Flags:
    fits: Flags = counted(way, received, resolved, calendar) == durations
    return fits


def _too_early(received: Days, resolved: Days, swapped: Days) -> Flags:
    known = (received != NO_DAY) & (resolved != NO_DAY)
    in_order = known & (resolved >= received)
    if not in_order.any():
        return np.zeros(len(received), np.bool_)
    took = (resolved - received)[in_order]
    usual = max(_LATE, _TIMES * float(np.quantile(took, _ORDINARY)))
    possible: Flags = known & (resolved < received) & (swapped != NO_DAY) & (swapped >= received)
    possible &= np.where(possible, swapped - received, 0) <= usual
    return possible
