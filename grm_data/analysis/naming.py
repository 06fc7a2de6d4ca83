"""What a case is called where several are listed: by its number, else by its row.

Sheets that number anew hold one number several times: then the sheet's name stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

import numpy as np

from grm_data.messages import message
from grm_data.register import Register
from grm_data.register.marks import with_words

__all__ = ["case_names"]


def case_names(register: Register, rows: Iterable[int] | None = None) -> list[str]:
    """The name of each case, or of those at ``rows``: "f-2020/03", "row 7", "3 (2019)"."""
    numbers, places = register.registered_no, register.sheet_row
    keys = [(i, numbers[i] or int(places[i])) for i in (range(len(register)) if rows is None else rows)]
    repeated = _on_several_sheets(register, {key for _, key in keys})
    sheets = register.sheet.texts() if repeated else ()
    names = []
    for i, key in keys:
        name = numbers[i] or message("word.row", row=places[i])
        if key in repeated:
            name = message("word.on_sheet", name=name, sheet=with_words(sheets[i]))
        names.append(name)
    return names


def _on_several_sheets(register: Register, asked: Set[str | int]) -> set[str | int]:
    """Which of these numbers, and rows of cases without one, stand on more than one sheet."""
    if not asked or len(np.unique(register.sheet.codes)) < 2:
        return set()
    first: dict[str | int, int] = {}
    return {
        key
        for number, row, sheet in zip(
            register.registered_no, register.sheet_row.tolist(), register.sheet.codes.tolist(), strict=True
        )
        if (key := number or row) in asked and first.setdefault(key, sheet) != sheet
    }
