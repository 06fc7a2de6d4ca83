"""What every rule looks at, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from grm_data.intake.rows import Rows
from grm_data.register.columns import Mask
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
    reasons: Mapping[int, str]  # sheet row → why it is excluded
    settings: Settings
    today: int  # day number

    def find(
        self, mask: Mask, code: str, field: Field, **values: Callable[[int], object]
    ) -> Iterator[Finding]:
        """One finding per row of the mask, at the field's column; each value is asked for the row's index."""
        heading = self.rows.heading(field)
        for i in np.flatnonzero(mask):
            filled = tuple((name, value(int(i))) for name, value in values.items())
            yield Finding(code, self.sheet, int(self.rows.table.sheet_rows[i]), heading, filled)

    def say(self, code: str, field: Field | None = None, **values: object) -> Finding:
        """A finding about a whole column, or the whole sheet."""
        heading = None if field is None else self.rows.heading(field)
        return Finding(code, self.sheet, None, heading, tuple(values.items()))

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self.rows.table.header.sheet.name


Rule = Callable[[Examined], Iterator[Finding]]
