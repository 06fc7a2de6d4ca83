"""Case endings, as skeletons: Mongolian's in full, the frequent ones of Russian."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["LONG_ENOUGH_TO_SHRINK", "is_form_of", "possible_stems", "stems_of"]

_VOWELS = "aeio"  # of a skeleton
_CASES = (
    "n", "in", "gin", "ni", "i", "inh", "ginh", "nar", "ner",  # -ын -ийн -гийн: whose; -ынх: whose family
    "d", "t", "ad", "ed", "od", "g", "ig", "gig",  # -д -т -ыг -ийг: to whom, whom
    "as", "es", "os", "gas", "ges", "gos", "nas", "nes", "nos",  # -аас: from whom
    "ar", "er", "or", "gar", "ger", "gor", "tai", "tei", "toi", "ro", "lo",  # -аар -тай -руу
    "a", "o", "om", "oi", "e", "em", "io", "ia", "ov", "ova", "ev", "eva", "ogo", "omo",  # Иванову, Ивановой
)  # fmt: skip
_OWN = ("", "a", "e", "o", "ga", "ge", "go", "an", "en")  # -аа: with his own …; -ан: those of …
_ENDINGS = frozenset(case + own for case in _CASES for own in _OWN) | set(_OWN)
_LONGEST_ENDING = max(map(len, _ENDINGS))

_ANY_ENDING = 4
"""Letters that a long name may have more: an ending of another language."""
_LONG, _LONG_OF_OTHERS = 6, 3
"""Letters of such a name; fewer in the scripts of India and after, of which no ending is known here."""
_FIRST_OF_OTHERS = "\u0900"
LONG_ENOUGH_TO_SHRINK = 5


def stems_of(part: str) -> Iterator[str]:
    """A part of a name, and its form before an ending: Эрдэнэ → Эрдэн-, Оюунбилэг → Оюунбилг-."""
    yield part
    if len(part) >= LONG_ENOUGH_TO_SHRINK:
        if part[-1] in _VOWELS:
            yield part[:-1]
        elif part[-2] in _VOWELS and part[-3] not in _VOWELS:
            yield part[:-2] + part[-1]


def possible_stems(word: str) -> Iterator[str]:
    """The word without each ending that it may have."""
    for length in range(min(_LONGEST_ENDING, len(word) - 2) + 1):
        stem, ending = word[: len(word) - length], word[len(word) - length :]
        if ending in _ENDINGS or length <= _ANY_ENDING:
            yield stem


def is_form_of(word: str, part: str) -> bool:
    """Whether the word is a part of a name, with an ending or without.

    >>> is_form_of("oionbilgin", "oionbileg"), is_form_of("annual", "ann")     # Оюунбилгийн; Annual, Ann
    (True, False)
    """
    if word == part:
        return True
    long = _LONG_OF_OTHERS if part >= _FIRST_OF_OTHERS else _LONG
    if len(part) >= long and word.startswith(part) and len(word) - len(part) <= _ANY_ENDING:
        return True
    stems = (stem for stem in stems_of(part) if word.startswith(stem) and word != stem)
    return any(word[len(stem) :] in _ENDINGS for stem in stems)
