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
from grm_data.store.table import PURGE_COLUMNS, versions

__all__ = ["BEGINNING", "Break", "breaks", "chain_hash", "is_sound", "sha256"]

BEGINNING = "0" * 64
"""The hash before the first version."""

_HASHED = tuple(column.name for column in versions.columns if column.name not in (*PURGE_COLUMNS, "chain"))


@dataclass(frozen=True, slots=True)
class Break:
    """One place where what is stored is not what was published."""

    reason: str  # "missing", "altered", "body-altered", "body-missing", "file"
    version: int | None = None  # None for the whole database file

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return message(f"chain.{self.reason}", version=self.version)


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
    return sha256(json.dumps(entry, ensure_ascii=True, separators=(",", ":")).encode("ascii"))


def breaks(rows: Iterable[Mapping[str, Any]]) -> Iterator[Break]:
    """Every break of the chain in the rows of the whole table, oldest first."""
    before, expected = BEGINNING, 1
    for row in rows:
        for number in range(expected, row["version"]):
            yield Break("missing", number)
        if row["chain"] != chain_hash(before, row):
            yield Break("altered", row["version"])
        if row["body"] is None:
            if row["purged_at"] is None:
                yield Break("body-missing", row["version"])
        elif not is_sound(row):
            yield Break("body-altered", row["version"])
        before, expected = row["chain"], row["version"] + 1
