"""Half-years that were already reported: which a change touches, and which figures differ now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import date

from grm_data.analysis.counts import StatusCounts, count_by_status
from grm_data.analysis.selection import select
from grm_data.register import NO_DAY, Period, Register, WorkCalendar, half_year_of, half_years
from grm_data.register.days import day_of

__all__ = ["ReportedChange", "ReportedPeriods", "reported_changes"]


@dataclass(frozen=True, slots=True)
class ReportedChange:
    """A figure of a half-year already reported that comes out differently now."""

    period: str
    figure: str  # "received", "addressed", "unrelated", "resolving", "resolved", "unrecognised"
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ReportedPeriods:
    """The half-years that count as reported: ended by ``until``, and begun by ``known``.

    ``known`` is the last day that the register before knew of: what came later it can't have reported.
    """

    until: date | None
    known: date | None

    def among(self, *numbers: int) -> tuple[str, ...]:
        """The reported half-years that hold one of the day numbers."""
        days = [day for number in numbers if (day := day_of(int(number))) is not None]
        return tuple(sorted(period.name for period in set(map(half_year_of, days)) if self._holds(period)))

    def _holds(self, period: Period) -> bool:
        if self.until is None or self.known is None:
            return False
        return period.last <= self.until and period.first <= self.known

    def touched_by_row(self, register: Register, i: int) -> tuple[str, ...]:
        """Those that a row touches which is new or gone: when it came in and when it was resolved."""
        return self.among(register.received[i], register.resolved[i])

    def touched_by_change(
        self, before: Register, j: int, after: Register, i: int, changed: Collection[str], is_resolved: bool
    ) -> tuple[str, ...]:
        """Those that a change of fields touches; ``is_resolved`` where it is a case resolved since then.

        A date touches the half-years of both days, a word that of receipt. A case resolved since then
        touches the half-year of its resolved date only: as of the earlier ones it is still resolving, as
        it was reported. Without a date it counts as resolved at every cut-off.
        """
        days: list[int] = []
        is_later = is_resolved and after.resolved[i] != NO_DAY
        words = {"channel", "type"} if is_later else {"channel", "type", "status"}
        if not words.union({"received_on"}).isdisjoint(changed):
            days += [before.received[j], after.received[i]]
        if not {"resolved_on", "status"}.isdisjoint(changed):
            days += [before.resolved[j], after.resolved[i]]
        return self.among(*days)


def reported_changes(before: Register, after: Register, periods: Collection[str]) -> Iterator[ReportedChange]:
    """The figures of the half-years that differ, each as of its last day, the earliest first."""
    registers = [register for register in (before, after) if len(register)]
    if not periods:
        return
    days = [day for register in registers for day in (register.received.min(), register.received.max())]
    first, last = day_of(int(min(days))), day_of(int(max(days)))
    for period in half_years(first or date.max, last or date.min):
        if period.name in periods:
            was, is_ = _figures(before, period), _figures(after, period)
            for figure in was:
                if was[figure] != is_[figure]:
                    yield ReportedChange(period.name, figure, was[figure], is_[figure])


def _figures(register: Register, period: Period) -> dict[str, int]:
    counts = count_by_status(select(register, WorkCalendar(), period.last).within(period))
    names = ["received", "addressed", *(item.name for item in fields(StatusCounts))]
    return {name: getattr(counts, name) for name in names}
