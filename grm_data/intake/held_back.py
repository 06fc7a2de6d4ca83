"""The cases that are left out as sensitive, as far as earlier versions may show them: never their texts."""

from __future__ import annotations

import numpy as np

from grm_data.intake.kept import kept_columns
from grm_data.intake.privacy import Scrubber
from grm_data.intake.rows import Rows
from grm_data.register import Field, HeldBack, columns_of
from grm_data.register.codes import Why, why_of
from grm_data.register.columns import Texts, blank_column

__all__ = ["held_back"]

_FIELDS = (Field.REGISTERED_NO, Field.RECEIVED_ON, Field.CHANNEL, Field.TYPE)


def held_back(rows: Rows, reasons: Texts, scrubber: Scrubber) -> tuple[HeldBack, ...]:
    """What tells each of them from others, scrubbed as the rows that are kept."""
    sensitive = np.array([bool(one) and why_of(one) is Why.SENSITIVE for one in reasons], dtype=bool)
    if not sensitive.any():
        return ()
    columns = columns_of(dict(kept_columns(rows, sensitive, scrubber, texts_shown=False)))
    found = [columns.get(field) for field in _FIELDS]
    numbers, days, channels, types = (
        blank_column(field.traits.kind, int(sensitive.sum())) if column is None else column
        for field, column in zip(_FIELDS, found, strict=True)
    )
    cases = zip(numbers, days.tolist(), channels.texts(), types.texts(), strict=True)
    return tuple(HeldBack(*case) for case in cases)
