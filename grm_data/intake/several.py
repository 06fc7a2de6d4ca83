"""Cells of a form in which several choices were ticked: the first known one in the form's order counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from grm_data.intake.platforms import platform_of
from grm_data.intake.table import Table
from grm_data.register.fields import Field
from grm_data.register.folding import fold
from grm_data.register.vocabulary import value_code

__all__ = ["Choices", "choices_of"]

_FIELDS = (Field.CHANNEL, Field.TYPE)
_BETWEEN = re.compile(r"\s*[,;|\n]\s*")


class Choices(NamedTuple):
    """The choices of a question of which several may be ticked."""

    field: Field
    labels: Sequence[str]  # folded, in the form's order; none where the file doesn't show them

    def first_of(self, text: str) -> str | None:
        """The code of the first known of several choices; None where the cell is no list of choices.

        >>> channels = Choices(Field.CHANNEL, ())
        >>> channels.first_of("phone in_person"), channels.first_of("phone")
        ('phone', None)
        """
        parts = self._parts(text)
        if len({value_code(self.field, part) or part for part in parts}) < 2:
            return None
        ranks = {label: rank for rank, label in enumerate(self.labels)}
        parts = sorted(parts, key=lambda part: ranks.get(part, len(ranks)))
        return next(filter(None, (value_code(self.field, part) for part in parts)), None)

    def _parts(self, text: str) -> list[str]:
        """The choices of a cell, folded; none where a word in it belongs to no choice, or all to one."""
        if self._is_choice(fold(text)):
            return []
        parts = [fold(part) for part in _BETWEEN.split(text) if fold(part)]
        if len(parts) < 2:
            return self._apart(fold(text).split())
        return parts if all(map(self._is_choice, parts)) else []

    def _apart(self, words: Sequence[str]) -> list[str]:
        """Choices with nothing but blanks between them: "In person Suggestion box"."""
        parts: list[str] = []
        while words:
            for n in range(len(words), 0, -1):
                if self._is_choice(choice := " ".join(words[:n])):
                    parts.append(choice)
                    words = words[n:]
                    break
            else:
                return []
        return parts

    def _is_choice(self, folded: str) -> bool:
        return folded in self.labels or value_code(self.field, folded) is not None


def choices_of(table: Table, field: Field, j: int | None) -> Choices | None:
    """The choices of the field's column j where it was ticked; None where its cells are of one word each.

    Ticks beside the column show the choices ("channel/phone"); without them, that a form program wrote the
    table is enough.
    """
    if field not in _FIELDS or j is None:
        return None
    headings = table.header.headings
    platform = platform_of(headings)
    groups = "" if platform is None else platform.groups
    if j in table.melted:
        return Choices(field, [fold(_last(headings[i] or "", groups)) for i in table.melted[j][1]])
    if platform is None:
        return None
    beside = (headings[j] or "") + groups if groups else None
    ticked = [heading for heading in headings if beside and heading and heading.startswith(beside)]
    return Choices(field, [fold(_last(heading, groups)) for heading in ticked])


def _last(heading: str, groups: str) -> str:
    return heading.rsplit(groups, 1)[-1] if groups else heading
