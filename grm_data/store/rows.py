"""Rows of the table of versions with the stored register in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from grm_data.store.chain import is_sound
from grm_data.store.errors import StoreError
from grm_data.store.table import columns_of, versions

__all__ = ["all_rows", "body_of_row"]


def body_of_row(row: Mapping[str, Any]) -> bytes:
    """The body of a row; StoreError where it was purged, or is not what was published."""
    if row["body"] is None:
        raise StoreError("store-purged", version=row["version"])
    if not is_sound(row):
        raise StoreError("store-body-damaged", version=row["version"])
    return bytes(row["body"])


def all_rows(connection: sa.Connection, form: int) -> Iterator[Mapping[str, Any]]:
    """Every row with its body, oldest first, a few at a time."""
    last = 0
    query = sa.select(*columns_of(form, tuple(versions.columns))).order_by(versions.c.version).limit(8)
    while rows := connection.execute(query.where(versions.c.version > last)).all():
        yield from (dict(row._mapping) for row in rows)
        last = rows[-1].version
