"""The hash chain: each row's hash covers the row and the hash before, so none can be altered unseen.

A version's body counts by its SHA-256, which stays when the body is purged. Cutting off the newest rows is
all that a chain can't show: its last hash, noted elsewhere, does.

Rows are hashed by the names of their columns, and what is null isn't hashed: a column that a later release
adds changes no older row's hash. Rows of the first form were hashed as a list of values.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from grm_data.messages import message
from grm_data.store.errors import StoreError
from grm_data.store.table import PURGE_COLUMNS, PURGE_RECORD, decisions, sent_reports, versions
from grm_data.store.version import version_of

__all__ = [
    "BEGINNING",
    "ROW_FORMAT",
    "Break",
    "breaks",
    "chain_hash",
    "decision_breaks",
    "is_sound",
    "sent_breaks",
    "sha256",
]

BEGINNING = "0" * 64
"""The hash before the first row."""

ROW_FORMAT = 2
"""How rows are hashed now, kept in their column ``format``; those of the first form have none there."""

_LISTED = (
    "version", "published_at", "published_by", "note", "file", "sha256", "rows", "counts", "findings",
    "settings", "accepted", "texts_withheld", "again", "body_sha256",
)  # fmt: skip
"""The columns of the first form, in its order."""


@dataclass(frozen=True, slots=True)
class Break:
    """One place where what is stored is not what was published or decided."""

    reason: str  # "missing", "altered", "body-altered", "body-missing", "body-kept", "file", "decision-…"
    version: int | None = None  # None for the whole database file, a decision and a report sent
    n: int = 1  # versions or decisions missing from that one on
    decision: int | None = None  # the number of a decision, or of a report sent

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        number = self.decision if self.version is None else self.version
        last = None if number is None else number + self.n - 1
        return message(
            f"chain.{self.reason}", version=self.version, decision=self.decision, last=last, n=self.n
        )


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def is_sound(row: Mapping[str, Any]) -> bool:
    """Whether the body of a row is the one that was published."""
    body = row["body"]
    return isinstance(body, bytes) and sha256(body) == row["body_sha256"]


def chain_hash(before: str, row: Mapping[str, Any], table: sa.Table = versions) -> str:
    """The hash of a row of the table, given the hash of the row before."""
    unhashed = (*PURGE_COLUMNS, "chain")
    named = {
        column.name: row[column.name]
        for column in table.columns
        if column.name not in unhashed and row[column.name] is not None
    }
    entry: object = {"before": before, **named}
    if row["format"] is None:
        later = {name: value for name, value in named.items() if name not in _LISTED}
        entry = [before, *(row[name] for name in _LISTED), *([later] if later else [])]
    text = json.dumps(entry, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=_altered)
    return sha256(text.encode("ascii"))


def _altered(value: object) -> dict[str, str]:
    """What stands for bytes in a column of texts: nothing that a sound entry holds."""
    return {type(value).__name__: repr(value)}


def breaks(rows: Iterable[Mapping[str, Any]]) -> Iterator[Break]:
    """Every break of the chain in the rows of the whole table of versions, oldest first."""
    for row, missing, is_altered in _links(rows, versions):
        if missing:
            yield Break("missing", row["version"] - missing, missing)
        if is_altered or not _is_readable(row):
            yield Break("altered", row["version"])
        yield from (Break(reason, row["version"]) for reason in _body_breaks(row))


def decision_breaks(rows: Iterable[Mapping[str, Any]]) -> Iterator[Break]:
    """Every break of the chain in the rows of the whole table of decisions, oldest first."""
    for row, missing, is_altered in _links(rows, decisions):
        if missing:
            yield Break("decision-missing", None, missing, row["number"] - missing)
        if is_altered:
            yield Break("decision-altered", decision=row["number"])


def sent_breaks(rows: Iterable[Mapping[str, Any]]) -> Iterator[Break]:
    """Every break of the chain in the rows of the whole table of reports sent, oldest first."""
    for row, missing, is_altered in _links(rows, sent_reports):
        if missing:
            yield Break("sent-missing", None, missing, row["number"] - missing)
        if is_altered:
            yield Break("sent-altered", decision=row["number"])


def _links(
    rows: Iterable[Mapping[str, Any]], table: sa.Table
) -> Iterator[tuple[Mapping[str, Any], int, bool]]:
    """(row, how many are missing before it, whether its hash isn't that of what it holds) of each row."""
    (number,) = table.primary_key.columns.keys()
    before, expected = BEGINNING, 1
    for row in rows:
        yield row, row[number] - expected, row["chain"] != chain_hash(before, row, table)
        before, expected = row["chain"], row[number] + 1


def _is_readable(row: Mapping[str, Any]) -> bool:
    """Whether a row is a version: the record of a purge is in no hash."""
    try:
        version_of(row)
    except StoreError:
        return False
    return True


def _body_breaks(row: Mapping[str, Any]) -> Iterator[str]:
    is_purged = any(row[name] is not None for name in PURGE_RECORD)
    if row["body"] is None:
        if not is_purged:
            yield "body-missing"
        return
    if not is_sound(row):
        yield "body-altered"
    if is_purged:
        yield "body-kept"
