"""Databases of other releases, made for the tests."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from grm_data.store import Store
from grm_data.store.database import open_engine

__all__ = ["GOLDEN", "GOLDEN_NAMES", "disarm", "execute", "golden_rows", "make_golden", "told_by"]

GOLDEN = Path(__file__).parent / "golden"
GOLDEN_NAMES = tuple(sorted(path.stem for path in GOLDEN.glob("format-*.sqlite")))

_FIRST_POSTGRESQL = """
CREATE TABLE versions (
    version INTEGER NOT NULL, published_at TEXT NOT NULL, published_by TEXT NOT NULL, note TEXT NOT NULL,
    file TEXT NOT NULL, sha256 TEXT NOT NULL, rows INTEGER NOT NULL, counts TEXT NOT NULL, findings TEXT NOT NULL,
    settings TEXT NOT NULL, accepted TEXT, texts_withheld INTEGER NOT NULL, again INTEGER, body_sha256 TEXT NOT NULL,
    chain TEXT NOT NULL, body BYTEA, purged_at TEXT, purged_by TEXT, purge_reason TEXT, PRIMARY KEY (version)
);
CREATE FUNCTION versions_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.version = (SELECT coalesce(max(version), 0) + 1 FROM versions) THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'not the next version' USING ERRCODE = 'unique_violation';
    END IF;
    RAISE EXCEPTION 'append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER versions_rows BEFORE INSERT OR UPDATE OR DELETE ON versions
FOR EACH ROW EXECUTE FUNCTION versions_rules();
CREATE TRIGGER versions_truncate BEFORE TRUNCATE ON versions FOR EACH STATEMENT EXECUTE FUNCTION versions_rules();
ALTER TABLE versions ALTER COLUMN body SET STORAGE EXTERNAL;
"""
"""What the program at de0e67f made on PostgreSQL; its rule on updates, which a purge passes, is left out."""


def told_by(name: str) -> dict[str, Any]:
    """What the program that made a golden database showed of it."""
    return dict(json.loads((GOLDEN / f"{name}.json").read_text("utf-8")))


def golden_rows(name: str) -> list[dict[str, Any]]:
    """Every row of its table of versions."""
    with closing(sqlite3.connect(f"file:{GOLDEN / name}.sqlite?mode=ro&immutable=1", uri=True)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM versions ORDER BY version")]


def make_golden(url: str, name: str = "format-1") -> None:
    """A golden database at an address: a copy of the file, or its rows on PostgreSQL."""
    if url.startswith("sqlite"):
        shutil.copy(GOLDEN / f"{name}.sqlite", url.removeprefix("sqlite:///"))
        return
    if name != "format-1":
        Store(url).close()
    rows = golden_rows(name)
    names = ", ".join(rows[0])
    places = ", ".join(f"%({column})s" for column in rows[0])
    with psycopg.connect(url, autocommit=True) as connection:
        if name == "format-1":
            connection.execute(_FIRST_POSTGRESQL)
        for row in rows:
            connection.execute(f"INSERT INTO versions ({names}) VALUES ({places})", row)  # type: ignore[call-overload]


def execute(url: str, *statements: str) -> list[Any]:
    """What the last of these statements gives, done by somebody who holds the database."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            for statement in statements:
                result = connection.execute(sa.text(statement))
            return [tuple(row) for row in result] if result.returns_rows else []
    finally:
        engine.dispose()


def disarm(url: str, table: str = "decisions") -> None:
    """Take the rules off the table, as only its owner can."""
    if url.startswith("sqlite"):
        execute(url, *(f"DROP TRIGGER {table}_{name}" for name in ("next", "update", "delete")))
    else:
        execute(url, f"ALTER TABLE {table} DISABLE TRIGGER ALL")
