"""Cases found by words: in their numbers, and in texts that may be shown."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import numpy as np

from grm_data.analysis.selection import Selection
from grm_data.register import Kind
from grm_data.register.fields import fields_of

__all__ = ["containing"]


def containing(selection: Selection, asked: str) -> Selection:
    """The cases whose number and cleared texts hold every word that is asked for, in any case of letters.

    A text that nobody has cleared isn't in the column's words.
    """
    words = _alike(asked).split()
    if not words:
        return selection
    register = selection.as_known.register
    rows, mask = np.flatnonzero(selection.mask), np.zeros(len(register), dtype=bool)
    columns = (register.registered_no, *(register.text(field).words for field in fields_of(Kind.TEXT)))
    for row, *texts in zip(rows.tolist(), *(column[rows].tolist() for column in columns), strict=True):
        written = _alike("\n".join(filter(None, texts)))
        mask[row] = all(word in written for word in words)
    return replace(selection, mask=mask)


def _alike(text: str) -> str:
    """Capitals and small letters alike, each letter with its accents as one character."""
    return unicodedata.normalize("NFC", text).casefold()
