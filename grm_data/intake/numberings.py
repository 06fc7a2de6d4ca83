"""Which sheets number their cases together, and which begin anew: 1, 2, 3 … in each."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from grm_data.intake.numbers import case_numbers
from grm_data.intake.table import Part, Table
from grm_data.register.columns import Texts

__all__ = ["numberings"]

_DENSE = 1.25
"""As many times its cases a sheet's last number may be where it counts from 1."""

_ALIKE = 0.9
"""Share of the shorter sheet's rows that stand on the other one too, where one is a copy."""


def numberings(table: Table, number: Texts, dates: Collection[int]) -> npt.NDArray[np.int32]:
    """Which numbering each row's case number belongs to, from 0; ``dates`` are the columns of dates.

    Sheets that count from 1 each begin anew, unless one is a copy of the other.
    """
    found = np.zeros(len(table), np.int32)
    groups: list[list[Part]] = []
    for part in table.parts:
        fits = (i for i, group in enumerate(groups) if not _begins_anew(table, number, dates, part, group))
        i = next(fits, len(groups))
        if i == len(groups):
            groups.append([])
        groups[i].append(part)
        found[part.rows] = i
    return found


def _begins_anew(
    table: Table, number: Texts, dates: Collection[int], part: Part, group: Sequence[Part]
) -> bool:
    own = number[part.rows]
    if not _counts_from_one(own):
        return False
    for other in group:
        others = number[other.rows]
        shared = {*own} & {*others} - {None}
        if shared and _counts_from_one(others) and not _is_copy(table, number, dates, part, other):
            return True
    return False


def _counts_from_one(numbers: Texts) -> bool:
    found = case_numbers(numbers)
    values = np.unique(found.running[found.rows])
    return len(values) > 0 and bool(values[0] <= 1 and values[-1] <= _DENSE * len(values) + 1)


def _is_copy(table: Table, number: Texts, dates: Collection[int], one: Part, other: Part) -> bool:
    """Whether the rows of the shorter part stand on the other one, and are told apart by their content."""
    rows, others = (_contents(table, number, dates, part) for part in (one, other))
    shorter, longer = sorted((rows, others), key=len)
    known = set(longer)
    alike = [row for row in shorter if row in known]
    contents = {row[2:] for row in alike}
    return len(alike) >= _ALIKE * len(shorter) and 2 * len(contents) > len(alike) and len(contents) > 1


def _contents(
    table: Table, number: Texts, dates: Collection[int], part: Part
) -> list[tuple[str | None, ...]]:
    """(number, the dates as a text, every other cell that holds a word) of each row."""
    days = [table.texts(j)[part.rows] for j in dates]
    others = (table.texts(j) for j in range(table.width) if j not in dates)
    rest = [texts[part.rows] for texts in others if _has_words(texts)]
    dated = [repr(one) for one in zip(*days, strict=True)]
    return list(zip(number[part.rows], dated, *rest, strict=True))


def _has_words(texts: Texts) -> bool:
    """Whether a column holds more than numbers and dates."""
    return any(text is not None and any(c.isalpha() for c in text) for text in texts)
