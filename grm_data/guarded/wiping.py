"""Bytes of a spreadsheet that were handed over are overwritten: what is only freed can still be read."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

__all__ = ["give_back", "wipe"]

_HEAD = bytes.__basicsize__ - 1
"""Where the bytes of CPython's ``bytes`` begin; the last of its own size is the final zero."""

_SHARED = 1
"""CPython keeps one object for all bytes of this length, and none."""


def wipe(content: bytes) -> None:
    """Overwrite with zeros what nobody needs any more, also who else holds it; a no-op outside CPython."""
    if len(content) > _SHARED and sys.implementation.name == "cpython":
        ctypes.memset(id(content) + _HEAD, 0, len(content))


_MMAP_THRESHOLD = -3  # as mallopt knows it
_BIG = 256 * 1024


def give_back() -> None:
    """From now on each big block that is freed goes back to the system at once, and what was in it is gone.

    By itself the C library keeps blocks of up to 32 MB once some were freed. A no-op but on Linux with glibc.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _BIG)
