"""What is said of the columns of a sheet: which are dropped, and what each that is left looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grm_data.intake.table import Table
from grm_data.register.fields import Field
from grm_data.register.findings import spoken_as
from grm_data.register.places import column_letters

if TYPE_CHECKING:
    from grm_data.intake.choosing import Chooser

__all__ = ["letter", "report"]


def report(chooser: Chooser) -> None:
    """One finding per column that is not carried along, with the field that it looks like."""
    for j in sorted(chooser.identity):
        _say_identity(chooser, j)
    for j in sorted(chooser.further):
        code = "column-second-worse" if j in chooser.worse else "column-second"
        chooser.say(code, j, field=str(chooser.further[j]))
    if chooser.platform is not None:
        chooser.say("platform", None, platform=chooser.platform.name)
    for j, (ticked, columns) in chooser.table.melted.items():
        chooser.say("ticks-read", j, field=str(ticked), n=len(columns))
    for j, headed in chooser.unreadable:
        _say_unreadable(chooser, j, headed)
    for j, text in chooser.headings.items():
        if text is None and not chooser.table.coded(j).is_blank.all():
            chooser.say("column-unnamed", None, column=letter(chooser.table, j))
    for j in chooser.unused():
        name = next((one for one in chooser.evidence.fields_of(j) if one not in chooser.columns), None)
        if name is None:
            chooser.say("column-dropped", j)
        else:
            chooser.say("column-offered", j, field=str(name))


def _say_identity(chooser: Chooser, j: int) -> None:
    """A column that was dropped because it identifies somebody; one without a heading is said as such."""
    one = chooser.hidden.get(j)
    if one is None or one.code == "identity-dropped":
        chooser.say("identity-dropped", j)
    elif chooser.headings[j]:
        is_number = one.instead_of is Field.REGISTERED_NO and Field.REGISTERED_NO not in chooser.columns
        told = {"what": spoken_as(f"identity.{one.field}")}
        if one.instead_of is not None:
            told["field"] = str(one.instead_of)
        chooser.say("number-identity" if is_number else one.code, j, None, **told)


def _say_unreadable(chooser: Chooser, j: int, name: Field) -> None:
    """A column that is headed as a date and holds none: its cause, and the row of its first cell."""
    filled = np.flatnonzero(~chooser.table.coded(j).is_blank)
    if chooser.columns.get(name, j) != j or not len(filled):
        return  # another column holds the dates
    code = "date-column-zeros" if chooser.evidence.are_zeros(j) else "date-column-unreadable"
    chooser.say(code, j, row=int(chooser.table.sheet_rows[filled[0]]), field=str(name), n=len(filled))


def letter(table: Table, j: int) -> str:
    """A column's letters as the user sees them."""
    return column_letters(table.header.sheet.first_column + j)
