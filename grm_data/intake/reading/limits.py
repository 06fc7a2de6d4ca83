"""How much the reading process may take."""

from __future__ import annotations

import os
from typing import NamedTuple

__all__ = ["Limits"]

MEGABYTE = 1 << 20


class Limits(NamedTuple):
    """Memory and processor time of the reading process, and how long its reader waits.

    On Windows, where a process can't limit itself, only the wall clock counts.
    """

    memory_bytes: int = 1 << 30
    cpu_seconds: float = 10
    wall_seconds: float = 15

    @classmethod
    def from_environment(cls) -> Limits:
        """The limits as set by GRM_READ_MEMORY_MB, GRM_READ_CPU_S and GRM_READ_WALL_S, else the defaults."""
        standard = cls()
        return cls(
            int(_number("GRM_READ_MEMORY_MB", standard.memory_bytes / MEGABYTE) * MEGABYTE),
            _number("GRM_READ_CPU_S", standard.cpu_seconds),
            _number("GRM_READ_WALL_S", standard.wall_seconds),
        )


def _number(name: str, standard: float) -> float:
    """A setting of the environment; what is no number above 0 is as if it weren't set."""
    try:
        number = float(os.environ[name])
    except (KeyError, ValueError):
        return standard
    return number if 0 < number < float("inf") else standard
