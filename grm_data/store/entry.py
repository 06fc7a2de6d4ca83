"""What the row of a new version says about its register, in texts that every database takes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from grm_data.register import STATUS_CODE, Register, Severity, count_by_severity
from grm_data.register.folding import tidy
from grm_data.store.clearing import Draft
from grm_data.store.errors import ErrorsNotAccepted, StoreError
from grm_data.store.settings_text import settings_toml
from grm_data.store.version import moment

__all__ = ["entry_again", "entry_of", "later_than", "not_before", "now", "person", "plain"]

_AGAIN = (
    "file",
    "sha256",
    "rows",
    "counts",
    "findings",
    "settings",
    "accepted",
    "texts_withheld",
    "complete_to",
)


def entry_of(
    register: Register,
    draft: Draft,
    *,
    withheld: int,
    accepted: str | None,
    complete_to: date | None,
    is_suspicious: bool = False,
) -> dict[str, Any]:
    """The columns that tell of the register of a draft, as the version will hold it.

    ErrorsNotAccepted where the draft has errors, those that reveal a case among them, and no reason is given;
    StoreError where it is said to be complete up to a day after today.
    """
    if complete_to is not None and complete_to > draft.settings.today:
        raise StoreError("complete-to-future", day=complete_to.isoformat())
    findings = count_by_severity(register.reading.findings)
    errors = count_by_severity(draft.register.reading.findings)[Severity.ERROR]
    reason = plain(accepted or "") or None
    if errors and reason is None:
        raise ErrorsNotAccepted(errors)
    return {
        "file": plain(register.reading.file),
        "sha256": register.reading.sha256,
        "rows": len(register),
        "counts": json.dumps(_count_by_status(register)),
        "findings": json.dumps(findings),
        "settings": settings_toml(draft.settings),
        "accepted": reason if errors or is_suspicious else None,
        "texts_withheld": withheld,
        "again": None,
        "complete_to": None if complete_to is None else complete_to.isoformat(),
    }


def entry_again(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a version that publishes an old one again."""
    return {name: row[name] for name in _AGAIN} | {"again": row["version"]}


def _count_by_status(register: Register) -> dict[str, int]:
    n = np.bincount(register.status, minlength=len(STATUS_CODE))
    return {str(status): int(n[code]) for status, code in STATUS_CODE.items()}


def now() -> str:
    """This second in UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def not_before(earlier: str, time: str) -> str:
    """The time, but ``earlier`` where the clock was set back behind that since."""
    try:
        return earlier if moment(earlier) > moment(time) else time
    except (ValueError, TypeError):  # none, or altered
        return time


def later_than(moment_before: datetime | None, time: str) -> str:
    """The time, or a second after another one where it isn't later than that."""
    if moment_before is None or moment(time) > moment_before:
        return time
    return (moment_before + timedelta(seconds=1)).isoformat(timespec="seconds")


def person(by: str) -> str:
    """The name of whoever publishes or purges; StoreError where it is blank."""
    name = plain(by)
    if not name:
        raise StoreError("store-nobody")
    return name


def plain(text: str) -> str:
    """A text that every database takes: one line, no NUL, no half of a letter."""
    return tidy(text.encode("utf-8", "replace").decode("utf-8"))
