"""What readers don't get yet, because nobody let it out: for staff, before and after publishing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grm_data.readers.names import odd_sheets
from grm_data.readers.numbers import odd_numbers
from grm_data.readers.words import asked_fields, is_shown
from grm_data.register import Field, Register
from grm_data.register.columns import NO_CODE
from grm_data.register.marks import NOT_SHOWN, is_long_word, with_words
from grm_data.register.sensitive_words import may_be_sensitive, names_sensitive
from grm_data.settings import Settings

__all__ = ["Waiting", "waiting"]

_MOST_WORDS = 3
"""Words of an expression that tells of no one: more may be a sentence."""


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """A word, number or name that readers see as "not shown yet"."""

    kind: str  # a field, or "sheet"
    word: str
    rows: int  # how many feedbacks hold it; 0 for names
    is_flagged: bool  # it may be a person's, or sensitive: to be looked at by itself


def waiting(register: Register, settings: Settings) -> tuple[Waiting, ...]:
    """Everything that waits: words of fields, the most frequent first, then numbers, then names."""
    return (*_words(register, settings), *_numbers(register, settings), *_names(register, settings))


def _words(register: Register, settings: Settings) -> Iterator[Waiting]:
    for field, column in asked_fields(register, settings):
        shown = is_shown(field, settings)
        counts = np.bincount(column.codes[column.codes != NO_CODE], minlength=len(column.names))
        found = [(int(n), name) for n, name in zip(counts, column.names, strict=True) if not shown(name)]
        for n, name in sorted(found, key=lambda one: -one[0]):
            if not is_long_word(name):  # a text that no version holds
                yield Waiting(str(field), name, n, _is_flagged(name))


def _numbers(register: Register, settings: Settings) -> Iterator[Waiting]:
    odd = register.registered_no[odd_numbers(register, settings)]
    for number, n in Counter(odd).items():
        yield Waiting(str(Field.REGISTERED_NO), number, n, is_flagged=True)


def _names(register: Register, settings: Settings) -> Iterator[Waiting]:
    for name in odd_sheets(register, settings):
        if name != NOT_SHOWN:
            yield Waiting("sheet", name, 0, _is_flagged(name))


def _is_flagged(word: str) -> bool:
    """Whether a word may be a person's or sensitive: names, numbers, long ones, removed parts."""
    words = word.split()
    capitals = sum(part[:1].isupper() for part in words)
    return (
        len(words) > _MOST_WORDS
        or capitals > 1
        or any(c.isdigit() or c == "@" for c in word)
        or with_words(word) != word
        or names_sensitive(word)
        or may_be_sensitive(word)
    )
