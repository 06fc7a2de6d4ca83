"""Bytes of a spreadsheet that were handed over are overwritten: what is only freed can still be read."""

from __future__ import annotations

import ctypes
import sys

__all__ = ["wipe"]

_HEAD = bytes.__basicsize__ - 1
"""Where the bytes of CPython's ``bytes`` begin; the last of its own size is the final zero."""

_SHARED = 1
"""CPython keeps one object for all bytes of this length, and none."""


def wipe(content: bytes) -> None:
    """Overwrite with zeros what nobody needs any more, also who else holds it; a no-op outside CPython."""
    if len(content) > _SHARED and sys.implementation.name == "cpython":
        ctypes.memset(id(content) + _HEAD, 0, len(content))
