"""The hash chain: each version's hash covers its own row and the hash before, so none can be altered unseen.

A body counts by its SHA-256, which stays when the body is purged. Cutting off the newest versions is
all that a chain can't show: its last hash, noted elsewhere, does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grm_data.messages import message
from grm_data.store.errors import StoreError
from grm_data.store.table import PURGE_COLUMNS, PURGE_RECORD, versions
from grm_data.store.version import version_of

__all__ = ["BEGINNING", "Break", "breaks", "chain_hash", "is_sound", "sha256"]

BEGINNING = "0" * 64
"""The hash before the first version."""

_HASHED = tuple(column.name for column in versions.columns if column.name not in (*PURGE_COLUMNS, "chain"))


@dataclass(frozen=True, slots=True)
class Break:
    """One place where what is stored is not what was published."""

    reason: str  # "missing", "altered", "body-altered", "body-missing", "body-kept", "file"
    version: int | None = None  # None for the whole database file
    n: int = 1  # versions missing from that one on

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        last = None if self.version is None else self.version + self.n - 1
        return message(f"chain.{self.reason}", version=self.version, last=last, n=self.n)


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def is_sound(row: Mapping[str, Any]) -> bool:
    """Whether the body of a row is the one that was published."""
    body = row["body"]
    return isinstance(body, bytes) and sha256(body) == row["body_sha256"]


def chain_hash(before: str, row: Mapping[str, Any]) -> str:
    """The hash of a row of the table, given the hash of the row before."""
    entry = [before, *(row[name] for name in _HASHED)]
    text = json.dumps(entry, ensure_ascii=True, separators=(",", ":"), default=_altered)
    return sha256(text.encode("ascii"))


def _altered(value: object) -> dict[str, str]:
    """What stands for bytes in a column of texts: nothing that a sound entry holds."""
    return {type(value).__name__: repr(value)}


def breaks(rows: Iterable[Mapping[str, Any]]) -> Iterator[Break]:
    """Every break of the chain in the rows of the whole table, oldest first."""
    before, expected = BEGINNING, 1
    for row in rows:
        if missing := row["version"] - expected:
            yield Break("missing", expected, missing)
        if row["chain"] != chain_hash(before, row) or not _is_readable(row):
            yield Break("altered", row["version"])
        yield from (Break(reason, row["version"]) for reason in _body_breaks(row))
        before, expected = row["chain"], row["version"] + 1


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
