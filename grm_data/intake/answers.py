"""What is told of an opened spreadsheet: its register and what is open in it, and nothing else of a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grm_data.errors import GrmError, RegisterError
from grm_data.guarded import Job, from_plain, refusal, to_plain
from grm_data.register import Register
from grm_data.register.body import body_of, register_of_body

__all__ = [
    "Answers",
    "ColumnFact",
    "Doubt",
    "Preview",
    "Trouble",
    "UnknownWord",
    "answers_of",
    "register_in",
    "told",
]


@dataclass(frozen=True, slots=True, repr=False)
class UnknownWord:
    """A status, channel or type that nobody has mapped yet, and that names nobody."""

    kind: str  # "status", "channel", "type"
    word: str  # as the register writes it
    rows: int  # rows that are used and hold it
    near: str | None  # the canonical code that it is near to, or that is offered for it


@dataclass(frozen=True, slots=True, repr=False)
class ColumnFact:
    """What a column was taken for, and why."""

    heading: str  # without a complainant in it
    is_exact: bool  # whether it is the sheet's own, so that settings can name it
    field: str | None  # None: it is left out
    examples: tuple[str, ...]  # three different cells at most, as in a preview
    filled: int  # cells that aren't blank
    may_be: tuple[str, ...]  # other fields that its heading or its cells speak for
    order: str | None = None  # of day and month, where it was read as dates
    evidence: str | None = None  # what proves the order
    calendar: str | None = None  # another than the Gregorian
    column: int = 0  # its place in the sheet, from 0


@dataclass(frozen=True, slots=True, repr=False)
class Preview:
    """The first rows of a sheet, every cell that isn't known as its shape: "Aaaa Aaaa", "0000 0000"."""

    name: str  # as a shape, too
    first_row: int  # as the user sees it
    first_column: int
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Doubt:
    """A row that is held back until a person has read it."""

    sheet: str
    row: int  # as the user sees it
    content: str  # a mark of all that it holds, by which it can be settled
    signs: tuple[str, ...]  # the words of ours that it holds


@dataclass(frozen=True, slots=True, repr=False)
class Trouble:
    """A cell that should be a date and is none, and what stands beside it."""

    code: str  # of the finding
    sheet: str
    row: int  # as the user sees it
    column: str
    cell: str | None  # what looks like a date as it is, anything else as its shape; None where blank
    beside: tuple[tuple[str, str], ...]  # heading and shape of further cells of the row


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Answers:
    """An opened spreadsheet as some settings read it."""

    register: Register | None  # its texts scrubbed, for staff to clear; None where none can be read
    problem: GrmError | None  # then, why
    unknown_words: tuple[UnknownWord, ...]  # to be mapped, the most frequent of each kind first
    unmappable: int  # further ones, which may name a person
    columns: tuple[ColumnFact, ...] = ()  # in the sheet's order; none where no header is found
    previews: tuple[Preview, ...] = ()  # of every sheet
    doubts: tuple[Doubt, ...] = ()  # rows that are held back until somebody has read them
    troubles: tuple[Trouble, ...] = ()  # cells with errors in their dates


@dataclass(frozen=True, slots=True)
class _Plain:
    """The answers but for the register and its problem."""

    unknown_words: tuple[UnknownWord, ...]
    unmappable: int
    columns: tuple[ColumnFact, ...]
    doubts: tuple[Doubt, ...]
    troubles: tuple[Trouble, ...]


def told(answers: Answers) -> tuple[dict[str, Any], list[bytes]]:
    """The answers as they go through the pipe."""
    plain = _Plain(
        answers.unknown_words, answers.unmappable, answers.columns, answers.doubts, answers.troubles
    )
    problem = answers.problem and {"key": answers.problem.key, "values": answers.problem.values}
    bodies = [] if answers.register is None else [body_of(answers.register)]
    return {"plain": to_plain(plain), "problem": problem}, bodies


def answers_of(
    job: Job, values: dict[str, Any], blobs: Sequence[Any], previews: tuple[Preview, ...] = ()
) -> Answers:
    """What ``told`` told; RegisterError where a process told something else."""
    try:
        plain: _Plain = from_plain(_Plain, values.get("plain"))
    except ValueError:
        raise RegisterError(job.damaged) from None
    said = values.get("problem")
    register = register_in(job, blobs) if said is None else None
    problem = None if said is None else refusal(job, said if isinstance(said, dict) else {})
    return Answers(
        register,
        problem,
        plain.unknown_words,
        plain.unmappable,
        plain.columns,
        previews,
        plain.doubts,
        plain.troubles,
    )


def register_in(job: Job, blobs: Sequence[Any]) -> Register:
    """The register whose body is the first blob; RegisterError where it is none."""
    try:
        return register_of_body(bytes(blobs[0]))
    except Exception:  # noqa: BLE001 - whatever a hostile file made of its process
        raise RegisterError(job.damaged) from None
