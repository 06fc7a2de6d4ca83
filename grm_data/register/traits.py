"""What may differ between fields: their kind, and what each pass over a register does with them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Change", "Kind", "Readers", "Scrub", "Since", "Traits"]


class Kind(StrEnum):
    """What the cells of a field are, and so how the Register holds them."""

    LABEL = "label"  # a short text of its own for each row: the case number
    DAY = "day"  # a day number
    CATEGORY = "category"  # a word that many rows share
    STATUS = "status"  # one of the four statuses
    NUMBER = "number"  # a whole number
    FLAG = "flag"  # yes, no, or not recorded
    TEXT = "text"  # a free text, shown once a person has cleared it
    MARK = "mark"  # asked inside the intake only: is the case sensitive?
    IDENTITY = "identity"  # recognised only to be dropped inside the intake
    INSIDE = "inside"  # a label inside a combined cell, never a column

    @property
    def is_kept(self) -> bool:
        """Whether the Register holds fields of this kind."""
        return self not in (Kind.MARK, Kind.IDENTITY, Kind.INSIDE)


class Scrub(StrEnum):
    """What is taken out of a cell before it leaves the intake."""

    NOTHING = "nothing"  # days, numbers, flags and codes hold nobody
    TEXT = "text"  # everything that may identify a person
    WORD = "word"  # the same, alike for all rows that hold the word
    KNOWN = "known"  # e-mail addresses and the register's own complainants: other digits are the field's
    CELL = "cell"  # the whole cell: it never leaves the intake


class Readers(StrEnum):
    """What readers (reviewers, the public, the report) get of a field."""

    ROW = "row"  # row by row
    WORDS_LET_OUT = "words_let_out"  # row by row, but only words of the vocabulary, or mapped
    CLEARED = "cleared"  # row by row, where a person has cleared the text
    TABLE = "table"  # only in suppressed tables, never in rows
    NEVER = "never"


class Change(StrEnum):
    """How a row differs whose field differs."""

    REDATED = "redated"
    RECLASSIFIED = "reclassified"
    TEXT_CHANGED = "text_changed"


class Since(StrEnum):
    """From when on a field is known of a case: a report as of an earlier day didn't tell it."""

    RECEIPT = "receipt"
    ACKNOWLEDGEMENT = "acknowledgement"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """Everything that differs between fields."""

    kind: Kind
    codes: tuple[str, ...]  # canonical codes in their order; none for an open list or no category
    bare_yes: bool  # a category in which a bare "yes" is a word, and a bare "no" or "false" is none
    scrub: Scrub
    readers: Readers
    compared: Change | None  # None: no difference between registers is made of it
    since: Since
    filled_in: bool  # is written when a case is resolved: no other change where it was blank before
    filters: bool  # chosen from on the pages
    recorded: bool  # a column of ``records``
    reported: bool  # printed in the half-yearly report: a change touches what was reported
    template: int | None  # width of its column in the empty workbook for staff; None: not in it
    stands_for: str | None  # the field that it is read as where the sheet has no column of that
