"""Rules about places: cells that hold no value, and what is hidden."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grm_data.intake.cells import is_error_cell
from grm_data.intake.checks.case import Case
from grm_data.register.fields import DATE_FIELDS
from grm_data.register.findings import Finding

__all__ = ["broken_cells", "hidden_places"]


def broken_cells(case: Case) -> Iterator[Finding]:
    """Cells that hold Excel's error values, and formulas whose result was never saved."""
    table = case.rows.table
    sheet = table.header.sheet
    for field, j in case.rows.choice.columns.items():
        if field not in DATE_FIELDS:
            yield from case.find(case.feedback & is_error_cell(case.rows.texts(field)), "error-cell", field)
        column = sheet.first_column + j
        rows = [row for row, where in sheet.uncalculated if where == column]
        mask = case.feedback & np.isin(table.sheet_rows, rows)
        yield from case.find(mask, "formula-uncalculated", field)


def hidden_places(case: Case) -> Iterator[Finding]:
    """Hidden rows, columns and sheets are read like all others, and that is said."""
    table = case.rows.table
    sheet = table.header.sheet
    if sheet.hidden:
        yield case.say("sheet-hidden")
    hidden = np.isin(table.sheet_rows, list(sheet.hidden_rows))
    for row in table.sheet_rows[hidden]:
        yield Finding("row-hidden", sheet.name, int(row))
    for j, heading in enumerate(table.header.headings):
        if heading is not None and sheet.first_column + j in sheet.hidden_columns:
            yield Finding("column-hidden", sheet.name, None, heading)
