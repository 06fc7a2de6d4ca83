"""The words of reports, and texts made comparable with them: folded, their dates and months as marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from grm_data.compiled import toml_file
from grm_data.intake.dates import read_text_date
from grm_data.register import day_of
from grm_data.register.folding import fold, tidy
from grm_data.speech import languages, load

__all__ = [
    "DAY",
    "DECIMAL",
    "MONTH",
    "NUMBER",
    "RANGE",
    "Marked",
    "any_of",
    "coded",
    "day_in",
    "decimal_of",
    "in_digits",
    "marked",
    "our_texts",
    "plain",
    "spellings",
    "table",
    "words",
]

_FIRST_DAY, _FIRST_RANGE, _FIRST_MONTH = 0xE100, 0xE900, 0xF100
_ROOM = 0x7FF
DAY, RANGE, MONTH = (f"[{chr(n)}-{chr(n + _ROOM)}]" for n in (_FIRST_DAY, _FIRST_RANGE, _FIRST_MONTH))
"""The marks that stand for a day, for two with a dash between them, and for a month with its year."""

NUMBER = r"(?<![\w.,:/-])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\w]|[.,:/]\d)"

DECIMAL = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")

_LONGEST = 80
"""Letters of a label: what is longer is a text."""

_OWN = re.compile("[\ue000-\uf8ff]")
"""Letters of nobody's: those of our marks are none of the document's, whose bullets may be such."""
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_QUOTES = str.maketrans("’‘`´“”«»", "''''\"\"\"\"")
_NAME, _SHORT, _YEAR = r"[^\W\d_]{3,12}\.?", r"[^\W\d_]{1,6}\.?", r"(?:19|20)\d\d"
_DATES = tuple(  # what may be one, in any language: whether it is, day_in says
    re.compile(rf"(?<![\w/.])(?<![^\W\d]-){pattern}(?![\w/]|[.-]\d\d?\b(?![./-]))")
    for pattern in (
        rf"{_YEAR} {_SHORT} \d{{1,2}}(?:-?{_SHORT})?(?: {_NAME}){{1,2}} \d{{1,2}}",
        rf"{_YEAR} ?年 ?\d{{1,2}} ?月 ?\d{{1,2}} ?日?",
        rf"{_YEAR} {_NAME} \d{{1,2}}",
        rf"{_NAME} ?\d{{1,2}}(?:st|nd|rd|th)?,? ?{_YEAR}",
        rf"\d{{1,2}}(?:st|nd|rd|th|er|o)?\.?(?: {_SHORT})?(?: {_NAME}| \d{{1,2}})(?: {_SHORT})?,? {_YEAR}",
        rf"{_YEAR}([./-])\d{{1,2}}\1\d{{1,2}}",
        rf"\d{{1,2}}([./-])\d{{1,2}}\1{_YEAR}",
    )
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_MONTHS = re.compile(rf"(?<!\w)({_NAME}) ((?:19|20)\d\d)(?![\w./-]\d)")
_BETWEEN = re.compile(
    rf"(?:(?:between|from|entre le|du) )?({DAY}) ?"
    rf"(?:-|to|and|until|au|et le|al|hasta|ate|bis|sampai|den|по|до) ?({DAY})"
)


def decimal_of(text: str) -> Decimal:
    """A number that may have a fraction: a comma before three digits separates thousands.

    >>> decimal_of("1,388"), decimal_of("2,83")
    (Decimal('1388'), Decimal('2.83'))
    """
    return Decimal(text.replace(",", "" if _GROUPED.fullmatch(text) else "."))


@cache
def words() -> Mapping[str, Any]:
    """The table of words."""
    return toml_file(Path(__file__).with_name("wordings.toml"))


@cache
def our_texts(key: str) -> tuple[str, ...]:
    """The text under a key in each language that our reports are made in, in all its forms."""
    found = (load(code) for code in languages())
    texts = (one.texts.get(name) for one in found for name in (key, *(f"{key}.{form}" for form in one.forms)))
    return tuple(dict.fromkeys(filter(None, texts)))


@cache
def spellings(name: str) -> Mapping[str, str]:
    """Word → its code, of a table of the words: those that our own reports have for it are among them."""
    ours = {
        word: code
        for code, keys in words()["ours"].get(name, {}).items()
        for key in keys
        for word in our_texts(key)
    }
    return ours | {word: code for code, found in words()[name].items() for word in found}


@cache
def table(name: str) -> Mapping[str, str]:
    """Folded word → its code, of a table of the words."""
    return {fold(word): code for word, code in spellings(name).items()}


def coded(name: str, text: str) -> str | None:
    """The code of a whole text in a table of the words, None where it is none of it."""
    return table(name).get(fold(text)) if len(text) <= _LONGEST else None


def plain(text: str) -> str:
    """Small letters without accents, plain dashes and quotes, single blanks."""
    text = _DASHES.sub("-", tidy(_OWN.sub(" ", text))).translate(_QUOTES)
    text = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in text if not unicodedata.combining(char))


@dataclass(slots=True, repr=False)
class Marked:
    """A plain text with marks in the place of its days; what the marks stand for."""

    text: str
    days: list[date] = field(default_factory=list)
    ranges: list[tuple[date, date]] = field(default_factory=list)
    months: list[date] = field(default_factory=list)

    def day(self, mark: str) -> date:
        """The day of a mark."""
        return self.days[ord(mark) - _FIRST_DAY]

    def range(self, mark: str) -> tuple[date, date]:
        """The first and last day of a mark."""
        return self.ranges[ord(mark) - _FIRST_RANGE]

    def month(self, mark: str) -> date:
        """The first day of a month's mark."""
        return self.months[ord(mark) - _FIRST_MONTH]


def day_in(text: str) -> date | None:
    """The one day that a text is, None where it isn't certain."""
    number = read_text_date(_ORDINAL.sub("", text))
    return None if number is None else day_of(number)


def marked(text: str) -> Marked:
    """A text, plain and with marks."""
    found = Marked(plain(text))
    for pattern in _DATES:
        found.text = _with_days(pattern, found.text, found.days)
    found.text = _BETWEEN.sub(lambda one: _range(one, found), found.text)
    found.text = _MONTHS.sub(
        lambda one: _mark(f"{one[1]} {one[2]}", found.months, _month, _FIRST_MONTH), found.text
    )
    return found


def _with_days(pattern: re.Pattern[str], text: str, kept: list[date]) -> str:
    """A text with its days as marks; what only looks like a date may hold one further on."""
    pieces, begun, at = [], 0, 0
    while found := pattern.search(text, at):
        at = found.start() + 1
        if (mark := _mark(found[0], kept, day_in, _FIRST_DAY)) != found[0]:
            pieces += [text[begun : found.start()], mark]
            begun = at = found.end()
    return "".join([*pieces, text[begun:]])


def _mark(text: str, kept: list[date], read: Callable[[str], date | None], first: int) -> str:
    day = read(text)
    if day is None or len(kept) >= _ROOM:
        return text
    kept.append(day)
    return chr(first + len(kept) - 1)


def _month(text: str) -> date | None:
    return day_in(f"1 {text}")


def _range(one: re.Match[str], found: Marked) -> str:
    first, last = found.day(one[1]), found.day(one[2])
    if len(found.ranges) >= _ROOM:
        return one[0]
    found.ranges.append((first, last))
    return chr(_FIRST_RANGE + len(found.ranges) - 1)


def in_digits(text: str) -> str:
    """A plain text with its number words as digits."""
    return _number_words().sub(lambda one: _numbers()[one[0]], text)


@cache
def _numbers() -> dict[str, str]:
    return {word: str(n) for row in words()["numbers"].values() for n, word in enumerate(row) if word}


@cache
def _number_words() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(_numbers())}\b(?! of (?:those|these|the)\b)")


def any_of(alternatives: Iterable[str]) -> str:
    """A pattern for one of some words, the longest first."""
    return "(?:" + "|".join(sorted(alternatives, key=len, reverse=True)) + ")"
