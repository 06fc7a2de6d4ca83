"""Names of months and weekdays in the languages of registers, and how a text's words become marks.

The names are in ``language/``. An abbreviation that two months share ("jui.") is in none; "mar", which is
Tuesday in French and Spanish, is a month there: see ``mark_names``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from grm_data.expressions import expression
from grm_data.intake.dates.letters import fold_date
from grm_data.language.files import tables

__all__ = ["MONTH", "NAMED_MONTH", "ROMAN", "WEEKDAY", "any_of", "mark_names", "names_of", "number_of"]

# Mongolian months are counted: 7-р сар, 7 дугаар сарын, долоодугаар сарын.
_COUNTED = (
    "нэгдүгээр",
    "хоёрдугаар",
    "гуравдугаар",
    "дөрөвдүгээр",
    "тавдугаар",
    "зургадугаар зургаадугаар",
    "долдугаар долоодугаар",
    "наймдугаар",
    "есдүгээр",
    "аравдугаар",
    "арваннэгдүгээр",
    "арванхоёрдугаар",
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# A mark is one character for private use, of which fold leaves none; its last five bits are the number.
_NAMED_MARK, _COUNTED_MARK, _ROMAN_MARK, _WEEKDAY_MARK = 0xE000, 0xE020, 0xE040, 0xE060


def _marks(first: int) -> str:
    return f"{chr(first)}-{chr(first + 12)}"


NAMED_MONTH = f"[{_marks(_NAMED_MARK)}]"
MONTH = f"[{_marks(_NAMED_MARK)}{_marks(_COUNTED_MARK)}]"  # or 7-р сар
ROMAN = f"[{_marks(_ROMAN_MARK)}]"
WEEKDAY = f"[{_marks(_WEEKDAY_MARK)}]"


def number_of(mark: str) -> int:
    """The number that a mark stands for: of a month from 1, of a weekday from 0 for Monday."""
    return ord(mark) & 31


def _longest_first(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


def any_of(words: str) -> str:
    """A pattern for any one of the words, as they look when folded; "ab" is tried before "a"."""
    return "|".join(re.escape(word) for word in sorted(fold_date(words).split(), reverse=True))


Names = Sequence[Sequence[str]]
"""The names of each month, or of each weekday from Monday."""


def names_of(kind: str) -> Names:
    """The names of "months" or "weekdays" in all languages, each list in its order."""
    rows = [table[kind] for table in tables("dates").values() if kind in table]
    return [[name for names in same for name in names] for same in zip(*rows, strict=True)]


def _by_name(rows: Names, first_mark: int) -> dict[str, str]:
    return {fold_date(name): chr(mark) for mark, names in enumerate(rows, first_mark) for name in names}


_MONTHS = _by_name(names_of("months"), _NAMED_MARK + 1)
_NAMES = (
    _by_name(names_of("weekdays"), _WEEKDAY_MARK)
    | _by_name([[numeral] for numeral in _ROMAN], _ROMAN_MARK + 1)
    | _MONTHS
)
_BY_COUNT = (
    _by_name([[str(number), f"{number:02}"] for number in range(1, 13)], _COUNTED_MARK + 1)
    | _by_name([names.split() for names in _COUNTED], _COUNTED_MARK + 1)
)  # fmt: skip

_WORD = expression(r"[^\W\d_]+")
_SEVERAL_WORDS = [name for name in _NAMES if " " in name]
_FIRST_WORDS = frozenset(name.split()[0] for name in _SEVERAL_WORDS)
_IN_WORDS = expression(rf"(?<![^\W_])(?:{_longest_first(_SEVERAL_WORDS)})(?![^\W_])")
"""A name of several words: thứ hai, تشرين الأول."""
_HAN = expression("[\u4e00-\u9fff]")
_IN_HAN = expression(_longest_first(name for name in _NAMES if _HAN.match(name)))
"""A name in a script without blanks: 2020年7月1日星期三."""
_BLANK_AT_AN_END = expression(r"^ | $|(?<=\() | (?=\))")
_A_SAR = fold_date("сар")
_SAR = f"(?:{any_of('сар сарын')})(?![^\\W\\d_])"
_NUMBER_SAR = expression(rf"(?<![0-9])([0-9]{{1,2}}) ?-? ?(?:{any_of('р дугаар дүгээр')})? ?{_SAR}")
_NUMERAL_SAR = expression(rf"({any_of('арван')})? ?({any_of(' '.join(_COUNTED))}) ?-? ?{_SAR}")
_FIGURES = "[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}"
_TUESDAY = expression(
    rf"^MAR(?=[ .,]+(?:{_FIGURES}$|[0-9]{{1,2}} (?:DE )?(?:{_longest_first(_MONTHS)})))"
    rf"|^(?P<date>{_FIGURES}[ ,(]+)MAR(?=\.?\)?$)"
)
_TWICE = expression(f"({NAMED_MONTH}) ?/ ?\\1")
"""A month in two languages, or by two names of one: تموز/يوليو."""


def _mark_number(found: re.Match[str]) -> str:
    return _BY_COUNT.get(found[1], found[0])


def _mark_numeral(found: re.Match[str]) -> str:
    """арван нэгдүгээр сар is November, in one word or two."""
    return _BY_COUNT.get((found[1] or "") + found[2], found[0])


def _mark_tuesday(found: re.Match[str]) -> str:
    return (found["date"] or "") + "MARDI"


def _mark_name(found: re.Match[str]) -> str:
    return _NAMES.get(found[0], found[0])


def mark_names(folded: str) -> str:
    """A folded text with one mark for each name of a month or weekday.

    "mar. 31 mars 2020" begins with a Tuesday, since its month follows.
    """
    if not _WORD.search(folded):
        return folded
    text = folded
    if _A_SAR in text:
        text = _NUMERAL_SAR.sub(_mark_numeral, _NUMBER_SAR.sub(_mark_number, text))
    if _HAN.search(text):
        text = _BLANK_AT_AN_END.sub("", _IN_HAN.sub(lambda found: f" {_mark_name(found)} ", text))
    if any(word in text for word in _FIRST_WORDS):
        text = _IN_WORDS.sub(_mark_name, text)
    if "MAR" in text:
        text = _TUESDAY.sub(_mark_tuesday, text)
    text = _WORD.sub(_mark_name, text)
    return _TWICE.sub(r"\1", text) if "/" in text else text
