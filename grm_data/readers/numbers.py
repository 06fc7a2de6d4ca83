"""Case numbers that readers may see: those that look like one."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from grm_data.register import Field, Register, texts_of
from grm_data.register.columns import Mask
from grm_data.register.folding import fold
from grm_data.register.marks import NOT_SHOWN
from grm_data.register.ordinary import is_ordinary_word
from grm_data.settings import Settings

__all__ = ["odd_numbers", "with_numbers_let_out"]

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_DIGITS = re.compile(r"\d{8,}")
_OF_A_YEAR = re.compile(r"(?:19|20)\d{2}|0{3}")
"""A long run of digits that is a date and a serial number, or filled up with zeros."""

_FEWEST, _SHARE = 3, 0.1
"""Letters that stand in so many numbers, and in such a share of them, are of the numbering: PL-2025-001."""
_SHORT = 3
"""Letters of a word that is of the numbering whatever the others hold: GRM."""


def with_numbers_let_out(register: Register, settings: Settings) -> Register:
    """The register without the case numbers that look like something else, unless they are let out."""
    odd = odd_numbers(register, settings)
    if not odd.any():
        return register
    numbers = register.registered_no.copy()
    numbers[odd] = NOT_SHOWN
    return register.with_columns({Field.REGISTERED_NO: texts_of(numbers)})


def odd_numbers(register: Register, settings: Settings) -> Mask:
    """The rows whose case number may be something else: it holds words of its own, or long digits."""
    let_out = frozenset(map(fold, settings.let_out))
    numbers = register.registered_no.tolist()
    words = [tuple(map(fold, _LETTERS.findall(text))) if text else () for text in numbers]
    held = Counter(word for found in words for word in set(found))
    fewest = max(_FEWEST, _SHARE * sum(text is not None for text in numbers))
    of_the_numbering = {
        word
        for word, n in held.items()
        if n >= fewest or len(word) <= _SHORT or all(map(is_ordinary_word, word.split()))
    }
    odd = [
        text is not None
        and text != NOT_SHOWN
        and not (of_the_numbering.issuperset(found) and _has_number(text))
        and fold(text) not in let_out
        for text, found in zip(numbers, words, strict=True)
    ]
    return np.array(odd, dtype=bool)


def _has_number(text: str) -> bool:
    """Whether a text holds a number that is no telephone and no person's."""
    return any(c.isdigit() for c in text) and all(map(_OF_A_YEAR.match, _DIGITS.findall(text)))
