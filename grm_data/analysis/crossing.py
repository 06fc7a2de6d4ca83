"""How often each two words of two fields stand together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

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
    # A blank's code comes before the words' and wraps around, after them.
    codes = [category.codes[selection.mask] for category in fields]
    shape = len(fields[0].names) + 1, len(fields[1].names) + 1
    places = np.ravel_multi_index(codes, shape, mode="wrap")
    cells = np.bincount(places, minlength=shape[0] * shape[1]).reshape(shape)
    first, second = _order(cells.sum(axis=1)), _order(cells.sum(axis=0))
    names = [(*category.names, NOT_STATED) for category in fields]
    return Crossing(
        tuple(names[0][i] for i in first),
        tuple(names[1][j] for j in second),
        tuple(tuple(int(cells[i, j]) for j in second) for i in first),
    )


def _order(totals: npt.NDArray[np.int64]) -> list[int]:
    blank = len(totals) - 1
    return sorted(map(int, np.flatnonzero(totals)), key=lambda i: (i == blank, -totals[i], i))
