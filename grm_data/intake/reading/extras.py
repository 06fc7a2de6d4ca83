"""What is known of a sheet beside the cells that calamine gives, whatever the format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from grm_data.intake.reading.columns import Table

__all__ = ["ERRORS", "Comment", "Extras", "Note", "Overlay", "Prepared", "Range", "ReadSheet"]

Note = tuple[str, dict[str, Any]]
"""A finding's code with the values of its sentence."""

Overlay = Mapping[tuple[int, int], float | str]
"""Cells to put in the place of calamine's, by their 0-based row and column."""

Range = tuple[int, int, int, int]
"""The first row and column and the last row and column of some cells, as the user counts them."""

Comment = tuple[int, int, "str | None"]
"""The row and column of a comment, as the user counts them, and our word for a sensitive case in it."""

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Error cells of the binary formats by their code."""


class Extras(NamedTuple):
    """What a format's own reader found in one sheet; rows and columns as the user counts them."""

    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    uncalculated: Sequence[tuple[int, int]] = ()
    overlay: Overlay = MappingProxyType({})
    notes: Sequence[Note] = ()
    merged: Sequence[Range] = ()  # where calamine doesn't give them
    looks: Sequence[tuple[int, int, str]] = ()  # row, column, how the cell looks
    comments: Sequence[Comment] = ()


class Prepared:
    """A workbook looked through before calamine reads ``content``."""

    content: bytes

    def __init__(self, content: bytes) -> None:
        self.content = content

    def extras(self, index: int) -> Extras:
        """What is known of the sheet at ``index`` of the workbook."""
        raise NotImplementedError  # each family of formats has its own

    def is_unseen(self, index: int) -> bool:
        """Whether ``extras`` has yet to look through the sheet, which takes long."""
        del index
        return False

    def rewritten(self, index: int) -> bytes | None:
        """The workbook to read a sheet from, where ``extras`` had to change it."""
        del index
        return None

    def corrected(self, index: int) -> bytes | None:
        """The workbook with the cells of a sheet that calamine may change written so that it doesn't."""
        del index
        return None


class ReadSheet(NamedTuple):
    """One sheet: its cells and what is known of it."""

    name: str
    hidden: bool
    table: Table
    extras: Extras
    merged: Sequence[Range]
    notes: Sequence[Note]
