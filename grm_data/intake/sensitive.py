"""Which rows are sensitive cases (SEA/SH, gender-based violence), by every sign that the sheet gives.

All columns whose heading means it, all types and all categories are asked, not only those that are read for
figures. In doubt a row is sensitive: the promise to complainants stands above a complete figure.
"""

from __future__ import annotations

import numpy as np

from grm_data.intake.rows import Rows
from grm_data.intake.values import each_unique, is_sensitive
from grm_data.register.columns import Mask
from grm_data.register.fields import Field
from grm_data.register.vocabulary import has_sensitive_word

__all__ = ["sensitive_rows", "unclear_marks"]


def sensitive_rows(rows: Rows) -> Mask:
    """Rows marked as sensitive, and those whose type or category names it."""
    found = _marks(rows)[0]
    for field in (Field.TYPE, Field.CATEGORY):
        for j in rows.choice.all_columns(field):
            found |= each_unique(rows.table.filled_across(j), has_sensitive_word) == True  # noqa: E712  None is no
    return found


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
