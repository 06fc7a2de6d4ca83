"""The one table: published versions, only ever added to, the next number after the last.

The database itself refuses whatever else: updates and deletes, replacing a row, a number that is not
the next. Only a body may be purged, once, with its date, person and reason. The rules are triggers, so
they hold for every program that opens the database; SQLite's also where ``recursive_triggers`` is off
and INSERT OR REPLACE would pass a trigger on deletes.
"""

from __future__ import annotations

import time

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from grm_data.store.failures import failure

__all__ = ["ABOUT", "PURGE_COLUMNS", "PURGE_RECORD", "create_table", "versions"]

_metadata = sa.MetaData()

versions = sa.Table(
    "versions",
    _metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("published_at", sa.Text, nullable=False),  # ISO 8601 in UTC: the same text in both databases
    sa.Column("published_by", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),  # of the uploaded file, which is never stored
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("counts", sa.Text, nullable=False),  # JSON: status → rows
    sa.Column("findings", sa.Text, nullable=False),  # JSON: severity → findings
    sa.Column("settings", sa.Text, nullable=False),  # TOML
    sa.Column("accepted", sa.Text),
    sa.Column("texts_withheld", sa.Integer, nullable=False),
    sa.Column("again", sa.Integer),  # the version that this one publishes again
    sa.Column("body_sha256", sa.Text, nullable=False),
    sa.Column("chain", sa.Text, nullable=False),  # SHA-256 over the columns above and the chain before
    sa.Column("body", sa.LargeBinary),
    sa.Column("purged_at", sa.Text),
    sa.Column("purged_by", sa.Text),
    sa.Column("purge_reason", sa.Text),
)

ABOUT = tuple(column for column in versions.columns if column.name != "body")
"""The columns that tell of a register."""

PURGE_RECORD = ("purged_at", "purged_by", "purge_reason")
PURGE_COLUMNS = ("body", *PURGE_RECORD)
"""The only columns that may ever change."""

_IS_PURGE = (
    "OLD.body IS NOT NULL AND NEW.body IS NULL AND OLD.purged_at IS NULL"
    " AND NEW.purged_at IS NOT NULL AND NEW.purged_by IS NOT NULL AND NEW.purge_reason IS NOT NULL"
)
_FIXED = [column.name for column in versions.columns if column.name not in PURGE_COLUMNS]
_UNCHANGED_SQLITE = " AND ".join(f"OLD.{name} IS NEW.{name}" for name in _FIXED)
_UNCHANGED_POSTGRESQL = " AND ".join(f"OLD.{name} IS NOT DISTINCT FROM NEW.{name}" for name in _FIXED)
_IS_TIME_SQLITE = "strftime('%Y-%m-%dT%H:%M:%S+00:00', NEW.purged_at, '+0 days') IS NEW.purged_at"
_IS_TIME_POSTGRESQL = (
    "to_char(NEW.purged_at::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"+00:00\"')"
    " = NEW.purged_at"
)
_IS_NEXT = "NEW.version = (SELECT coalesce(max(version), 0) + 1 FROM versions)"

_SQLITE_RULES = (
    f"""CREATE TRIGGER versions_next BEFORE INSERT ON versions WHEN NOT ({_IS_NEXT})
    BEGIN SELECT RAISE(ABORT, 'not the next version'); END""",
    f"""CREATE TRIGGER versions_update BEFORE UPDATE ON versions
    WHEN NOT ({_IS_PURGE} AND {_IS_TIME_SQLITE} AND {_UNCHANGED_SQLITE})
    BEGIN SELECT RAISE(ABORT, 'append-only'); END""",
    """CREATE TRIGGER versions_delete BEFORE DELETE ON versions
    BEGIN SELECT RAISE(ABORT, 'append-only'); END""",
)

_POSTGRESQL_RULES = (
    f"""CREATE FUNCTION versions_rules() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF {_IS_NEXT} THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'not the next version' USING ERRCODE = 'unique_violation';
        ELSIF TG_OP = 'UPDATE' THEN
            IF {_IS_PURGE} AND {_UNCHANGED_POSTGRESQL} THEN
                IF {_IS_TIME_POSTGRESQL} THEN RETURN NEW; END IF;
            END IF;
        END IF;
        RAISE EXCEPTION 'append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE TRIGGER versions_rows BEFORE INSERT OR UPDATE OR DELETE ON versions
    FOR EACH ROW EXECUTE FUNCTION versions_rules()""",
    """CREATE TRIGGER versions_truncate BEFORE TRUNCATE ON versions
    FOR EACH STATEMENT EXECUTE FUNCTION versions_rules()""",
    "ALTER TABLE versions ALTER COLUMN body SET STORAGE EXTERNAL",  # it is compressed already
)

_TRIES = 8
_NO_SERVER = ("store-unreachable", "store-login")
"""What does not pass within a second."""


def create_table(engine: sa.Engine) -> None:
    """Create the table and its rules where they are missing.

    Several processes may do so at once: one of them wins, the others get an error of whatever kind
    their database has for it, and find the table on the next try. DBAPIError when it never succeeds.
    """
    for tried in range(1, _TRIES + 1):
        try:
            return _create(engine)
        except DBAPIError as error:
            if tried == _TRIES or failure(error).key in _NO_SERVER:
                raise
            time.sleep(0.02 * tried)
    return None


def _create(engine: sa.Engine) -> None:
    """Table and rules in one transaction, begun by hand as the engine commits each statement by itself."""
    with engine.connect() as connection:
        if sa.inspect(connection).has_table(versions.name):
            return
        is_sqlite = engine.dialect.name == "sqlite"
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_sqlite else "BEGIN")
        try:
            connection.execute(sa.schema.CreateTable(versions))
            for rule in _SQLITE_RULES if is_sqlite else _POSTGRESQL_RULES:
                connection.exec_driver_sql(rule)
        except DBAPIError:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")
