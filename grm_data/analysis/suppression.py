"""Small numbers of a table, hidden so that none can be worked out from what stays.

The table is a flow network: its grand total flows through the words to the periods, whose sums everybody
knows. A hidden cell can be worked out exactly if no other flow fits, that is if no cycle of the residual
network passes through it (Gusfield 1988; the test is exact, since such networks have integral solutions).
A word that has a line was said at least once: that is known of a sum that is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from grm_data.register.columns import Mask
from grm_data.register.small_numbers import FEWEST_TOLD

__all__ = ["hidden_cells", "recomputable"]

Counts = npt.NDArray[np.int_]
"""Words × periods, the last column the sum of the others."""


def hidden_cells(counts: Counts) -> Mask | None:
    """The cells to hide: those below five, and as few others as keep these from being worked out.

    The sum of each column is known. None where hiding doesn't help, so that the table can't be shown.
    """
    hidden = counts < FEWEST_TOLD
    while (found := recomputable(counts, hidden)).any():
        open_cells = [cell for cell in _beside(found) if not hidden[cell]]
        open_cells = open_cells or [cell for cell in np.ndindex(counts.shape) if not hidden[cell]]
        if not open_cells:
            return None
        hidden[min(open_cells, key=lambda cell: (counts[cell], cell))] = True
    return hidden


def _beside(found: Mask) -> Iterator[tuple[int, ...]]:
    """The cells in the rows and columns of those found."""
    rows, columns = (set(places.tolist()) for places in np.nonzero(found))
    return (cell for cell in np.ndindex(found.shape) if cell[0] in rows or cell[1] in columns)


def recomputable(counts: Counts, hidden: Mask) -> Mask:
    """The hidden cells that only one number fits, given all others and the sum of each column."""
    arcs = {
        (int(row), int(column)): _ends(int(row), int(column), counts) for row, column in np.argwhere(hidden)
    }
    spare = counts.copy()
    spare[:, -1] -= np.minimum(counts[:, -1], 1)
    found = np.zeros_like(hidden)
    for cell, (tail, head) in arcs.items():
        others = [(*ends, spare[other]) for other, ends in arcs.items() if other != cell]
        may_grow = _leads(others, head, tail)
        may_shrink = spare[cell] > 0 and _leads(others, tail, head)
        found[cell] = not (may_grow or may_shrink)
    return found


def _ends(row: int, column: int, counts: Counts) -> tuple[int, int]:
    """From the grand total (-1) to a word for the last column, else from the word to a period."""
    words, columns = counts.shape
    return (-1, row) if column == columns - 1 else (row, words + column)


def _leads(arcs: list[tuple[int, int, int]], start: int, goal: int) -> bool:
    """Whether flow may go from one node to another: along an arc, or against it where some is to spare."""
    ways: dict[int, set[int]] = {}
    for tail, head, spare in arcs:
        ways.setdefault(tail, set()).add(head)
        if spare > 0:
            ways.setdefault(head, set()).add(tail)
    seen, ahead = {start}, [start]
    while ahead:
        new = ways.get(ahead.pop(), set()) - seen
        seen |= new
        ahead.extend(new)
    return goal in seen
