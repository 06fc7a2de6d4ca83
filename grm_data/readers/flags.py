"""What in a text deserves a second look before readers get it: an aid to whoever reads it, not a promise."""

from __future__ import annotations

import re
from enum import StrEnum

from grm_data.register.folding import fold
from grm_data.register.marks import holds_mark, split_at_marks
from grm_data.register.ordinary import is_ordinary_word

__all__ = ["Flag", "flags_of"]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NO_LETTER = re.compile(r"[^\W_A-Za-z\u0400-\u052f]")
"""Signs among which are all digits, and no Latin or Cyrillic letter without an accent."""
_ENDS = frozenset('.!?:;\n•"“«(')


class Flag(StrEnum):
    """Why a text is shown first."""

    REMOVED = "removed"  # something was taken out: more may be left
    NAME = "name"  # a word within a sentence begins with a capital
    NUMBER = "number"


def flags_of(text: str) -> frozenset[Flag]:
    """What a text holds that may be somebody's.

    >>> sorted(flags_of("The lamp of Orsolya is broken since [name] came in 2020"))
    [<Flag.NAME: 'name'>, <Flag.NUMBER: 'number'>, <Flag.REMOVED: 'removed'>]
    >>> flags_of("A lamp is broken. Nobody came.")
    frozenset()
    """
    own, found = text, set[Flag]()
    if holds_mark(text):
        own = " ".join("·" if is_mark else piece for piece, is_mark in split_at_marks(text))
        found.add(Flag.REMOVED)
    if any(map(str.isdigit, _NO_LETTER.findall(own))):
        found.add(Flag.NUMBER)
    if not own[1:].islower():  # else no word within a sentence has a capital
        capitals = (match for match in _WORD.finditer(own) if own[match.start()].isupper())
        if any(_is_name_like(own, match) for match in capitals):
            found.add(Flag.NAME)
    return frozenset(found)


def _is_name_like(text: str, match: re.Match[str]) -> bool:
    """Whether a word with a capital stands where no sentence begins, and isn't one of everybody's."""
    word, before = match[0], text[: match.start()].rstrip(" \t\r")
    if len(word) < 2 or not before or before[-1] in _ENDS:
        return False
    return not (word.isupper() and len(word) < 5) and not all(map(is_ordinary_word, fold(word).split()))
