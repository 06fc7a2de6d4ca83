"""What changed between two registers: rows that are new, resolved, re-dated, re-classified, and so on.

Rows are matched by their registered number, rows without one by their content and place. A change that
touches a half-year already reported is marked with it, and the figures that differ stand beside it:
"2020 H2 was reported with 9 received; now 10".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from grm_data.analysis.matching import composed, match_rows
from grm_data.analysis.reported import ReportedChange, ReportedPeriods, reported_changes
from grm_data.register import NO_DURATION, STATUSES, Register, Status, iso
from grm_data.register.days import Days

__all__ = ["ChangeKind", "Comparison", "Difference", "ReportedChange", "RowChange", "compare"]


class ChangeKind(StrEnum):
    """How a feedback differs from what it was. One may differ in several ways."""

    NEW = "new"
    RESOLVED = "resolved"  # was resolving
    REDATED = "redated"
    RECLASSIFIED = "reclassified"  # another status, channel or type
    TEXT_CHANGED = "text_changed"
    DISAPPEARED = "disappeared"


_KIND_OF = {
    "received_on": ChangeKind.REDATED,
    "acknowledged_on": ChangeKind.REDATED,
    "resolved_on": ChangeKind.REDATED,
    "reported_working_days": ChangeKind.REDATED,
    "status": ChangeKind.RECLASSIFIED,
    "channel": ChangeKind.RECLASSIFIED,
    "type": ChangeKind.RECLASSIFIED,
    "way": ChangeKind.TEXT_CHANGED,
    "issue": ChangeKind.TEXT_CHANGED,
    "action": ChangeKind.TEXT_CHANGED,
}
_FILLED_IN = ("resolved_on", "reported_working_days", "way", "action")
"""What is written when a case is resolved: no other change where it was blank before."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a row before and after; None where it is blank."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """One feedback that isn't as it was."""

    registered_no: str | None
    before: int | None  # index in the register before; None for a new one
    after: int | None  # index in the register after; None for one that disappeared
    kinds: tuple[ChangeKind, ...]
    differences: tuple[Difference, ...]
    reported: tuple[str, ...]  # half-years already reported that it touches: "2020 H2"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every row that changed, in the order of the register after, those that disappeared last."""

    rows: tuple[RowChange, ...]
    reported: tuple[ReportedChange, ...]

    def of_kind(self, kind: ChangeKind) -> tuple[RowChange, ...]:
        """The rows that changed in one way."""
        return tuple(row for row in self.rows if kind in row.kinds)

    @property
    def counts(self) -> dict[ChangeKind, int]:
        """How many rows changed in each way; a row that changed in two ways counts in both."""
        return {kind: len(self.of_kind(kind)) for kind in ChangeKind}

    @property
    def touching_reported(self) -> tuple[RowChange, ...]:
        """The rows whose change touches a half-year already reported."""
        return tuple(row for row in self.rows if row.reported)


def compare(
    before: Register,
    after: Register,
    *,
    reported_until: date | None = None,
    before_complete: bool = True,
    after_complete: bool = True,
) -> Comparison:
    """What changed from one register to the other.

    Half-years that ended by ``reported_until`` count as reported, none without it. Where texts were
    withheld from a register (it is not complete), a text that only the other has is no change: nobody can
    tell.
    """
    pairs = match_rows(before, after, before_complete=before_complete, after_complete=after_complete)
    reported = ReportedPeriods(reported_until, before.last_known)
    comparer = _Comparer(before, after, reported, before_complete, after_complete)
    gone = sorted(set(range(len(before))) - set(pairs.values()))
    found = [
        *(comparer.change(pairs[i], i) if i in pairs else comparer.new(i) for i in range(len(after))),
        *(comparer.disappeared(j) for j in gone),
    ]
    changes = tuple(change for change in found if change is not None)
    touched = {name for change in changes for name in change.reported}
    return Comparison(changes, tuple(reported_changes(before, after, touched)))


class _Comparer:
    """Both registers, field by field, and what counts as a change."""

    def __init__(
        self,
        before: Register,
        after: Register,
        reported: ReportedPeriods,
        before_complete: bool,
        after_complete: bool,
    ) -> None:
        self.before, self.after, self.reported = before, after, reported
        self.columns_before, self.columns_after = _columns(before), _columns(after)
        self.before_complete, self.after_complete = before_complete, after_complete

    def new(self, i: int) -> RowChange:
        touched = self.reported.touched_by_row(self.after, i)
        return RowChange(self.after.registered_no[i], None, i, (ChangeKind.NEW,), (), touched)

    def disappeared(self, j: int) -> RowChange:
        touched = self.reported.touched_by_row(self.before, j)
        return RowChange(self.before.registered_no[j], j, None, (ChangeKind.DISAPPEARED,), (), touched)

    def change(self, j: int, i: int) -> RowChange | None:
        """How row i of the register after differs from row j of the one before; None where it doesn't."""
        differences = tuple(
            Difference(name, was, is_)
            for name in _KIND_OF
            if (was := self.columns_before[name][j]) != (is_ := self.columns_after[name][i])
            and composed([was]) != composed([is_])
            and not self._is_unknown(name, was, is_)
        )
        if not differences:
            return None
        fields = {item.field for item in differences}
        touched = self.reported.touched_by_change(self.before, j, self.after, i, fields)
        return RowChange(self.after.registered_no[i], j, i, _kinds(differences), differences, touched)

    def _is_unknown(self, name: str, was: str | None, is_: str | None) -> bool:
        """Whether a blank may be a text that was withheld."""
        before, after = was is None and not self.before_complete, is_ is None and not self.after_complete
        return name in ("issue", "action") and (before or after)


def _columns(register: Register) -> Mapping[str, Sequence[str | None]]:
    """Every compared field of every row, as a person reads it."""
    days = register.reported_days.tolist()
    return {
        "received_on": _isos(register.received),
        "acknowledged_on": _isos(register.acknowledged),
        "resolved_on": _isos(register.resolved),
        "reported_working_days": [None if n == NO_DURATION else str(n) for n in days],
        "status": [str(STATUSES[code]) for code in register.status],
        "channel": register.channel.texts().tolist(),
        "type": register.type.texts().tolist(),
        "way": register.way.tolist(),
        "issue": register.issue.tolist(),
        "action": register.action.tolist(),
    }


def _isos(days: Days) -> list[str | None]:
    text = {day: iso(day) for day in np.unique(days).tolist()}
    return [text[day] for day in days.tolist()]


def _is_resolved(differences: Sequence[Difference]) -> bool:
    resolved = (Status.RESOLVING, Status.RESOLVED)
    return any(item.field == "status" and (item.before, item.after) == resolved for item in differences)


def _kinds(differences: Sequence[Difference]) -> tuple[ChangeKind, ...]:
    """The ways in which a row changed, in the order of ChangeKind."""
    is_resolved = _is_resolved(differences)
    found = {ChangeKind.RESOLVED} if is_resolved else set()
    for item in differences:
        belongs = item.field == "status" or (item.field in _FILLED_IN and item.before is None)
        if not (is_resolved and belongs):
            found.add(_KIND_OF[item.field])
    return tuple(kind for kind in ChangeKind if kind in found)
