"""How often each two words of two fields stand together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grm_data.analysis.counts import by_frequency
from grm_data.analysis.selection import NOT_STATED, Selection
from grm_data.register import Field

__all__ = ["Crossing", "cross"]


@dataclass(frozen=True, slots=True)
class Crossing:
    """``counts[i][j]`` feedbacks have ``down[i]`` and ``across[j]``: frequent words first, blanks last."""

    down: tuple[str, ...]
    across: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(map(sum, self.counts))


def cross(selection: Selection, down: Field, across: Field) -> Crossing:
    """The feedback of a selection by the words of two fields; words that never occur are left out."""
    fields = [selection.register.category(field) for field in (down, across)]
    names = [(*category.names, NOT_STATED) for category in fields]
    first, second = (category.places[selection.mask] for category in fields)
    shape = len(names[0]), len(names[1])
    cells = np.bincount(first * shape[1] + second, minlength=shape[0] * shape[1]).reshape(shape)
    rows, columns = by_frequency(cells.sum(axis=1)), by_frequency(cells.sum(axis=0))
    return Crossing(
        tuple(names[0][i] for i in rows),
        tuple(names[1][j] for j in columns),
        tuple(map(tuple, cells[np.ix_(rows, columns)].tolist())),
    )
