"""Cells → codes: statuses (alone or in a combined cell), words, durations, yes and no."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from grm_data.intake.coded import Coded
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


def read_statuses(texts: Coded, own: Mapping[str, str]) -> StatusColumn:
    """The status of every cell; ``own`` maps the register's own words to codes and wins."""
    own_codes = {fold(word): Status(code) for word, code in own.items()}
    texts = texts.present()
    found = [_read_status(text, own_codes) for text in texts.words[:-1]]
    codes, states, cells = zip(*found, (NO_CODE, StatusState.BLANK, CombinedCell()), strict=True)
    return StatusColumn(
        texts.spread(codes, np.int8),
        texts.spread(states, np.int8),
        texts.spread([cell.resolved_on for cell in cells], object),
        texts.spread([cell.days for cell in cells], object),
        texts.spread([cell.way for cell in cells], object),
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
    texts: Coded,
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
    own_codes, texts = {fold(word): code for word, code in own.items()}, texts.present()

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

    words, unknown, several = zip(*map(read, texts.words[:-1]), (None, False, False), strict=True)
    return Words(texts.spread(words, object), texts.spread(unknown, bool), texts.spread(several, bool))


def _group(text: str) -> str:
    """What spellings of one word have in common; what may be an address or a number is like nothing else."""
    return text if any(c == "@" or c.isdigit() for c in text) else fold(text) or text


def _commonest(texts: Coded) -> dict[str, str]:
    """Folded word → its commonest spelling, the first of several."""
    found: dict[str, str] = {}
    count = np.bincount(texts.codes[~texts.is_blank])
    for text in texts.words[np.argsort(-count, kind="stable")]:
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


def read_flags(texts: Coded) -> Answers:
    """Recognised words for yes and no; whatever else stands there is neither."""
    return Answers(*_numbers(texts, lambda text: _FLAG.get(value_code("flag", text) or ""), NO_FLAG, np.int8))


def read_days(texts: Coded) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """(written working days, NO_DURATION where none; which cells hold something else)."""
    return _numbers(texts, parse_days, NO_DURATION, np.int32)


def _numbers(
    texts: Coded, read: Callable[[str], int | None], nothing: int, dtype: npt.DTypeLike
) -> tuple[npt.NDArray[Any], Mask]:
    """(what is read of each text, ``nothing`` where none; which cells hold something else)."""
    texts = texts.present()
    found = [*map(read, texts.words[:-1])]
    numbers = [nothing if number is None else number for number in found]
    is_unread = [number is None for number in found]
    return texts.spread([*numbers, nothing], dtype), texts.spread([*is_unread, False], bool)


def is_sensitive(texts: Texts) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """(which cells of a "sensitive" column say so, which say neither yes nor no).

    An unclear cell counts as sensitive: the promise to complainants stands above a complete figure.
    """
    cells = each_unique(texts, lambda text: value_code("sensitive", text) or "unclear")
    return np.isin(cells, ["yes", "unclear"]), cells == "unclear"
