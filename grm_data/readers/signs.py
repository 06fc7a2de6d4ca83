"""Nothing that reveals a sensitive case: where it stands, its number, a gap that it left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from grm_data.register import Field, Findings, Reading, Register, texts_of
from grm_data.register.codes import Why, code_of, why_of

__all__ = ["with_numbers_of_ours", "without_sensitive_signs"]

NO_ROW = 0
"""The place of an excluded row that nobody shall find."""

_OF_THE_NUMBERS = ("number-duplicate",)
"""Findings that are of no number of ours; the other row of one of the register's may be sensitive."""


def with_numbers_of_ours(register: Register) -> Register:
    """The register with running numbers of ours: its own have gaps where cases are sensitive.

    Its rows aren't told, nor what was noticed of its numbers.
    """
    numbers = texts_of(map(str, range(1, len(register) + 1)))
    shown = register.with_columns({Field.REGISTERED_NO: numbers})
    findings = shown.reading.findings.where(
        lambda one: not code_of(one.code).reveals and one.code not in _OF_THE_NUMBERS
    )
    return replace(shown, reading=replace(shown.reading, rows_told=False, findings=findings))


def without_sensitive_signs(register: Register) -> Register:
    """The register with nothing that reveals a sensitive case; doing it again changes nothing more.

    The rows are numbered as if these cases weren't in the sheet.
    """
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

    findings = Findings.of(
        one if one.row is None else replace(one, row=place(one.sheet, one.row))
        for one in reading.findings.where(lambda one: not code_of(one.code).reveals)
        if one.row not in sensitive.get(one.sheet, none)
    )
    excluded = tuple(
        replace(one, sheet=reading.sheet, row=NO_ROW)
        if why_of(one.reason) is Why.SENSITIVE
        else replace(one, row=place(one.sheet, one.row))
        for one in reading.excluded
    )
    sheets = tuple(replace(one, rows=0) for one in reading.sheets)  # less the cases, they count the others
    return replace(reading, findings=findings, excluded=excluded, sheets=sheets)
