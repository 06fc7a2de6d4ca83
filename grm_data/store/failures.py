"""What a database says when it can't → one sentence for the person at the dashboard.

The sentences name neither the address nor the statement: both may hold a password or a text.
"""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from grm_data.store.errors import StoreError

__all__ = ["failure"]

_SQLITE = {
    "FULL": "store-full",
    "READONLY": "store-read-only",
    "PERM": "store-read-only",
    "AUTH": "store-read-only",
    "CANTOPEN": "store-cannot-open",
    "BUSY": "store-locked",
    "LOCKED": "store-locked",
    "CORRUPT": "store-damaged",
    "NOTADB": "store-damaged",
    "IOERR": "store-disk",
    "ERROR": "store-foreign",
}
"""By the second word of SQLite's own error name, SQLITE_READONLY_DBMOVED."""

_NOT_WRITTEN = ("WRITE", "FSYNC", "TRUNCATE", "SHMSIZE", "SHMMAP")
"""Kinds of SQLITE_IOERR that mean no room: a quota or a limit is none of SQLite's ENOSPC."""

_POSTGRESQL = {
    "08": "store-unreachable",
    "28": "store-login",
    "3D": "store-login",
    "53100": "store-full",
    "53": "store-unreachable",  # too many connections, out of memory
    "57P": "store-unreachable",  # shutting down, starting up
    "25006": "store-read-only",
    "42501": "store-read-only",
    "55P03": "store-locked",
    "57014": "store-locked",
    "40": "store-locked",
    "XX": "store-disk",
    "58": "store-disk",
    "42": "store-foreign",
}
"""By SQLSTATE, of which the longest beginning counts."""

_PASSING = ("starting up", "shutting down", "recovery", "too many", "connection slots", "terminating")


def failure(error: SQLAlchemyError) -> StoreError:
    """The sentence for an error of the database or of its driver."""
    key = _key(error)
    return StoreError(key, table="versions") if key == "store-foreign" else StoreError(key)


def _key(error: SQLAlchemyError) -> str:
    if not isinstance(error, DBAPIError):
        return "store-locked"  # no connection of the pool became free
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return _sqlite_key(str(name))
    if isinstance(error.orig, sqlite3.Error):  # Python's own module says so
        is_content = isinstance(error.orig, sqlite3.OperationalError)
        return "store-damaged" if is_content else "store-disk"
    state = getattr(error.orig, "sqlstate", None)
    return _no_connection_key(str(error.orig)) if state is None else _postgresql_key(state)


def _sqlite_key(name: str) -> str:
    family, _, kind = name.removeprefix("SQLITE_").partition("_")
    if family == "IOERR" and kind in _NOT_WRITTEN:
        return "store-full"
    return _SQLITE.get(family, "store-disk")


def _postgresql_key(state: str) -> str:
    beginnings = (state[:length] for length in (5, 3, 2))
    return next((_POSTGRESQL[part] for part in beginnings if part in _POSTGRESQL), "store-disk")


def _no_connection_key(said: str) -> str:
    """Without a connection there is no SQLSTATE: a server that answers and refuses says FATAL."""
    is_refused = "FATAL" in said and not any(words in said for words in _PASSING)
    return "store-login" if is_refused else "store-unreachable"
