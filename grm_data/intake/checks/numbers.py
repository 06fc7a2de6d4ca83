"""Rules about case numbers and the totals row."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from grm_data.intake.cells import cell_text
from grm_data.intake.checks.examined import Examined, Noticed
from grm_data.intake.exclusion import is_why, same_number
from grm_data.intake.numbers import find_gaps
from grm_data.intake.rows import Rows
from grm_data.register.calendar import NO_DURATION
from grm_data.register.codes import Why
from grm_data.register.columns import Mask, Numbers
from grm_data.register.fields import Field

__all__ = ["numbers", "steps", "totals"]

_FEWEST_CASES = 2
_MOST_ALIKE = 0.5
"""Share of the repeated numbers whose rows have one received date and one issue, where rows are steps."""

_NUMBER = re.compile(r"(?<![\d.,/-])\d{1,7}(?![\d.,/-])")


def numbers(seen: Examined) -> Iterator[Noticed]:
    """Every case has a number of its own, and the running numbers have no gaps."""
    rows = seen.rows
    if Field.REGISTERED_NO not in rows.choice.columns:
        yield seen.say("number-column-missing")
        return
    yield from seen.find(
        seen.used & rows.coded(Field.REGISTERED_NO).is_blank, "number-missing", Field.REGISTERED_NO
    )
    yield from seen.find(_reused(seen), "number-duplicate", Field.REGISTERED_NO)
    yield from seen.find(seen.reasons == "duplicate", "row-duplicate", Field.REGISTERED_NO)
    for gap in find_gaps(rows.numbers, rows.numbering):
        values = (("n", gap.missing), ("first", gap.first), ("last", gap.last))
        yield seen.at(gap.row, "number-gap", rows.heading(Field.REGISTERED_NO), values)


def steps(seen: Examined) -> Iterator[Noticed]:
    """Rows of one number that came in on one day with one issue look like the steps of one case."""
    rows = seen.rows
    if seen.settings.one_case is not None:
        return
    days, issues = rows.date(Field.RECEIVED_ON).days, rows.texts(Field.ISSUE)
    cases: dict[tuple[int, str], set[tuple[int, str | None]]] = {}
    for i in np.flatnonzero(_reused(seen)):
        key = int(rows.numbering[i]), rows.number[i]
        cases.setdefault(key, set()).add((int(days[i]), issues[i]))
    alike = sum(len(contents) == 1 for contents in cases.values())
    if alike >= _FEWEST_CASES and alike >= _MOST_ALIKE * len(cases):
        yield seen.say("rows-one-case", Field.REGISTERED_NO, n=alike)


def _reused(seen: Examined) -> Mask:
    """Used rows whose number stands on another used row, which then is no mere copy."""
    reused: Mask = same_number(seen.rows)
    more = np.flatnonzero(reused & seen.used)
    reused[:] = False
    reused[more] = same_number(seen.rows, more)
    return reused


def totals(seen: Examined) -> Iterator[Noticed]:
    """Each number of a totals row is the count of the feedback above it, or the sum of the durations.

    Above are the rows of its section, of its sheet, or of all sheets up to it.
    """
    rows = seen.rows
    is_feedback = ~is_why(seen.reasons, Why.NO_FEEDBACK)
    durations = rows.choice.columns.get(Field.REPORTED_WORKING_DAYS)
    section = 0
    for i in map(int, np.flatnonzero(seen.reasons == "totals")):
        begins = _part_begins(rows, i)
        firsts, section = (0, begins, max(begins, section)), i + 1
        for j, value in enumerate(rows.table.cells.iloc[i].to_numpy(object)):
            written = _number(value)
            above = [(rows.durations[first:i], is_feedback[first:i]) for first in firsts]
            counted = [_days(days[one]) if j == durations else int(one.sum()) for days, one in above]
            if written is not None and written not in counted:
                values = (("written", written), ("counted", counted[0]))
                yield seen.at(i, "totals-differ", rows.table.header.headings[j], values)


def _part_begins(rows: Rows, i: int) -> int:
    """The first row of the table in which the row stands."""
    return int(next(part.rows.start for part in rows.table.parts if i < part.rows.stop))


def _days(durations: Numbers) -> int:
    return sum(map(int, durations[durations != NO_DURATION]))


def _number(value: object) -> int | None:
    """The one whole number of a cell such as 29 or "Total: 29"."""
    found = _NUMBER.findall(cell_text(value) or "")
    return int(found[0]) if len(found) == 1 else None
