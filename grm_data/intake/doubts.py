"""Rows that are held back until a person has read them: where they stand, and the word that is a sign."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import numpy as np

from grm_data.intake.answers import Doubt
from grm_data.intake.privacy import Scrubber
from grm_data.intake.rows import Rows
from grm_data.intake.sections import signs_over
from grm_data.register.columns import Mask, Texts
from grm_data.register.folding import fold
from grm_data.register.sensitive_words import sign_in

__all__ = ["doubts_of", "settled"]

_LETTERS = 24
"""Letters of the mark of a row's content: enough that no two rows have the same by chance."""


def doubts_of(rows: Rows, reasons: Texts, scrubber: Scrubber) -> tuple[Doubt, ...]:
    """The rows that are held back in doubt, in their order."""
    over = signs_over(rows.table, reasons == "note")
    return tuple(
        Doubt(
            sheet=scrubber.scrub_known(str(rows.table.sheets[i])),
            row=int(rows.table.sheet_rows[i]),
            content=_content(rows, i),
            signs=tuple(dict.fromkeys(filter(None, (*_signs(rows, i), over[i], rows.table.commented[i])))),
        )
        for i in np.flatnonzero(reasons == "sensitive-doubt").tolist()
    )


def settled(rows: Rows, doubtful: Mask) -> Mask:
    """The doubtful rows that a person found not sensitive: by their case number, or by all that they hold."""
    found = np.zeros(len(rows), dtype=bool)
    if rows.not_sensitive:
        for i in np.flatnonzero(doubtful).tolist():
            number = rows.number[i]
            known = _content(rows, i), number and fold(number)
            found[i] = not rows.not_sensitive.isdisjoint(known)
    return found


def _content(rows: Rows, i: int) -> str:
    """A mark of everything that a row holds: another word in it, and it is asked about again."""
    cells = [rows.table.texts(j)[i] or "" for j in range(rows.table.width)]
    cells += filter(None, [rows.table.commented[i]])
    return sha256("\0".join(cells).encode("utf-8", "surrogatepass")).hexdigest()[:_LETTERS]


def _signs(rows: Rows, i: int) -> Iterator[str]:
    """The words of ours that a row holds."""
    for j in range(rows.table.width):
        text = rows.table.filled_across(j)[i]
        if text is not None and (found := sign_in(text)):
            yield found
