"""Columns of texts as codes: what is asked of a text is asked once, however many cells have it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from grm_data.intake.cells import are_tidy, cell_text
from grm_data.register.columns import Mask, Texts, blank_texts, texts_of

__all__ = ["Coded", "coded", "coded_cells", "no_texts"]

_BLANK, _LAST_PLAIN = 0x20, 0x7E
"""The first and the last sign of ASCII that is printed."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Coded:
    """The texts of n rows: row i has ``words[codes[i]]``."""

    codes: npt.NDArray[np.intp]  # -1: no text
    words: Texts  # different ones, some perhaps of no row; None behind them

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, rows: slice | npt.NDArray[Any]) -> Coded:
        return replace(self, codes=self.codes[rows])

    @property
    def is_blank(self) -> Mask:
        """Which rows have no text."""
        return self.codes < 0

    def texts(self) -> Texts:
        """The text of each row, or None."""
        found: Texts = self.words[self.codes]
        return found

    def spread(self, values: Sequence[Any], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
        """The value of each row from one for each of ``words``, the last for rows without a text."""
        found: npt.NDArray[Any] = np.array(values, dtype)[self.codes]
        return found

    def where(self, is_so: Callable[[str], bool]) -> Mask:
        """The rows whose text is so."""
        found = self.present()
        return found.spread([*map(is_so, found.words[:-1]), False], bool)

    def present(self) -> Coded:
        """The same with the words of its rows only, as they appear."""
        used = pd.unique(self.codes[self.codes >= 0])
        if len(used) == len(self.words) - 1:
            return self
        codes = np.full(len(self.words), -1)
        codes[used] = np.arange(len(used))
        return Coded(codes[self.codes], self.words[np.append(used, -1)])

    def different(self) -> Texts:
        """The texts, each once, as they appear."""
        found: Texts = self.words[pd.unique(self.codes[self.codes >= 0])]
        return found

    def without(self, unwanted: Collection[str]) -> Coded:
        """The texts but for some, whose rows have none."""
        gone = {i for i, word in enumerate(self.words) if word in unwanted}
        return replace(self, codes=np.where(np.isin(self.codes, [*gone]), -1, self.codes)) if gone else self


def coded(texts: Texts) -> Coded:
    """Texts, or None, as codes."""
    codes, words = pd.factorize(texts)
    return Coded(codes, _closed(words))


def _closed(words: npt.NDArray[Any]) -> Texts:
    """The words with a None behind them."""
    return np.concatenate([words, blank_texts(1)])


def no_texts(n: int) -> Coded:
    """So many rows without a text."""
    return Coded(np.full(n, -1), blank_texts(1))


def coded_cells(cells: pd.Series) -> Coded:
    """Every cell of a column as a person reads it."""
    if cells.dtype == object and bool in {*map(type, cells.tolist())}:  # True equals 1.0
        return coded(texts_of(map(cell_text, cells)))
    codes, uniques = pd.factorize(cells)
    words = _closed(uniques.to_numpy(object))
    if isinstance(cells.dtype, pd.StringDtype) and (_are_plain(pa.array(uniques)) or are_tidy(words[:-1])):
        return Coded(codes, words)
    read = coded(texts_of(map(cell_text, words)))
    return read[codes]


def _are_plain(words: pa.Array) -> bool:
    """Whether all are ASCII and as they are to be read, by their bytes; it may say no where they are."""
    if not isinstance(words, pa.LargeStringArray) or not len(words):
        return False
    ends = np.frombuffer(words.buffers()[1], np.int64)[words.offset : words.offset + len(words) + 1]
    letters = np.frombuffer(words.buffers()[2] or b"", np.uint8)[ends[0] : ends[-1]]
    if not np.diff(ends).all() or letters.min() < _BLANK or letters.max() > _LAST_PLAIN:
        return False
    is_blank = letters == _BLANK
    at_ends = is_blank[ends[:-1] - ends[0]] | is_blank[ends[1:] - ends[0] - 1]
    return not (at_ends.any() or (is_blank[1:] & is_blank[:-1]).any())
