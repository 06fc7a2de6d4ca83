"""A book's register with one row per case, before any cell is decoded: what no word's meaning changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from grm_data.intake.choosing import Choice
from grm_data.intake.identities import owners_of
from grm_data.intake.privacy import Owners
from grm_data.intake.sensitive import Signs, signs_in
from grm_data.intake.table import Table
from grm_data.register.findings import Finding
from grm_data.register.register import SheetRead

__all__ = ["LaidOut"]


@dataclass(frozen=True, eq=False, repr=False)
class LaidOut:
    """The rows of a register, and which column is which field. Inside intake only."""

    table: Table
    choice: Choice
    sheets: tuple[SheetRead, ...] = ()  # of the whole workbook
    joined: int = 0  # rows of the sheets that are further rows of a case
    notes: tuple[Finding, ...] = ()  # what was noticed on the way

    @cached_property
    def signs(self) -> Signs:
        """What its cells say of sensitive cases."""
        return signs_in(self.table, self.choice)

    @cached_property
    def owners(self) -> Owners:
        """The complainant of each row."""
        return owners_of(self.table, self.choice)
