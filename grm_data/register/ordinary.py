"""Words that are nobody's: kinds of cases, ways of answering, offices, names of sheets and files.

What a register writes in such words only may be shown to readers without asking; anything else waits until
somebody lets it out. The words stand in the files of languages (``[ordinary]``) and of headings.
"""

from __future__ import annotations

import re
from functools import cache

from grm_data.language.files import tables
from grm_data.register.fields import Field
from grm_data.register.folding import fold
from grm_data.register.headings import heading_spellings, is_heading_spelling
from grm_data.register.traits import Kind

__all__ = ["is_ordinary", "is_ordinary_word"]

_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_YEAR = re.compile(r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?)?")
"""A year, a month of one, or a day."""
_MOST_DIGITS, _MOST_BESIDE = 5, 3
"""Digits of a text that are no telephone and no identity number; of each number beside a year."""


@cache
def _words() -> frozenset[str]:
    """Every ordinary word, folded."""
    found = {word for table in tables("ordinary").values() for word in table["words"].split()}
    for field in Field:
        if field.traits.kind is not Kind.IDENTITY:
            found |= {word for spelling in heading_spellings(field) for word in spelling.split()}
    for table in tables("heading").values():
        of_people = {word for phrase in table.get("name", ()) for word in phrase.split()}
        words = {word for phrases in table.values() for phrase in phrases for word in phrase.split()}
        found |= words - of_people | {"name"}
    return frozenset(part for word in found if "*" not in word for part in fold(word).split())


@cache
def _months() -> frozenset[str]:
    names = (name for table in tables("ordinary").values() for name in table.get("months", "").split())
    return frozenset(map(fold, names))


def is_ordinary_word(word: str) -> bool:
    """Whether a folded word is nobody's: a listed one, or a single letter."""
    return len(word) == 1 or word in _words()


def is_ordinary(text: str) -> bool:
    """Whether every word of a text is nobody's, and its digits are no telephone and no identity number.

    >>> is_ordinary("Land acquisition"), is_ordinary("GRM_register 2020-12-31.xlsx")
    (True, True)
    >>> is_ordinary("Land of Orsolya"), is_ordinary("99112345")
    (False, False)
    """
    if is_heading_spelling(text):
        return True
    words = fold(_HUMPS.sub(" ", text)).split()
    digits = [word for word in words if word.isdigit()]
    others = [word for word in digits if not _YEAR.fullmatch(word)]
    has_year = len(others) < len(digits)
    if sum(map(len, others)) > _MOST_DIGITS or (has_year and max(map(len, others), default=0) > _MOST_BESIDE):
        return False
    return all(word.isdigit() or is_ordinary_word(word) or (has_year and word in _months()) for word in words)
