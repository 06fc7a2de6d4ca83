"""Who is named in a register's columns of identities: what the scrubber looks for in every text."""

from __future__ import annotations

import numpy as np

from grm_data.intake.privacy import Own, Owners, Scrubber
from grm_data.intake.rows import Rows
from grm_data.register.columns import Texts
from grm_data.register.fields import Field
from grm_data.settings import Settings

__all__ = ["owners_of", "scrubber_of"]

_DETAILS = {Field.ADDRESS: "address", Field.ID_NUMBER: "id", Field.PHONE: "phone", Field.EMAIL: "email"}
"""Columns of identities → the kind of removal that their cells are in a text."""


def scrubber_of(rows: Rows, settings: Settings) -> Scrubber:
    """The scrubber that knows the register's own complainants."""
    details = [(kind, text) for field, kind in _DETAILS.items() for text in _cells(rows, field)]
    return Scrubber(_cells(rows, Field.NAME), settings.calendar.country, details)


def _identity_columns(rows: Rows, field: Field) -> list[Texts]:
    """The columns that hold one kind of identity."""
    return [rows.table.texts(j) for j, found in rows.choice.identity.items() if found is field]


def _cells(rows: Rows, field: Field) -> set[str]:
    """Every different cell of the columns that hold one kind of identity, on whatever sheet."""
    own = {text for column in _identity_columns(rows, field) for text in column if text is not None}
    return own | {text for other, text in rows.table.named_elsewhere if other is field}


def _whole(rows: Rows, field: Field) -> list[str | None]:
    """What each row holds of one kind of identity, joined where several columns do."""
    columns = _identity_columns(rows, field)
    joined = [" ".join(filter(None, parts)) or None for parts in zip(*columns, strict=True)]
    return joined or [None] * len(rows)


def owners_of(rows: Rows) -> Owners:
    """The complainant of each row as written, as far as the register names one."""
    owners = np.empty(len(rows), dtype=object)
    for i, (name, address) in enumerate(
        zip(_whole(rows, Field.NAME), _whole(rows, Field.ADDRESS), strict=True)
    ):
        owners[i] = Own(name, address)
    return owners
