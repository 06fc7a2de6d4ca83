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


_MMAP_THRESHOLD, _TRIM_THRESHOLD, _ARENA_MAX = -3, -1, -8  # as mallopt knows them
_BIG = 256 * 1024
_KEPT = 32 * 1024 * 1024
_ARENAS = 4


def give_back(*, at_once: bool) -> None:
    """Let each big block go back to the system once it is freed, ``at_once`` or when this is called again.

    What was in a block that went back is gone. Not at once, the C library keeps up to 32 MB for the next:
    work on a million rows takes half the processor time. A no-op but on Linux with glibc.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            library.mallopt(_ARENA_MAX, _ARENAS)
            library.mallopt(_MMAP_THRESHOLD, _BIG if at_once else _KEPT)
            library.mallopt(_TRIM_THRESHOLD, _BIG if at_once else _KEPT)
            library.malloc_trim(0)
