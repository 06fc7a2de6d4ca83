"""What changed between two registers: rows that are new, resolved, re-dated, re-classified, and so on.

Rows are matched by their registered number, rows without one by their content and place. A change that
touches a half-year already reported is marked with it, and the figures that differ stand beside it:
"2020 H2 was reported with 9 received; now 10".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter

import numpy as np

from grm_data.analysis.cells import written
from grm_data.analysis.naming import case_names
from grm_data.analysis.reported import ReportedChange, ReportedPeriods, reported_changes
from grm_data.analysis.sent import ReportedFigures, half_years_told, revised_between
from grm_data.comparing.matching import match_rows
from grm_data.comparing.row_keys import keys_of_words
from grm_data.register import Field, Kind, Register, Status
from grm_data.register.columns import Mask, Places
from grm_data.register.folding import composed

__all__ = ["ChangeKind", "Comparison", "Difference", "ReportedChange", "RowChange", "compare"]


class ChangeKind(StrEnum):
    """How a feedback differs from what it was. One may differ in several ways."""

    NEW = "new"
    RESOLVED = "resolved"  # was resolving
    REDATED = "redated"
    RECLASSIFIED = "reclassified"  # another status, channel or type
    TEXT_CHANGED = "text_changed"
    DISAPPEARED = "disappeared"


_COMPARED = tuple(field for field in Field if field.traits.compared is not None)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a row before and after; None where it is blank."""

    field: Field
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """One feedback that isn't as it was."""

    name: str  # its number, else its row
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


def compare(
    before: Register,
    after: Register,
    *,
    reported_until: date | None = None,
    sent: Collection[ReportedFigures] | None = None,
) -> Comparison:
    """What changed from one register to the other.

    Half-years that ended by ``reported_until`` count as reported, none without it. Where reports were marked
    as sent, those that these told of do, and what they said is what was reported.

    A text that is withheld from either is no change: nobody can tell. A field that the report doesn't print
    is compared where both registers record it.
    """
    was, is_ = match_rows(before, after)
    told = None if sent is None else half_years_told(sent)
    comparer = _Comparer(before, after, ReportedPeriods(reported_until, before.last_known, told))
    new = comparer.alone(after, is_, ChangeKind.NEW)
    changed = (*new, *comparer.changed(was, is_))
    gone = comparer.alone(before, was, ChangeKind.DISAPPEARED)
    changes = (*sorted(changed, key=attrgetter("after")), *gone)
    if sent is not None:
        return Comparison(changes, tuple(revised_between(before, after, sent)))
    touched = {name for change in changes for name in change.reported}
    return Comparison(changes, tuple(reported_changes(before, after, touched)))


class _Comparer:
    """Both registers, field by field, and what counts as a change."""

    def __init__(self, before: Register, after: Register, reported: ReportedPeriods) -> None:
        self._fields = [field for field in _COMPARED if _is_comparable(field, before, after)]
        self._before, self._after, self._reported = before, after, reported

    def alone(self, register: Register, paired: Places, kind: ChangeKind) -> Iterator[RowChange]:
        """The rows of a register that are new or gone."""
        is_new, rows = kind is ChangeKind.NEW, np.delete(np.arange(len(register)), paired)
        columns = (column[rows].tolist() for column in (register.received, register.resolved))
        for row, name, *days in zip(rows.tolist(), case_names(register, rows), *columns, strict=True):
            before, after = (None, row) if is_new else (row, None)
            yield RowChange(name, before, after, (kind,), (), self._reported.among(*days))

    def changed(self, was: Places, is_: Places) -> Iterator[RowChange]:
        """The pairs of rows that differ."""
        unlike = {field: self._are_unlike(field, was, is_) for field in self._fields}
        some = np.any([*unlike.values()], axis=0)
        was, is_ = was[some], is_[some]
        before, after = self._before.where(was), self._after.where(is_)
        columns = [
            (field, rows[some].tolist(), written(before, field), written(after, field))
            for field, rows in unlike.items()
            if rows.any()
        ]
        names = case_names(self._after, is_)
        for n, (j, i) in enumerate(zip(was.tolist(), is_.tolist(), strict=True)):
            differences = tuple(
                Difference(field, old[n], new[n])
                for field, are_unlike, old, new in columns
                if are_unlike[n] and composed([old[n]]) != composed([new[n]])
            )
            if differences:
                fields = {item.field for item in differences}
                touched = self._reported.touched_by_change(self._before, j, self._after, i, fields)
                yield RowChange(names[n], j, i, _kinds(differences), differences, touched)

    def _are_unlike(self, field: Field, was: Places, is_: Places) -> Mask:
        """Which pairs may differ in a field: not those of which a text is withheld."""
        before, after = self._before, self._after
        match field.traits.kind:
            case Kind.STATUS:
                found: Mask = before.status[was] != after.status[is_]
            case Kind.CATEGORY:
                words = keys_of_words(before.category(field), after.category(field))
                found = words[was] != words[len(before) + is_]
            case Kind.TEXT:
                old, new = before.text(field).where(was), after.text(field).where(is_)
                found = (old.words != new.words) & ~old.is_withheld & ~new.is_withheld
            case _:
                found = before.column(field)[was] != after.column(field)[is_]
        return found


def _is_comparable(field: Field, before: Register, after: Register) -> bool:
    """Whether a difference in a field is a change of the cases, and not of what is recorded of them."""
    return field.traits.reported or (field in before.columns and field in after.columns)


def _kinds(differences: Sequence[Difference]) -> tuple[ChangeKind, ...]:
    """The ways in which a row changed, in the order of ChangeKind."""
    resolved = Difference(Field.STATUS, Status.RESOLVING, Status.RESOLVED)
    is_resolved = resolved in differences
    found = {ChangeKind.RESOLVED} if is_resolved else set()
    for item in differences:
        traits = item.field.traits
        belongs = item.field is Field.STATUS or (traits.filled_in and item.before is None)
        if traits.compared is not None and not (is_resolved and belongs):
            found.add(ChangeKind(traits.compared))
    return tuple(kind for kind in ChangeKind if kind in found)
