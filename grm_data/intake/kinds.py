"""What a sheet that is no register looks like."""

from __future__ import annotations

import numpy as np

from grm_data.intake.book import Sheet
from grm_data.intake.cells import cell_text
from grm_data.intake.no_feedback import is_sum

__all__ = ["filled_rows", "kind_of"]

_LOOKED_AT = 200
_LONG = 60
"""Letters of a cell that is a sentence rather than a word."""

_NUMBERS = 0.3
"""Share of the cells of a summary that are numbers."""


def filled_rows(sheet: Sheet) -> int:
    """How many rows hold anything."""
    return int(sheet.cells.notna().any(axis=1).sum()) if sheet.cells.size else 0


def kind_of(sheet: Sheet) -> str:
    """ "empty", "notes", "summary", "lists" or "table": a key of the sentences ``sheet.<kind>``."""
    cells = [cell for row in sheet.cells.head(_LOOKED_AT).to_numpy(object) for cell in row]
    texts = [text for cell in cells if (text := cell_text(cell)) is not None]
    if not texts:
        return "empty"
    if np.mean([len(text) > _LONG for text in texts]) >= 0.25:
        return "notes"
    numbers = [cell for cell in cells if isinstance(cell, int | float) and cell_text(cell) is not None]
    if len(numbers) >= _NUMBERS * len(texts) or any(map(is_sum, texts)):
        return "summary"
    return "lists" if all(isinstance(cell, str) or cell_text(cell) is None for cell in cells) else "table"
