"""Which rows are in no figure, each with its reason, and the sensitive ones counted apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from grm_data.intake.dates import DateState
from grm_data.intake.rows import Rows
from grm_data.intake.sensitive import sensitive_rows
from grm_data.intake.table import non_feedback
from grm_data.register.codes import Why, why_of
from grm_data.register.columns import Mask
from grm_data.register.days import day_of
from grm_data.register.fields import Field
from grm_data.register.findings import Excluded
from grm_data.register.periods import half_year_of

__all__ = ["duplicates", "exclude", "same_number", "sensitive_by_half_year", "used_rows"]

_DATE_REASONS = {
    DateState.BLANK: "no-received-date",
    DateState.REFUSED: "received-date-unreadable",
    DateState.AMBIGUOUS: "received-date-ambiguous",
}


def exclude(rows: Rows) -> tuple[Excluded, ...]:
    """Every row that can't be counted: no feedback, a duplicate, sensitive, or without a received date."""
    received = rows.date(Field.RECEIVED_ON)
    columns = rows.choice.columns
    reasons = non_feedback(
        rows.table,
        columns[Field.RECEIVED_ON],
        columns.get(Field.REGISTERED_NO),
        received.state == DateState.READ,
    )
    duplicate, sensitive = duplicates(rows), sensitive_rows(rows)
    for i in range(len(rows)):
        if reasons[i] is None:
            if sensitive[i]:
                reasons[i] = "sensitive"
            elif duplicate[i]:
                reasons[i] = "duplicate"
            else:
                reasons[i] = _DATE_REASONS.get(DateState(received.state[i]))
    sheet, sheet_rows = rows.table.header.sheet.name, rows.table.sheet_rows
    return tuple(
        Excluded(sheet, int(sheet_rows[i]), reason) for i, reason in enumerate(reasons) if reason is not None
    )


def used_rows(rows: Rows, excluded: tuple[Excluded, ...]) -> Mask:
    """Which rows are in the register: all but the excluded ones."""
    return ~np.isin(rows.table.sheet_rows, [row.row for row in excluded])


def duplicates(rows: Rows) -> Mask:
    """Rows that repeat an earlier one in every column, identity included, and have a number."""
    repeated: Mask = same_number(rows)
    if not repeated.any():
        return repeated
    where = np.flatnonzero(repeated)
    texts = pd.DataFrame({j: rows.table.texts(j)[where] for j in range(rows.table.cells.shape[1])})
    repeated[where] = texts.duplicated(keep="first").to_numpy(bool)
    return repeated


def same_number(rows: Rows) -> Mask:
    """Rows whose number stands on another row too; a row without a number is like no other."""
    numbers = pd.Series(rows.number, dtype=object)
    return (numbers.duplicated(keep=False) & numbers.notna()).to_numpy(bool, copy=True)


def sensitive_by_half_year(rows: Rows, excluded: tuple[Excluded, ...]) -> Mapping[str, int]:
    """How many sensitive cases were received in each half-year; "" where the date can't be read.

    A row that repeats an earlier one is the same case.
    """
    sensitive = np.isin(
        rows.table.sheet_rows, [row.row for row in excluded if why_of(row.reason) is Why.SENSITIVE]
    )
    days = rows.date(Field.RECEIVED_ON).days
    counts: dict[str, int] = {}
    for i in np.flatnonzero(sensitive & ~duplicates(rows)):
        day: date | None = day_of(int(days[i]))
        name = "" if day is None else half_year_of(day).name
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items()))
