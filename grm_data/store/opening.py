"""An open database: brought to this program's format, asked in sentences, closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from grm_data.places import is_server
from grm_data.store.database import database_url, open_engine
from grm_data.store.errors import StoreError
from grm_data.store.failures import failure
from grm_data.store.migrations import FORMAT, migrate

__all__ = ["Database"]


class Database:
    """The connections to a database of ours."""

    def __init__(self, url: str | None = None, *, make: bool | None = None) -> None:
        """Open the database at the address (default: ``GRM_DATABASE_URL``).

        A new one is made ready if ``make`` says so (default: anywhere but on a server), an older one brought
        up to date. StoreError where there is none, it can't be opened, or a later program wrote it.
        """
        self._make = not is_server() if make is None else make
        self._engine = open_engine(url or database_url(), make=self._make)
        self._is_sqlite = self._engine.dialect.name == "sqlite"
        self.form = 0
        """The format of the database: an older one where this user may only read."""
        self._bring_up()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _has_decisions(self) -> bool:
        return self.form >= 3

    @property
    def _has_log_outs(self) -> bool:
        return self.form >= 4

    @property
    def _has_drafts(self) -> bool:
        return self.form >= 5

    @property
    def _has_sent(self) -> bool:
        return self.form >= 6

    def _bring_up(self) -> None:
        """Bring an older database up to date; where this user may not, another one may have since."""
        if self.form == FORMAT:
            return
        try:
            self.form = migrate(self._engine, make=self._make)
        except StoreError:
            self.close()
            raise
        except SQLAlchemyError as error:
            raise self._failure(error) from None

    def _failure(self, error: SQLAlchemyError) -> StoreError:
        """The sentence for an error; the next try begins with new connections."""
        self.close()
        return failure(error)

    @contextmanager
    def _connected(self) -> Iterator[sa.Connection]:
        self._bring_up()
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self._failure(error) from None

    @contextmanager
    def _writable(self) -> Iterator[sa.Connection]:
        with self._connected() as connection:
            self._refuse_reader()
            yield connection

    def _refuse_reader(self) -> None:
        """StoreError where the database is still of an older format, as this user may only read it."""
        if self.form != FORMAT:
            raise StoreError("store-read-only")

    def _is_sound(self, connection: sa.Connection) -> bool:
        """Whether an SQLite file is sound; a server checks its own."""
        if not self._is_sqlite:
            return True
        return bool(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() == "ok")
