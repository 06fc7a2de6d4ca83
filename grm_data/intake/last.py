"""What was worked out last, kept for the next question that asks for the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Last"]

T = TypeVar("T")


class Last(Generic[T]):
    """One value and what it was made of."""

    def __init__(self) -> None:
        self._kept: tuple[object, T] | None = None

    def of(self, key: object, make: Callable[[], T]) -> T:
        """The value kept where it was made of an equal key, else what ``make`` makes."""
        if self._kept is None or self._kept[0] != key:
            self._kept = None  # not two at once
            self._kept = key, make()
        return self._kept[1]
