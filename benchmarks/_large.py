"""Registers of any size for whatever is measured: random feedback of ten years, and a database that holds it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import MappingProxyType

import numpy as np

from grm_data.register import (
    CHANNELS,
    NO_DAY,
    STATUS_CODE,
    STATUSES,
    TYPES,
    Category,
    Field,
    Reading,
    Register,
    Status,
    WorkCalendar,
    columns_of,
    day_number,
)
from grm_data.register.columns import TextColumn, TextState, blank_texts
from grm_data.settings import Settings, Standard
from grm_data.store import Draft, Store

__all__ = ["LAST", "SETTINGS", "START", "published", "register_of_size"]

START, LAST = date(2011, 1, 1), date(2020, 12, 31)
SETTINGS = Settings(
    name="Large", start=START, calendar=WorkCalendar("MN"), complete_to=LAST, resolve_standard=Standard(15)
)
_WAYS = ("email", "phone call", "meeting", "letter")


def register_of_size(n: int) -> Register:
    """A register of n feedbacks, in the order in which they came; one in ten of the last year is open."""
    chance = np.random.default_rng(1)
    received = np.sort(chance.integers(day_number(START), day_number(LAST) + 1, n)).astype(np.int32)
    resolved = (received + np.minimum(chance.exponential(12, n), 200)).astype(np.int32)
    status = chance.choice(len(STATUSES), n, p=[0.2, 0.05, 0.74, 0.01]).astype(np.int8)
    resolving = status == STATUS_CODE[Status.RESOLVING]
    resolving &= received > day_number(LAST) - 365
    status[(status == STATUS_CODE[Status.RESOLVING]) & ~resolving] = STATUS_CODE[Status.RESOLVED]
    has_end = (status == STATUS_CODE[Status.RESOLVED]) & (resolved <= day_number(LAST))

    def words(names: tuple[str, ...]) -> Category:
        return Category(chance.integers(-1, len(names), n).astype(np.int16), names)

    withheld = TextColumn(blank_texts(n), np.full(n, TextState.WITHHELD, np.int8))
    columns = {
        Field.REGISTERED_NO: np.array([f"g-{i:07d}" for i in range(n)], object),
        Field.RECEIVED_ON: received,
        Field.RESOLVED_ON: np.where(has_end, resolved, np.int32(NO_DAY)),
        Field.CHANNEL: words(CHANNELS),
        Field.TYPE: words(TYPES),
        Field.WAY: words(_WAYS),
        Field.ISSUE: withheld,
        Field.ACTION: withheld,
    }
    return Register(
        columns=columns_of(columns),
        status=status,
        sheet=Category(np.zeros(n, np.int16), ("Register",)),
        sheet_row=np.arange(2, n + 2, dtype=np.int32),
        sensitive_by_half_year=MappingProxyType({}),
        last_known=LAST,
        reading=Reading("Register", rows_read=n, file="large.csv"),
    )


def published(n: int, url: str) -> None:
    """Make a database whose only version is the register of n feedbacks, the sample where n is 0."""
    if not n:
        root = Path(__file__).parents[1]
        sample = root / "sample_data" / "smart_government_register.xlsx"
        command = [sys.executable, "-m", "grm_data", "publish", str(sample)]
        subprocess.run(command, check=True, cwd=root, env={**os.environ, "GRM_DATABASE_URL": url})
        return
    store = Store(url, make=True)
    store.publish(Draft(register_of_size(n), SETTINGS, frozenset()), by="bench", base=0, complete_to=LAST)
    store.close()
