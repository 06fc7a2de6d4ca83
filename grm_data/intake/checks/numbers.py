"""Rules about case numbers and the totals row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np

from grm_data.intake.cells import cell_text, is_none
from grm_data.intake.checks.examined import Examined
from grm_data.intake.exclusion import same_number
from grm_data.intake.numbers import find_gaps
from grm_data.register.calendar import NO_DURATION
from grm_data.register.codes import Why, why_of
from grm_data.register.columns import Mask
from grm_data.register.fields import Field
from grm_data.register.findings import Finding

__all__ = ["numbers", "totals"]

_NUMBER = re.compile(r"(?<![\d.,/-])\d{1,7}(?![\d.,/-])")


def numbers(seen: Examined) -> Iterator[Finding]:
    """Every case has a number of its own, and the running numbers have no gaps."""
    rows = seen.rows
    if Field.REGISTERED_NO not in rows.choice.columns:
        yield seen.say("number-column-missing")
        return
    yield from seen.find(
        seen.used & is_none(rows.texts(Field.REGISTERED_NO)), "number-missing", Field.REGISTERED_NO
    )
    yield from seen.find(_reused(seen), "number-duplicate", Field.REGISTERED_NO)
    copies = np.array(
        [seen.reasons.get(int(row)) == "duplicate" for row in rows.table.sheet_rows], dtype=bool
    )
    yield from seen.find(copies, "row-duplicate", Field.REGISTERED_NO)
    for gap in find_gaps(rows.number):
        values = {"n": gap.missing, "first": gap.first, "last": gap.last}
        yield Finding(
            "number-gap",
            seen.sheet,
            int(rows.table.sheet_rows[gap.row]),
            rows.heading(Field.REGISTERED_NO),
            tuple(values.items()),
        )


def _reused(seen: Examined) -> Mask:
    """Used rows whose number stands on another used row, which then is no mere copy."""
    used = Counter(seen.rows.number[seen.used])
    more = np.fromiter((used[number] > 1 for number in seen.rows.number), bool, len(seen.rows))
    reused: Mask = seen.used & same_number(seen.rows) & more
    return reused


def totals(seen: Examined) -> Iterator[Finding]:
    """Each number of a totals row is the count of the feedback above it, or the sum of the durations."""
    rows = seen.rows
    sheet_rows = rows.table.sheet_rows
    no_feedback = [row for row, reason in seen.reasons.items() if why_of(reason) is Why.NO_FEEDBACK]
    is_feedback = ~np.isin(sheet_rows, no_feedback)
    durations = rows.choice.columns.get(Field.REPORTED_WORKING_DAYS)
    for i in np.flatnonzero([seen.reasons.get(int(row)) == "totals" for row in sheet_rows]):
        above = is_feedback & (np.arange(len(rows)) < i)
        days = rows.durations[above]
        for j, value in enumerate(rows.table.cells.iloc[i].to_numpy(object)):
            written = _number(value)
            counted = int(days[days != NO_DURATION].sum()) if j == durations else int(above.sum())
            if written is not None and written != counted:
                heading = rows.table.header.headings[j]
                values = (("written", written), ("counted", counted))
                yield Finding("totals-differ", seen.sheet, int(sheet_rows[i]), heading, values)


def _number(value: object) -> int | None:
    """The one whole number of a cell such as 29 or "Total: 29"."""
    found = _NUMBER.findall(cell_text(value) or "")
    return int(found[0]) if len(found) == 1 else None
