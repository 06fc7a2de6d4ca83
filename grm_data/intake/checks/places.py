"""Rules about places: cells that hold no value, and what is hidden."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grm_data.intake.cells import ERROR_CELLS
from grm_data.intake.checks.examined import Examined, Noticed
from grm_data.register.fields import DATE_FIELDS
from grm_data.register.findings import Finding

__all__ = ["broken_cells", "hidden_places"]


def broken_cells(seen: Examined) -> Iterator[Noticed]:
    """Cells that hold Excel's error values, and formulas whose result was never saved."""
    for field, j in seen.rows.choice.columns.items():
        if field not in DATE_FIELDS:
            is_error = seen.rows.table.coded(j).where(ERROR_CELLS.__contains__)
            yield from seen.find(seen.feedback & is_error, "error-cell", field)
        mask = seen.feedback & seen.rows.table.is_uncalculated(j)
        yield from seen.find(mask, "formula-uncalculated", field)


def hidden_places(seen: Examined) -> Iterator[Noticed]:
    """Hidden rows, columns and sheets are read like all others, and that is said."""
    table = seen.rows.table
    sheets = {part.header.sheet.name: part.header.sheet for part in table.parts}
    for sheet in sheets.values():
        if sheet.hidden:
            yield Finding("sheet-hidden", sheet.name)
    for part in table.parts:
        sheet, rows = part.header.sheet, table.sheet_rows[part.rows]
        for row in rows[np.isin(rows, list(sheet.hidden_rows))]:
            yield Finding("row-hidden", sheet.name, int(row))
        for j, heading in enumerate(part.header.headings):
            if heading is not None and sheet.first_column + j in sheet.hidden_columns:
                yield Finding("column-hidden", sheet.name, None, heading)
