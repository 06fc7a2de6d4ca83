"""Log-ins that ended by logging out, by a keyed hash of each, for as long as their cookies would be good.

No part of what is published: in no chain, and taken out again after a while.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from grm_data.store.entry import now
from grm_data.store.opening import Database
from grm_data.store.table import log_outs
from grm_data.store.writing import writing

__all__ = ["LogOuts"]

_KEPT = timedelta(days=2)
"""Far longer than a log-in lasts."""


class LogOuts(Database):
    """The log-ins that ended, in a database of ours."""

    def add_log_out(self, key: str) -> None:
        """Keep that a log-in ended, by its keyed hash; those of long ago are forgotten."""
        before = (datetime.now(UTC) - _KEPT).isoformat(timespec="seconds")
        with self._writable() as connection, writing(connection):
            connection.execute(sa.delete(log_outs).where(log_outs.c.ended_at < before))
            if connection.scalar(sa.select(log_outs.c.key).where(log_outs.c.key == key)) is None:
                connection.execute(sa.insert(log_outs).values(key=key, ended_at=now()))

    def log_outs(self) -> frozenset[str]:
        """The keyed hashes of the log-ins that ended lately."""
        with self._connected() as connection:
            found = connection.scalars(sa.select(log_outs.c.key)) if self._has_log_outs else ()
            return frozenset(found)
