"""The database's address → an engine that loses nothing it has acknowledged."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, SAWarning

from grm_data.places import data_folder, make_data_folder
from grm_data.store.errors import StoreError

__all__ = ["URL_VARIABLE", "database_url", "open_engine"]

URL_VARIABLE = "GRM_DATABASE_URL"

_DEFAULT_FILE = "grm.sqlite"

_WAIT = 10
"""Seconds that a writer waits for another one's lock, and for a server to answer."""

_SQLITE_SETUP = (
    "PRAGMA page_size = 16384",  # of a new file: a register is large, and bigger pages halve the p99
    "PRAGMA wal_autocheckpoint = 256",  # pages, so after 4 MB
    "PRAGMA journal_mode = WAL",  # readers never wait for a writer
    "PRAGMA synchronous = FULL",  # a version is on the disk before it is acknowledged
    "PRAGMA recursive_triggers = ON",  # INSERT OR REPLACE asks the rule on deletes too
    "PRAGMA secure_delete = ON",  # a purged body is overwritten
    "PRAGMA trusted_schema = OFF",
)
_POSTGRESQL_SETUP = ("SET synchronous_commit = on", f"SET lock_timeout = '{_WAIT}s'")

_UNFIT = (ArgumentError, ValueError, TypeError, OverflowError, SAWarning)
"""What SQLAlchemy and the drivers say of an address that they can't use; each quotes it."""


def database_url(environment: Mapping[str, str] = os.environ) -> str:
    """``GRM_DATABASE_URL``, else an SQLite file in the data folder."""
    return environment.get(URL_VARIABLE) or f"sqlite:///{data_folder(environment) / _DEFAULT_FILE}"


def open_engine(url: str, *, make: bool = True) -> sa.Engine:
    """An engine for an SQLite file or a PostgreSQL database; StoreError for any other address.

    Each statement is a transaction of its own. A missing SQLite file is made, for its owner only, or is a
    StoreError where ``make`` says so.
    """
    try:
        with warnings.catch_warnings(action="error", category=SAWarning):  # an option that has no effect
            address = _address(url)
            engine = _engine(address)
    except _UNFIT:
        raise StoreError("store-address") from None
    is_sqlite = engine.dialect.name == "sqlite"
    setup = _SQLITE_SETUP if is_sqlite else _POSTGRESQL_SETUP

    @sa.event.listens_for(engine, "do_connect")
    def _connect(dialect: sa.Dialect, _record: object, arguments: Any, options: Any) -> Any:
        if is_sqlite and "uri" not in address.query:
            _prepare_file(Path(address.database or ""), make=make)
        try:
            return dialect.connect(*arguments, **options)
        except _UNFIT:
            raise StoreError("store-address") from None

    @sa.event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        if is_sqlite:
            connection.text_factory = _text
        cursor = connection.cursor()
        for statement in setup:
            cursor.execute(statement)
        cursor.close()

    return engine


def _engine(address: sa.URL) -> sa.Engine:
    is_sqlite = address.get_backend_name() == "sqlite"
    return sa.create_engine(
        address,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,  # they hold texts, and a log keeps what an error says
        pool_pre_ping=not is_sqlite,  # a server that was started again
        connect_args={"timeout" if is_sqlite else "connect_timeout": _WAIT},
    )


def _text(content: bytes) -> str | bytes:
    """A text of an SQLite file, which holds any bytes as one: those that are none stay bytes."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content


def _address(url: str) -> sa.URL:
    address = sa.make_url(url)
    backend = address.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and address.database and ":memory:" not in address.database:
        return address.set(drivername="sqlite+pysqlite")
    raise StoreError("store-address")


def _prepare_file(path: Path, *, make: bool) -> None:
    """The data folder and a new file are private: SQLite gives its side files the same rights.

    It also leaves side files that nobody may write to where the file itself was read-only for a while.
    """
    try:
        is_there = path.exists()
        if not is_there and not make:
            raise StoreError("store-not-made")
        if path.parent == data_folder():
            make_data_folder()
        if not is_there:
            path.touch(mode=0o600)
    except OSError:
        raise StoreError("store-cannot-open") from None
    for side in (Path(f"{path}-wal"), Path(f"{path}-shm")):
        with suppress(OSError):
            if os.access(path, os.W_OK) and not os.access(side, os.W_OK):
                side.chmod(path.stat().st_mode & 0o777)
