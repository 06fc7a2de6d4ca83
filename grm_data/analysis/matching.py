"""Which row of a register is which row of an earlier one.

Every way of telling is a list of keys for each register; the rows of equal key that are still free are
paired in their order. The surest ways come first, so that a loose one sees only what they left.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from grm_data.register import Field, Register

__all__ = ["composed", "match_rows"]

_Keys: TypeAlias = Sequence[Hashable]
"""One for each row; None is the key of no row."""


def match_rows(before: Register, after: Register) -> dict[int, int]:
    """Row of ``after`` → the same feedback's row of ``before``; rows without a partner are left out.

    By registered number, whatever its capitals; where several rows bear one number, those most alike find
    each other first. Then rows of which one or both have no number, by what they hold; then rows alike in
    everything, whatever their numbers: they were corrected. At last rows without a number by their place.
    An issue that is withheld may be any.
    """
    was, is_ = _Rows(before), _Rows(after)
    found: dict[int, int] = {}
    ways = chain(_by_number(was, is_), _by_content(was, is_, found), _by_place(was, is_, found))
    for keys_before, keys_after in ways:
        _match(found, keys_before, keys_after)
        if len(found) == min(len(before), len(after)):
            break
    return found


def _match(found: dict[int, int], before: _Keys, after: _Keys) -> None:
    """Pair the rows of equal key that are still free, in their order."""
    taken = set(found.values())
    free: dict[Hashable, list[int]] = {}
    for j in reversed(range(len(before))):
        if before[j] is not None and j not in taken:
            free.setdefault(before[j], []).append(j)
    if not free:
        return
    for i, key in enumerate(after):
        if key is not None and i not in found and free.get(key):
            found[i] = free[key].pop()


class _Rows:
    """A register's rows, and what they are told apart by."""

    def __init__(self, register: Register) -> None:
        channels, types = composed(register.channel.texts()), composed(register.type.texts())
        later = (
            register.resolved.tolist(),
            register.status.tolist(),
            composed(register.category(Field.WAY).texts()),
        )
        self.number = [None if text is None else text.casefold() for text in composed(register.registered_no)]
        self.received = register.received.tolist()
        issue = register.text(Field.ISSUE)
        self.issue, self.is_withheld = composed(issue.words), issue.is_withheld.tolist()
        self.receipt = list(zip(self.received, channels, types, strict=True))
        self.content = list(zip(self.receipt, *later, strict=True))
        self.whole = list(
            zip(self.content, self.issue, composed(register.text(Field.ACTION).words), strict=True)
        )
        self.undated = list(zip(channels, types, *later, strict=True))
        is_one_sheet = len(register.sheet.names) < 2  # whose name may differ from version to version
        self.place = register.sheet_row.tolist() if is_one_sheet else register.places()

    def __len__(self) -> int:
        return len(self.number)

    def numberless(self, keys: _Keys) -> _Keys:
        """The keys of the rows without a number."""
        return [key if number is None else None for number, key in zip(self.number, keys, strict=True)]

    def untold(self, keys: _Keys) -> _Keys:
        """The keys of the rows whose issue is withheld."""
        return [key if hidden else None for hidden, key in zip(self.is_withheld, keys, strict=True)]


def composed(texts: Iterable[str | None]) -> list[str | None]:
    """The texts with every letter and its accents as one character: Й is written in two ways."""
    return [None if text is None else unicodedata.normalize("NFC", text) for text in texts]


def _both(first: _Keys, second: _Keys) -> _Keys:
    """Keys of both; that of no row where either is."""
    return [None if a is None or b is None else (a, b) for a, b in zip(first, second, strict=True)]


def _by_number(before: _Rows, after: _Rows) -> Iterator[tuple[_Keys, _Keys]]:
    yes: tuple[_Keys, _Keys] = [True] * len(before), [True] * len(after)
    alike = before.content, after.content
    for was, is_ in (*_alike(before, after), alike, (before.receipt, after.receipt), yes):
        yield _both(before.number, was), _both(after.number, is_)


def _by_content(before: _Rows, after: _Rows, found: dict[int, int]) -> Iterator[tuple[_Keys, _Keys]]:
    """Keys of rows without a number; then of all rows, unless one alike is paired already."""
    for was, is_ in _alike(before, after):
        yield before.numberless(was), after.numberless(is_)
        yield before.numberless(was), is_
        yield was, after.numberless(is_)
    yield _unpaired(before.whole, after.whole, found), after.whole
    yield from _untold(before, after, _unpaired(before.content, after.content, found), after.content)


def _unpaired(before: _Keys, after: _Keys, found: dict[int, int]) -> _Keys:
    """The keys of the register before that no paired row of either has."""
    paired = {*(before[j] for j in found.values()), *(after[i] for i in found)}
    return [None if key in paired else key for key in before]


def _alike(before: _Rows, after: _Rows) -> Iterator[tuple[_Keys, _Keys]]:
    """What one feedback's rows are alike in, from all of it to what it was when it came in.

    A case differs least in that while it is worked on; its issue tells it best, unless it was withheld.
    """
    yield before.whole, after.whole
    yield _both(before.receipt, before.issue), _both(after.receipt, after.issue)
    yield from _untold(before, after, before.content, after.content)
    yield from _untold(before, after, before.receipt, after.receipt)


def _untold(before: _Rows, after: _Rows, was: _Keys, is_: _Keys) -> Iterator[tuple[_Keys, _Keys]]:
    """Keys of rows whose issues may be the same, since one of them isn't known."""
    yield before.untold(was), is_
    yield was, after.untold(is_)


def _by_place(before: _Rows, after: _Rows, found: dict[int, int]) -> Iterator[tuple[_Keys, _Keys]]:
    """Keys of edited rows without a number, the last ones by where they stand.

    Those of one day and issue; those with the same issue below the same paired row; those alike in all but
    the day, in all but the texts; those of one day below the same row; those of one sheet row that differ
    in the day and the texts alone. The others below the same row in their order, where as many are left in
    both registers: where rows came or went as well, nobody can tell which was edited.
    """
    above_before, above = _places(before, after, found)
    dated = _both(before.received, before.issue), _both(after.received, after.issue)
    undated = _both(before.undated, before.issue), _both(after.undated, after.issue)
    yield before.numberless(dated[0]), after.numberless(dated[1])
    yield _both(above_before, before.issue), _both(above, after.issue)
    yield before.numberless(undated[0]), after.numberless(undated[1])
    yield before.numberless(before.content), after.content
    yield before.content, after.numberless(after.content)
    yield _both(above_before, before.received), _both(above, after.received)
    in_sheet = _both(before.place, before.undated), _both(after.place, after.undated)
    yield before.numberless(in_sheet[0]), after.numberless(in_sheet[1])
    taken = set(found.values())
    left_before = [None if j in taken else key for j, key in enumerate(above_before)]
    left = [None if i in found else key for i, key in enumerate(above)]
    n_before, n = Counter(left_before), Counter(left)
    yield [key if n_before[key] == n[key] else None for key in left_before], left


def _places(before: _Rows, after: _Rows, found: dict[int, int]) -> tuple[_Keys, _Keys]:
    """For the rows without a number the paired row nearest above."""
    taken = set(found.values())
    above_before = _above(j if j in taken else None for j in range(len(before)))
    return before.numberless(above_before), after.numberless(_above(found.get(i) for i in range(len(after))))


def _above(partners: Iterable[int | None]) -> list[int]:
    """For each row the paired one nearest above, as its row of the register before; -1 where there is none.

    >>> _above([None, 7, None, None, 3, None])
    [-1, 7, 7, 7, 3, 3]
    """
    found, last = [], -1
    for partner in partners:
        last = last if partner is None else partner
        found.append(last)
    return found
