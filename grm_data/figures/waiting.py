"""The open cases as bars from receipt to the as-of day, and as a table."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from grm_data.analysis.backlog import AGE_BANDS
from grm_data.analysis.naming import case_names
from grm_data.analysis.waiting import Waiting
from grm_data.figures.charts import Bars, Series
from grm_data.figures.colours import STATUS_COLOURS
from grm_data.figures.durations import band_name
from grm_data.figures.labels import label, number_text
from grm_data.messages import message
from grm_data.register import NO_DAY, Field, Status
from grm_data.register.days import Days

__all__ = ["age_by_type", "bars", "waiting_table"]

_WORDS = (Field.TYPE, Field.CHANNEL, Field.RESPONSIBLE, Field.LOCATION)


def bars(found: Waiting) -> Bars:
    """A bar for each case: its days within the standard, and those past it."""
    longest = number_text(int(found.counted.max())) if len(found) else message("word.none")
    return Bars(
        title=message("waiting.bars"),
        axis=label("field", Field.REGISTERED_NO),
        categories=tuple(case_names(found.selection.register, found.rows)),
        series=_parts(found),
        horizontal=True,
        alt_text=message("waiting.bars_alt", n=len(found), longest=longest),
    )


def _parts(found: Waiting) -> tuple[Series, ...]:
    waited, late = found.counted.tolist(), STATUS_COLOURS[Status.RESOLVING]
    if found.standard is None:
        return (Series(message("waiting.waited"), late, tuple(waited)),)
    most = found.standard.days
    within, past = (min(days, most) for days in waited), (max(days - most, 0) for days in waited)
    return (
        Series(message("waiting.within"), STATUS_COLOURS[Status.UNRELATED], tuple(within)),
        Series(message("waiting.past"), late, tuple(past)),
    )


def waiting_table(found: Waiting) -> pd.DataFrame:
    """A line for each case, as it was known; a column that the register doesn't record isn't there."""
    register = found.selection.as_known.register
    columns: dict[str, object] = {
        label("field", Field.REGISTERED_NO): case_names(register, found.rows),
        label("field", Field.RECEIVED_ON): _days(register.received[found.rows]),
    }
    if found.due is not None and found.left is not None:
        columns[label("field", "due_on")] = _days(found.due)
        columns[label("field", "days_left")] = found.left
    columns[label("field", "age")] = found.ages
    if Field.ACKNOWLEDGED_ON in register.columns:
        columns[label("field", Field.ACKNOWLEDGED_ON)] = _days(
            register.day(Field.ACKNOWLEDGED_ON)[found.rows]
        )
    for field in _WORDS:
        if field in register.columns:
            words = register.category(field).where(found.rows).renamed(partial(label, field))
            columns[label("field", field)] = words.texts()
    return pd.DataFrame(columns)


def age_by_type(found: Waiting) -> pd.DataFrame:
    """How many cases of each type have waited how long, the type with most first."""
    register = found.selection.register
    types = [label("type", word) for word in register.type.where(found.rows).texts()]
    bands = [_band(int(age)) for age in found.ages]
    order = [band_name(first, last) for first, last in AGE_BANDS]
    counts = pd.crosstab(pd.Series(types, name=label("field", Field.TYPE)), pd.Series(bands))
    counts = counts.reindex(columns=order, fill_value=0)
    counts[message("figure.total")] = counts.sum(axis=1)
    return counts.sort_values(message("figure.total"), ascending=False, kind="stable").reset_index()


def _band(age: int) -> str:
    return next(band_name(first, last) for first, last in AGE_BANDS if last is None or age <= last)


def _days(days: Days) -> pd.Series:
    known = days.astype(np.int64).astype("datetime64[D]").astype("datetime64[s]")
    return pd.Series(known).where(days != NO_DAY)
