"""Dates whose day and month a spreadsheet has swapped: suspected, never corrected.

3 November, typed 03/11/2020 into an Excel that expects the month first, is stored as 11 March.
Nothing in the cell shows it; the cases before and after it do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.dates.cells import Flags, ReadingTable
from grm_data.intake.dates.orders import LATE, doubtful, one_day, proving
from grm_data.register.days import NO_DAY, Days

__all__ = ["Fit", "fit_among_cases", "is_import_accident", "swapped_days", "wrong_years"]

_FEWEST_CASES = 4  # a swap shows among neighbours
_FEWEST_CELLS = 3  # of each kind show an import accident
_ORDINARY = 0.9  # of the dates that can't be swapped say how near to its place a date lies
_TIMES = 3  # as far out of place is suspect
_FAR = 10_000_000  # days: beyond every date
_SLIPS = (10, -10, -1, 1)  # years by which a date is mistyped; the last fitting one is the likeliest
_QUARTER = 90  # days: a year off is further out of place
_FEW = 0.25  # of the dates may be; else the register isn't in order


def swapped_days(days: Days) -> Days:
    """Each day with day and month swapped: 3 November for 11 March.

    NO_DAY where that makes no date (25 November) or the same one (3 March).
    """
    codes, different = pd.factorize(days)
    found: Days = _swapped(different)[codes]
    return found


def _swapped(days: Days) -> Days:
    dates = days.astype("datetime64[D]")
    months, years = dates.astype("datetime64[M]"), dates.astype("datetime64[Y]")
    january = years.astype("datetime64[M]")
    day, month = (dates - months).astype(np.int64), (months - january).astype(np.int64)  # from 0
    swapped = (january + day).astype("datetime64[D]") + month
    possible = (days != NO_DAY) & (day < 12) & (day != month)
    return np.where(possible, swapped.astype(np.int64), NO_DAY).astype(np.int32)


class _Runs:
    """The best run that ends at or before a level: a Fenwick tree of maxima."""

    def __init__(self, levels: int) -> None:
        self._best = [0] * (levels + 1)

    def best(self, level: int) -> int:
        """The best run that ends at ``level`` or before it; 0 is the run of no row."""
        best = 0
        while level:
            best = max(best, self._best[level])
            level &= level - 1
        return best

    def add(self, level: int, run: int) -> None:
        """Remember a run that ends at ``level``."""
        while level < len(self._best):
            self._best[level] = max(self._best[level], run)
            level += level & -level


def _best_run(days: Days, swapped: Days) -> Days:
    """The day that each row takes in the weightiest run of rows in order, NO_DAY off the run.

    A row takes its day and counts twice, or the swapped day and counts once: so 5 January, 2 March,
    10 February, 10 March is in order but for 2 March, which takes 3 February, and rows that are
    a few days out of order don't escape into a gap of the register.
    """
    if (days[1:] >= days[:-1]).all():
        return days.copy()  # every row counts twice, which no other run does
    levels = np.unique(np.concatenate([days, swapped[swapped != NO_DAY]]))
    choices = np.stack([days, swapped], axis=1)
    level_of = (np.searchsorted(levels, choices) + 1).tolist()
    runs, links = _Runs(len(levels)), 2 * len(days) + 1
    before = [0] * links
    for row, (level, swapped_level) in enumerate(level_of):
        link, run = 2 * row + 1, runs.best(level)
        before[link] = run % links
        if swapped_level <= len(levels):
            other = runs.best(swapped_level)
            before[link + 1] = other % links
            runs.add(swapped_level, other - other % links + links + link + 1)
        runs.add(level, run - run % links + 2 * links + link)
    return _taken(choices, before, runs.best(len(levels)) % links)


def _taken(choices: ReadingTable, before: list[int], link: int) -> Days:
    """Follow the run back from its last link: link 2r + 1 is row r as read, 2r + 2 swapped."""
    taken = np.full(len(choices), NO_DAY, np.int32)
    while link:
        row, choice = divmod(link - 1, 2)
        taken[row] = choices[row, choice]
        link = before[link]
    return taken


def _out_of_place(days: Days, run: Days) -> npt.NDArray[np.float64]:
    """How many days each row lies before the run's last row above it or after the next below it."""
    count, taken = len(run), run != NO_DAY
    above = np.maximum.accumulate(np.where(taken, np.arange(count), -1))
    below = np.minimum.accumulate(np.where(taken, np.arange(count), count)[::-1])[::-1]
    ends = np.concatenate([run.astype(np.int64), [_FAR, -_FAR]])  # row count, row -1
    low = ends[np.concatenate([[-1], above[:-1]])]
    high = ends[np.concatenate([below[1:], [count]])]
    outside: npt.NDArray[np.int64] = np.maximum(low - days, days - high)
    return outside.clip(min=0).astype(np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """How many days each date lies outside its place among the cases; NaN where it has none."""

    read: npt.NDArray[np.float64]
    swapped: npt.NDArray[np.float64]
    margin: float  # more is out of place, half of it is in place

    @property
    def suspects(self) -> Flags:
        """Out of place as read, in place when swapped."""
        return (self.read > self.margin) & (self.swapped <= self.margin / 2)

    @property
    def cleared(self) -> Flags:
        """In place as read, out of place when swapped."""
        return (self.read <= self.margin / 2) & (self.swapped > self.margin)


def fit_among_cases(days: Days, case_order: npt.NDArray[np.float64]) -> Fit:
    """Where each date stands among those of the cases before and after it.

    The margin is the register's own: three times as far as nine of ten dates that can't be swapped
    are out of place, and at least LATE days. A register that isn't in order suspects next to nothing.
    """
    read, swapped = (np.full(len(days), np.nan) for _ in range(2))
    known = np.flatnonzero((days != NO_DAY) & ~np.isnan(case_order))
    if len(known) < _FEWEST_CASES:
        return Fit(read, swapped, LATE)
    rows = known[np.lexsort((days[known], case_order[known]))]
    day, other = days[rows], swapped_days(days[rows])
    run = _best_run(day, other)
    run = np.where(run == day, day, np.int32(NO_DAY))  # a suspect is no witness
    read[rows] = _out_of_place(day, run)
    swapped[rows] = np.where(other == NO_DAY, np.nan, _out_of_place(other, run))
    fixed = read[rows][other == NO_DAY]
    ordinary = float(np.quantile(fixed, _ORDINARY)) if len(fixed) else 0.0
    return Fit(read, swapped, max(LATE, _TIMES * ordinary))


def wrong_years(days: Days, case_order: npt.NDArray[np.float64]) -> Days:
    """For each date that is out of its place among the cases, the same day of the year that is in place.

    3 January 2024 between 2 and 5 January 2025. NO_DAY for every other date.
    """
    supposed = np.full(len(days), NO_DAY, np.int32)
    known = np.flatnonzero((days != NO_DAY) & ~np.isnan(case_order))
    if len(known) < _FEWEST_CASES:
        return supposed
    rows = known[np.lexsort((days[known], case_order[known]))]
    day = days[rows]
    run = _best_run(day, np.full(len(day), NO_DAY, np.int32))
    off = _out_of_place(day, run)
    far = off > _QUARTER
    if far.mean() > _FEW:
        return supposed
    margin = max(LATE, _TIMES * float(np.quantile(off[~far], _ORDINARY)))
    for years in _SLIPS:
        moved = _years_later(day, years)
        fits = far & (off > margin) & (_out_of_place(moved, run) <= margin / 2)
        supposed[rows[fits]] = moved[fits]
    return supposed


def _years_later(days: Days, years: int) -> Days:
    """The same day and month so many years later; 29 February becomes 1 March."""
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    moved = (months + 12 * years).astype("datetime64[D]") + (dates - months.astype("datetime64[D]"))
    numbers: Days = moved.astype(np.int64).astype(np.int32)
    return numbers


def is_import_accident(table: ReadingTable, real: Flags) -> bool:
    """Whether the spreadsheet took the dates it could for its own order and left the others.

    Typed day first into an Excel that expects the month first, 25/11/2020 stays a text and
    03/11/2020 becomes 11 March: all texts prove one order, all real dates have a day up to 12.
    """
    texts = table[~real]
    proofs = np.count_nonzero((texts != NO_DAY).sum(axis=1) == 1)
    if proofs < _FEWEST_CELLS or doubtful(texts).any() or len(proving(texts)) > 1:
        return False
    days = one_day(table)[real]
    days = days[days != NO_DAY]
    dates = days.astype("datetime64[D]")
    early = (dates - dates.astype("datetime64[M]")).astype(np.int64) < 12
    return len(days) >= _FEWEST_CELLS and bool(early.all())
