"""What of a register a version holds, so that reviewers may see all of it.

Only cleared texts; no word of a channel, type or way that is a text of its own; and nothing that points at a
sensitive case or counts them out: the rows are numbered as if these cases weren't in the sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from grm_data.messages import message
from grm_data.register import Reading, Register
from grm_data.register.register import Category, Texts

__all__ = ["LONGEST_WORD", "everything", "for_reviewers", "long_words"]

NO_ROW = 0
"""The place of an excluded row that nobody shall find."""

LONGEST_WORD = 60
"""Letters of a channel, type or way; a longer one is a text that nobody has cleared."""

_COUNTS_OUT = frozenset({"sensitive-unclear", "totals-differ", "number-gap"})
"""Findings that count sensitive cases out, one by one or by a sum; and those of gaps in the case numbers: a
number that is absent without one would be that of a sensitive case."""


def for_reviewers(register: Register, is_cleared: Callable[[str], bool]) -> Register:
    """The register without uncleared texts and without a sign of single sensitive cases.

    Doing it again changes nothing more.
    """
    return replace(
        register,
        issue=_kept(register.issue, is_cleared),
        action=_kept(register.action, is_cleared),
        way=_kept(register.way, lambda text: not _is_long(text)),
        channel=_without_long(register.channel),
        type=_without_long(register.type),
        sheet_row=_renumbered(register.sheet_row, register.reading),
        reading=_without_pointers(register.reading),
    )


def everything(_: str) -> bool:
    """For ``for_reviewers``: whatever texts are left may stay."""
    return True


def long_words(register: Register) -> int:
    """How many different channels, types and ways are withheld because they are texts of their own."""
    words = {*register.channel.names, *register.type.names, *register.way}
    return sum(word is not None and _is_long(word) for word in words)


def _is_long(word: str) -> bool:
    return len(word) > LONGEST_WORD


def _kept(texts: Texts, may_stay: Callable[[str], bool]) -> Texts:
    kept = [text if text is not None and may_stay(text) else None for text in texts]
    return np.array([*kept, None], dtype=object)[:-1]


def _without_long(words: Category) -> Category:
    """The same groups; each long word stands as one that is withheld, told apart by a number."""
    long = {name: i for i, name in enumerate(filter(_is_long, words.names), 1)}
    names = (message("withheld.word", number=long[name]) if name in long else name for name in words.names)
    return replace(words, names=tuple(names))


def _sensitive_rows(reading: Reading) -> npt.NDArray[np.int32]:
    """Where they stand in the sheet; none once the rows are renumbered."""
    rows = (row.row for row in reading.excluded if row.reason == "sensitive" and row.row != NO_ROW)
    return np.array(sorted(rows), np.int32)


def _renumbered(rows: npt.NDArray[np.int32], reading: Reading) -> npt.NDArray[np.int32]:
    """Sheet rows, counted without those of sensitive cases."""
    return (rows - np.searchsorted(_sensitive_rows(reading), rows)).astype(np.int32)


def _without_pointers(reading: Reading) -> Reading:
    """Findings and excluded rows that tell neither where a sensitive case stands nor how many there are."""
    if not len(sensitive := _sensitive_rows(reading)):
        return reading

    def place(row: int) -> int:
        return row - int(np.searchsorted(sensitive, row))

    findings = tuple(
        one if one.row is None else replace(one, row=place(one.row))
        for one in reading.findings
        if one.code not in _COUNTS_OUT and one.row not in sensitive
    )
    excluded = tuple(
        replace(one, row=NO_ROW if one.reason == "sensitive" else place(one.row)) for one in reading.excluded
    )
    return replace(reading, findings=findings, excluded=excluded)
