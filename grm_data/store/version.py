"""A published version without its register: who, when, from which file, what was in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from grm_data.errors import SettingsError
from grm_data.settings import Settings, read_stored_settings
from grm_data.store.errors import StoreError
from grm_data.store.table import ABOUT, PURGE_RECORD

__all__ = ["Purge", "Version", "moment", "version_of"]


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
    withheld_at: datetime | None = None  # when rows were withheld last, from whatever version
    rows_decided: int | None = None  # the number of the last decision about a row of any version
    complete_to: date | None = None  # up to this day the register tells everything, said who published it

    @property
    def is_revised(self) -> bool:
        """Whether rows may be withheld from it that it had when it was published: its counts are of then."""
        last = self.withheld_at
        return last is not None and (self.again is not None or self.published_at <= last)

    @property
    def settings(self) -> Settings:
        """The settings by which the register was read and its figures are counted.

        What stands in ``settings_unread`` is left out of them.
        StoreError where they were altered so that they are none.
        """
        return self._settings()[0]

    @property
    def settings_unread(self) -> tuple[str, ...]:
        """The keys of settings of another release that this one can't use; the stored text keeps them.

        StoreError as for ``settings``.
        """
        return self._settings()[1]

    def _settings(self) -> tuple[Settings, tuple[str, ...]]:
        try:
            return read_stored_settings(self.settings_toml)
        except SettingsError:
            raise StoreError("store-body-damaged", version=self.number) from None


def version_of(row: Mapping[str, Any]) -> Version:
    """The Version in a row of the table; StoreError where the row was altered so that it is none."""
    try:
        _check_types(row)
        return _read(row)
    except (ValueError, TypeError, RecursionError):
        raise StoreError("store-body-damaged", version=row["version"]) from None


def moment(text: str) -> datetime:
    """A point in time of the table; ValueError or TypeError where the text is none."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("no time zone")
    return found


def _check_types(row: Mapping[str, Any]) -> None:
    """Each column holds what its type says; SQLite would take anything."""
    for column in ABOUT:
        value = row[column.name]
        if not (value is None and column.nullable) and not isinstance(value, column.type.python_type):
            raise TypeError(column.name)


def _counts(text: str) -> Mapping[str, int]:
    counts = dict(json.loads(text))
    if not all(isinstance(n, int) for n in counts.values()):
        raise TypeError("no counts")
    return MappingProxyType(counts)


def _purge(row: Mapping[str, Any]) -> Purge | None:
    at, by, reason = (row[name] for name in PURGE_RECORD)
    if (at, by, reason) == (None, None, None):
        return None
    if by is None or reason is None:
        raise TypeError("half a record")
    return Purge(moment(at), by, reason)


def _read(row: Mapping[str, Any]) -> Version:
    return Version(
        number=row["version"],
        published_at=moment(row["published_at"]),
        by=row["published_by"],
        note=row["note"],
        file=row["file"],
        sha256=row["sha256"],
        rows=row["rows"],
        counts=_counts(row["counts"]),
        findings=_counts(row["findings"]),
        settings_toml=row["settings"],
        accepted=row["accepted"],
        texts_withheld=row["texts_withheld"],
        again=row["again"],
        body_sha256=row["body_sha256"],
        chain=row["chain"],
        purge=_purge(row),
        withheld_at=moment(row["withheld_at"]) if row.get("withheld_at") else None,
        rows_decided=row.get("rows_decided"),
        complete_to=None if row["complete_to"] is None else date.fromisoformat(row["complete_to"]),
    )
