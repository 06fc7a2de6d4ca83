"""One row per feedback, complainant-free: what the command line prints and the pages list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from grm_data.analysis.cells import STATUS_NAMES, cell_values, iso_days, numbers_or_none
from grm_data.analysis.due import days_waited, due_days
from grm_data.analysis.selection import Selection
from grm_data.register import NO_DURATION, Field, Register
from grm_data.register.fields import field_named
from grm_data.settings import Standard

if TYPE_CHECKING:  # imported where a table is made: most commands make none, and it takes half a second
    import pandas as pd

__all__ = ["RECORD_FIELDS", "records"]

_FIRST = (
    "registered_no", "received_on", "type", "channel", "status", "resolved_on", "way", "working_days",
    "reported_working_days", "issue", "action", "sheet_row", "sheet", "acknowledged_on", "due_on",
    "days_left", "age",
)  # fmt: skip
"""The columns whose order the command line promises; every other field of the table follows."""

RECORD_FIELDS = (
    *_FIRST,
    *(str(field) for field in Field if field.traits.recorded and str(field) not in _FIRST),
)


def records(
    selection: Selection,
    standard: Standard | None = None,
    names: Sequence[str] = RECORD_FIELDS,
    *,
    is_whole: bool = False,
) -> pd.DataFrame:
    """The selection's rows in the register's order: ``names`` with ISO dates and canonical codes.

    ``due_on`` and ``days_left`` only where a service standard for the answer is given. What wasn't known yet
    on the selection's day isn't told, unless the register is wanted ``is_whole``, as a copy of it is.
    """
    import pandas as pd

    selection, computed = (selection if is_whole else selection.as_known), _computed(standard)
    columns = {}
    for name in names:
        if name in computed:
            columns[name] = computed[name](selection)
        elif field := field_named(name):
            columns[name] = cell_values(selection.register, field)
    return pd.DataFrame(columns)[selection.mask].reset_index(drop=True)


def _computed(standard: Standard | None) -> Mapping[str, Callable[[Selection], Any]]:
    """The columns that no single field of the register is."""
    return {
        "status": lambda selection: STATUS_NAMES[selection.status],
        "working_days": lambda selection: numbers_or_none(selection.working_days()),
        "sheet_row": lambda selection: _sheet_rows(selection.register),
        "sheet": lambda selection: selection.register.sheet.texts(),
        "due_on": lambda selection: iso_days(due_days(selection, standard)),
        "days_left": lambda selection: _days_left(selection, standard),
        "age": lambda selection: numbers_or_none(selection.age()),
    }


def _sheet_rows(register: Register) -> Any:
    """The rows as the user sees them; none where they aren't told."""
    return register.sheet_row if register.reading.rows_told else np.full(len(register), None, dtype=object)


def _days_left(selection: Selection, standard: Standard | None) -> pd.Series:
    """The standard less the count at the as-of day, of every open case; negative when it is late."""
    import pandas as pd

    if standard is None:
        return pd.Series(pd.NA, index=range(len(selection.register)), dtype="Int64")
    count = days_waited(selection, standard)
    is_waiting = selection.is_open & (count != NO_DURATION)
    return pd.Series(standard.days - count, dtype="Int64").where(is_waiting)
