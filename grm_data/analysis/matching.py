"""Which row of a register is which row of an earlier one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from grm_data.register import Register

__all__ = ["match_rows"]


def match_rows(before: Register, after: Register, *, by_texts: bool = True) -> dict[int, int]:
    """Row of ``after`` → the same feedback's row of ``before``; rows without a partner are left out.

    By registered number; where several rows bear one number, those alike in everything find each
    other first, the rest in their order. Rows without a number by everything they hold, then by what
    they were when they came in, in which a case differs least while it is worked on. ``by_texts`` is
    False where texts were withheld from one of the registers.
    """
    found: dict[int, int] = {}
    for keys_before, keys_after in zip(_keys(before, by_texts), _keys(after, by_texts), strict=True):
        _match(found, keys_before, keys_after)
    return found


def _match(found: dict[int, int], before: Sequence[Hashable], after: Sequence[Hashable]) -> None:
    """Pair the rows of equal key that are still free, in their order; None is the key of no row."""
    taken = set(found.values())
    free: dict[Hashable, list[int]] = {}
    for j in reversed(range(len(before))):
        if before[j] is not None and j not in taken:
            free.setdefault(before[j], []).append(j)
    for i, key in enumerate(after):
        if key is not None and i not in found and free.get(key):
            found[i] = free[key].pop()


def _keys(register: Register, by_texts: bool) -> list[list[Hashable]]:
    """Each row's keys, from the strictest to the loosest."""
    nothing = [None] * len(register)
    numbers = register.registered_no
    receipt = [
        register.received.tolist(),
        register.channel.texts(),
        register.type.texts(),
        register.issue if by_texts else nothing,
    ]
    content = [
        *receipt,
        register.resolved.tolist(),
        register.status.tolist(),
        register.way,
        register.action if by_texts else nothing,
    ]
    contents: list[Hashable] = list(zip(*content, strict=True))
    receipts: list[Hashable] = list(zip(*receipt, strict=True))
    return [
        [None if number is None else (number, key) for number, key in zip(numbers, contents, strict=True)],
        list(numbers),
        [key if number is None else None for number, key in zip(numbers, contents, strict=True)],
        [key if number is None else None for number, key in zip(numbers, receipts, strict=True)],
    ]
