"""What the layout of a sheet says beyond its cells: ditto marks, and a case written over several rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.cells import is_none
from grm_data.intake.choosing import Choice
from grm_data.intake.coded import Coded, coded
from grm_data.intake.no_feedback import is_signature, is_sum
from grm_data.intake.numberings import numberings
from grm_data.intake.rows import date_columns
from grm_data.intake.table import Table, repeated
from grm_data.intake.values import is_sensitive
from grm_data.language.files import tables
from grm_data.register.columns import Mask, texts_of
from grm_data.register.fields import Field, fields_of
from grm_data.register.findings import Finding
from grm_data.register.sensitive_words import has_sensitive_word, may_be_sensitive
from grm_data.register.traits import Kind, Since
from grm_data.settings import Settings

__all__ = ["DITTOS", "Laid", "one_row_per_case", "without_dittos"]

_DITTO_SIGNS = (
    '"', "''", "“", "”", "„", "«", "»", "〃", "″", "〞", "´´", "``", "-\"-", "- \" -", "-''-", "-//-", "-||-",
    "//", "—//—", "—\"—", "–\"–",
)  # fmt: skip
_UNKNOWN_MARK = "?"
"""What stands for a mark that can't be told: a formula stored without its result."""

_DITTO_WORDS = tuple(word for table in tables("rows").values() for word in table.get("ditto", ()))
DITTOS = frozenset(
    form for mark in (*_DITTO_SIGNS, *_DITTO_WORDS) for form in (mark, mark.capitalize(), mark.upper())
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Laid:
    """A table with one row per case, how many rows were joined to others, and what to say of it."""

    table: Table
    joined: int = 0
    findings: tuple[Finding, ...] = ()


def without_dittos(table: Table) -> Laid:
    """The table in which each ditto mark is what stands above it."""
    columns: dict[int, tuple[pd.Series, Coded]] = {}
    count: Counter[str] = Counter()
    for j in range(table.width):
        if DITTOS.intersection(table.coded(j).words):
            marks = table.coded(j).where(DITTOS.__contains__)
            source = repeated(table, marks)
            unknown = table.is_uncalculated(j)[source]
            columns[j] = table.taking(np.where(unknown, np.arange(len(table)), source), j)
            count.update(table.sheets[marks])
    findings = tuple(Finding("ditto-read", sheet, values=(("n", n),)) for sheet, n in count.items())
    merged = Counter(table.sheets[np.flatnonzero(table.merged_down.any(axis=1))])
    findings += tuple(Finding("merged-read", sheet, values=(("n", n),)) for sheet, n in merged.items())
    return Laid(table.with_columns(columns) if columns else table, 0, findings)


def one_row_per_case(table: Table, choice: Choice, settings: Settings) -> Laid:
    """The table in which every case has one row: its texts joined, its last status and dates taken.

    A row belongs to the case above where its number and its received date are blank, and it holds only
    texts, or where they are merged with those above. With ``one_case = "number"`` rows of one number are one
    case, wherever they stand.
    """
    heads = _heads(table, choice)
    if settings.one_case == "number":
        heads = _by_number(table, choice, heads)
    steps = np.flatnonzero(heads != np.arange(len(table)))
    if not len(steps):
        return Laid(table)
    groups: dict[int, list[int]] = {}
    for i in steps:
        groups.setdefault(int(heads[i]), [int(heads[i])]).append(int(i))
    cases = _joined(table, choice, groups)
    names = tuple(
        (field, text)
        for j, field in choice.identity.items()
        for text in {*table.texts(j)[steps]}
        if text is not None
    )
    commented = table.commented.copy()
    for i in steps:
        commented[heads[i]] = commented[heads[i]] or commented[i]
    keep = heads == np.arange(len(table))
    count = Counter(table.sheets[steps])
    findings = tuple(Finding("rows-joined", sheet, values=(("n", n),)) for sheet, n in count.items())
    kept = replace(
        cases.only(keep), commented=commented[keep], named_elsewhere=(*table.named_elsewhere, *names)
    )
    return Laid(kept, len(steps), findings)


def _heads(table: Table, choice: Choice) -> npt.NDArray[np.intp]:
    """The first row of each row's case."""
    heads = np.arange(len(table))
    received, number = choice.columns[Field.RECEIVED_ON], choice.columns.get(Field.REGISTERED_NO)
    keys = [j for j in (number, received) if j is not None]
    is_open = np.all([table.coded(j).is_blank | table.merged_down[:, j] for j in keys], axis=0)
    texts = [choice.columns[field] for field in fields_of(Kind.TEXT) if field in choice.columns]
    known = {*choice.columns.values(), *choice.identity, *choice.further} - {*texts}
    parts = table.part_numbers
    for i in map(int, np.flatnonzero(is_open[1:]) + 1):
        is_next = parts[i] == parts[i - 1] and table.sheet_rows[i] == table.sheet_rows[i - 1] + 1
        goes_on = heads[i - 1] != i - 1
        has_case = goes_on or (not is_open[i - 1] and _is_case(table, i - 1, received))
        if is_next and has_case and (_is_merged(table, i, keys) or _holds_texts_only(table, i, texts, known)):
            heads[i] = heads[i - 1]
    return heads


def _is_case(table: Table, i: int, received: int) -> bool:
    first = next(text for j in range(table.width) if (text := table.texts(j)[i]) is not None)
    return table.texts(received)[i] is not None and not is_sum(first) and not is_signature(first)


def _is_merged(table: Table, i: int, keys: list[int]) -> bool:
    """Whether the case number is merged with the one above: the received date alone isn't enough, since
    several cases come in on one day.
    """
    return len(keys) == 2 and bool(table.merged_down[i, keys[0]])


def _holds_texts_only(table: Table, i: int, texts: list[int], known: set[int]) -> bool:
    filled = [j for j in range(table.width) if table.texts(j)[i] is not None and not table.merged_down[i, j]]
    first = table.texts(filled[0])[i] if filled else None
    if first is None or is_sum(first) or is_signature(first):
        return False
    return any(j in texts for j in filled) and not any(j in known for j in filled)


def _by_number(table: Table, choice: Choice, heads: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """The first row of each row's case, where rows of one number are one case."""
    number = choice.columns.get(Field.REGISTERED_NO)
    if number is None:
        return heads
    texts = table.texts(number)
    groups = numberings(table, texts, date_columns(choice))
    first: dict[tuple[int, str], int] = {}
    found = heads.copy()
    for i, text in enumerate(texts):
        if heads[i] != i:
            found[i] = found[heads[i]]
        elif text is not None and not is_sum(text) and not is_signature(text):
            found[i] = first.setdefault((int(groups[i]), text), i)
    return found


def _joined(table: Table, choice: Choice, groups: Mapping[int, list[int]]) -> Table:
    """The table in which the first row of each case holds what all its rows say."""
    marks = dict(_marks(table, choice))
    by_column = {j: field for field, j in choice.columns.items()}
    columns = {}
    for j in range(table.width):
        rows, texts, field = np.arange(len(table)), table.texts(j), by_column.get(j)
        is_last = field is not None and field.traits.since is Since.OUTCOME
        for head, members in groups.items():
            filled = [i for i in members if texts[i] is not None]
            marked = [i for i in members if j in marks and marks[j][i]]
            if filled or marked:
                rows[head] = marked[0] if marked else filled[-1 if is_last else 0]
        cells, taken = table.taking(rows, j)
        said = taken.texts()
        if j in marks:
            said = np.where(marks[j][rows] & is_none(said), _UNKNOWN_MARK, said)
        if field is not None and field.traits.kind is Kind.TEXT:
            said = texts_of(
                "\n".join(dict.fromkeys(t for i in groups[row] if (t := texts[i]))) or None
                if row in groups
                else text
                for row, text in enumerate(said)
            )
            cells = pd.Series(said, dtype=object)
        columns[j] = cells, coded(said)
    return table.with_columns(columns)


def _marks(table: Table, choice: Choice) -> Iterator[tuple[int, Mask]]:
    """Column → which of its cells say that the case is sensitive: one such row is enough."""
    for j in choice.all_columns(Field.SENSITIVE):
        yield j, is_sensitive(table.texts(j))[0] | table.is_uncalculated(j)
    marks = {*choice.all_columns(Field.SENSITIVE)}
    texts = {j for field, j in choice.columns.items() if field.traits.kind is Kind.TEXT}
    for j in range(table.width):
        if j not in marks | texts:  # texts are joined
            yield j, table.coded(j).where(_is_sign)


def _is_sign(text: str) -> bool:
    return has_sensitive_word(text) or may_be_sensitive(text)
