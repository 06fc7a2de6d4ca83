"""What every rule looks at, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from grm_data.intake.rows import Rows
from grm_data.register.columns import Mask, Texts
from grm_data.register.fields import Field
from grm_data.register.findings import Finding
from grm_data.settings import Settings

__all__ = ["Examined", "Rule"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Examined:
    """All rows, which of them are used, which are excluded and why."""

    rows: Rows
    used: Mask
    feedback: Mask  # used, or excluded for its date: what a person would call a feedback
    reasons: Texts  # why a row is excluded, None where it is used
    settings: Settings
    today: int  # day number

    def find(
        self, mask: Mask, code: str, field: Field, **values: Callable[[int], object]
    ) -> Iterator[Finding]:
        """One finding per row of the mask, at the field's column; each value is asked for the row's index."""
        heading = self.rows.heading(field)
        for i in np.flatnonzero(mask):
            filled = tuple((name, value(int(i))) for name, value in values.items())
            yield self.at(int(i), code, heading, filled)

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


Rule = Callable[[Examined], Iterator[Finding]]
