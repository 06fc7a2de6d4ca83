"""Every figure over 1,000,000 feedbacks, beside pandas counting the same by categories.

As a reader's session meets them: what is kept with a register was computed once before.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks._measuring import cheapest, note
from grm_data.analysis.months import flow, months_of
from grm_data.analysis.selection import Selection, select
from grm_data.analysis.summary import summarise_periods
from grm_data.register import (
    CHANNELS,
    STATUSES,
    TYPES,
    Category,
    Field,
    Reading,
    Register,
    WorkCalendar,
    columns_of,
    day_number,
)

ROWS, TIMES = 1_000_000, 7
FIRST, LAST, START = date(2020, 7, 1), date(2020, 12, 31), date(2011, 1, 1)
FILTERS = {Field.CHANNEL: CHANNELS[:2], Field.TYPE: TYPES[:1], Field.STATUS: STATUSES[:2]}


def million() -> Register:
    """A register of random feedback of ten years."""
    chance = np.random.default_rng(1)
    received = chance.integers(day_number(START), day_number(LAST), ROWS).astype(np.int32)
    columns = {
        Field.RECEIVED_ON: received,
        Field.RESOLVED_ON: (received + chance.integers(0, 40, ROWS)).astype(np.int32),
        Field.CHANNEL: Category(chance.integers(-1, len(CHANNELS), ROWS).astype(np.int16), CHANNELS),
        Field.TYPE: Category(chance.integers(-1, len(TYPES), ROWS).astype(np.int16), TYPES),
    }
    return Register(
        columns=columns_of(columns),
        status=chance.integers(0, len(STATUSES), ROWS).astype(np.int8),
        sheet=Category(np.zeros(ROWS, np.int16), ("Register",)),
        sheet_row=np.arange(ROWS, dtype=np.int32),
        sensitive_by_half_year=MappingProxyType({}),
        last_known=LAST,
        reading=Reading("Register"),
    )


def frame_of(register: Register, calendar: WorkCalendar) -> pd.DataFrame:
    """The same rows as pandas holds them best, their working days computed."""
    return pd.DataFrame({
        "received": pd.to_datetime(register.received, unit="D"),
        "left": pd.to_datetime(register.resolved, unit="D"),
        "days": calendar.working_days(register.received, register.resolved),
        "status": pd.Categorical.from_codes(register.status, list(map(str, STATUSES))),
        "channel": pd.Categorical.from_codes(register.channel.codes, list(CHANNELS)),
        "type": pd.Categorical.from_codes(register.type.codes, list(TYPES)),
    })  # fmt: skip


def by_pandas(frame: pd.DataFrame) -> None:
    """Counts by status and word, and the spread of days, of the three periods."""
    for first, last in ((FIRST, LAST), (START, FIRST), (START, LAST)):
        part = frame[frame.received.between(pd.Timestamp(first), pd.Timestamp(last))]
        for column in ("channel", "type"):
            part.groupby(["status", column], observed=True).size()
        part.days[part.status == "resolved"].describe(percentiles=[0.5, 0.9])


def filtered(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with the words asked for."""
    rows = np.ones(len(frame), bool)
    for field, words in FILTERS.items():
        rows &= frame[str(field)].isin(list(map(str, words)))
    return frame[rows]


def open_by_month(frame: pd.DataFrame) -> pd.Series:
    """Open at the end of each month, as pandas counts it."""
    seen = frame[frame.status.isin(["resolving", "resolved"])]
    came = seen.received.dt.to_period("M").value_counts()
    left = seen.left[seen.status == "resolved"].dt.to_period("M").value_counts()
    return came.sub(left, fill_value=0).sort_index().cumsum()


def main() -> None:
    """Measure and write down."""
    register, calendar = million(), WorkCalendar("MN")
    frame = frame_of(register, calendar)
    received, resolved = (days.astype("M8[D]") for days in (register.received, register.resolved))

    def figures(selection: Selection) -> None:
        summarise_periods(selection, FIRST, LAST, START)

    def everything() -> Selection:
        return select(register, calendar, LAST)

    note(
        "figures of three periods, 1M rows",
        cheapest(TIMES, ours=lambda: figures(everything()), pandas=lambda: by_pandas(frame)),
    )
    note(
        "the same with a channel, type and status asked for",
        cheapest(
            TIMES,
            ours=lambda: figures(everything().where(FILTERS)),
            pandas=lambda: by_pandas(filtered(frame)),
        ),
    )
    note(
        "open at the end of 120 months, 1M rows",
        cheapest(
            TIMES,
            ours=lambda: flow(everything(), months_of(everything(), START)),
            pandas=lambda: open_by_month(frame),
        ),
    )
    note(
        "working days, 1M cases",
        cheapest(
            TIMES,
            ours=lambda: calendar.working_days(register.received, register.resolved),
            numpy_busday_count=lambda: np.busday_count(received, resolved + 1),
        ),
    )


if __name__ == "__main__":
    main()
