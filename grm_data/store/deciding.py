"""Decisions of people about a text, a word or a row: whether it may be shown, whether it is sensitive.

They are kept by keyed hash (``grm_data.secret.keyed_hash`` of what they are about), so the database holds no
word and no text. A later decision about the same thing counts; the earlier ones stay, chained like versions.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from grm_data.store.chain import BEGINNING, ROW_FORMAT, chain_hash
from grm_data.store.entry import not_before, now, person, plain
from grm_data.store.errors import StoreError
from grm_data.store.holding import CHECK, Held
from grm_data.store.table import decisions, versions
from grm_data.store.version import moment
from grm_data.store.writing import writing

__all__ = [
    "DECISIONS",
    "Decision",
    "about_rows",
    "add_decisions",
    "all_decisions",
    "chain_end",
    "find_decisions",
    "withheld_rows",
]

DECISIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": ("show", "hide"),
        "word": ("show", "hide"),
        "row": ("sensitive", "not_sensitive"),
        "key": ("made",),
    }
)
"""Kind of thing → what can be decided about one."""

_MOST_ASKED = 500
"""Keys that one statement names; for more, all of the kind are read."""

_IS_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one thing, and when."""

    decision: str
    at: datetime  # UTC
    by: str


def add_decisions(
    connection: sa.Connection, kind: str, decided: Mapping[str, str], *, by: str, project: str
) -> None:
    """Store a decision for each key: all of them or, where there is an error, none; after every version.

    ValueError for a kind or decision that is none, and for a key that is no keyed hash.
    """
    for key, decision in decided.items():
        if decision not in DECISIONS.get(kind, ()) or not _IS_KEY.fullmatch(key):
            raise ValueError("no decision by keyed hash")
    said = {"kind": kind, "project": plain(project), "decided_by": person(by), "format": ROW_FORMAT}
    if not decided:
        return
    with writing(connection):
        last, chain, time = _end(connection)
        newest = connection.scalar(sa.select(sa.func.max(versions.c.published_at))) or ""
        said["decided_at"] = not_before(newest, not_before(time, now()))
        rows = []
        for number, (key, decision) in enumerate(decided.items(), last + 1):
            row = {**said, "number": number, "key": key, "decision": decision}
            chain = chain_hash(chain, row, decisions)
            rows.append({**row, "chain": chain})
        connection.execute(sa.insert(decisions), rows)


def find_decisions(
    connection: sa.Connection, kind: str, keys: Collection[str], *, project: str
) -> dict[str, Decision]:
    """The last decision about each of these things; without those that nobody decided about.

    StoreError where one of them was altered beyond reading.
    """
    wanted = frozenset(keys)
    is_asked = (decisions.c.kind == kind) & (decisions.c.project == plain(project))
    if len(wanted) <= _MOST_ASKED:
        is_asked &= decisions.c.key.in_(sorted(wanted))
    query = sa.select(decisions).where(is_asked).order_by(decisions.c.number)
    found = (row for row in connection.execute(query) if row.key in wanted)
    try:
        return {row.key: Decision(row.decision, moment(row.decided_at), row.decided_by) for row in found}
    except (ValueError, TypeError):
        raise StoreError("store-decision-damaged") from None


def withheld_rows(connection: sa.Connection) -> tuple[Held, frozenset[str]]:
    """(the keys of the rows that are withheld now, the keys by which their secret is known).

    StoreError where a decision was altered beyond reading.
    """
    query = sa.select(decisions).where(decisions.c.kind.in_(("row", CHECK))).order_by(decisions.c.number)
    since: dict[str, datetime] = {}
    checks = set()
    try:
        for row in connection.execute(query):
            if row.kind == CHECK:
                checks.add(row.key)
            elif row.decision == "sensitive":
                since[row.key] = moment(row.decided_at)
            else:
                since.pop(row.key, None)
    except (ValueError, TypeError):
        raise StoreError("store-decision-damaged") from None
    return Held(MappingProxyType(since)), frozenset(checks)


@cache
def about_rows() -> tuple[sa.Label[str | None], sa.Label[int | None]]:
    """Columns of a query: when rows were withheld last, and the last decision about any; None where none."""
    is_row = decisions.c.kind == "row"
    withheld = is_row & (decisions.c.decision == "sensitive")
    at = sa.select(sa.func.max(decisions.c.decided_at)).where(withheld)
    number = sa.select(sa.func.max(decisions.c.number)).where(is_row)
    return at.scalar_subquery().label("withheld_at"), number.scalar_subquery().label("rows_decided")


def chain_end(connection: sa.Connection) -> tuple[int, str]:
    """(how many decisions there are, the hash with which their chain ends)."""
    return _end(connection)[:2]


def all_decisions(connection: sa.Connection) -> Iterator[Mapping[str, Any]]:
    """Every row of the table, oldest first."""
    query = sa.select(decisions).order_by(decisions.c.number)
    return (dict(row._mapping) for row in connection.execute(query))


def _end(connection: sa.Connection) -> tuple[int, str, str]:
    """Number, hash and time of the last decision."""
    query = sa.select(decisions).order_by(decisions.c.number.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    return (0, BEGINNING, "") if last is None else (last.number, last.chain, last.decided_at)
