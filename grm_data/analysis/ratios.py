"""Ratios that know when they don't exist."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Ratio"]


@dataclass(frozen=True, slots=True)
class Ratio:
    """``whole`` to ``part``, written 14:14; the share does not exist where the whole is 0."""

    whole: int
    part: int

    @property
    def share(self) -> float | None:
        """part ÷ whole; None (not 0, not NaN) when there is nothing to share."""
        return self.part / self.whole if self.whole else None

    def __str__(self) -> str:
        return f"{self.whole}:{self.part}"
