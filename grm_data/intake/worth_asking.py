"""Which texts are worth to be asked for a sensitive word, which takes long: few that are written in one plain
alphabet hold the beginning of a listed entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress

from grm_data.intake.many import Many
from grm_data.register.folding import fold
from grm_data.register.listed import either
from grm_data.register.sensitive_words import listed_words

__all__ = ["be_ready", "worth_asking"]

_CYRILLIC = r"А-Яа-яЁёӨөҮү\s\d!-/:-@\[-`{-~«»„“”‘’—–…№"
"""Signs of a text in plain Cyrillic: none that can't be seen, and that would part a word."""
_IN_WORDS = r"'`‘’\x00-\x08\x0e-\x1f\x7f"
"""Signs that folding leaves out of a word of plain letters."""
_ODD = rf"[{_IN_WORDS}]|[^\x00-\x7f{_CYRILLIC}]|(?s:[A-Za-z].*[^\x00-\x7f]|[^\x00-\x7f].*[A-Za-z])"
"""What is in a text of neither plain Latin nor plain Cyrillic."""
_ALPHABETS = "a-z0-9", "а-яёөү0-9"
_OTHERS = "\u0530"
"""The first letter behind those of Latin, Greek and Cyrillic."""
_FIRST, _SECOND = 8, 4
"""Letters of an entry's words by which it is looked for. Arrow's patterns get slow where they are long."""


def worth_asking(texts: Sequence[str]) -> list[str]:
    """The texts that may hold a sensitive word.

    >>> worth_asking(["The road is closed", "the road is closé", "A sexual matter", "Returned in a day"])
    ['the road is closé', 'A sexual matter']
    """
    many = Many(texts)
    is_asked, lower = many.holding(_ODD), many.lower()
    for letters in _ALPHABETS[: 1 if all(map(str.isascii, texts)) else None]:
        is_asked |= lower.holding(_beginnings(letters))
    return [*compress(texts, is_asked)]


def be_ready() -> None:
    """Make the patterns now, before many texts come."""
    for letters in _ALPHABETS:
        _beginnings(letters)


@cache
def _beginnings(letters: str) -> str:
    """The pattern of how listed entries begin that are written in some letters."""
    is_written_so = re.compile(rf"[{letters} *]+").fullmatch
    words = (word for word in listed_words() if max(word) < _OTHERS)
    spelled = {spelling for word in words for spelling in _spellings(word) if is_written_so(spelling)}
    pattern = either({tuple(_beginning(spelling)) for spelling in spelled})
    signs = {"*": f"[{letters}]*", " ": f"[^{letters}]+", "е": "[её]", "и": "[ий]"}
    return f"(?:^|[^{letters}]){re.sub('[* еи]', lambda sign: signs[sign[0]], pattern)}"


def _spellings(words: str) -> Iterator[str]:
    """An entry as it is folded, and in letters of Cyrillic, which folding takes for Latin ones."""
    yield " ".join(fold(word) + "*" * word.endswith("*") for word in words.split())
    yield " ".join(re.findall(r"[\w*]+", words.lower().translate(_ALIKE)))


_ALIKE = str.maketrans("ёй", "еи")


def _beginning(words: str) -> str:
    """How an entry begins: its first two words, each cut off; an asterisk stands for any letters."""
    first, second, *_ = (words + "  ").split(" ")
    whole, second = first.rstrip("*"), second.rstrip("*")
    begun = whole[:_FIRST] + "*" * (first != whole[:_FIRST])
    return f"{begun} {second[:_SECOND]}" if second else whole[:_FIRST]
