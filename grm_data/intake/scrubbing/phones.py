"""Phone numbers, told apart from dates, amounts, coordinates, versions and case numbers.

By the numbering plan of the project's country where that is known (PyPI ``phonenumbers``, Google's data),
else by shape. When in doubt a number is a phone number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grm_data.expressions import expression
from grm_data.intake.dates import read_text_date
from grm_data.intake.scrubbing.patterns import is_amount
from grm_data.intake.scrubbing.removal import Removal

__all__ = ["find_phones"]

_CANDIDATE = expression(
    r"(?:(?<![\w/.,-])|(?<=\d{6}/))\(?\+?\(?\d(?:[\s().-]{0,2}\d){5,18}(?!\w|/(?!\d{6})|[.,-]\d)"
)
_CUE = expression(
    r"(?<!\w)(?:tel|telephone|phone|mobile|mob|cell|call|dial|fax|whatsapp|viber|sms|t[ée]l|m[óo]vil|тел|телефон"
    r"|моб|факс|утас\w{0,6}|утсаар|утсанд|залга\w{0,6}|дугаарт|дугаараас|гэрийн|гар утас)[\s.:№(-]{0,3}$",
    re.IGNORECASE,
)
_NUMBERED = expression(
    r"(?:№|#|\bno\.?|\bnr\.?|contract|invoice|tender|ticket|isbn|issn|serial|version|law|article|loan|project"
    r"|гэрээ\w{0,6}|тендер\w{0,4}|хувилбар\w{0,4}|зүйл\w{0,5}|тоот|захирамж)[\s.:(-]{0,3}$",
    re.IGNORECASE,
)
_LOOK_BACK = 24
_AMOUNT = expression(r"\d{1,3}(?:[ .,'’]\d{3})+")
_YEARS = expression(r"(?:19|20)\d\d\s*-\s*(?:19|20)\d\d")
_DATE = r"(?:\d{4}[.-]\d{1,2}[.-]\d{1,2}|\d{1,2}[.-]\d{1,2}[.-]\d{4})"
_DATES = expression(rf"{_DATE}(?:\s*-\s*{_DATE})?")
_DECIMAL = expression(r"\d+\.\d+")
_PAIRS = expression(r"\d\d(?:\.\d\d){3,4}")
_GROUPS = expression(r"\d{3,4}(?:\.\d{3,4}){2}")  # 0901.234.567, 555.123.4567
_DOTTED = expression(r"\d+(?:\.\d+){2,}")

_FEWEST, _MOST = 7, 15  # digits of a number without any sign that it is one


def find_phones(text: str, country: str | None = None) -> Iterator[Removal]:
    """Every phone number in a text, by the country's rules where one is given."""
    for match in _CANDIDATE.finditer(text):
        number = match.group()
        if _is_phone(text, match, country):
            opening = number.startswith("(") and number.count("(") > number.count(")")
            yield Removal(match.start() + opening, match.end(), "phone")


def _is_phone(text: str, match: re.Match[str], country: str | None) -> bool:
    number = match.group()
    if _is_other_number(number) or is_amount(text, match.end()):
        return False
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    digits = sum(map(str.isdigit, number))
    if "+" in number or number.startswith("00") or _CUE.search(before):
        return True
    if _NUMBERED.search(before) or digits < _FEWEST:
        return False
    if country is not None and _is_valid(number, country):
        return True
    if _DOTTED.fullmatch(number):
        is_written_so = _PAIRS.fullmatch(number) or _GROUPS.fullmatch(number)
        return country is None and is_written_so is not None
    return digits > _MOST or digits >= 9 or country is None


def _is_other_number(number: str) -> bool:
    """A date, a span of years or dates, an amount of money, a number with a decimal point."""
    shapes = (_AMOUNT, _YEARS, _DATES, _DECIMAL)
    return any(shape.fullmatch(number) for shape in shapes) or read_text_date(number) is not None


def _is_valid(number: str, country: str) -> bool:
    """Whether the numbering plan of the country has such numbers."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, country))
    except phonenumbers.NumberParseException:
        return False
