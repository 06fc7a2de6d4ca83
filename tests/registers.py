"""Registers made for tests: from plain rows, or at random by hypothesis."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
from hypothesis import strategies as st

from grm_data.register import (
    CHANNELS,
    NO_DAY,
    NO_DURATION,
    STATUS_CODE,
    TYPES,
    Reading,
    Register,
    Status,
    category_of,
    day_number,
    day_of,
)

Row = dict[str, Any]


def row(received: date, status: Status = Status.RESOLVED, resolved: date | None = None, **more: Any) -> Row:
    """One feedback; ``more`` holds channel, type, reported, number."""
    return {"received": received, "status": status, "resolved": resolved, **more}


def register_of(rows: Iterable[Row], today: date = date(2030, 1, 1)) -> Register:
    """A Register of the rows, as the intake would build it."""
    rows = list(rows)

    def texts(name: str) -> np.ndarray:
        return np.array([*(r.get(name) for r in rows), None], dtype=object)[:-1]

    def days(name: str) -> np.ndarray:
        return np.array([NO_DAY if r.get(name) is None else day_number(r[name]) for r in rows], np.int32)

    received, resolved = days("received"), days("resolved")
    known = [d for d in (*received, *resolved) if d <= day_number(today)]
    reported = [NO_DURATION if r.get("reported") is None else r["reported"] for r in rows]
    return Register(
        received=received,
        resolved=resolved,
        acknowledged=days("acknowledged"),
        status=np.array([STATUS_CODE[r["status"]] for r in rows], np.int8),
        channel=category_of(texts("channel"), CHANNELS),
        type=category_of(texts("type"), TYPES),
        reported_days=np.array(reported, np.int32),
        registered_no=texts("number"),
        way=texts("way"),
        issue=texts("issue"),
        action=texts("action"),
        sheet_row=np.arange(2, len(rows) + 2, dtype=np.int32),
        sensitive_by_half_year=MappingProxyType({}),
        last_known=day_of(int(max(known))) if known else None,
        reading=Reading("Register", rows_read=len(rows)),
    )


DAYS = st.dates(date(2015, 1, 1), date(2021, 12, 31))


@st.composite
def random_rows(draw: st.DrawFn, min_size: int = 0, max_size: int = 25) -> list[Row]:
    """Random feedback: every status, with and without dates, channels and types."""
    kinds = st.fixed_dictionaries(
        {
            "received": DAYS,
            "status": st.sampled_from(list(Status)),
            "resolved": st.none() | DAYS,
            "channel": st.none() | st.sampled_from(["facebook", "email", "written", "pigeon"]),
            "type": st.none() | st.sampled_from(["request", "complaint"]),
        }
    )
    return draw(st.lists(kinds, min_size=min_size, max_size=max_size))
