"""Columns as wide as the words of a language need: those of English are what the widths were chosen for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from grm_data.report.blocks import Cell, Table
from grm_data.speech import DEFAULT_LANGUAGE, language

__all__ = ["fitted"]

_WIDE, _WIDE_LANDSCAPE = 17.4, 26.1  # centimetres of a table, those of small letters in landscape
_LETTER, _SMALL_LETTER, _SIDES = 0.21, 0.175, 0.35  # of a wide letter, and of a cell's margins
_LONGEST = 18
"""Letters of a word that still has a line of its own."""


def fitted(table: Table) -> Table:
    """The same table; where a word is longer than its column, the others give it room as they have it."""
    if language().code == DEFAULT_LANGUAGE:
        return table
    wide, letter = (_WIDE_LANDSCAPE, _SMALL_LETTER) if table.is_small else (_WIDE, _LETTER)
    share = sum(table.widths) / wide
    columns = zip(table.head, *table.rows, strict=True)
    needed = [(_longest(column) * letter + _SIDES) * share for column in columns]
    lacks = [max(0.0, want - has) for want, has in zip(needed, table.widths, strict=True)]
    spare = [max(0.0, has - want) for want, has in zip(needed, table.widths, strict=True)]
    if not any(lacks) or not any(spare):
        return table
    moved = min(1.0, sum(spare) / sum(lacks))
    taken = moved * sum(lacks) / sum(spare)
    widths = zip(table.widths, lacks, spare, strict=True)
    return replace(table, widths=tuple(has + moved * lack - taken * more for has, lack, more in widths))


def _longest(cells: Iterable[Cell]) -> int:
    """The letters of the longest word that needs a line of its own."""
    words = (word for cell in cells for word in str(cell).split())
    return max((min(len(word), _LONGEST) for word in words), default=0)
