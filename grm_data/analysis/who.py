"""Who complains: the fields that readers get only in tables, counted so that nobody is pointed at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from grm_data.analysis.selection import NOT_STATED
from grm_data.analysis.suppression import Counts, hidden_cells
from grm_data.register import Field, Kind, Period, Register, half_years
from grm_data.register.small_numbers import FEWEST_TOLD
from grm_data.register.traits import Readers

__all__ = ["OTHERS", "TABLE_FIELDS", "GroupTable", "group_tables"]

OTHERS = "others"
"""Stands for the words that are rare, whatever they are: a rare word may name somebody."""

TABLE_FIELDS = tuple(field for field in Field if field.traits.readers is Readers.TABLE)
"""What readers get in tables only."""

_MOST_PERIODS = 4
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Feedback received in half-years that are over, by a word of a field.

    ``counts[i][j]`` of ``words[i]`` in ``periods[j]``, at the end of a line their sum; None is hidden.
    """

    field: Field
    words: tuple[str, ...]  # then OTHERS, and NOT_STATED last; each was said at least once
    periods: tuple[Period, ...]  # what came before the last few half-years is one
    counts: tuple[tuple[int | None, ...], ...]


def group_tables(
    register: Register, complete_to: date, fields: Iterable[Field] = TABLE_FIELDS, *, suppressed: bool = True
) -> tuple[GroupTable, ...]:
    """A table for each of the fields that is recorded; none where a small number couldn't be hidden."""
    periods = _periods(register, complete_to)
    if not periods:
        return ()
    recorded = (field for field in fields if field in register.columns)
    tables = (_table(field, register, periods, suppressed) for field in recorded)
    return tuple(table for table in tables if table is not None)


def _periods(register: Register, complete_to: date) -> tuple[Period, ...]:
    """The half-years that are over and received something: the last few, and all before them as one."""
    first = register.first_received
    halves = () if first is None else half_years(first, complete_to)
    over = [half for half in halves if half.last <= complete_to]
    if len(over) > _MOST_PERIODS:
        before = over[:-_MOST_PERIODS]
        over = [Period("earlier", before[0].first, before[-1].last), *over[-_MOST_PERIODS:]]
    return tuple(period for period in over if period.holds(register.received).any())


def _table(
    field: Field, register: Register, periods: Sequence[Period], suppressed: bool
) -> GroupTable | None:
    words, codes = _words(field, register)
    columns = [np.bincount(codes[one.holds(register.received)], minlength=len(words)) for one in periods]
    counts = np.column_stack([*columns, np.sum(columns, axis=0)])
    if not counts[:-1].any():
        return None
    words, counts = _said(*_with_rare_together(field, words, counts))
    if suppressed and len(words) == 1:
        return None  # all are of one kind: each row's would be known
    hidden = hidden_cells(counts) if suppressed else np.zeros(counts.shape, bool)
    if hidden is None or hidden.all():
        return None
    lines = tuple(
        tuple(None if is_hidden else int(n) for n, is_hidden in zip(line, marks, strict=True))
        for line, marks in zip(counts, hidden, strict=True)
    )
    return GroupTable(field, words, tuple(periods), lines)


def _said(words: Sequence[str], counts: Counts) -> tuple[tuple[str, ...], Counts]:
    """Only the lines that somebody is in: where all is stated, a 0 would be hidden, and all with it."""
    is_said = counts[:, -1] > 0
    return tuple(word for word, said in zip(words, is_said, strict=True) if said), counts[is_said]


def _words(field: Field, register: Register) -> tuple[tuple[str, ...], np.ndarray]:
    """The words of a field and NOT_STATED, and the place of each row's among them."""
    if field.traits.kind is Kind.FLAG:
        return ("yes", "no", NOT_STATED), np.array([1, 0, 2])[register.column(field)]
    column = register.category(field)
    return (*column.names, NOT_STATED), column.places


def _with_rare_together(
    field: Field, words: tuple[str, ...], counts: Counts
) -> tuple[tuple[str, ...], Counts]:
    """Words of an open list that are rare, or too many, in one line; words of ours keep theirs."""
    totals, last = counts[:, -1], len(words) - 1
    order = sorted(range(last), key=lambda i: (-totals[i], words[i]))
    ours = {"yes", "no", *field.traits.codes}
    kept = [i for i in order if words[i] in ours or totals[i] >= FEWEST_TOLD][:_MOST_WORDS]
    rest = [i for i in order if i not in kept]
    lines = [counts[kept], counts[rest].sum(axis=0, keepdims=True)] if rest else [counts[kept]]
    names = [words[i] for i in kept] + [OTHERS] * bool(rest)
    return (*names, NOT_STATED), np.vstack([*lines, counts[last:]])
