"""What of a register a version holds: only cleared texts, and nothing that reveals a sensitive case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from grm_data.readers import without_sensitive_signs
from grm_data.register import Category, Register
from grm_data.register.columns import TextColumn
from grm_data.register.marks import long_word

__all__ = ["LONGEST_WORD", "long_words", "withholding"]

LONGEST_WORD = 60
"""Letters of a word; a longer one is a text that nobody has cleared."""


def withholding(register: Register, is_cleared: Callable[[str], bool]) -> Register:
    """The register as a version holds it: only cleared texts, and no sign of sensitive cases."""
    texts = {field: _withheld(column, is_cleared) for field, column in register.columns.texts.items()}
    words = {field: _without_long(column) for field, column in register.columns.categories.items()}
    shown = replace(register.with_columns({**texts, **words}), held_back=())
    return without_sensitive_signs(shown)


def long_words(register: Register) -> int:
    """How many different words are withheld because they are texts of their own."""
    columns = register.columns.categories.values()
    return len({name for column in columns for name in column.names if _is_long(name)})


def _is_long(word: str) -> bool:
    return len(word) > LONGEST_WORD


def _withheld(column: TextColumn, is_cleared: Callable[[str], bool]) -> TextColumn:
    open_ = [text is not None and not is_cleared(text) for text in column.words]
    return column.withholding(np.array(open_, dtype=bool))


def _without_long(words: Category) -> Category:
    """The same groups; each long word stands as one that is withheld, told apart by a number."""
    long = {name: i for i, name in enumerate(filter(_is_long, words.names), 1)}
    return words.renamed(lambda name: long_word(long[name]) if name in long else name)
