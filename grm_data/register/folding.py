"""Folding: two spellings that a person reads as the same word become the same string.

Case, width, accents, punctuation, repeated blanks and look-alike letters are folded away; nothing
else is. There is no fuzzy matching here: "Related" scores 88 of 100 against "Unrelated".
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold", "tidy"]

# Cyrillic and Greek letters that look like Latin ones; "Туре" of the source report is all Cyrillic.
_LOOK_ALIKES = str.maketrans(
    {
        **dict(zip("авекмнорстухіјѕԛԝһӏ", "abekmhopctyxijsqwhl", strict=True)),
        **dict(zip("αβεηικμνορτυχ", "abehikmvoptyx", strict=True)),
        "є": "ө",  # Windows-1251 has no ө and ү: Mongolian writes є and ї for them
        "ї": "ү",
        "ё": "e",
        "ı": "i",
        "ɵ": "ө",
    }
)
_NUMBER_SIGN = re.compile(r"#|№|\bn\s*[°º]")
_APOSTROPHES = re.compile("['’‘`´ʼ]")
_BLANKS = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")
# Zero-width and direction marks, soft hyphen, byte-order mark, control characters (blanks apart).
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")


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
    text = _INVISIBLE.sub("", text).casefold()
    text = _NUMBER_SIGN.sub(" no ", text)
    text = unicodedata.normalize("NFKC", text).casefold().translate(_LOOK_ALIKES)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = _APOSTROPHES.sub("", text.translate(_LOOK_ALIKES))
    return _NOT_WORD.sub(" ", text).strip()
