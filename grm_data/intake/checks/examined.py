"""What every rule looks at, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from grm_data.intake.rows import Rows
from grm_data.register.columns import Mask, Numbers, Texts
from grm_data.register.fields import Field
from grm_data.register.findings import Finding
from grm_data.register.noticed import Findings
from grm_data.settings import Settings

__all__ = ["Examined", "Noticed", "Rule"]

Noticed = Finding | Findings
Value = Callable[[int], object]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Examined:
    """All rows, which of them are used, which are excluded and why."""

    rows: Rows
    used: Mask
    feedback: Mask  # used, or excluded for its date: what a person would call a feedback
    reasons: Texts  # why a row is excluded, None where it is used
    settings: Settings
    today: int  # day number

    def find(self, mask: Mask, code: str, field: Field, **values: Numbers | Value) -> Iterator[Findings]:
        """A finding per row of the mask, at the field's column; each value is the row's, or asked for it."""
        rows = np.flatnonzero(mask)
        if len(rows):
            heading, table = self.rows.heading(field), self.rows.table
            filled = {name: _of_each(rows, value) for name, value in values.items()}
            yield Findings.alike(code, table.sheets[rows].tolist(), table.sheet_rows[rows], heading, **filled)

    def at(
        self, i: int, code: str, heading: str | None, values: tuple[tuple[str, object], ...] = ()
    ) -> Finding:
        """A finding about the row of index i."""
        table = self.rows.table
        return Finding(code, table.sheets[i], int(table.sheet_rows[i]), heading, values)

    def say(self, code: str, field: Field | None = None, **values: object) -> Finding:
        """A finding about a whole column, or the whole register."""
        heading = None if field is None else self.rows.heading(field)
        return Finding(code, self.sheet, None, heading, tuple(values.items()))

    @property
    def sheet(self) -> str:
        """The name of the first sheet that was read."""
        return self.rows.table.header.sheet.name


def _of_each(rows: npt.NDArray[np.intp], value: Numbers | Value) -> list[object]:
    """The value of each of some rows."""
    return value[rows].tolist() if isinstance(value, np.ndarray) else [*map(value, rows.tolist())]


Rule = Callable[[Examined], Iterator[Noticed]]
