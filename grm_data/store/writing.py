"""One writer at a time: a transaction under a lock that programs of this kind wait for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

__all__ = ["writing"]

_LOCK = int.from_bytes(b"grm_data")
"""The number by which PostgreSQL knows the lock; it fits 64 bits."""


@contextmanager
def writing(connection: sa.Connection) -> Iterator[None]:
    """A transaction by hand, as the engine commits each statement by itself; an error undoes all of it."""
    is_sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_sqlite else "BEGIN")
    try:
        if not is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        with suppress(SQLAlchemyError):  # the connection is lost, and the transaction with it
            connection.exec_driver_sql("ROLLBACK")
        raise
