"""Cells → codes: statuses (alone or in a combined cell), channels, types, durations, yes and no."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from grm_data.intake.combined import CombinedCell, parse_combined, parse_days
from grm_data.register.calendar import NO_DURATION
from grm_data.register.folding import fold
from grm_data.register.register import NO_CODE, STATUS_CODE, Texts
from grm_data.register.vocabulary import Status, offered_status, value_code

__all__ = [
    "StatusColumn",
    "StatusState",
    "each_unique",
    "is_sensitive",
    "read_days",
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


def each_unique(texts: Texts, read: Callable[[str], object]) -> Texts:
    """``read`` of every text, called once per different text; None where there is no text."""
    known = {text: read(text) for text in {text for text in texts if text is not None}}
    return np.array([*(known.get(text) for text in texts), None], dtype=object)[:-1]


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
        np.array([*(cell.resolved_on for cell in combined), None], dtype=object)[:-1],
        np.array([*(cell.days for cell in combined), None], dtype=object)[:-1],
        np.array([*(cell.way for cell in combined), None], dtype=object)[:-1],
    )


def _read_status(text: str, own: Mapping[str, Status]) -> tuple[int, StatusState, CombinedCell]:
    code, state = _status_of_word(text, own)
    if state is StatusState.READ:
        return code, state, CombinedCell()
    cell = parse_combined(text)
    if cell is None:
        return code, state, CombinedCell()
    if cell.status is not None:
        return (*_status_of_word(cell.status, own), cell)
    if cell.says_resolved:
        return STATUS_CODE[Status.RESOLVED], StatusState.READ, cell
    return NO_CODE, StatusState.BLANK, cell


def _status_of_word(text: str, own: Mapping[str, Status]) -> tuple[int, StatusState]:
    code = own.get(fold(text)) or value_code("status", text)
    if code is not None:
        return STATUS_CODE[Status(code)], StatusState.READ
    state = StatusState.OFFERED if offered_status(text) else StatusState.UNKNOWN
    return STATUS_CODE[Status.UNRECOGNISED], state


def read_words(kind: str, texts: Texts, own: Mapping[str, str]) -> tuple[Texts, npt.NDArray[np.bool_]]:
    """(canonical code of each cell, else the cell as written; which cells are unknown words)."""
    own_codes = {fold(word): code for word, code in own.items()}

    def read(text: str) -> tuple[str, bool]:
        code = own_codes.get(fold(text)) or value_code(kind, text)
        return (text, True) if code is None else (code, False)

    cells = each_unique(texts, read)
    words = np.array([*(cell and cell[0] for cell in cells), None], dtype=object)[:-1]
    return words, np.array([cell is not None and cell[1] for cell in cells], dtype=bool)


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
