"""The findings of a register: each different thing once, and on which rows; one by one only when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from grm_data.register.codes import Severity
from grm_data.register.findings import Finding, first_spans, row_spans

__all__ = ["NO_FINDINGS", "NO_ROW", "Cause", "Findings", "causes", "count_by_severity"]

NO_ROW = -1
"""The row of a finding on a whole column or sheet."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause, and every row on which it was noticed."""

    first: Finding  # on the first row
    rows: tuple[int, ...]  # in their order; none where it concerns a whole column or sheet

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.first.severity

    @property
    def row_numbers(self) -> str:
        """Its rows, such as "5-9,12"."""
        return row_spans(self.rows)

    @property
    def first_row_numbers(self) -> str:
        """The first of its rows, such as "5-9, 12, …", where there are too many to be read in a line."""
        return first_spans(self.rows)


class Findings(Sequence[Finding]):
    """Findings in an order of theirs: ``kinds[which[i]]`` on the row ``rows[i]``."""

    def __init__(self, kinds: Sequence[Finding], which: npt.ArrayLike, rows: npt.ArrayLike) -> None:
        """``kinds`` are without their rows, ``which`` are places in them. Kept are those that are noticed,
        as they first appear.
        """
        which = np.asarray(which, np.intp)
        n = len(which)
        first = np.full(len(kinds), n)
        first[which[::-1]] = np.arange(n)[::-1]
        order = np.argsort(first, kind="stable")[: np.count_nonzero(first < n)]
        place = np.zeros(len(kinds), np.int32)
        place[order] = np.arange(len(order))
        self.kinds = tuple(kinds[i] for i in order.tolist())
        self.which, self.rows = place[which], np.asarray(rows, np.int32)

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Findings:
        """Some findings, as they come."""
        places: dict[object, int] = {}
        kinds, which, rows = list[Finding](), list[int](), list[int]()
        for one in findings:
            key = one.code, one.sheet, one.column, repr(one.values)  # 1 and True aren't the same
            if key not in places:
                places[key] = len(kinds)
                kinds.append(replace(one, row=None))
            which.append(places[key])
            rows.append(NO_ROW if one.row is None else one.row)
        return cls(kinds, which, rows)

    @classmethod
    def alike(
        cls,
        code: str,
        sheets: Sequence[str],
        rows: npt.ArrayLike,
        column: str | None,
        **values: Sequence[Any],
    ) -> Findings:
        """Findings of one code in one column, each with its place and its values."""
        places: dict[tuple[Any, ...], int] = {}
        which = [places.setdefault(key, len(places)) for key in zip(sheets, *values.values(), strict=True)]
        kinds = [
            Finding(code, sheet, None, column, tuple(zip(values, own, strict=True))) for sheet, *own in places
        ]
        return cls(kinds, which, rows)

    @classmethod
    def joined(cls, parts: Sequence[Findings]) -> Findings:
        """The findings of each part behind those of the one before."""
        begins = accumulate((len(one.kinds) for one in parts), initial=0)
        which = [one.which + begin for one, begin in zip(parts, begins, strict=False)]
        rows = [one.rows for one in parts]
        return cls([kind for one in parts for kind in one.kinds], np.concatenate(which), np.concatenate(rows))

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """Those of the same code, sheet, column and values as one, in the order in which they first stand."""
        places: dict[Finding, int] = {}
        same = np.array([places.setdefault(one, len(places)) for one in self.kinds], np.int64)
        pairs = np.unique((same[self.which] << 32) + (self.rows - NO_ROW))
        rows = (pairs & 0xFFFFFFFF) + NO_ROW
        begins = np.searchsorted(pairs >> 32, np.arange(1, len(places)))
        each = (own[own != NO_ROW].tolist() for own in np.split(rows, begins))
        return tuple(
            Cause(replace(one, row=own[0]) if own else one, tuple(own))
            for one, own in zip(places, each, strict=False)
        )

    def where(self, keep: Callable[[Finding], bool]) -> Findings:
        """Those to keep by what they are, whatever the row."""
        return self.at(np.array([keep(one) for one in self.kinds], bool)[self.which])

    def on(self, row: int) -> Findings:
        """Those on a row, of whatever sheet."""
        return self.at(self.rows == row)

    def changed(self, change: Callable[[Finding], Finding]) -> Findings:
        """The same rows, each with another finding in place of its own."""
        return Findings([*map(change, self.kinds)], self.which, self.rows)

    def without_row(self, hides: Callable[[Finding], bool]) -> Findings:
        """The same, some of them as if they were of no row."""
        hidden = np.array([hides(one) for one in self.kinds], bool)[self.which]
        return Findings(self.kinds, self.which, np.where(hidden, NO_ROW, self.rows))

    def at(self, places: npt.NDArray[Any] | slice) -> Findings:
        """Those at some places, in their order."""
        return Findings(self.kinds, self.which[places], self.rows[places])

    def __len__(self) -> int:
        return len(self.which)

    def __iter__(self) -> Iterator[Finding]:
        return map(self._found, self.which.tolist(), self.rows.tolist())

    def _found(self, kind: int, row: int) -> Finding:
        one = self.kinds[kind]
        return one if row == NO_ROW else Finding(one.code, one.sheet, row, one.column, one.values)

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> Findings: ...
    def __getitem__(self, at: int | slice) -> Finding | Findings:
        return self.at(at) if isinstance(at, slice) else self._found(self.which[at], int(self.rows[at]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Findings | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


NO_FINDINGS = Findings.of(())


def causes(findings: Iterable[Finding]) -> tuple[Cause, ...]:
    """Findings of the same code, sheet, column and values as one, in the order in which they first stand."""
    return (findings if isinstance(findings, Findings) else Findings.of(findings)).causes


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """How many causes there are of each severity: ``{"error": 0, "warning": 2, "info": 1}``."""
    counts = {str(severity): 0 for severity in Severity}
    for cause in causes(findings):
        counts[cause.severity] += 1
    return counts
