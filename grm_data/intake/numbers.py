"""Case numbers: their order, and the gaps in it. "f-2020/07" is number 7 of the series "f-2020".

Numbers that are written alike, sign by sign, are read together: a register has few ways to write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.cells import is_none
from grm_data.register.columns import Texts
from grm_data.register.folding import fold

__all__ = ["CaseNumbers", "Gap", "case_numbers", "case_order", "find_gaps"]

_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS, _YEAR_DIGITS = (1900, 2099), 4
_LONGEST_NUMBER = 9
_WIDEST_GAP = 50
"""More numbers than this missing at one place is another series, not a gap."""

_FEW_SHAPES = 50
_LONGEST_TEXT, _TOGETHER = 40, 16
"""Letters of a number that is read together with others, and how many of one way to write pay for it."""

_Places = npt.NDArray[np.intp]
_Lead = tuple[int, ...]


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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CaseNumbers:
    """What each row's case number is made of."""

    shape: npt.NDArray[np.intp]  # which text stands around the digits; -1 where there is no number
    leading: npt.NDArray[np.intp]  # rank of the year and the other numbers before the last
    running: npt.NDArray[np.int64]  # the last number

    @property
    def rows(self) -> _Places:
        """The rows that have a number."""
        return np.flatnonzero(self.shape >= 0)


class _Read(NamedTuple):
    """Rows whose numbers are written alike: their shape, and the numbers of each."""

    rows: _Places
    shape: str
    leading: list[_Lead]  # different ones
    which: _Places  # row → its leading numbers
    running: npt.NDArray[np.int64]


def case_numbers(texts: Texts) -> CaseNumbers:
    """The texts of a column of case numbers, taken apart."""
    shape, leading = np.full((2, len(texts)), -1, np.intp)
    running = np.zeros(len(texts), np.int64)
    read = [*_read(texts)]
    shapes = {one: i for i, one in enumerate(dict.fromkeys(alike.shape for alike in read))}
    ranks = {lead: i for i, lead in enumerate(sorted({lead for alike in read for lead in alike.leading}))}
    for alike in read:
        shape[alike.rows] = shapes[alike.shape]
        leading[alike.rows] = np.array([ranks[lead] for lead in alike.leading], np.intp)[alike.which]
        running[alike.rows] = alike.running
    return CaseNumbers(shape, leading, running)


def _read(texts: Texts) -> Iterator[_Read]:
    rows = np.flatnonzero(~is_none(texts))
    is_short = np.fromiter(map(len, texts[rows]), np.intp, len(rows)) <= _LONGEST_TEXT
    alone = [rows[~is_short]]
    if is_short.any():
        rows = rows[is_short]
        letters, ways, written = _ways_to_write(texts[rows])
        size = np.bincount(ways)[ways]
        alone.append(rows[size < _TOGETHER])
        for i in np.unique(ways[size >= _TOGETHER]):
            those, way = np.flatnonzero(ways == i), written[i]
            if not way.isascii():
                alone.append(rows[those])
            elif (alike := _read_together(rows[those], letters[those], way)) is not None:
                yield alike
    for i in np.concatenate(alone).tolist():
        if (key := _key(texts[i])) is not None:
            zero = np.zeros(1, np.intp)
            yield _Read(np.array([i]), key[0], [key[1]], zero, np.array([key[2]], np.int64))


def _ways_to_write(texts: Texts) -> tuple[npt.NDArray[np.uint32], _Places, list[str]]:
    """(code points by text and place, which way each is written, the ways): a digit is 0, whichever it is."""
    written = texts.astype(str)
    letters = written.view(np.uint32).reshape(len(texts), -1)
    is_digit = (letters >= ord("0")) & (letters <= ord("9"))
    ways = np.where(is_digit, np.uint32(ord("0")), letters).view(written.dtype).ravel()
    codes, found = pd.factorize(ways.astype(object))
    return letters, codes, found.tolist()


def _read_together(rows: _Places, letters: npt.NDArray[np.uint32], way: str) -> _Read | None:
    """The numbers of texts that are written in one way; None where they hold none."""
    spans = [match.span() for match in _DIGITS.finditer(way)]
    if not spans or any(end - start > _LONGEST_NUMBER for start, end in spans):
        return None
    numbers = np.column_stack([_number(letters[:, start:end]) for start, end in spans])
    may_be_year = np.array([end - start == _YEAR_DIGITS for start, end in spans]) & (len(spans) > 1)
    is_year = may_be_year & (numbers >= _YEARS[0]) & (numbers <= _YEARS[1])
    place = np.where(is_year.any(axis=1), is_year.argmax(axis=1), -1)
    for at in np.unique(place[place > 0]):  # the year leads wherever it stands
        those = place == at
        numbers[those, : at + 1] = np.roll(numbers[those, : at + 1], 1, axis=1)
    leading, which = _different(numbers[:, :-1])
    return _Read(rows, fold(_DIGITS.sub("0", way)), leading, which, numbers[:, -1])


def _number(digits: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
    powers = 10 ** np.arange(digits.shape[1])[::-1]
    found: npt.NDArray[np.int64] = (digits.astype(np.int64) - ord("0")) @ powers
    return found


def _different(numbers: npt.NDArray[np.int64]) -> tuple[list[_Lead], _Places]:
    """(the different rows of numbers, which of them each row is)."""
    if not numbers.shape[1]:
        return [()], np.zeros(len(numbers), np.intp)
    codes = np.zeros(len(numbers), np.intp)
    for column in numbers.T:
        values, own = np.unique(column, return_inverse=True)
        codes = np.unique(codes * len(values) + own, return_inverse=True)[1]
    first = np.unique(codes, return_index=True)[1]
    return [*map(tuple, numbers[first].tolist())], codes


def _key(text: str) -> tuple[str, _Lead, int] | None:
    """(the text around the digits, year and other leading numbers, running number), None if none.

    The year leads wherever it stands: 07/2020 comes before 01/2021.
    """
    digits = _DIGITS.findall(text)
    if not digits or any(len(number) > _LONGEST_NUMBER for number in digits):
        return None
    years = [number for number in digits if _YEAR.fullmatch(number)][:1] if len(digits) > 1 else []
    rest = list(digits)
    for year in years:
        rest.remove(year)
    return fold(_DIGITS.sub("0", text)), tuple(map(int, [*years, *rest[:-1]])), int(rest[-1])


def case_order(numbers: CaseNumbers, numbering: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
    """The rank of each row in the order of the case numbers, NaN where that isn't known.

    One numbering comes after the other.

    Only numbers of the most frequent shape take part: "f-2020/07" and "7" can't be ordered together.
    """
    order, rows = np.full(len(numbers.shape), np.nan), numbers.rows
    if not len(rows):
        return order
    shapes, first, count = np.unique(numbers.shape[rows], return_index=True, return_counts=True)
    best = np.lexsort((first, -count))[0] if len(shapes) < _FEW_SHAPES else first.argmin()
    rows = rows[numbers.shape[rows] == shapes[best]]
    ranked = np.lexsort((numbers.running[rows], numbers.leading[rows], numbering[rows]))
    order[rows[ranked]] = np.arange(len(rows))
    return order


def find_gaps(numbers: CaseNumbers, numbering: npt.NDArray[np.int32]) -> list[Gap]:
    """Every gap in the running numbers of each series, in the order of the rows."""
    rows = numbers.rows
    series = np.column_stack([numbering, numbers.shape, numbers.leading])[rows]
    ranked = np.lexsort((numbers.running[rows], *series.T[::-1]))
    rows, series = rows[ranked], series[ranked]
    running = numbers.running[rows]
    missing = np.where((series[1:] == series[:-1]).all(axis=1), np.diff(running) - 1, 0)
    after = np.flatnonzero((missing > 0) & (missing <= _WIDEST_GAP)) + 1
    gaps = [Gap(int(rows[i]), int(running[i - 1]) + 1, int(running[i]) - 1) for i in after]
    return sorted(gaps, key=lambda gap: gap.row)
