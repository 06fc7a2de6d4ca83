"""The Store: published versions, each a register that a person published, the next number after the last.

What is acknowledged is on the disk. Nothing is ever changed: undo is publishing an old version again.
One Store may be used by many threads; a process that forks opens its own afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from grm_data.register import Register
from grm_data.register.body import body_of, register_of_body
from grm_data.settings import Settings
from grm_data.store.chain import BEGINNING, Break, breaks, chain_hash, is_sound, sha256
from grm_data.store.clearing import Draft
from grm_data.store.database import database_url, open_engine
from grm_data.store.entry import entry_again, entry_of, not_before, now, person, plain
from grm_data.store.errors import PublishedMeanwhile, StoreError
from grm_data.store.failures import failure
from grm_data.store.table import ABOUT, PURGE_RECORD, create_table, versions
from grm_data.store.version import Version, version_of

__all__ = ["Published", "Store"]

_Row: TypeAlias = Mapping[str, Any]
_NO_NEXT = 2**31 - 1
"""The greatest number of an INTEGER in every database; no version can follow one of that number."""

_NEWEST = sa.select(sa.func.coalesce(sa.func.max(versions.c.version), 0))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Published:
    """A version with its register: complainant-free, only cleared texts in it."""

    version: Version
    register: Register

    @property
    def settings(self) -> Settings:
        """The settings that the version was published with."""
        return self.version.settings


class Store:
    """The published versions in a database."""

    def __init__(self, url: str | None = None) -> None:
        """Open the database at the address (default: ``GRM_DATABASE_URL``), made ready where it is new.

        StoreError where it can't be opened.
        """
        self._engine = open_engine(url or database_url())
        try:
            create_table(self._engine)
        except SQLAlchemyError as error:
            raise self._failure(error) from None

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _failure(self, error: SQLAlchemyError) -> StoreError:
        """The sentence for an error; the next try begins with new connections."""
        self.close()
        return failure(error)

    @contextmanager
    def _connected(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self._failure(error) from None

    def current_number(self) -> int:
        """The number of the newest version, 0 before anything is published."""
        with self._connected() as connection:
            return int(connection.scalar(_NEWEST) or 0)

    def history(self, *, after: int = 0) -> tuple[Version, ...]:
        """Every version newer than ``after``, oldest first, without their registers.

        StoreError where one of them was altered beyond reading.
        """
        return tuple(version_of(row) for row in self._entries(after))

    def readable(self) -> tuple[tuple[Version, ...], tuple[int, ...]]:
        """The history as far as it can be read, and the numbers of the versions altered beyond it."""
        found: list[Version] = []
        lost: list[int] = []
        for row in self._entries(0):
            try:
                found.append(version_of(row))
            except StoreError:
                lost.append(row["version"])
        return tuple(found), tuple(lost)

    def _entries(self, after: int) -> list[_Row]:
        query = sa.select(*ABOUT).where(versions.c.version > after).order_by(versions.c.version)
        with self._connected() as connection:
            return [dict(row._mapping) for row in connection.execute(query)]

    def version(self, number: int) -> Version:
        """A version without its register; StoreError where there is none of that number."""
        return version_of(self._row(number, ABOUT))

    def read(self, number: int | None = None) -> Published | None:
        """A version with its register; without a number the current one, None before anything is published.

        StoreError where there is no such version, or its register was purged or is damaged.
        """
        if number is None and not (number := self.current_number()):
            return None
        row = self._row(number, list(versions.columns))
        try:
            register = register_of_body(_body(row), texts_withheld=row["texts_withheld"])
        except ValueError:  # sound, but of a later program
            raise StoreError("store-body-unknown", version=number) from None
        return Published(version_of(row), register)

    def publish(
        self, draft: Draft, *, by: str, note: str = "", base: int, accepted: str | None = None
    ) -> Version:
        """Publish a draft as the version after ``base``, the one that the person saw as current.

        Only its cleared texts are stored. PublishedMeanwhile where ``base`` is no longer the newest;
        ErrorsNotAccepted where the register holds errors and ``accepted`` gives no reason.
        """
        register, withheld = draft.for_version()
        entry = entry_of(register, draft.settings, withheld=withheld, accepted=accepted)
        return self._append(entry, body_of(register), by, note, base)

    def publish_again(self, number: int, *, by: str, note: str = "", base: int) -> Version:
        """Undo: publish an old version again, as the version after ``base``.

        PublishedMeanwhile as for ``publish``; StoreError where its register was purged or is damaged.
        """
        row = self._row(number, list(versions.columns))
        return self._append(entry_again(row), _body(row), by, note, base)

    def purge(self, number: int, *, by: str, reason: str) -> Version:
        """Take the register of an old version out of the store for good, on request; the rest stays.

        StoreError where the version is the current one (publish a corrected one first) or has none left.
        """
        if self.version(number).purge is not None:
            raise StoreError("store-purged", version=number)
        if number >= self.current_number():
            raise StoreError("store-purge-current", version=number)
        record = {"purged_at": now(), "purged_by": person(by), "purge_reason": plain(reason)}
        is_there = (versions.c.version == number) & versions.c.body.is_not(None)
        with self._connected() as connection:
            connection.execute(sa.update(versions).where(is_there).values(body=None, **record))
            self._overwrite(connection)
        return self.version(number)

    def _overwrite(self, connection: sa.Connection) -> None:
        """Let the database forget the purged bytes, as far as it can."""
        is_sqlite = self._engine.dialect.name == "sqlite"
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)" if is_sqlite else "VACUUM versions")

    def verify(self) -> tuple[Break, ...]:
        """Every place where what is stored is not what was published; empty where all is well."""
        with self._connected() as connection:
            file = () if self._is_sound(connection) else (Break("file"),)
            return (*file, *breaks(_all_rows(connection)))

    def _is_sound(self, connection: sa.Connection) -> bool:
        """Whether an SQLite file is sound; a server checks its own."""
        if self._engine.dialect.name != "sqlite":
            return True
        return bool(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() == "ok")

    def _row(self, number: int, columns: Sequence[sa.Column[Any]]) -> _Row:
        row = None
        if 0 < number < _NO_NEXT:
            query = sa.select(*columns).where(versions.c.version == number)
            with self._connected() as connection:
                row = connection.execute(query).one_or_none()
        if row is None:
            raise StoreError("store-no-version", version=number)
        return dict(row._mapping)

    def _append(self, entry: dict[str, Any], body: bytes, by: str, note: str, base: int) -> Version:
        """Insert the version after ``base``: one statement, so it is there as a whole or not at all."""
        columns = (versions.c.chain, versions.c.published_at)
        before = self._row(base, columns) if base else {"chain": BEGINNING, "published_at": ""}
        row = entry | {
            "version": base + 1,
            "published_at": not_before(before["published_at"], now()),
            "published_by": person(by),
            "note": plain(note),
            "body_sha256": sha256(body),
        }
        row["chain"] = chain_hash(before["chain"], row)
        try:
            with self._engine.connect() as connection:
                connection.execute(sa.insert(versions).values(**row, body=body))
        except SQLAlchemyError as error:
            if isinstance(error, IntegrityError) and (meanwhile := self.history(after=base)):
                raise PublishedMeanwhile(meanwhile) from None
            if not self._is_stored(row):
                raise self._failure(error) from None
        return version_of(row | dict.fromkeys(PURGE_RECORD))

    def _is_stored(self, row: _Row) -> bool:
        """Whether a version is there although the connection was lost before the database said so."""
        try:
            return bool(self._row(row["version"], [versions.c.chain])["chain"] == row["chain"])
        except StoreError:
            return False


def _body(row: _Row) -> bytes:
    """The body of a row; StoreError where it was purged, or is not what was published."""
    if row["body"] is None:
        raise StoreError("store-purged", version=row["version"])
    if not is_sound(row):
        raise StoreError("store-body-damaged", version=row["version"])
    return bytes(row["body"])


def _all_rows(connection: sa.Connection) -> Iterator[_Row]:
    """Every row with its body, oldest first, a few at a time."""
    last = 0
    query = sa.select(versions).order_by(versions.c.version).limit(8)
    while rows := connection.execute(query.where(versions.c.version > last)).all():
        yield from (dict(row._mapping) for row in rows)
        last = rows[-1].version
