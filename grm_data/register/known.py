"""What was known of a register on a day: no later date, and nothing that was written with a later answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from grm_data.register.columns import Category, Mask, TextColumn, blank_column
from grm_data.register.days import NO_DAY, day_number
from grm_data.register.fields import Field
from grm_data.register.register import Register
from grm_data.register.traits import Kind

__all__ = ["known_columns"]


def known_columns(register: Register, as_of: date) -> dict[Field, Any]:
    """The columns in which something wasn't known yet on the day, with that blank.

    A case that was received later keeps its date of receipt: whether it is there is asked elsewhere. What has
    no date, such as an outcome or an appeal, counts from receipt, as the status "unrelated" does.
    """
    answered_later = register.status_as_of(as_of) != register.status
    is_any_answered_later = answered_later.any()
    found: dict[Field, Any] = {}
    for field, column in register.columns:
        masks = [answered_later] if field.traits.filled_in and is_any_answered_later else []
        if field.traits.kind is Kind.DAY and field is not Field.RECEIVED_ON:
            masks.append((column != NO_DAY) & (column > day_number(as_of)))
        if any(mask.any() for mask in masks):
            found[field] = _blanked(field, column, np.logical_or.reduce(masks))
    return found


def _blanked(field: Field, column: Any, rows: Mask) -> Any:
    """The column with these rows blank."""
    blank = blank_column(field.traits.kind, len(rows))
    match column:
        case Category():
            return replace(column, codes=np.where(rows, blank.codes, column.codes))
        case TextColumn():
            words, state = (getattr(blank, name) for name in ("words", "state"))
            return TextColumn(np.where(rows, words, column.words), np.where(rows, state, column.state))
        case _:
            return np.where(rows, blank, column)
