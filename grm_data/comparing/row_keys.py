"""Keys of rows: a number for each row of two registers, the same where what it stands for is.

The rows of the register before come first. There are never more different keys than rows, so that a table of
all of them is small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from grm_data.register import Category
from grm_data.register.columns import Mask
from grm_data.register.folding import composed

__all__ = ["NO_KEY", "Keys", "keys_of_texts", "keys_of_words", "masked", "together"]

NO_KEY = -1
"""The key of no row."""

Keys: TypeAlias = npt.NDArray[np.integer[Any]]

_MOST = 2**62
"""What numbers made of several keys stay below."""


def keys_of_texts(texts: Sequence[str | None]) -> Keys:
    """The key of each text; NO_KEY of None."""
    keys = defaultdict[str | None, int](count().__next__, {None: NO_KEY})
    return np.fromiter(map(keys.__getitem__, texts), np.int64, len(texts))


def keys_of_words(before: Category, after: Category) -> Keys:
    """The key of each row's word; NO_KEY where it is blank."""
    sides = before, after
    names = [composed(one.names) for one in sides]
    keys = {name: i for i, name in enumerate(dict.fromkeys([*names[0], *names[1]]))}
    tables = (np.array([*map(keys.__getitem__, own), NO_KEY]) for own in names)
    return np.concatenate([table[one.places] for table, one in zip(tables, sides, strict=True)])


def together(*columns: Keys) -> Keys:
    """The key of what these columns hold together, nothing being a value as well.

    >>> together(np.array([3, 3, 7, 3]), np.array([-1, 0, 0, 0])).tolist()
    [0, 1, 2, 1]
    """
    found: Keys = np.zeros(len(columns[0]), np.int64)
    n = 1
    for column in columns:
        own = column.astype(np.int64) - int(column.min())
        size = int(own.max()) + 1
        if n * size > _MOST:
            found, n = _small(found), len(found)
        found, n = found * size + own, n * size
    return _small(found)


def _small(numbers: Keys) -> Keys:
    found: Keys = np.unique(numbers, return_inverse=True)[1]
    return found


def masked(keys: Keys, rows: Mask) -> Keys:
    """The keys of these rows alone."""
    return np.where(rows, keys, NO_KEY)
