"""A text as a reader sees it: one letter for all letters that look alike, one digit for a digit."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold_date"]

_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТУХІЈЅҮЇӨЄƟ", "ABEKMHOPCTYXIJSYYOOO")
"""Cyrillic capitals that look like Latin ones: the "Туре" of the 2020 H2 report is all Cyrillic.

ү and ө are written у and о, or ї and є, where the keyboard or code page 1251 lacks them.
"""

_SIGNS = {
    "\N{SOFT HYPHEN}": "-",  # drawn as a hyphen or not at all: never joins two numbers
    "\N{MINUS SIGN}": "-",
    "\N{DIVISION SLASH}": "/",
    "\N{FRACTION SLASH}": "/",
    "\N{IDEOGRAPHIC FULL STOP}": ".",
    "\N{HALFWIDTH IDEOGRAPHIC FULL STOP}": ".",
    "\N{ARABIC COMMA}": ",",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{MODIFIER LETTER APOSTROPHE}": "'",
    "\N{DEGREE SIGN}": "º",  # 1° de enero
    "º": "º",
}

_CARRIAGE_RETURN = re.compile(r"_x000[9AD]_", re.IGNORECASE)
"""How Excel writes a tab or a line break inside a cell of its file."""


def _fold_letter(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Co":  # private use: spellings marks months with these
        return "\N{REPLACEMENT CHARACTER}"
    if kind == "Mn":  # a mark that stands on no letter may strike a digit through
        return char
    form = unicodedata.decomposition(char).partition(" ")[0]
    if form in ("<wide>", "<narrow>") or kind == "Nl":  # full width; the one-letter Roman numerals
        char = unicodedata.normalize("NFKC", char)
    char = char.upper().translate(_LOOK_ALIKE)  # before its accent goes: Ї is no І
    plain = "".join(part for part in unicodedata.normalize("NFD", char) if not _is_accent(part))
    return plain.upper().translate(_LOOK_ALIKE)


def _is_accent(part: str) -> bool:
    return unicodedata.category(part) == "Mn"


def _fold_char(char: str) -> str:
    """What stands for ``char``; a raised figure, 3¹, stays what it is: a footnote is no digit."""
    kind = unicodedata.category(char)
    if char in _SIGNS:
        return _SIGNS[char]
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind == "Cc":
        return " "
    if kind == "Cf":  # zero width, direction marks
        return ""
    return "-" if kind == "Pd" else _fold_letter(char)


class _Folding(dict[int, str]):
    """``str.translate``'s table, filled as letters turn up."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_char(chr(code))
        return self[code]


_FOLDING = _Folding()


_FORMULA = re.compile(r'\s*=\s*"(.*)"\s*', re.DOTALL)
"""How programs keep a spreadsheet from changing what they write into a csv: ="01/07/2020"."""


def fold_date(text: str) -> str:
    """``text`` in capitals, without accents, look-alikes, odd blanks and invisible characters.

    >>> fold_date("'３１\\u00a0Jul\\u200by 2020")
    '31 JULY 2020'
    >>> fold_date("1er août") == fold_date("1er AOUT")
    True
    >>> fold_date('="01/07/2020"')
    '01/07/2020'
    """
    if "=" in text and (formula := _FORMULA.fullmatch(text)):
        text = formula[1]
    seen = unicodedata.normalize("NFC", _CARRIAGE_RETURN.sub(" ", text)).translate(_FOLDING)
    return " ".join(" ".join(seen.split()).removeprefix("'").split())
