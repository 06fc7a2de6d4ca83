"""Cells → codes: statuses (alone or in a combined cell), words, durations, yes and no."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from grm_data.intake.combined import CombinedCell, parse_combined, parse_days, parse_detail
from grm_data.intake.several import Choices
from grm_data.register.calendar import NO_DURATION
from grm_data.register.columns import NO_CODE, NO_FLAG, Flags, Mask, Texts, texts_of
from grm_data.register.fields import Field
from grm_data.register.folding import fold
from grm_data.register.register import STATUS_CODE
from grm_data.register.vocabulary import (
    Status,
    channel_begun,
    is_foreign,
    offered_status,
    status_of_parts,
    value_code,
)

__all__ = [
    "Answers",
    "StatusColumn",
    "StatusState",
    "Words",
    "each_unique",
    "is_sensitive",
    "read_days",
    "read_flags",
    "read_statuses",
    "read_words",
]


class StatusState(IntEnum):
    """How a status cell was read."""

    READ = 0
    BLANK = 1  # as if there were no status column
    OFFERED = 2  # "Rejected": a person decides
    UNKNOWN = 3


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StatusColumn:
    """Statuses of n rows, and what else their cells held; NO_CODE where blank."""

    codes: npt.NDArray[np.int8]
    state: npt.NDArray[np.int8]
    resolved_on: Texts  # from combined cells
    days: Texts
    way: Texts


def each_unique(texts: Texts, read: Callable[[str], Any]) -> Texts:
    """``read`` of every text, called once per different text; None where there is no text."""
    known: dict[str | None, Any] = {text: read(text) for text in {*texts} if text is not None}
    return texts_of(map(known.get, texts))


def read_statuses(texts: Texts, own: Mapping[str, str]) -> StatusColumn:
    """The status of every cell; ``own`` maps the register's own words to codes and wins."""
    own_codes = {fold(word): Status(code) for word, code in own.items()}
    cells = each_unique(texts, lambda text: _read_status(text, own_codes))
    blank = (NO_CODE, StatusState.BLANK, CombinedCell())
    found = [blank if cell is None else cell for cell in cells]
    combined = [cell[2] for cell in found]
    return StatusColumn(
        np.array([cell[0] for cell in found], np.int8),
        np.array([cell[1] for cell in found], np.int8),
        texts_of(cell.resolved_on for cell in combined),
        texts_of(cell.days for cell in combined),
        texts_of(cell.way for cell in combined),
    )


def _read_status(text: str, own: Mapping[str, Status]) -> tuple[int, StatusState, CombinedCell]:
    code, state = _status_of_word(text, own)
    if state is StatusState.READ:
        return code, state, CombinedCell()
    cell = parse_combined(text) or parse_detail(text)
    if cell is None:
        return code, state, CombinedCell()
    if cell.status is not None:
        return (*_status_of_word(cell.status, own), cell)
    if cell.says_resolved:
        return STATUS_CODE[Status.RESOLVED], StatusState.READ, cell
    return NO_CODE, StatusState.BLANK, cell


def _status_of_word(text: str, own: Mapping[str, Status]) -> tuple[int, StatusState]:
    code = own.get(fold(text)) or value_code("status", text) or status_of_parts(text)
    if code is not None:
        return STATUS_CODE[Status(code)], StatusState.READ
    state = StatusState.OFFERED if offered_status(text) else StatusState.UNKNOWN
    return STATUS_CODE[Status.UNRECOGNISED], state


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Words:
    """A category's word of each row: a canonical code, else the cell as written; which are no codes."""

    texts: Texts
    unknown: Mask
    several: Mask  # the cell names several, of which the first known is taken


def read_words(
    field: Field,
    texts: Texts,
    own: Mapping[str, str],
    languages: Collection[str] = (),
    choices: Choices | None = None,
) -> Words:
    """The words of a category; ``own`` maps the register's own words and wins.

    ``languages`` are those that the sheet is evidently in: a word of another may mean something else here.
    ``choices`` are those of a form in which several could be ticked.
    Unknown words that fold alike ("Dust", "DUST.") are one, written as it is written most often.

    Where a bare "yes" is a word of the field, a bare "no" is none: *Escalated to: No* is no escalation.
    """
    own_codes = {fold(word): code for word, code in own.items()}

    def read(text: str) -> tuple[str | None, bool, bool]:
        code = own_codes.get(fold(text))
        if code is None and choices is not None and (first := choices.first_of(text)):
            return first, False, True
        if code is None and not is_foreign(text, languages):
            code = _known_word(field, text)
        if code is None and field.traits.bare_yes and (answer := value_code("flag", text)):
            return "yes" if answer == "yes" else None, False, False
        return spellings.get(_group(text), text) if code is None else code, code is None, False

    spellings = {} if field is Field.WAY else _commonest(texts)

    cells = each_unique(texts, read)
    return Words(
        texts_of(cell and cell[0] for cell in cells),
        np.array([cell is not None and cell[1] for cell in cells], dtype=bool),
        np.array([cell is not None and cell[2] for cell in cells], dtype=bool),
    )


def _group(text: str) -> str:
    """What spellings of one word have in common; what may be an address or a number is like nothing else."""
    return text if any(c == "@" or c.isdigit() for c in text) else fold(text) or text


def _commonest(texts: Texts) -> dict[str, str]:
    """Folded word → its commonest spelling, the first of several."""
    found: dict[str, str] = {}
    for text, _ in Counter(text for text in texts if text is not None).most_common():
        found.setdefault(_group(text), text)
    return found


def _known_word(field: Field, text: str) -> str | None:
    code = value_code(field, text) if field.traits.codes else None
    return channel_begun(text) if code is None and field is Field.CHANNEL else code


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Answers:
    """Yes, no or nothing in each row; which cells hold something else."""

    flags: Flags
    unread: Mask


_FLAG = {"yes": 1, "no": 0}


def read_flags(texts: Texts) -> Answers:
    """Recognised words for yes and no; whatever else stands there is neither."""
    cells = each_unique(texts, lambda text: (value_code("flag", text),))
    flags = [NO_FLAG if cell is None or cell[0] is None else _FLAG[cell[0]] for cell in cells]
    unread = [cell is not None and cell[0] is None for cell in cells]
    return Answers(np.array(flags, np.int8), np.array(unread, dtype=bool))


def read_days(texts: Texts) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """(written working days, NO_DURATION where none; which cells hold something else)."""
    cells = each_unique(texts, lambda text: (parse_days(text),))
    days = [NO_DURATION if cell is None or cell[0] is None else cell[0] for cell in cells]
    unread = [cell is not None and cell[0] is None for cell in cells]
    return np.array(days, np.int32), np.array(unread, dtype=bool)


def is_sensitive(texts: Texts) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """(which cells of a "sensitive" column say so, which say neither yes nor no).

    An unclear cell counts as sensitive: the promise to complainants stands above a complete figure.
    """
    cells = each_unique(texts, lambda text: value_code("sensitive", text) or "unclear")
    return np.isin(cells, ["yes", "unclear"]), cells == "unclear"
