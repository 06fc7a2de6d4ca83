"""Case numbers: their order, and the gaps in it. "f-2020/07" is number 7 of the series "f-2020"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from grm_data.register.columns import Texts
from grm_data.register.folding import fold

__all__ = ["Gap", "case_order", "find_gaps", "running_number"]

_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_NUMBER = 9
_WIDEST_GAP = 50
"""More numbers than this missing at one place is another series, not a gap."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers missing just before a row's own: first … last."""

    row: int  # index of the row that follows the gap
    first: int
    last: int

    @property
    def missing(self) -> int:
        """How many numbers are missing."""
        return self.last - self.first + 1


def _key(text: str | None) -> tuple[str, tuple[int, ...], int] | None:
    """(the text around the digits, year and other leading numbers, running number), None if none.

    The year leads wherever it stands: 07/2020 comes before 01/2021.
    """
    digits = [] if text is None else _DIGITS.findall(text)
    if text is None or not digits or any(len(number) > _LONGEST_NUMBER for number in digits):
        return None
    years = [number for number in digits if _YEAR.fullmatch(number)][:1] if len(digits) > 1 else []
    rest = list(digits)
    for year in years:
        rest.remove(year)
    return fold(_DIGITS.sub("0", text)), tuple(map(int, [*years, *rest[:-1]])), int(rest[-1])


def running_number(text: str | None) -> int | None:
    """The last number in a case number, None if there is none."""
    key = _key(text)
    return None if key is None else key[2]


def case_order(numbers: Texts, numbering: npt.NDArray[np.int32] | None = None) -> npt.NDArray[np.float64]:
    """The rank of each row in the order of the case numbers, NaN where that isn't known.

    One numbering comes after the other.

    Only numbers of the most frequent shape take part: "f-2020/07" and "7" can't be ordered together.
    """
    keys = [_key(number) for number in numbers]
    shapes = [key[0] for key in keys if key is not None]
    order = np.full(len(keys), np.nan)
    if not shapes:
        return order
    shape = max(dict.fromkeys(shapes), key=shapes.count) if len(set(shapes)) < 50 else shapes[0]
    which = np.zeros(len(keys), np.int32) if numbering is None else numbering
    known = [
        (int(which[i]), key[1], key[2], i)
        for i, key in enumerate(keys)
        if key is not None and key[0] == shape
    ]
    for rank, (_, _, _, i) in enumerate(sorted(known)):
        order[i] = rank
    return order


def find_gaps(numbers: Texts, numbering: npt.NDArray[np.int32] | None = None) -> list[Gap]:
    """Every gap in the running numbers of each series, in the order of the rows."""
    which = np.zeros(len(numbers), np.int32) if numbering is None else numbering
    series: dict[tuple[int, str, tuple[int, ...]], dict[int, int]] = {}
    for i, number in enumerate(numbers):
        key = _key(number)
        if key is not None:
            series.setdefault((int(which[i]), *key[:2]), {}).setdefault(key[2], i)
    gaps = []
    for rows in series.values():
        running = sorted(rows)
        for before, after in pairwise(running):
            if 1 < after - before <= _WIDEST_GAP + 1:
                gaps.append(Gap(rows[after], before + 1, after - 1))
    return sorted(gaps, key=lambda gap: gap.row)
