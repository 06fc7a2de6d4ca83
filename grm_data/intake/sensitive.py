"""Which rows are sensitive cases (SEA/SH, gender-based violence), by every sign that the sheet gives.

Every cell of every column is asked, dropped columns included, and every text. In doubt a row is held back as
if it were sensitive: the promise to complainants stands above a complete figure. The words are those of the
IASC's and the World Bank's definitions, and how registers write them (``spellings/values.toml``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from grm_data.intake.choosing import Choice
from grm_data.intake.coded import Coded, coded
from grm_data.intake.table import Table
from grm_data.intake.values import is_sensitive
from grm_data.intake.worth_asking import worth_asking
from grm_data.register.columns import Mask, Numbers
from grm_data.register.fields import Field
from grm_data.register.sensitive_words import (
    has_sensitive_word,
    may_be_sensitive,
    names_sensitive,
    tells_of_sensitive,
)
from grm_data.register.traits import Kind

__all__ = ["Signs", "signs_in"]

_KINDS = (Field.TYPE, Field.CATEGORY)
"""Fields in which an abbreviation alone names a kind of case."""

_SHORT = 80
"""Letters of a cell that is a word or a few; a longer one tells what happened."""

_FEW = 1000
"""Texts that are asked each in less time than it takes to get ready to tell which are worth it."""

_NAMED, _DOUBT = 2, 1


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Signs:
    """What the cells of each row say."""

    named: Mask  # it is marked as sensitive, or a short cell names it
    doubtful: Mask  # a text names it, or a short cell may: held back until somebody has looked
    unclear: Mask  # a mark says neither yes nor no, or is a formula whose result was never saved


def signs_in(table: Table, choice: Choice) -> Signs:
    """The signs of every row, whatever a person settled about it since."""
    named, unclear = _marks(table, choice)
    doubtful = np.zeros(len(table), dtype=bool)
    kinds = {j for field in _KINDS for j in choice.all_columns(field)}
    texts = {j for field, j in choice.columns.items() if field.traits.kind is Kind.TEXT}
    columns = [_filled_across(table, j) for j in range(table.width)]
    for j, (cells, asked) in enumerate(zip(columns, _asked(columns, kinds), strict=True)):
        signs = _signs(cells, asked, is_text=j in texts, is_kind=j in kinds)
        named |= signs == _NAMED
        doubtful |= signs == _DOUBT
    return Signs(named, doubtful, unclear)


def _filled_across(table: Table, j: int) -> Coded:
    is_merged = any(part.header.sheet.merged for part in table.parts)
    return coded(table.filled_across(j)) if is_merged else table.coded(j)


def _asked(columns: Sequence[Coded], kinds: Collection[int]) -> Iterator[Iterable[str]]:
    """The different texts of each column that may say something; of one of kinds all."""
    different = [cells.different().tolist() for cells in columns]
    others = [text for j, texts in enumerate(different) if j not in kinds for text in texts]
    worth = {*(worth_asking(others) if len(others) > _FEW else others)}
    for j, texts in enumerate(different):
        yield texts if j in kinds else worth.intersection(texts) if worth else ()


def _signs(cells: Coded, asked: Iterable[str], *, is_text: bool, is_kind: bool) -> Numbers:
    """What each cell of a column says; most say nothing."""
    found: dict[str | None, int] = {
        text: sign for text in asked if (sign := _sign(text, is_text=is_text, is_kind=is_kind))
    }
    if not found:
        return np.zeros(len(cells), np.int32)
    return cells.spread([found.get(text, 0) for text in cells.words], np.int32)


def _sign(text: str, *, is_text: bool, is_kind: bool) -> int:
    """What a cell says: that a case is sensitive, that it may be, or nothing of it."""
    if is_text or len(text) > _SHORT:
        return _DOUBT if tells_of_sensitive(text) else 0
    if has_sensitive_word(text) if is_kind else names_sensitive(text):
        return _NAMED
    return _DOUBT if may_be_sensitive(text) else 0


def _marks(table: Table, choice: Choice) -> tuple[Mask, Mask]:
    """(rows with a mark of a sensitive case, the unclear ones among them)."""
    marked, unclear = np.zeros((2, len(table)), dtype=bool)
    for j in choice.all_columns(Field.SENSITIVE):
        says_so, says_neither = is_sensitive(table.filled_across(j))
        is_uncalculated = table.is_uncalculated(j)
        marked |= says_so | is_uncalculated
        unclear |= says_neither | is_uncalculated
    return marked, unclear
