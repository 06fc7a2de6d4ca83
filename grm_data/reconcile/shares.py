"""A share of the register beside one that a report prints with decimals, or rounded another way."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from grm_data.figures.labels import percent_text

__all__ = ["Share", "is_rounded", "same_percent"]

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,9})?")


class Share(str):
    """A share as we print it, such as 63%, and the number that it was rounded from."""

    exact: float

    @classmethod
    def of(cls, part: int, whole: int) -> Share:
        """The share of a part; of nothing it is none."""
        share = cls(percent_text(part, whole))
        share.exact = 100 * part / whole if whole else 0.0
        return share


def is_rounded(value: Decimal, register: float) -> bool:
    """Whether a number is the register's to as many decimals as it has."""
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    exact = Decimal(repr(float(register)))
    return value in {exact.quantize(step, way) for way in (ROUND_HALF_UP, ROUND_HALF_EVEN)}


def same_percent(value: str, register: Share) -> bool:
    """Whether a percentage is the register's; all and none are said of all and none alone."""
    number, ours = _plain(value), _plain(register)
    if number == ours:
        return True
    is_between = ours.isdecimal() and _NUMBER.fullmatch(number) is not None and number not in ("0", "100")
    return is_between and is_rounded(Decimal(number), register.exact)


def _plain(text: str) -> str:
    number = text.rstrip("% \u00a0\u202f").replace(",", ".")
    return number.rstrip("0").rstrip(".") if "." in number else number
