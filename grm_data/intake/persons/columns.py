"""What a column holds of persons by its cells, whatever its heading: a few hundred of them are asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np

from grm_data.intake.dates import looks_like_date
from grm_data.intake.persons.cells import Naming, kind_of, name_in, naming
from grm_data.intake.scrubbing.words import WORD
from grm_data.intake.table import Table
from grm_data.register.fields import Field
from grm_data.register.folding import fold
from grm_data.register.vocabulary import is_spelling

__all__ = ["Persons"]

_LOOKED_AT = 500
"""Different cells of a column that are looked at."""
_MOST, _HALF, _SOME = 0.6, 0.5, 0.2
_NEARLY_ALL = 0.8
"""Shares of a column's different cells, or of its cells that stand once."""
_FEWEST_SINGLE, _FEWEST_STRICTLY = 8, 4
"""Different cells that tell names of one word, and names under a heading that says otherwise."""
_LONG_TEXT = 60
_FEWEST_LETTERS = 3
_ROUND = 100
_RUNNING = 50
"""As many numbers may be missing beside each number of a list of cases."""
_YEAR = re.compile(r"(?<!\d)(?:19[89]|20[0-3])\d(?!\d| \d{4} \d{4})|^20[0-3]\d")
_TIME = re.compile(r"1[3-9]\d{8}(?:\d{3})?")
_ANSWERS = ("flag", "status", "channel", "type", "sex", "sensitive")


class Persons:
    """The columns of a table as they show persons; each is looked at once."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._cells: dict[int, tuple[list[str], float]] = {}

    def _look(self, j: int) -> tuple[list[str], float]:
        """(the first different cells of a column, which share of its cells is different from the others)."""
        if j not in self._cells:
            texts = self._table.coded(j)
            different, filled = texts.different(), int((~texts.is_blank).sum())
            self._cells[j] = (different[:_LOOKED_AT].tolist(), len(different) / filled if filled else 0.0)
        return self._cells[j]

    def looks_like(self, j: int, *, strictly: bool = False) -> Field | None:
        """The identity that a column's cells look like; ``strictly`` where its heading says otherwise."""
        cells, unique = self._look(j)
        if not cells:
            return None
        kind = _commonest_kind(cells, _MOST)
        if kind is not None:
            return kind if unique >= _HALF else None
        names = self._naming(cells)
        return Field.NAME if names is not None and _are_names(names, unique, strictly=strictly) else None

    def number_like(self, j: int) -> Field | None:
        """What a column of case numbers holds instead: numbers of persons, or names."""
        cells, unique = self._look(j)
        if not cells or _mostly(cells, lambda text: _YEAR.search(text) is not None):
            return None
        if (kind := _commonest_kind(cells, _HALF)) is not None:
            return kind
        names = self._naming(cells)
        several = names is not None and names[Naming.WORDS] + names[Naming.TITLED] >= _HALF * len(cells)
        single = names is not None and names.total() - names[Naming.NOT] >= _NEARLY_ALL * len(cells)
        return Field.NAME if several or (single and unique >= _HALF) else None

    def expected(self, j: int, field: Field) -> Field | None:
        """The identity in a column whose heading speaks of a person, unless its cells say otherwise."""
        cells, unique = self._look(j)
        if not cells:
            return field
        if _mostly(cells, _is_otherwise):
            return None
        if (kind := _commonest_kind(cells, _HALF)) is not None:
            return kind
        names = self._naming(cells) or Counter()
        if names[Naming.WORDS] + names[Naming.TITLED] >= _HALF * len(cells):
            return Field.NAME
        is_name = field is Field.NAME
        may_be = names.total() - names[Naming.NOT] >= _HALF * len(cells) or not is_name
        return field if unique >= _HALF and may_be else None

    def named_in(self, j: int) -> Iterator[tuple[Field, str]]:
        """Those of a column's different cells that look like names, numbers of persons or addresses."""
        cells, _ = self._look(j)
        if not cells or _mostly(cells, lambda text: len(text) <= _FEWEST_LETTERS):
            return
        are_counts = _are_counts(cells)
        for text in self._table.coded(j).different():
            kind = kind_of(text)
            if kind is not None and not (are_counts and text.isdecimal()):
                yield kind, text
            elif kind is None and naming(name_in(text), self._ordinary) >= Naming.WORDS:
                yield Field.NAME, text

    def _naming(self, cells: Sequence[str]) -> Counter[Naming] | None:
        """How many cells look how much like a name; None where few do."""
        found = Counter(naming(name_in(text)) for text in cells)
        if found[Naming.NOT] > _HALF * len(cells):
            return None
        return Counter(naming(name_in(text), self._ordinary) for text in cells)

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        """Folded words that a text of the table writes in small letters: they are no names in it."""
        found: set[str] = set()
        for j in range(self._table.width):
            cells, _ = self._look(j)
            for text in cells:
                if len(text) > _LONG_TEXT:
                    found.update(word for word in WORD.findall(text) if word[0].islower())
        return frozenset(map(fold, found))


def _are_names(names: Counter[Naming], unique: float, *, strictly: bool) -> bool:
    n, titled = names.total(), names[Naming.TITLED]
    several = names[Naming.WORDS] + titled
    single = several + names[Naming.ONE_WORD]
    if strictly:
        is_long = n >= _FEWEST_STRICTLY and unique >= _NEARLY_ALL
        return is_long and (several >= _NEARLY_ALL * n or titled >= _HALF * n)
    if titled >= _HALF * n:
        return unique >= _SOME
    if unique < _MOST:
        return False
    if several >= _MOST * n or (single >= _NEARLY_ALL * n and several >= _SOME * n):
        return True
    return n >= _FEWEST_SINGLE and unique >= _NEARLY_ALL and single >= _NEARLY_ALL * n


def _mostly(cells: Sequence[str], is_so: Callable[[str], bool]) -> bool:
    return sum(map(is_so, cells)) >= _HALF * len(cells)


def _commonest_kind(cells: Sequence[str], share: float) -> Field | None:
    """The kind of identity that most cells are, counts and amounts of money aside."""
    found = Counter(kind for text in cells if (kind := kind_of(text)) is not None)
    if found.total() < share * len(cells) or _are_counts(cells):
        return None
    return found.most_common(1)[0][0]


def _are_counts(cells: Iterable[str]) -> bool:
    """Whether bare numbers are those of cases, years and days, times, or amounts of money."""
    texts = [text for text in cells if text.isdecimal()]
    if not texts:
        return False
    numbers = np.array([float(text) for text in texts])
    is_running = len(texts) > 1 and np.ptp(numbers) <= _RUNNING * (len(texts) + 1)
    is_round = sum(text.endswith("00") for text in texts) >= _HALF * len(texts)
    is_dated = sum(_is_dated(text) for text in texts) >= _HALF * len(texts)
    lengths = Counter(map(len, texts))
    is_even = lengths.most_common(1)[0][1] >= _HALF * len(texts)
    return bool(is_running or is_round or is_dated or not is_even)


def _is_dated(text: str) -> bool:
    return _YEAR.match(text) is not None or _TIME.fullmatch(text) is not None


def _is_otherwise(text: str) -> bool:
    """Whether a cell under the heading of a person is an answer, a day, a count or a story."""
    is_count = text.isdecimal() and len(text) < _FEWEST_LETTERS + 2
    is_answer = any(is_spelling(kind, text) for kind in _ANSWERS)
    return is_count or is_answer or len(text) > 2 * _LONG_TEXT or looks_like_date(text)
