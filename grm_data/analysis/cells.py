"""The cells of one field, as the command line prints them and comparisons compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from grm_data.register import NO_DURATION, NO_FLAG, STATUSES, Field, Kind, Register, iso
from grm_data.register.columns import Flags, Texts, texts_of
from grm_data.register.days import Days
from grm_data.register.marks import with_words

if TYPE_CHECKING:  # imported where a table is made: most commands make none, and it takes half a second
    import pandas as pd

__all__ = ["STATUS_NAMES", "cell_values", "iso_days", "numbers_or_none", "written"]

STATUS_NAMES = np.array([str(status) for status in STATUSES], dtype=object)


def cell_values(register: Register, field: Field) -> Any:
    """ISO days, canonical codes, whole numbers, True and False, or texts; None where nothing is recorded.

    One value per row: an object array, or a nullable Series of numbers or truth values.
    """
    match field.traits.kind:
        case Kind.STATUS:
            return STATUS_NAMES[register.status]
        case Kind.DAY:
            return iso_days(register.day(field))
        case Kind.CATEGORY:
            return register.category(field).renamed(with_words).texts()
        case Kind.NUMBER:
            return numbers_or_none(register.column(field))
        case Kind.FLAG:
            return _flags(register.column(field))
        case Kind.TEXT:
            return _shown(register.text(field).words)
        case _:
            return _shown(register.column(field))


def written(register: Register, field: Field) -> list[str | None]:
    """The cells as texts: days ISO, a flag as yes or no."""
    match field.traits.kind:
        case Kind.FLAG:
            return [{1: "yes", 0: "no"}.get(flag) for flag in register.column(field).tolist()]
        case Kind.NUMBER:
            return [None if n == NO_DURATION else str(n) for n in register.column(field).tolist()]
        case _:
            found: list[str | None] = cell_values(register, field).tolist()
            return found


def _shown(texts: Texts) -> Texts:
    """Texts as they are shown: what was taken out of them in words."""
    return texts_of(None if text is None else with_words(text) for text in texts)


def iso_days(days: Days) -> Texts:
    """Each day as 2020-07-31, None for none."""
    unique, inverse = np.unique(days, return_inverse=True)
    return texts_of(map(iso, unique.tolist()))[inverse]


def numbers_or_none(numbers: Any) -> pd.Series:
    """Whole numbers, missing where there is none."""
    import pandas as pd

    return pd.Series(numbers, dtype="Int64").mask(numbers == NO_DURATION)


def _flags(flags: Flags) -> pd.Series:
    import pandas as pd

    return pd.Series(flags == 1, dtype="boolean").mask(flags == NO_FLAG)
