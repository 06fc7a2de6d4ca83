"""The database's format: a number kept in it, and the small steps by which an older one gets there.

A new database takes the same steps from the first on, so that all have the same tables. Each step is one
transaction with its number, under a lock: of programs that start at once one takes it, the others find it
taken. A step may be taken again where the number was lost. A step that is released is never changed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from grm_data.store.entry import now
from grm_data.store.errors import StoreError
from grm_data.store.failures import failure
from grm_data.store.rules import set_rules
from grm_data.store.table import decisions, drafts, formats, log_outs, report_texts, sent_reports, versions
from grm_data.store.writing import writing

__all__ = ["FORMAT", "migrate"]

_TRIES = 8
_PATIENCE = 10
"""Seconds after which a database that others hold is not tried again."""

_LASTING = ("store-unreachable", "store-login", "store-read-only", "store-full")
"""What does not pass within a second."""


def migrate(engine: sa.Engine, *, make: bool = True) -> int:
    """Bring the database to the format of this program; the result is the format that it has now.

    That is an older one where this user may only read. StoreError where a later program wrote the database,
    it holds a table of another kind, or it is new and not to be made: nothing was changed then. DBAPIError
    where it can't be used.
    """
    give_up = time.monotonic() + _PATIENCE
    for tried in range(1, _TRIES + 1):
        try:
            return _migrate(engine, make=make)
        except DBAPIError as error:
            if tried == _TRIES or time.monotonic() > give_up or failure(error).key in _LASTING:
                raise
            time.sleep(0.02 * tried)
    raise AssertionError("no try ends here")


def _migrate(engine: sa.Engine, *, make: bool) -> int:
    with engine.connect() as connection:
        while (form := _format(connection)) != FORMAT:
            if form > FORMAT:
                raise StoreError("store-later")
            if not form and not make:
                raise StoreError("store-not-made")
            try:
                _step(connection, form + 1)
            except DBAPIError as error:
                if not form or failure(error).key != "store-read-only":
                    raise
                break
    return form


def _format(connection: sa.Connection) -> int:
    """The database's format, 0 where it is empty; one without a number is of the first."""
    inspector = sa.inspect(connection)
    if inspector.has_table(formats.name):
        found = connection.scalar(sa.select(sa.func.max(formats.c.format)))
        if isinstance(found, int):
            return found
        if found is not None:
            raise StoreError("store-foreign", table=formats.name)
    return int(inspector.has_table(versions.name))


def _is_ours(connection: sa.Connection) -> bool:
    """Whether the table of versions has every column of the first format."""
    return _names(connection, "versions") >= {
        column.name for column in versions.columns if column.info.get("since", 1) == 1
    }


def _names(connection: sa.Connection, table: str) -> set[str]:
    return {column["name"] for column in sa.inspect(connection).get_columns(table)}


def _step(connection: sa.Connection, form: int) -> None:
    """Take one step, unless another program took it meanwhile."""
    with writing(connection):
        if _format(connection) != form - 1:
            return
        if form > 1 and not _is_ours(connection):
            raise StoreError("store-foreign", table="versions")
        _STEPS[form](connection)
        connection.execute(sa.schema.CreateTable(formats, if_not_exists=True))
        if connection.dialect.name == "postgresql":  # whoever may read versions must know their format
            connection.exec_driver_sql(f"GRANT SELECT ON {formats.name} TO PUBLIC")
        connection.execute(sa.insert(formats).values(format=form, made_at=now()))


def _versions(connection: sa.Connection) -> None:
    """The table of versions in its first form."""
    is_sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql(
        "CREATE TABLE versions (version INTEGER NOT NULL, published_at TEXT NOT NULL,"
        " published_by TEXT NOT NULL, note TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,"
        " rows INTEGER NOT NULL, counts TEXT NOT NULL, findings TEXT NOT NULL, settings TEXT NOT NULL,"
        " accepted TEXT, texts_withheld INTEGER NOT NULL, again INTEGER, body_sha256 TEXT NOT NULL,"
        f" chain TEXT NOT NULL, body {'BLOB' if is_sqlite else 'BYTEA'}, purged_at TEXT, purged_by TEXT,"
        " purge_reason TEXT, PRIMARY KEY (version))"
    )
    if not is_sqlite:  # it is compressed already
        connection.exec_driver_sql("ALTER TABLE versions ALTER COLUMN body SET STORAGE EXTERNAL")
    set_rules(connection, versions)


def _named_columns(connection: sa.Connection) -> None:
    """A row says how it is hashed, and up to which day its register tells everything."""
    present = _names(connection, "versions")
    for name, kind in (("format", "INTEGER"), ("complete_to", "TEXT")):
        if name not in present:
            connection.exec_driver_sql(f"ALTER TABLE versions ADD COLUMN {name} {kind}")
    set_rules(connection, versions)


def _decisions(connection: sa.Connection) -> None:
    """The table of people's decisions."""
    if not sa.inspect(connection).has_table("decisions"):
        connection.exec_driver_sql(
            "CREATE TABLE decisions (number INTEGER NOT NULL, kind TEXT NOT NULL,"
            " key TEXT NOT NULL CHECK (length(key) = 64), decision TEXT NOT NULL, project TEXT NOT NULL,"
            " decided_at TEXT NOT NULL, decided_by TEXT NOT NULL, format INTEGER NOT NULL,"
            " chain TEXT NOT NULL, PRIMARY KEY (number))"
        )
        connection.exec_driver_sql("CREATE INDEX decisions_by_key ON decisions (kind, project, key)")
    elif not _names(connection, "decisions") >= set(decisions.columns.keys()):
        raise StoreError("store-foreign", table="decisions")
    set_rules(connection, decisions)


def _log_outs(connection: sa.Connection) -> None:
    """The table of log-ins that ended, of which no row is for ever."""
    if not sa.inspect(connection).has_table("log_outs"):
        connection.exec_driver_sql(
            "CREATE TABLE log_outs (key TEXT NOT NULL, ended_at TEXT NOT NULL, PRIMARY KEY (key))"
        )
    elif not _names(connection, "log_outs") >= set(log_outs.columns.keys()):
        raise StoreError("store-foreign", table="log_outs")


def _drafts(connection: sa.Connection) -> None:
    """The table of what people decided about files that aren't published yet; its rows change and go."""
    if not sa.inspect(connection).has_table("drafts"):
        connection.exec_driver_sql(
            "CREATE TABLE drafts (person TEXT NOT NULL, file TEXT NOT NULL, item TEXT NOT NULL,"
            " value TEXT NOT NULL, saved_at TEXT NOT NULL, PRIMARY KEY (person, file, item))"
        )
    elif not _names(connection, "drafts") >= set(drafts.columns.keys()):
        raise StoreError("store-foreign", table="drafts")


def _reports(connection: sa.Connection) -> None:
    """The tables of reports that were sent, and of what staff write into a report."""
    for table, columns in _REPORT_TABLES.items():
        if not sa.inspect(connection).has_table(table.name):
            connection.exec_driver_sql(f"CREATE TABLE {table.name} ({columns})")
        elif not _names(connection, table.name) >= set(table.columns.keys()):
            raise StoreError("store-foreign", table=table.name)
    set_rules(connection, sent_reports)


_REPORT_TABLES = {
    sent_reports: "number INTEGER NOT NULL, version INTEGER NOT NULL, period_first TEXT NOT NULL,"
    " period_last TEXT NOT NULL, as_of TEXT NOT NULL, figures TEXT NOT NULL, files TEXT NOT NULL,"
    " sent_on TEXT NOT NULL, marked_at TEXT NOT NULL, marked_by TEXT NOT NULL, format INTEGER NOT NULL,"
    " chain TEXT NOT NULL, PRIMARY KEY (number)",
    report_texts: "section TEXT NOT NULL, period TEXT NOT NULL, text TEXT NOT NULL, written_at TEXT NOT NULL,"
    " written_by TEXT NOT NULL, PRIMARY KEY (section, period)",
}
"""Table → its columns, as this step made them."""

_STEPS: Mapping[int, Callable[[sa.Connection], None]] = MappingProxyType(
    {1: _versions, 2: _named_columns, 3: _decisions, 4: _log_outs, 5: _drafts, 6: _reports}
)
"""Format → the step to it from the one before."""

FORMAT = max(_STEPS)
"""The format that this program reads and writes."""
