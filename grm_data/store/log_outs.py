"""Log-ins that ended by logging out, by a keyed hash of each, for as long as their cookies would be good.

No part of what is published: in no chain, and taken out again after a while.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from grm_data.store.entry import now
from grm_data.store.table import log_outs
from grm_data.store.writing import writing

__all__ = ["add_log_out", "all_log_outs"]

_KEPT = timedelta(days=2)
"""Far longer than a log-in lasts."""


def add_log_out(connection: sa.Connection, key: str) -> None:
    """Keep that a log-in ended; those of long ago are forgotten."""
    before = (datetime.now(UTC) - _KEPT).isoformat(timespec="seconds")
    with writing(connection):
        connection.execute(sa.delete(log_outs).where(log_outs.c.ended_at < before))
        if connection.scalar(sa.select(log_outs.c.key).where(log_outs.c.key == key)) is None:
            connection.execute(sa.insert(log_outs).values(key=key, ended_at=now()))


def all_log_outs(connection: sa.Connection) -> frozenset[str]:
    """The keys of the log-ins that ended."""
    return frozenset(connection.scalars(sa.select(log_outs.c.key)))
