"""The words of a text, and the skeleton by which one is compared: one for all spellings of a name.

Small Latin letters; Mongolian and Russian Cyrillic transliterated; spellings that people mix are one:
ө ү o u, й ы и y i, long and short vowels.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from grm_data.compiled import toml_file
from grm_data.register.folding import MARKS, SAME_LETTERS, is_vowel_sign

__all__ = [
    "LONGEST_INITIAL",
    "LONGEST_WORD",
    "WORD",
    "Word",
    "listed",
    "skeleton",
    "without_possessive",
    "words_of",
]

_LETTERED = rf"[^\W\d_]++(?:[{MARKS}]++[^\W\d_]*+)*+"
WORD = re.compile(rf"{_LETTERED}(?:['’ʼ‑-]{_LETTERED})*+")
"""A word with its hyphens and apostrophes."""
_REPEATED = re.compile(r"(\w)\1+")  # Оюун is written Oyun
_POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
_LETTERS = {
    **SAME_LETTERS,
    **dict(zip("абвгдежзийклмнопрстуфхыэөү", "abvgdejziiklmnoprstofhieoo", strict=True)),
    "ё": "io", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "io", "я": "ia",
    "u": "o", "y": "i",
}  # fmt: skip
_TRANSLITERATED = str.maketrans(_LETTERS)

LONGEST_WORD, LONGEST_INITIAL = 60, 2


def skeleton(word: str) -> str:
    """What is compared of a word.

    >>> skeleton("Мөнх-Эрдэнэ"), skeleton("Munkh-Erdene")
    ('monherdene', 'monherdene')
    """
    text = unicodedata.normalize("NFC", word.casefold()).translate(_TRANSLITERATED)
    text = unicodedata.normalize("NFD", text)
    letters = "".join(c for c in text if (c.isalpha() and not unicodedata.combining(c)) or is_vowel_sign(c))
    return _REPEATED.sub(r"\1", letters.replace("kh", "h").replace("zh", "j").replace("ie", "e"))


@cache
def listed(name: str) -> frozenset[str]:
    """The skeletons of a list in no_names.toml."""
    return frozenset(skeleton(word) for word in toml_file(Path(__file__).with_name("no_names.toml"))[name])


def without_possessive(word: str) -> str:
    """A word without its 's: "Bold's"."""
    return _POSSESSIVE.sub("", word) if word.endswith(("s", "S", "ſ")) else word


class Word(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    text: str
    key: str
    has_dot: bool  # "Т." may be an initial

    @property
    def is_initial(self) -> bool:
        """Whether it may stand for a part of a name: "Т." and "Ts." do, "Mr." does not."""
        is_short = len(self.text) <= LONGEST_INITIAL and self.is_capital
        return self.has_dot and is_short and self.key not in listed("no_names")

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def may_be_name(self) -> bool:
        """Whether it isn't plainly another word."""
        is_english = self.text.isascii() and self.key in listed("also_english")
        return self.is_capital or not is_english


def words_of(text: str, known: dict[str, str]) -> list[Word]:
    """The words of a text; ``known`` keeps their skeletons as long as its owner lives: they may be names."""
    found = []
    for match in WORD.finditer(text):
        word = without_possessive(match.group())
        if len(word) > LONGEST_WORD:
            continue
        if word not in known:
            known[word] = skeleton(word)
        if key := known[word]:
            end = match.start() + len(word)
            found.append(Word(match.start(), end, word, key, text.startswith(".", end)))
    return found
