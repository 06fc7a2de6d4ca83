"""Case numbers that readers may see: those that look like one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from grm_data.register import Field, Register, texts_of
from grm_data.register.columns import Mask
from grm_data.register.folding import fold
from grm_data.register.marks import NOT_SHOWN, holds_mark
from grm_data.register.ordinary import is_ordinary_word
from grm_data.settings import Settings

__all__ = ["odd_numbers", "with_numbers_let_out"]

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_OF_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])|(?<!\d)0{3}")
"""Digits of a year, of a month of one, or filled up with zeros: those of a numbering."""
_MOST_DIGITS, _MOST_OF_A_YEAR = 7, 12
"""Digits of a number that is no telephone and no identity number; one of a year may have more."""

_DIGITS = re.compile(r"\d+")
_FEWEST, _SHARE = 3, 0.1
"""Letters in so many numbers that are alike, and in such a share of all, are the numbering's: PL-2025-001."""
_SHORT = 3
"""Capitals of a word that is of the numbering where no other is like it: GRM, and neither BAT nor ALI."""


def with_numbers_let_out(register: Register, settings: Settings) -> Register:
    """The register without the case numbers that look like something else, unless they are let out."""
    odd = odd_numbers(register, settings)
    if not odd.any():
        return register
    numbers = register.registered_no.copy()
    numbers[odd] = NOT_SHOWN
    return register.with_columns({Field.REGISTERED_NO: texts_of(numbers)})


def odd_numbers(register: Register, settings: Settings) -> Mask:
    """The rows whose case number may be something else: own words, a removed part, long digits."""
    let_out = frozenset(map(fold, settings.let_out))
    numbers = register.registered_no.tolist()
    words = [tuple(_LETTERS.findall(text)) if text else () for text in numbers]
    held = _held([text for text in numbers if text is not None])
    of_the_numbering = _of_the_numbering(held, sum(text is not None for text in numbers))
    odd = [
        text is not None
        and text != NOT_SHOWN
        and not (of_the_numbering.issuperset(found) and _has_number(text) and not holds_mark(text))
        and fold(text) not in let_out
        for text, found in zip(numbers, words, strict=True)
    ]
    return np.array(odd, dtype=bool)


def _held(numbers: Sequence[str]) -> dict[str, int]:
    """Each word → in how many different numbers it stands that are alike but for their digits."""
    alike = Counter(_DIGITS.sub("0", text) for text in set(numbers))
    held: dict[str, int] = {}
    for form, n in alike.items():
        for word in _LETTERS.findall(form):
            held[word] = max(n, held.get(word, 0))
    return held


def _of_the_numbering(held: Mapping[str, int], numbers: int) -> set[str]:
    """The words that belong to the numbering: ordinary ones, those of many numbers, and one like GRM."""
    fewest = max(_FEWEST, _SHARE * numbers)
    known = {
        word for word, n in held.items() if n >= fewest or all(map(is_ordinary_word, fold(word).split()))
    }
    others = [word for word in held if word not in known]
    if len(others) != 1 or 2 * held[others[0]] < numbers:  # what few numbers hold is no numbering's
        return known
    return known | {word for word in others if len(word) <= _SHORT and word.isupper()}


def _has_number(text: str) -> bool:
    """Whether a text holds a number that is no telephone and no person's."""
    digits = sum(map(str.isdigit, text))
    most = _MOST_OF_A_YEAR if _OF_A_YEAR.search(text) else _MOST_DIGITS
    return 0 < digits <= most and "+" not in text
