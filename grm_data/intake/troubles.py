"""Cells that hold no date, each beside the shapes of its row: enough to know the row, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np

from grm_data.intake.answers import Trouble
from grm_data.intake.privacy import Scrubber
from grm_data.intake.rows import Rows
from grm_data.intake.shapes import shape_of, shown
from grm_data.register.codes import Severity, Why, why_of
from grm_data.register.columns import Texts
from grm_data.register.fields import IDENTITY_FIELDS, Field
from grm_data.register.findings import Finding
from grm_data.register.headings import fields_of_heading

__all__ = ["troubles_of"]

_MOST = 60
_BESIDE = 4
"""Other cells of a row that are shown."""
_ALMOST_DATE = re.compile(r"(?:(?:19|20)\d\d([./\-])\d{1,2}\1\d{1,2}|[0-3]?\d([./\-])[0-3]?\d\2\d{1,4})\.?")
_HIDDEN = IDENTITY_FIELDS | {Field.SENSITIVE}


def troubles_of(
    rows: Rows, reasons: Texts, findings: Iterable[Finding], scrubber: Scrubber
) -> tuple[Trouble, ...]:
    """The cells of date columns with an error, the first of them; none of a row that may be sensitive.

    ``reasons`` say why a row is excluded.
    """
    return tuple(one for one, _ in zip(_all(rows, reasons, findings, scrubber), range(_MOST), strict=False))


def _all(rows: Rows, reasons: Texts, findings: Iterable[Finding], scrubber: Scrubber) -> Iterator[Trouble]:
    table = rows.table
    headings = [scrubber.scrub_known(heading or "") for heading in table.header.headings]
    for one in findings:
        if one.row is None or one.severity is not Severity.ERROR or not one.code.startswith("date-"):
            continue
        for i in np.flatnonzero(table.sheet_rows == one.row).tolist():
            is_there = scrubber.scrub_known(str(table.sheets[i])) == one.sheet
            if is_there and (reasons[i] is None or why_of(reasons[i]) is not Why.SENSITIVE):
                yield _trouble(rows, one, headings, i)


def _trouble(rows: Rows, one: Finding, headings: list[str], i: int) -> Trouble:
    cells = {j: text for j in range(len(headings)) if (text := rows.table.texts(j)[i]) is not None}
    place = next((j for j, heading in enumerate(headings) if heading == one.column), None)
    text = cells.pop(place, None) if place is not None else None
    beside = [(shown(headings[j]), _shown(headings[j], cell)) for j, cell in cells.items() if headings[j]]
    return Trouble(
        one.code,
        one.sheet,
        one.row or 0,
        one.column or "",
        None if text is None else text if _ALMOST_DATE.fullmatch(text) else shown(text),
        tuple(beside[:_BESIDE]),
    )


def _shown(heading: str, text: str) -> str:
    return shape_of(text) if _HIDDEN & fields_of_heading(heading).keys() else shown(text)
