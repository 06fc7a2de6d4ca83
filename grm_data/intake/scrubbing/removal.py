"""A part of a text that is to be taken out."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Removal", "without_overlaps"]


@dataclass(frozen=True, slots=True, order=True)
class Removal:
    """Letters ``start`` up to ``end`` of a text, and what they are."""

    start: int
    end: int
    kind: str  # "email", "link", "account", "id", "phone", "name": also the key of what stands there instead


def without_overlaps(removals: Iterable[Removal]) -> list[Removal]:
    """The removals in the order of the text; of two that overlap the first given."""
    kept: list[Removal] = []
    for removal in removals:
        place = bisect(kept, removal)
        is_free = place == 0 or kept[place - 1].end <= removal.start
        if is_free and (place == len(kept) or removal.end <= kept[place].start):
            kept.insert(place, removal)
    return kept
