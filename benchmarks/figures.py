"""Every figure of the three periods over 1,000,000 feedbacks, beside pandas counting the same by categories."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from grm_data.analysis.selection import select
from grm_data.analysis.summary import summarise_periods
from grm_data.register import CHANNELS, TYPES, Category, Reading, Register, WorkCalendar, day_number

ROWS = 1_000_000
FIRST, LAST, START = date(2020, 7, 1), date(2020, 12, 31), date(2015, 9, 15)


def million() -> Register:
    """A register of random feedback."""
    random = np.random.default_rng(1)
    received = random.integers(day_number(START), day_number(LAST), ROWS).astype(np.int32)
    nothing = np.full(ROWS, None, dtype=object)
    return Register(
        received=received,
        resolved=(received + random.integers(0, 40, ROWS)).astype(np.int32),
        acknowledged=received.copy(),
        status=random.integers(0, 4, ROWS).astype(np.int8),
        channel=Category(random.integers(-1, len(CHANNELS), ROWS).astype(np.int16), CHANNELS),
        type=Category(random.integers(-1, len(TYPES), ROWS).astype(np.int16), TYPES),
        reported_days=np.full(ROWS, -1, np.int32),
        registered_no=nothing,
        way=nothing.copy(),
        issue=nothing.copy(),
        action=nothing.copy(),
        sheet_row=np.arange(ROWS, dtype=np.int32),
        sensitive_by_half_year=MappingProxyType({}),
        last_known=LAST,
        reading=Reading("Register"),
    )


def main() -> None:
    """Print the milliseconds and the ratios."""
    register, calendar = million(), WorkCalendar("MN")
    select(register, calendar).working_days()  # the calendar's table is made once

    start = time.perf_counter()
    summarise_periods(select(register, calendar, LAST), FIRST, LAST, START)
    ours = time.perf_counter() - start

    start = time.perf_counter()
    calendar.working_days(register.received, register.resolved)
    table = time.perf_counter() - start

    start = time.perf_counter()
    np.busday_count(register.received.astype("M8[D]"), register.resolved.astype("M8[D]") + 1)
    busday = time.perf_counter() - start

    frame = pd.DataFrame({
        "received": pd.to_datetime(register.received, unit="D"),
        "status": pd.Categorical.from_codes(register.status, ["unrelated", "resolving", "resolved", "unrecognised"]),
        "channel": pd.Categorical.from_codes(register.channel.codes, list(CHANNELS)),
        "type": pd.Categorical.from_codes(register.type.codes, list(TYPES)),
    })  # fmt: skip
    start = time.perf_counter()
    for first, last in ((FIRST, LAST), (START, FIRST), (START, LAST)):
        part = frame[frame.received.between(pd.Timestamp(first), pd.Timestamp(last))]
        for column in ("channel", "type"):
            part.groupby(["status", column], observed=True).size()
    pandas = time.perf_counter() - start

    print(f"figures of three periods, {ROWS:,} rows  {ours * 1000:.0f} ms")
    print(
        f"pandas groupby, counts alone            {pandas * 1000:.0f} ms  ratio ours : pandas {ours / pandas:.2f}"
    )
    print(f"working days by table                   {table * 1000:.0f} ms")
    print(
        f"numpy.busday_count                      {busday * 1000:.0f} ms  ratio ours : numpy {table / busday:.2f}"
    )


if __name__ == "__main__":
    main()
