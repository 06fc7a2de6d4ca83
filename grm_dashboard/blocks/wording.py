"""Words of a register as Markdown leaves them."""

from __future__ import annotations

import re

__all__ = ["plain"]

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_ADDRESS = re.compile(r"[a-z]:(?=//)|www(?=\.)|@", re.IGNORECASE)
"""Where an address would be recognised; an invisible word joiner (U+2060) there prevents it."""


def plain(text: str) -> str:
    """A text that Markdown leaves as it is, addresses in it included: those become links even if escaped."""
    return _PUNCTUATION.sub(r"\\\1", _ADDRESS.sub("\\g<0>\u2060", text))
