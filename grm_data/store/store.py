"""The Store: published versions, each a register that a person published, the next number after the last.

What is acknowledged is on the disk. Nothing is ever changed: undo is publishing an old version again.
One Store may be used by many threads; a process that forks opens its own afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from grm_data.messages import message
from grm_data.readers import for_readers
from grm_data.readers.attacks import attack
from grm_data.register import Register
from grm_data.register.body import body_of, register_of_body
from grm_data.settings import Settings
from grm_data.store.applying import by_settings
from grm_data.store.chain import (
    BEGINNING,
    ROW_FORMAT,
    Break,
    breaks,
    chain_hash,
    decision_breaks,
    sent_breaks,
    sha256,
)
from grm_data.store.clearing import Draft, draft_of
from grm_data.store.decided import Decisions
from grm_data.store.deciding import about_rows, all_decisions
from grm_data.store.drafts import Drafts
from grm_data.store.entry import entry_again, entry_of, later_than, not_before, now, person, plain
from grm_data.store.errors import PublishedMeanwhile, StoreError
from grm_data.store.log_outs import LogOuts
from grm_data.store.rows import all_rows, body_of_row
from grm_data.store.sent import SentReports, all_sent
from grm_data.store.suspicion import Following, require_reason
from grm_data.store.table import ABOUT, PURGE_RECORD, columns_of, versions
from grm_data.store.version import Version, version_of
from grm_data.store.written import Written

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


class Store(Decisions, Drafts, LogOuts, SentReports, Written):
    """The published versions in a database, what people decided about them, and the reports made of them."""

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
        with self._connected() as connection:
            columns = self._asked(ABOUT)
            query = sa.select(*columns).where(versions.c.version > after).order_by(versions.c.version)
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
        row = self._row(number, tuple(versions.columns))
        try:
            register = register_of_body(body_of_row(row), texts_withheld=row["texts_withheld"])
        except ValueError:  # sound, but of a later program
            raise StoreError("store-body-unknown", version=number) from None
        version = version_of(row)
        return Published(
            version, self._without_withheld(register, number, lambda: self._first_published(version))
        )

    def _first_published(self, version: Version) -> datetime:
        """When the register of a version was published first: it may be an old one, published again."""
        while version.again is not None:
            version = self.version(version.again)
        return version.published_at

    def publish(
        self,
        draft: Draft,
        *,
        by: str,
        note: str = "",
        base: int,
        accepted: str | None = None,
        complete_to: date | None = None,
        found: Following | None = None,
    ) -> Version:
        """Publish a draft as the version after ``base``, the one that the person saw as current.

        Only its cleared texts are stored. The person confirms that it tells everything up to ``complete_to``.
        PublishedMeanwhile where ``base`` is no longer the newest; ErrorsNotAccepted where the register holds
        errors and ``accepted`` gives no reason, SuspiciousFile where what was ``found`` of how it follows the
        version before speaks against it; StoreError where ``complete_to`` is after today, and where
        what readers would get tells of a sensitive case.
        """
        if found is not None:
            require_reason(found, accepted)
        register, withheld = draft.for_version()
        if succeeding := attack(for_readers(register, draft.settings)):
            raise StoreError("store-reveals", how=message(f"attack.{succeeding[0]}"))
        entry = entry_of(
            register,
            draft,
            withheld=withheld,
            accepted=accepted,
            complete_to=complete_to,
            is_suspicious=found is not None and bool(found.suspicions),
        )
        held = replace(register, held_back=draft.register.held_back)
        after, let_out = self._withhold(held, lambda every: self._earlier(base, every=every), by=by)
        version = self._append(entry, body_of(register), by, note, base, after=after)
        self.decide("row", let_out, by=by)  # only now: had it failed, earlier versions would show them
        return version

    def _earlier(self, base: int, *, every: bool) -> Iterator[Register]:
        """The registers of the versions up to ``base`` that can be read, or the last of them."""
        for number in range(1 if every else base, base + 1):
            with suppress(StoreError):
                found = self.read(number) if number else None
                if found is not None:
                    yield found.register

    def publish_again(self, number: int, *, by: str, note: str = "", base: int) -> Version:
        """Undo: publish an old version again, as the version after ``base``.

        PublishedMeanwhile as for ``publish``; StoreError where its register was purged or is damaged.
        """
        row = self._row(number, tuple(versions.columns))
        return self._append(entry_again(row), body_of_row(row), by, note, base)

    def change_settings(self, settings: Settings, *, by: str, note: str = "", base: int) -> Version:
        """Publish the register of the version ``base`` by other settings, as the one after it: the same file.

        What follows of the settings without the spreadsheet is applied. Errors as for ``publish``.
        """
        before = self.read(base)
        if before is None:
            raise StoreError("store-no-version", version=base)
        register = by_settings(before.register, before.settings, settings)
        draft = draft_of(register, settings, register)
        accepted, complete_to = before.version.accepted, before.version.complete_to
        return self.publish(draft, by=by, note=note, base=base, accepted=accepted, complete_to=complete_to)

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
        with self._writable() as connection:
            connection.execute(sa.update(versions).where(is_there).values(body=None, **record))
            self._overwrite(connection)
        return self.version(number)

    def _overwrite(self, connection: sa.Connection) -> None:
        """Let the database forget the purged bytes, as far as it can."""
        connection.exec_driver_sql(
            "PRAGMA wal_checkpoint(TRUNCATE)" if self._is_sqlite else "VACUUM versions"
        )

    def verify(self) -> tuple[Break, ...]:
        """Every place where what is stored is not what was published; empty where all is well."""
        with self._connected() as connection:
            file = () if self._is_sound(connection) else (Break("file"),)
            found = (*file, *breaks(all_rows(connection, self.form)))
            decided = decision_breaks(all_decisions(connection)) if self._has_decisions else ()
            sent = sent_breaks(all_sent(connection)) if self._has_sent else ()
            return (*found, *decided, *sent)

    def require_sound(self) -> None:
        """StoreError where ``verify`` finds a break: nothing is built on what isn't what was published."""
        if self.verify():
            raise StoreError("store-broken")

    def _asked(self, columns: Sequence[sa.Column[Any]]) -> list[sa.ColumnElement[Any]]:
        """Columns of versions, and what was decided about rows of any of them."""
        decided = about_rows() if self._has_decisions else ()
        return [*columns_of(self.form, columns), *decided]

    def _row(self, number: int, columns: Sequence[sa.Column[Any]]) -> _Row:
        row = None
        if 0 < number < _NO_NEXT:
            with self._connected() as connection:
                query = sa.select(*self._asked(columns)).where(versions.c.version == number)
                row = connection.execute(query).one_or_none()
        if row is None:
            raise StoreError("store-no-version", version=number)
        return dict(row._mapping)

    def _append(
        self,
        entry: dict[str, Any],
        body: bytes,
        by: str,
        note: str,
        base: int,
        *,
        after: datetime | None = None,
    ) -> Version:
        """Insert the version after ``base``: one statement, so it is there as a whole or not at all.

        What was withheld up to ``after`` isn't withheld from it.
        """
        columns = (versions.c.chain, versions.c.published_at)
        before = self._row(base, columns) if base else {"chain": BEGINNING, "published_at": ""}
        row = entry | {
            "version": base + 1,
            "published_at": not_before(before["published_at"], later_than(after, now())),
            "published_by": person(by),
            "note": plain(note),
            "body_sha256": sha256(body),
            "format": ROW_FORMAT,
        }
        row["chain"] = chain_hash(before["chain"], row)
        self._refuse_reader()
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
