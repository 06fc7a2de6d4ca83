"""A part of a text that is to be taken out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Removal", "merged"]


@dataclass(frozen=True, slots=True, order=True)
class Removal:
    """Letters ``start`` up to ``end`` of a text, and what they are: one of ``register.marks.REMOVED``."""

    start: int
    end: int
    kind: str


def merged(removals: Iterable[Removal]) -> list[Removal]:
    """The removals in the order of the text; those that overlap are one, of the kind of the first given."""
    found: list[tuple[int, Removal]] = []
    for rank, removal in sorted(enumerate(removals), key=lambda ranked: ranked[1].start):
        if found and removal.start < found[-1][1].end:
            before, last = found.pop()
            kind = last.kind if before < rank else removal.kind
            found.append((min(before, rank), Removal(last.start, max(last.end, removal.end), kind)))
        else:
            found.append((rank, removal))
    return [removal for _, removal in found]
