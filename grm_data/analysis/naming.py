"""What a case is called where several are listed: by its number, else by its row.

Sheets that number anew hold one number several times: then the sheet's name stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from grm_data.analysis.selection import kept
from grm_data.messages import message
from grm_data.register import Register
from grm_data.register.marks import with_words

__all__ = ["case_names"]


def case_names(register: Register, rows: Iterable[int] | None = None) -> list[str]:
    """The name of each case, or of those at ``rows``: "f-2020/03", "row 7", "3 (2019)"."""
    numbers, places = register.registered_no, register.sheet_row
    repeated = _on_several_sheets(register)
    names = []
    for i in range(len(register)) if rows is None else rows:
        name = numbers[i] or message("word.row", row=places[i])
        if (numbers[i] or int(places[i])) in repeated:
            sheet = register.sheet.names[register.sheet.codes[i]]
            name = message("word.on_sheet", name=name, sheet=with_words(sheet))
        names.append(name)
    return names


def _on_several_sheets(register: Register) -> Set[str | int]:
    """The numbers, and rows of cases without one, that stand on more than one sheet."""

    def found() -> Set[str | int]:
        sheets, first = register.sheet.codes, dict[str | int, int]()
        is_one = len(sheets) == 0 or bool((sheets == sheets[0]).all())
        keys = () if is_one else zip(register.registered_no, register.sheet_row.tolist(), strict=True)
        return {
            key
            for (number, row), sheet in zip(keys, sheets.tolist(), strict=False)
            if first.setdefault(key := number or row, sheet) != sheet
        }

    return kept(register, "on several sheets", found)
