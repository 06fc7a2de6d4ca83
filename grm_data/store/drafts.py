"""What a person decided about a file that isn't published yet, so that choosing it again goes on from there.

No part of what is published: in no chain, changed at will, and taken out once published or after a while.
Persons, files and texts stand here by keyed hash (``grm_data.secret``), so no name and no text of a register
is in it: only what staff wrote for readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from grm_data.store.entry import now
from grm_data.store.errors import StoreError
from grm_data.store.opening import Database
from grm_data.store.table import drafts
from grm_data.store.version import moment
from grm_data.store.writing import writing

__all__ = ["Drafts"]

_KEPT = timedelta(days=400)
"""Longer than the time between two half-yearly reports."""

_MOST_NAMED = 500
"""Items that one statement names."""


class Drafts(Database):
    """The decisions about files that aren't published yet, in a database of ours."""

    def save_draft(self, person: str, file: str, items: Mapping[str, str | None]) -> None:
        """Keep these decisions about a file instead of earlier ones about the same; None takes one back."""
        before = (datetime.now(UTC) - _KEPT).isoformat(timespec="seconds")
        is_theirs = (drafts.c.person == person) & (drafts.c.file == file)
        rows = [
            {"person": person, "file": file, "item": item, "value": value, "saved_at": now()}
            for item, value in items.items()
            if value is not None
        ]
        names = list(items)
        with self._writable() as connection, writing(connection):
            connection.execute(sa.delete(drafts).where(drafts.c.saved_at < before))
            for i in range(0, len(names), _MOST_NAMED):
                some = drafts.c.item.in_(names[i : i + _MOST_NAMED])
                connection.execute(sa.delete(drafts).where(is_theirs & some))
            if rows:
                connection.execute(sa.insert(drafts), rows)

    def draft(self, person: str, file: str) -> dict[str, str]:
        """What a person decided about a file: item → value."""
        query = sa.select(drafts.c.item, drafts.c.value)
        query = query.where((drafts.c.person == person) & (drafts.c.file == file))
        with self._connected() as connection:
            found = connection.execute(query).all() if self._has_drafts else ()
            return {row.item: row.value for row in found}

    def draft_saved_at(self, person: str) -> datetime | None:
        """When a person last decided something about any file that isn't published yet."""
        query = sa.select(sa.func.max(drafts.c.saved_at)).where(drafts.c.person == person)
        with self._connected() as connection:
            found = connection.scalar(query) if self._has_drafts else None
        try:
            return None if found is None else moment(found)
        except (ValueError, TypeError):
            raise StoreError("store-decision-damaged") from None

    def forget_draft(self, person: str, file: str) -> None:
        """Forget what a person decided about a file: it is published."""
        with self._writable() as connection:
            is_theirs = (drafts.c.person == person) & (drafts.c.file == file)
            connection.execute(sa.delete(drafts).where(is_theirs))
