"""What stands over rows and says what they are: the name of their sheet, the title of their section."""

from __future__ import annotations

import re

import numpy as np

from grm_data.intake.table import Table
from grm_data.register.columns import Mask, Texts, blank_texts
from grm_data.register.folding import fold
from grm_data.register.sensitive_words import has_sensitive_word, sign_in
from grm_data.register.vocabulary import value_code

__all__ = ["signs_over"]

_FIRST_WORD = re.compile(r"\W*([^\W\d_]{2,})[\s_-]+(?!\d)")
"""Before another word: "No GBV cases", but neither "No 3: GBV" nor "No. GBV"."""


def signs_over(table: Table, is_title: Mask) -> Texts:
    """The sensitive word in the title of each row's section, else in the name of its sheet; None for none.

    A section reaches from its title to the next one, or to the end of its sheet.
    """
    found = blank_texts(len(table))
    for part in table.parts:
        found[part.rows] = _sign_of(part.header.sheet.name)
    for i in np.flatnonzero(is_title).tolist():
        rows = next(part.rows for part in table.parts if part.rows.start <= i < part.rows.stop)
        sheet = _sign_of(str(table.sheets[i]))
        found[i : rows.stop] = _sign_in_row(table, i) or sheet
    return found


def _sign_in_row(table: Table, i: int) -> str | None:
    texts = (table.texts(j)[i] for j in range(table.width))
    return next((sign for text in texts if text is not None and (sign := _sign_of(text))), None)


def _sign_of(text: str) -> str | None:
    """Words of ours only: what else a title says stays where it is."""
    if not has_sensitive_word(text) or _says_no(text):
        return None
    return sign_in(text) or fold(text)


def _says_no(text: str) -> bool:
    """Whether a title says of what its rows are not: "Non-GBV", "No GBV cases this month"."""
    found = _FIRST_WORD.match(text)
    return found is not None and value_code("flag", found[1]) == "no"
