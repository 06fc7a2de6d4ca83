"""What in a text deserves a second look before readers get it: an aid to whoever reads it, not a promise."""

from __future__ import annotations

import re
from enum import StrEnum

from grm_data.register.folding import fold
from grm_data.register.marks import split_at_marks
from grm_data.register.ordinary import is_ordinary_word

__all__ = ["Flag", "flags_of"]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
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
    pieces = list(split_at_marks(text))
    own = " ".join("·" if is_mark else piece for piece, is_mark in pieces)
    found = {Flag.REMOVED} if any(is_mark for _, is_mark in pieces) else set()
    if any(map(str.isdigit, own)):
        found.add(Flag.NUMBER)
    if any(_is_name_like(own, match) for match in _WORD.finditer(own) if match[0][0].isupper()):
        found.add(Flag.NAME)
    return frozenset(found)


def _is_name_like(text: str, match: re.Match[str]) -> bool:
    """Whether a word with a capital stands where no sentence begins, and isn't one of everybody's."""
    word, before = match[0], text[: match.start()].rstrip(" \t\r")
    if len(word) < 2 or not before or before[-1] in _ENDS:
        return False
    return not (word.isupper() and len(word) < 5) and not all(map(is_ordinary_word, fold(word).split()))
