"""What of a register a version holds, and what of that its readers get: loops over the table of fields.

A version holds only cleared texts, and nothing that reveals a sensitive case: the rows are numbered as if
these cases weren't in the sheet. Readers get no word that nobody let out, and no field for tables only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from grm_data.register import Category, Field, Reading, Register, category_of
from grm_data.register.codes import Why, code_of, why_of
from grm_data.register.columns import TextColumn
from grm_data.register.marks import NOT_SHOWN, long_word
from grm_data.register.traits import Readers
from grm_data.settings import Settings

__all__ = ["LONGEST_WORD", "for_readers", "long_words", "withholding", "without_sensitive_signs"]

NO_ROW = 0
"""The place of an excluded row that nobody shall find."""

LONGEST_WORD = 60
"""Letters of a word; a longer one is a text that nobody has cleared."""


def withholding(register: Register, is_cleared: Callable[[str], bool]) -> Register:
    """The register as a version holds it: only cleared texts, and no sign of sensitive cases."""
    texts = {field: _withheld(column, is_cleared) for field, column in register.columns.texts.items()}
    words = {field: _without_long(column) for field, column in register.columns.categories.items()}
    return without_sensitive_signs(register.with_columns({**texts, **words}))


def for_readers(register: Register, settings: Settings) -> Register:
    """What reviewers and the public get of a version, row by row.

    No field that is for tables only; of the words of an open list only those that the settings let out.
    """
    let_out = {
        field: _let_out(field, column, settings.own_words(field))
        for field, column in register.columns.categories.items()
        if field.traits.readers is Readers.WORDS_LET_OUT
    }
    never = (Readers.TABLE, Readers.NEVER)
    hidden = [field for field, _ in register.columns if field.traits.readers in never]
    return replace(register, columns=register.columns.with_columns(let_out).without(*hidden))


def _let_out(field: Field, column: Category, own: Mapping[str, str]) -> Category:
    """The column in which every word that nobody let out is one and the same."""
    known = {*field.traits.codes, *own.values(), *(["yes"] if field.traits.bare_yes else [])}
    words = (None if name is None else name if name in known else NOT_SHOWN for name in column.texts())
    return category_of([*words], field.traits.codes)


def long_words(register: Register) -> int:
    """How many different words are withheld because they are texts of their own."""
    columns = register.columns.categories.values()
    return len({name for column in columns for name in column.names if _is_long(name)})


def _is_long(word: str) -> bool:
    return len(word) > LONGEST_WORD


def _withheld(column: TextColumn, is_cleared: Callable[[str], bool]) -> TextColumn:
    open_ = [text is not None and not is_cleared(text) for text in column.words]
    return column.withholding(np.array(open_, dtype=bool))


def _without_long(words: Category) -> Category:
    """The same groups; each long word stands as one that is withheld, told apart by a number."""
    long = {name: i for i, name in enumerate(filter(_is_long, words.names), 1)}
    return words.renamed(lambda name: long_word(long[name]) if name in long else name)


def without_sensitive_signs(register: Register) -> Register:
    """The register with nothing that reveals a sensitive case; doing it again changes nothing more."""
    reading, sheets = register.reading, register.sheet.texts()
    rows = register.sheet_row.copy()
    for sheet, sensitive in _sensitive_rows(reading).items():
        here = sheets == sheet
        rows[here] -= np.searchsorted(sensitive, rows[here]).astype(np.int32)
    return replace(register, sheet_row=rows, reading=_unrevealing(reading))


def _sensitive_rows(reading: Reading) -> Mapping[str, npt.NDArray[np.int32]]:
    """Sheet → where they stand on it; none once the rows are renumbered."""
    found: dict[str, list[int]] = {}
    for row in reading.excluded:
        if why_of(row.reason) is Why.SENSITIVE and row.row != NO_ROW:
            found.setdefault(row.sheet, []).append(row.row)
    return {sheet: np.array(sorted(rows), np.int32) for sheet, rows in found.items()}


def _unrevealing(reading: Reading) -> Reading:
    """Findings and excluded rows that reveal neither where a sensitive case stands nor how many there are."""
    if not (sensitive := _sensitive_rows(reading)):
        return reading
    none = np.array([], np.int32)

    def place(sheet: str, row: int) -> int:
        return row - int(np.searchsorted(sensitive.get(sheet, none), row))

    findings = tuple(
        one if one.row is None else replace(one, row=place(one.sheet, one.row))
        for one in reading.findings
        if not code_of(one.code).reveals and one.row not in sensitive.get(one.sheet, none)
    )
    excluded = tuple(
        replace(one, sheet=reading.sheet, row=NO_ROW)
        if why_of(one.reason) is Why.SENSITIVE
        else replace(one, row=place(one.sheet, one.row))
        for one in reading.excluded
    )
    sheets = tuple(replace(one, rows=0) for one in reading.sheets)  # less the cases, they count the others
    return replace(reading, findings=findings, excluded=excluded, sheets=sheets)
