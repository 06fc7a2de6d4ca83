"""Which rows are sensitive cases (SEA/SH, gender-based violence), by every sign that the sheet gives.

Every cell of every column is asked, dropped columns included, and every text. In doubt a row is held back as
if it were sensitive: the promise to complainants stands above a complete figure. The words are those of the
IASC's and the World Bank's definitions, and how registers write them (``spellings/values.toml``).
"""

from __future__ import annotations

import numpy as np

from grm_data.intake.doubts import settled
from grm_data.intake.rows import Rows
from grm_data.intake.values import is_sensitive
from grm_data.register.columns import Mask, Numbers, Texts
from grm_data.register.fields import Field
from grm_data.register.sensitive_words import (
    Signs,
    has_sensitive_word,
    may_be_sensitive,
    names_sensitive,
    tells_of_sensitive,
)
from grm_data.register.traits import Kind

__all__ = ["sensitive_and_doubtful", "unclear_marks"]

_KINDS = (Field.TYPE, Field.CATEGORY)
"""Fields in which an abbreviation alone names a kind of case."""

_SHORT = 80
"""Letters of a cell that is a word or a few; a longer one tells what happened."""

_NAMED, _DOUBT = 2, 1


def sensitive_and_doubtful(rows: Rows) -> tuple[Mask, Mask]:
    """(rows that are marked as sensitive or of which a short cell names it, those to be held back).

    A row is held back where a text names it, or a short cell may: until somebody has looked, and the settings
    call its case number, or all that it holds, not sensitive.
    """
    named, doubtful = _marks(rows)[0], np.zeros(len(rows), dtype=bool)
    kinds = {j for field in _KINDS for j in rows.choice.all_columns(field)}
    texts = {j for field, j in rows.choice.columns.items() if field.traits.kind is Kind.TEXT}
    worth = Signs()
    for j in range(rows.table.width):
        signs = _signs(rows.table.filled_across(j), worth, is_text=j in texts, is_kind=j in kinds)
        named |= signs == _NAMED
        doubtful |= signs == _DOUBT
    return named, doubtful & ~settled(rows, doubtful)


def _signs(cells: Texts, worth: Signs, *, is_text: bool, is_kind: bool) -> Numbers:
    """What each cell of a column says; most say nothing."""
    texts = [*{text for text in cells if text is not None}]
    found: dict[str | None, int] = {
        text: sign
        for text in (texts if is_kind else worth.worth_asking(texts))
        if (sign := _sign(text, is_text=is_text, is_kind=is_kind))
    }
    if not found:
        return np.zeros(len(cells), np.int32)
    return np.array([found.get(text, 0) for text in cells], np.int32)


def _sign(text: str, *, is_text: bool, is_kind: bool) -> int:
    """What a cell says: that a case is sensitive, that it may be, or nothing of it."""
    if is_text or len(text) > _SHORT:
        return _DOUBT if tells_of_sensitive(text) else 0
    if has_sensitive_word(text) if is_kind else names_sensitive(text):
        return _NAMED
    return _DOUBT if may_be_sensitive(text) else 0


def unclear_marks(rows: Rows) -> Mask:
    """Rows with a mark that says neither yes nor no, or a formula whose result was never saved."""
    return _marks(rows)[1]


def _marks(rows: Rows) -> tuple[Mask, Mask]:
    """(rows with a mark of a sensitive case, the unclear ones among them)."""
    marked, unclear = np.zeros((2, len(rows)), dtype=bool)
    for j in rows.choice.all_columns(Field.SENSITIVE):
        says_so, says_neither = is_sensitive(rows.table.filled_across(j))
        is_uncalculated = rows.table.is_uncalculated(j)
        marked |= says_so | is_uncalculated
        unclear |= says_neither | is_uncalculated
    return marked, unclear
