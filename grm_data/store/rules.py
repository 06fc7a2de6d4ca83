"""What the database itself refuses: updates and deletes, replacing a row, a number that is not the next.

Only a version's body may be purged, once, with its date, person and reason. The rules are triggers, so they
hold for every program that opens the database; SQLite's also where ``recursive_triggers`` is off and INSERT
OR REPLACE would pass a trigger on deletes.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from grm_data.store.table import PURGE_COLUMNS, versions

__all__ = ["set_rules"]

_IS_PURGE = (
    "OLD.body IS NOT NULL AND NEW.body IS NULL AND OLD.purged_at IS NULL"
    " AND NEW.purged_at IS NOT NULL AND NEW.purged_by IS NOT NULL AND NEW.purge_reason IS NOT NULL"
)
_IS_TIME_SQLITE = "strftime('%Y-%m-%dT%H:%M:%S+00:00', NEW.purged_at, '+0 days') IS NEW.purged_at"
_IS_TIME_POSTGRESQL = (
    "to_char(NEW.purged_at::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"+00:00\"')"
    " = NEW.purged_at"
)


def set_rules(connection: sa.Connection, table: sa.Table) -> None:
    """Set the table's rules anew, over every column that it has now."""
    columns = [column["name"] for column in sa.inspect(connection).get_columns(table.name)]
    rules = _sqlite if connection.dialect.name == "sqlite" else _postgresql
    for statement in rules(table, columns):
        connection.exec_driver_sql(statement)


def _is_next(table: sa.Table) -> str:
    (number,) = table.primary_key.columns.keys()
    return f"NEW.{number} = (SELECT coalesce(max({number}), 0) + 1 FROM {table.name})"


def _unchanged(columns: list[str], comparison: str) -> str:
    """That no column but those of a purge changes."""
    names = (name.replace('"', '""') for name in columns if name not in PURGE_COLUMNS)
    return " AND ".join(f'OLD."{name}" {comparison} NEW."{name}"' for name in names)


def _sqlite(table: sa.Table, columns: list[str]) -> Iterator[str]:
    name = table.name
    rules = {
        "next": f"INSERT ON {name} WHEN NOT ({_is_next(table)})",
        "update": f"UPDATE ON {name}",
        "delete": f"DELETE ON {name}",
    }
    if table is versions:
        rules["update"] += f" WHEN NOT ({_IS_PURGE} AND {_IS_TIME_SQLITE} AND {_unchanged(columns, 'IS')})"
    for rule, when in rules.items():
        yield f"DROP TRIGGER IF EXISTS {name}_{rule}"
        why = "not the next" if rule == "next" else "append-only"
        yield f"CREATE TRIGGER {name}_{rule} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{why}'); END"


def _postgresql(table: sa.Table, columns: list[str]) -> Iterator[str]:
    name = table.name
    purge = f"""ELSIF TG_OP = 'UPDATE' THEN
            IF {_IS_PURGE} AND {_unchanged(columns, "IS NOT DISTINCT FROM")} THEN
                IF {_IS_TIME_POSTGRESQL} THEN RETURN NEW; END IF;
            END IF;"""
    yield f"""CREATE OR REPLACE FUNCTION {name}_rules() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF {_is_next(table)} THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'not the next' USING ERRCODE = 'unique_violation';
        {purge if table is versions else ""}
        END IF;
        RAISE EXCEPTION 'append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$"""
    events = {"rows": "INSERT OR UPDATE OR DELETE", "truncate": "TRUNCATE"}
    for rule, event in events.items():
        each = "ROW" if rule == "rows" else "STATEMENT"
        yield f"DROP TRIGGER IF EXISTS {name}_{rule} ON {name}"
        yield f"""CREATE TRIGGER {name}_{rule} BEFORE {event} ON {name}
        FOR EACH {each} EXECUTE FUNCTION {name}_rules()"""
