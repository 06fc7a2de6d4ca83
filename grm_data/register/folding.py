"""Folding: two spellings that a person reads as the same word become the same string.

Case, width, accents, punctuation, repeated blanks and look-alike letters are folded away; nothing
else is. There is no fuzzy matching here: "Related" scores 88 of 100 against "Unrelated".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

__all__ = ["MARKS", "SAME_LETTERS", "composed", "fold", "is_vowel_sign", "tidy"]


def _marks() -> Iterator[str]:
    """The ranges of those that stand one after another, as an expression has them."""
    marks = filter(_is_mark, map(chr, range(0x300, 0x1800)))
    for _, run in groupby(enumerate(marks), lambda one: ord(one[1]) - one[0]):
        signs = [sign for _, sign in run]
        yield f"{signs[0]}-{signs[-1]}"


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M"


MARKS = "".join(_marks())
"""Signs that are written on letters or behind them and part no word: accents, vowels of Indic scripts."""

_FIRST_OF_INDIC, _BEHIND_THEM = "\u0900", "\u1800"


def is_vowel_sign(sign: str) -> bool:
    """Whether a mark is as good as a letter, as the vowels of Nepali, Thai or Khmer are: no accent.

    >>> is_vowel_sign("\u093f"), is_vowel_sign("\u0301")
    (True, False)
    """
    is_theirs = _FIRST_OF_INDIC <= sign < _BEHIND_THEM and _is_mark(sign)
    return is_theirs and not unicodedata.combining(sign)


class _Letters(dict[int, "int | str | None"]):
    """A table for ``str.translate``: accents go, signs are blanks. It learns of a letter when it meets it."""

    def __missing__(self, letter: int) -> int | str | None:
        sign = chr(letter)
        is_letter = sign.isalnum() or is_vowel_sign(sign)
        found = None if unicodedata.combining(sign) else letter if is_letter else ord(" ")
        return self.setdefault(letter, found) if letter < _RARE else found


_RARE = 0x10000
_APOSTROPHES = dict.fromkeys("'’‘`´ʼʻ")

_ETHIOPIC = {"ሐ": "ሀ", "ኀ": "ሀ", "ሠ": "ሰ", "ዐ": "አ", "ፀ": "ጸ"}
_VOWELS_OF_ETHIOPIC = 7
SAME_LETTERS: dict[str, str | None] = {
    "ـ": None,  # draws a word out: الحـــالة
    "ى": "ي",
    "ی": "ي",  # of Persian, Pashto and Urdu, typed on an Arabic keyboard
    "ک": "ك",
    "ة": "ه",
    **{
        chr(ord(other) + i): chr(ord(one) + i)  # of one sound in Amharic: ጾታ, ፆታ
        for other, one in _ETHIOPIC.items()
        for i in range(_VOWELS_OF_ETHIOPIC)
    },
}
"""Letters of Arabic and Ethiopic that are written for one another, and the one that stands for both."""

# Cyrillic and Greek letters that look like Latin ones; "Туре" of the source report is all Cyrillic.
_PLAIN = _Letters(
    str.maketrans(
        {
            **_APOSTROPHES,
            **SAME_LETTERS,
            **dict(zip("авекмнорстухіјѕԛԝһӏ", "abekmhopctyxijsqwhl", strict=True)),
            **dict(zip("αβεηικμνορτυχ", "abehikmvoptyx", strict=True)),
            "є": "ө",  # Windows-1251 has no ө and ү: Mongolian writes є and ї for them
            "ї": "ү",
            "ё": "e",
            "ı": "i",
            "ɵ": "ө",
        }
    )
)
_NUMBER_SIGN = re.compile(r"#|№|\bn\s*[°º]")
_OF_NUMBER_SIGNS = re.compile("[#№°º]")
_BLANKS = re.compile(r"\s+")
# Zero-width and direction marks, soft hyphen, byte-order mark, control characters (blanks apart).
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")

_ASCII = str.maketrans(
    {
        letter: letter.lower() if letter.isalnum() else None if _INVISIBLE.match(letter) else " "
        for letter in map(chr, range(128))
    }
    | {"#": " no "}
    | _APOSTROPHES
)
"""All of the folding that a text without other letters needs."""


def tidy(text: str) -> str:
    """The text as it would be written by hand: no invisible characters, single blanks, trimmed.

    >>> tidy(" Facebook\\u00a0 page ")
    'Facebook page'
    """
    if text.isprintable() and "  " not in text:  # nothing invisible, no blank but the plain one
        return text.strip()
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def fold(text: str) -> str:
    """The folded form of a heading or a value, for exact comparison.

    >>> fold("Туре") == fold("type")          # four Cyrillic letters
    True
    >>> fold("Project’s  WEBSITE ") == fold("projects website")
    True
    """
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    text = (text if text.isprintable() else _INVISIBLE.sub("", text)).casefold()
    if _OF_NUMBER_SIGNS.search(text):
        text = _NUMBER_SIGN.sub(" no ", text)
    text = unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN)
    parted = unicodedata.normalize("NFD", text)
    return " ".join((text if parted == text else parted.translate(_PLAIN)).split())


def composed(texts: Iterable[str | None]) -> list[str | None]:
    """The texts with every letter and its accents as one character: Й is written in two ways."""
    return [None if text is None else unicodedata.normalize("NFC", text) for text in texts]
