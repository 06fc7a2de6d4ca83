"""Half-years that were already reported: which a change touches, and which figures differ now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from grm_data.analysis.counts import StatusCounts, count_by_status
from grm_data.analysis.selection import select
from grm_data.register import (
    NO_DAY,
    STATUS_CODE,
    Field,
    Period,
    Register,
    Status,
    WorkCalendar,
    day_number,
    day_of,
    half_year_of,
    half_years,
)
from grm_data.register.traits import Since

__all__ = [
    "ReportedBy",
    "ReportedChange",
    "ReportedPeriods",
    "differing",
    "reported_by",
    "reported_changes",
    "reported_counts",
]

_FIGURES = ("received", "addressed", "unrelated", "resolving", "resolved", "unrecognised")

_REPORTED = [field for field in Field if field.traits.reported and field.traits.compared]
_SINCE_RECEIPT = frozenset(field for field in _REPORTED if field.traits.since is Since.RECEIPT)
_OUTCOME = frozenset(field for field in _REPORTED if field.traits.since is Since.OUTCOME)
_RESOLVED = STATUS_CODE[Status.RESOLVED]


@dataclass(frozen=True, slots=True)
class ReportedChange:
    """A figure of a half-year already reported that comes out differently now."""

    period: str
    figure: str  # of _FIGURES
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ReportedPeriods:
    """The half-years that count as reported: ended by ``until``, and begun by ``known``.

    ``known`` is the last day that the register before knew of. What came later it hasn't reported: it may
    have been published long after. Only of the half-year that ended last, for which a report was due, it
    reported that nothing came in.
    """

    until: date | None
    known: date | None
    sent: Collection[str] | None = None
    """The half-years of which a report was marked as sent: then these and no others count as reported."""
    _names: dict[int, str | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Of the day numbers that were asked for: many rows share one."""

    def among(self, *numbers: int) -> tuple[str, ...]:
        """The reported half-years that hold one of the day numbers."""
        return tuple(sorted({name for number in numbers if (name := self._name(number)) is not None}))

    def _name(self, number: int) -> str | None:
        """The reported half-year that holds a day number."""
        if number not in self._names:
            day = day_of(int(number))
            period = None if day is None else half_year_of(day)
            self._names[number] = period.name if period is not None and self.holds(period) else None
        return self._names[number]

    def half_years(self, first: date) -> tuple[Period, ...]:
        """The reported half-years since the one that holds ``first``, without gaps."""
        if self.until is None or self.known is None:
            return ()
        return tuple(filter(self.holds, half_years(min(first, self.known), max(self.known, self.until))))

    def holds(self, period: Period) -> bool:
        """Whether a half-year counts as reported."""
        if self.sent is not None:
            return period.name in self.sent
        if self.until is None or self.known is None or period.last > self.until:
            return False
        running = half_year_of(self.until + timedelta(days=1))
        return period.first <= self.known or period.last + timedelta(days=1) == running.first

    def touched_by_change(
        self, before: Register, j: int, after: Register, i: int, changed: Collection[Field]
    ) -> tuple[str, ...]:
        """Those that a change of fields touches.

        The half-year of receipt, where its report would differ, as of its last day: a case resolved since
        then is still resolving on it, as it was reported. An outcome also touches the half-year of the
        resolved date. A date touches the half-years of both days.
        """
        days: list[int] = []
        if _differs_in_report(before, j, after, i, changed):
            days += [before.received[j], after.received[i]]
        if not _OUTCOME.isdisjoint(changed):
            days += [before.resolved[j], after.resolved[i]]
        return self.among(*days)


def _differs_in_report(before: Register, j: int, after: Register, i: int, changed: Collection[Field]) -> bool:
    """Whether a report of the half-year of receipt would differ in the case, as of its last day."""
    if not _SINCE_RECEIPT.isdisjoint(changed):
        return True
    last = day_number(half_year_of(day_of(int(before.received[j])) or date.min).last)
    was, is_ = _status_as_of(before, j, last), _status_as_of(after, i, last)
    acknowledged = [one.day(Field.ACKNOWLEDGED_ON) for one in (before, after)]
    is_acknowledged = min(acknowledged[0][j], acknowledged[1][i]) <= last
    if was != is_ or (is_acknowledged and Field.ACKNOWLEDGED_ON in changed):
        return True
    if is_ == _RESOLVED:
        return not _OUTCOME.isdisjoint(changed)
    is_resolved_since = before.status[j] != _RESOLVED and after.status[i] == _RESOLVED
    return Field.ACTION in changed and not is_resolved_since


def _status_as_of(register: Register, i: int, last: int) -> int:
    """The status of one row on a day, as ``Register.status_as_of`` has it of all."""
    status, resolved = int(register.status[i]), int(register.resolved[i])
    is_later = status == _RESOLVED and resolved != NO_DAY and resolved > last
    return STATUS_CODE[Status.RESOLVING] if is_later else status


def reported_counts(register: Register, period: Period, as_of: date) -> StatusCounts:
    """The figures of a period by which versions and reports are compared."""
    return count_by_status(select(register, WorkCalendar(), as_of).within(period))


def differing(was: StatusCounts, now: StatusCounts) -> Iterator[tuple[str, int, int]]:
    """(figure, as it was, as it is) of each that differs."""
    for name in _FIGURES:
        if (before := getattr(was, name)) != (after := getattr(now, name)):
            yield name, before, after


def reported_changes(before: Register, after: Register, periods: Collection[str]) -> Iterator[ReportedChange]:
    """The figures of the half-years that differ, each as of its last day, the earliest first."""
    known = [(one.first_received, one.last_received) for one in (before, after)]
    firsts, lasts = ([day for day in days if day is not None] for days in zip(*known, strict=True))
    for period in half_years(min(firsts), max(lasts)) if periods and firsts else ():
        if period.name in periods:
            was, now = (reported_counts(one, period, period.last) for one in (before, after))
            for figure in differing(was, now):
                yield ReportedChange(period.name, *figure)


@dataclass(frozen=True, slots=True)
class ReportedBy:
    """What a version reports of each half-year, as of its last day, and which of them it reports as over."""

    figures: Mapping[str, StatusCounts]  # by the half-year: "2020 H2"
    over: frozenset[str]


def reported_by(register: Register, until: date) -> ReportedBy:
    """The figures that a register published on ``until`` reports of every half-year that it knows of."""
    first, last = register.first_received, register.last_received
    known = () if first is None or last is None else half_years(first, last)
    reported = ReportedPeriods(until, register.last_known)
    return ReportedBy(
        {period.name: reported_counts(register, period, period.last) for period in known},
        frozenset(period.name for period in known if reported.holds(period)),
    )
