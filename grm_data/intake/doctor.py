"""What each column of a sheet was taken for, by which evidence, and what else it could be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grm_data.intake.answers import ColumnFact
from grm_data.intake.choosing import Choice
from grm_data.intake.evidence import Evidence
from grm_data.intake.rows import Rows
from grm_data.intake.shapes import shape_of, shown
from grm_data.intake.table import Table
from grm_data.register.fields import IDENTITY_FIELDS, Field
from grm_data.register.folding import fold
from grm_data.register.headings import fields_of_heading

__all__ = ["column_facts"]

_EXAMPLES = 3
"""Different cells of a column that are shown."""


def column_facts(
    table: Table, choice: Choice, rows: Rows | None = None, scrub: Callable[[str], str] = str
) -> tuple[ColumnFact, ...]:
    """The facts of every column with a heading, in the sheet's order.

    ``rows`` are the decoded ones, where there is a register; ``scrub`` takes its complainants out of a text.
    """
    evidence, headings = Evidence(table), table.header.headings
    identities = {fold(headings[j] or "") for j in choice.identity if j not in choice.hidden}
    first = {fold(heading or ""): j for j, heading in reversed([*enumerate(headings)])}
    return tuple(
        _fact(table, choice, evidence, rows, scrub, j, can_be_told=first[key] == j and key not in identities)
        for j, heading in enumerate(headings)
        if heading and j not in table.melted
        for key in [fold(heading)]
    )


def _fact(
    table: Table,
    choice: Choice,
    evidence: Evidence,
    rows: Rows | None,
    scrub: Callable[[str], str],
    j: int,
    *,
    can_be_told: bool,
) -> ColumnFact:
    heading = table.header.headings[j] or ""
    field = next((field for field, column in choice.columns.items() if column == j), choice.identity.get(j))
    dates = rows.dates.get(field) if rows is not None and field is not None else None
    filled = [text for text in table.texts(j) if text is not None]
    is_identity = field in IDENTITY_FIELDS
    plain = shown(heading) if is_identity and j not in choice.hidden else scrub(heading)
    return ColumnFact(
        heading=plain,
        is_exact=can_be_told and plain == heading,
        field=None if field is None else str(field),
        examples=tuple(
            shape_of(text) if is_identity or field is Field.SENSITIVE else shown(text)
            for text in list(dict.fromkeys(filled))[:_EXAMPLES]
        ),
        filled=len(filled),
        may_be=tuple(dict.fromkeys(map(str, _others(evidence, heading, j, field, choice)))),
        order=None if dates is None or dates.order is None else dates.order.value,
        evidence=None if dates is None else dates.evidence,
        calendar=None if dates is None else dates.calendar,
        column=j,
    )


def _others(evidence: Evidence, heading: str, j: int, field: Field | None, choice: Choice) -> Iterator[Field]:
    """Other fields that a column's heading names, or its cells look like."""
    if j in choice.further:
        yield choice.further[j]
    yield from (name for name in fields_of_heading(heading) if name is not field)
    if field is None:
        yield from evidence.fields_of(j)
