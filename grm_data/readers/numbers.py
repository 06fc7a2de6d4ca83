"""Case numbers that readers may see: those that look like one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

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

_ZEROS = str.maketrans("123456789", "000000000")
"""Makes one form of numbers that are alike but for their digits: there are few."""
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
    present = [text for text in numbers if text is not None]
    forms = {text: text.translate(_ZEROS) for text in present}
    digits = _digits(frozenset(forms.values()), _of_the_numbering(_held(forms.values()), len(present)))
    odd = {
        text
        for text, form in forms.items()
        if not _is_short(text, digits.get(form, 0)) and text != NOT_SHOWN and fold(text) not in let_out
    }
    return np.array([text in odd for text in numbers], dtype=bool)


def _held(forms: Iterable[str]) -> dict[str, int]:
    """Each word → in how many different numbers it stands that are alike but for their digits."""
    alike = Counter[str]()
    for form, n in Counter(forms).items():
        alike[_DIGITS.sub("0", form)] += n
    held: dict[str, int] = {}
    for form, n in alike.items():
        for word in _LETTERS.findall(form):
            held[word] = max(n, held.get(word, 0))
    return held


def _digits(forms: Collection[str], known: set[str]) -> dict[str, int]:
    """How many digits the forms have that hold no word but known ones, no removed part, and no plus."""
    return {
        form: sum(map(str.isdigit, form))
        for form in forms
        if known.issuperset(_LETTERS.findall(form)) and "+" not in form and not holds_mark(form)
    }


def _is_short(text: str, digits: int) -> bool:
    """Whether a text with so many digits holds a number that is no telephone and no person's."""
    most = _MOST_OF_A_YEAR if digits > _MOST_DIGITS and _OF_A_YEAR.search(text) else _MOST_DIGITS
    return 0 < digits <= most


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
