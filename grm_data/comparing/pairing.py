"""The rows of two registers, what they are told apart by, and the pairs found so far.

The rows of the register before come first, then those of the one after.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from grm_data.comparing.row_keys import (
    NO_KEY,
    Keys,
    keys_of_texts,
    keys_of_words,
    masked,
    together,
)
from grm_data.register import Category, Field, Kind, Register
from grm_data.register.columns import Mask, Places, blank_column
from grm_data.register.folding import composed

__all__ = ["Rows", "Way"]

Way: TypeAlias = tuple[Keys, ...]
"""Columns of keys, which are equal in the rows of a pair; none of them is NO_KEY."""

_NONE = -1
"""The partner of a row that has none."""


class Rows:
    """The rows of both registers, what they are told apart by, and which are paired."""

    def __init__(self, before: Register, after: Register) -> None:
        self._both, self._n = (before, after), len(before)
        rows = np.arange(len(before) + len(after))
        self.is_before = rows < self._n
        self._free = rows[: self._n], rows[self._n :]
        self._partner = np.full(len(after), _NONE, np.intp)

    @property
    def pairs(self) -> tuple[Places, Places]:
        """The rows of either register that are one feedback's, in the order of the register after."""
        is_ = np.flatnonzero(self._partner != _NONE)
        return self._partner[is_], is_

    @property
    def are_left(self) -> bool:
        """Whether there are free rows of both."""
        return all(map(len, self._free))

    @property
    def is_free(self) -> Mask:
        """Whether a row has no partner yet."""
        found = np.zeros(len(self.is_before), bool)
        for rows in self._free:
            found[rows] = True
        return found

    def pair(self, way: Way) -> None:
        """Pair the free rows that are equal in a way, in their order."""
        was, is_ = self._alike(way)
        if not len(is_):
            return
        rows = np.concatenate([was, is_])
        keys = together(*(column[rows] for column in way)) if len(way) > 1 else way[0][rows]
        order = np.argsort(keys, kind="stable")  # of one key those before, then those after
        rows, keys = rows[order], keys[order]
        is_before = rows < self._n
        partner = np.arange(len(rows)) - np.bincount(keys[is_before], minlength=keys[-1] + 1)[keys]
        is_paired = ~is_before & is_before[partner]
        was, is_ = rows[partner[is_paired]], rows[is_paired]
        self._partner[is_ - self._n] = was
        is_taken = self._among(np.concatenate([was, is_]))
        before, after = self._free
        self._free = before[~is_taken[before]], after[~is_taken[after]]

    def _alike(self, way: Way) -> tuple[Places, Places]:
        """The free rows of either register whose key, in each column, free rows of the other have as well."""
        was, is_ = self._free
        for keys in way:
            is_ = is_[self._among(keys[was])[keys[is_]]]
            was = was[self._among(keys[is_])[keys[was]]] if len(is_) else was[:0]
        return was, is_

    def _among(self, numbers: Keys) -> Mask:
        """For each key or row that there may be, whether it is one of these; the last is NO_KEY."""
        found = np.zeros(len(self.is_before) + 1, bool)
        found[numbers] = True
        found[NO_KEY] = False
        return found

    def _joined(self, column: Callable[[Register], Any]) -> npt.NDArray[Any]:
        return np.concatenate([column(one) for one in self._both])

    def _words(self, field: Field) -> Keys:
        before, after = self._both
        return keys_of_words(before.category(field), after.category(field))

    def _texts(self, field: Field) -> Keys:
        return keys_of_texts(composed(self._joined(lambda one: one.text(field).words)))

    @cached_property
    def number(self) -> Keys:
        """The registered number, whatever its capitals."""
        numbers = composed(self._joined(lambda one: one.registered_no))
        return keys_of_texts([text if text is None else text.casefold() for text in numbers])

    @cached_property
    def received(self) -> Keys:
        """The day of receipt."""
        return together(self._joined(lambda one: one.received))

    @cached_property
    def issue(self) -> Keys:
        """The issue, where it is known."""
        return self._texts(Field.ISSUE)

    @cached_property
    def is_withheld(self) -> Mask:
        """Whether the issue is written and withheld."""
        return self._joined(lambda one: one.text(Field.ISSUE).is_withheld)

    @cached_property
    def _origin(self) -> Keys:
        return together(self._words(Field.CHANNEL), self._words(Field.TYPE))

    @cached_property
    def receipt(self) -> Keys:
        """What a feedback was when it came in."""
        return together(self.received, self._origin)

    @cached_property
    def content(self) -> Keys:
        """All but the texts."""
        return together(self.received, self.undated)

    @cached_property
    def whole(self) -> Keys:
        """All of it."""
        return together(self.content, self.issue, self._texts(Field.ACTION))

    @cached_property
    def undated(self) -> Keys:
        """All but the texts and the day of receipt."""
        later = (self._joined(column) for column in (lambda one: one.resolved, lambda one: one.status))
        return together(self._origin, self._words(Field.WAY), *later)

    @cached_property
    def place(self) -> Keys:
        """Where it stands; the name of an only sheet may differ from version to version."""
        sheets = keys_of_words(*(_sheet(one) for one in self._both))
        return together(sheets, self._joined(lambda one: one.sheet_row))

    @cached_property
    def is_numberless(self) -> Mask:
        """Whether it has no number."""
        found: Mask = self.number == NO_KEY
        return found

    @property
    def are_numberless_left(self) -> bool:
        """Whether there are free rows without a number."""
        return any(self.is_numberless[rows].any() for rows in self._free)

    def of_one_side(self, rows: Mask) -> tuple[Mask, Mask]:
        """These rows of the register before and all of the one after, then the other way round."""
        return rows | ~self.is_before, rows | self.is_before

    def alone(self, keys: Keys) -> Keys:
        """The keys that one row of each register has and no other."""
        was, is_ = self._counts(keys)
        return masked(keys, ((was == 1) & (is_ == 1))[keys + 1])

    def unpaired(self, keys: Keys) -> Keys:
        """The keys without those rows before whose key a paired row has."""
        is_paired = self._among(keys[~self.is_free])
        return masked(keys, ~is_paired[keys] | ~self.is_before)

    def above(self) -> Keys:
        """For each row without a number the paired row nearest above; 0 where there is none."""
        before = np.where(self.is_free[: self._n], 0, np.arange(1, self._n + 1))
        found = np.concatenate([_last(before), _last(self._partner + 1)])
        return masked(found, self.is_numberless)

    def equally_many(self, keys: Keys) -> Keys:
        """The keys that as many free rows of both registers have."""
        keys = masked(keys, self.is_free)
        was, is_ = self._counts(keys)
        return masked(keys, (was == is_)[keys + 1])

    def shares(self, keys: Keys) -> bool:
        """Whether free rows of both registers have a key in common."""
        return len(self._alike((keys,))[0]) > 0

    def _counts(self, keys: Keys) -> list[Keys]:
        """How many rows of each register have each key, those with none first."""
        sides = keys[: self._n], keys[self._n :]
        return [np.bincount(own + 1, minlength=len(keys) + 1) for own in sides]


def _sheet(register: Register) -> Category:
    """The sheet of each row; none where there is only one."""
    several = len(register.sheet.names) > 1
    return register.sheet if several else blank_column(Kind.CATEGORY, len(register))


def _last(numbers: Keys) -> Keys:
    """For each place the last number above or there that isn't 0.

    >>> _last(np.array([0, 7, 0, 0, 3, 0])).tolist()
    [0, 7, 7, 7, 3, 3]
    """
    places = np.where(numbers == 0, 0, np.arange(len(numbers)))
    return numbers[np.maximum.accumulate(places)]
