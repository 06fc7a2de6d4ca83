"""What changed between two registers: rows that are new, resolved, re-dated, re-classified, and so on.

Rows are matched by their registered number, rows without one by their content and place. A change that
touches a half-year already reported is marked with it, and the figures that differ stand beside it:
"2020 H2 was reported with 9 received; now 10".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from grm_data.analysis.cells import written
from grm_data.analysis.matching import composed, match_rows
from grm_data.analysis.naming import case_names
from grm_data.analysis.reported import ReportedChange, ReportedPeriods, reported_changes
from grm_data.analysis.sent import ReportedFigures, half_years_told, revised_between
from grm_data.register import Field, Kind, Register, Status

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
    pairs = match_rows(before, after)
    told = None if sent is None else half_years_told(sent)
    comparer = _Comparer(before, after, ReportedPeriods(reported_until, before.last_known, told))
    gone = sorted(set(range(len(before))) - set(pairs.values()))
    found = [
        *(
            comparer.change(pairs[i], i) if i in pairs else comparer.alone(i, ChangeKind.NEW)
            for i in range(len(after))
        ),
        *(comparer.alone(j, ChangeKind.DISAPPEARED) for j in gone),
    ]
    changes = tuple(change for change in found if change is not None)
    if sent is not None:
        return Comparison(changes, tuple(revised_between(before, after, sent)))
    touched = {name for change in changes for name in change.reported}
    return Comparison(changes, tuple(reported_changes(before, after, touched)))


class _Side:
    """One of the registers: what its cases are called, their cells, and which texts are withheld."""

    def __init__(self, register: Register, fields: Sequence[Field]) -> None:
        self.register, self.names = register, case_names(register)
        self.cells = {field: written(register, field) for field in fields}
        texts = [field for field in fields if field.traits.kind is Kind.TEXT]
        self.withheld = {field: register.text(field).is_withheld for field in texts}

    def is_unknown(self, field: Field, row: int) -> bool:
        """Whether it is a text that is withheld."""
        return field in self.withheld and bool(self.withheld[field][row])


class _Comparer:
    """Both registers, field by field, and what counts as a change."""

    def __init__(self, before: Register, after: Register, reported: ReportedPeriods) -> None:
        self.fields = [field for field in _COMPARED if _is_comparable(field, before, after)]
        self.before, self.after = _Side(before, self.fields), _Side(after, self.fields)
        self.reported = reported

    def alone(self, row: int, kind: ChangeKind) -> RowChange:
        """A row that is new or gone."""
        is_new = kind is ChangeKind.NEW
        side = self.after if is_new else self.before
        before, after = (None, row) if is_new else (row, None)
        touched = self.reported.touched_by_row(side.register, row)
        return RowChange(side.names[row], before, after, (kind,), (), touched)

    def change(self, j: int, i: int) -> RowChange | None:
        """How row i of the register after differs from row j of the one before; None where it doesn't."""
        before, after = self.before, self.after
        differences = tuple(
            Difference(field, was, is_)
            for field in self.fields
            if (was := before.cells[field][j]) != (is_ := after.cells[field][i])
            and composed([was]) != composed([is_])
            and not (before.is_unknown(field, j) or after.is_unknown(field, i))
        )
        if not differences:
            return None
        fields = {item.field for item in differences}
        touched = self.reported.touched_by_change(before.register, j, after.register, i, fields)
        return RowChange(after.names[i], j, i, _kinds(differences), differences, touched)


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
