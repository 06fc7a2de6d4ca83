"""A published version without its register: who, when, from which file, what was in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from grm_data.settings import Settings, parse_settings
from grm_data.store.errors import StoreError

__all__ = ["Purge", "Version", "version_of"]


@dataclass(frozen=True, slots=True)
class Purge:
    """When, by whom and why the register of a version was taken out of the store."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Version:
    """One published version."""

    number: int
    published_at: datetime  # UTC
    by: str
    note: str
    file: str  # the uploaded file's name
    sha256: str  # the uploaded file's
    rows: int
    counts: Mapping[str, int]  # status → rows, as the register writes it
    findings: Mapping[str, int]  # severity → findings
    settings_toml: str
    accepted: str | None  # why it was published although it holds errors
    texts_withheld: int  # texts that nobody had cleared, so that they are not in it
    again: int | None  # the version that this one publishes again
    body_sha256: str
    chain: str
    purge: Purge | None

    @property
    def settings(self) -> Settings:
        """The settings by which the register was read and its figures are counted."""
        return parse_settings(self.settings_toml.encode("utf-8"))


def version_of(row: Mapping[str, Any]) -> Version:
    """The Version in a row of the table; StoreError where the row was altered so that it is none."""
    try:
        return _read(row)
    except (ValueError, TypeError):
        raise StoreError("store-body-damaged", version=row["version"]) from None


def _read(row: Mapping[str, Any]) -> Version:
    purge = None
    if row["purged_at"] is not None:
        purge = Purge(datetime.fromisoformat(row["purged_at"]), row["purged_by"], row["purge_reason"])
    return Version(
        number=row["version"],
        published_at=datetime.fromisoformat(row["published_at"]),
        by=row["published_by"],
        note=row["note"],
        file=row["file"],
        sha256=row["sha256"],
        rows=row["rows"],
        counts=MappingProxyType(json.loads(row["counts"])),
        findings=MappingProxyType(json.loads(row["findings"])),
        settings_toml=row["settings"],
        accepted=row["accepted"],
        texts_withheld=row["texts_withheld"],
        again=row["again"],
        body_sha256=row["body_sha256"],
        chain=row["chain"],
        purge=purge,
    )
