"""What a person decided about a file before, taken up again: what each item of a draft says."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

from grm_dashboard.session.progress import HIDE, SHOW, hashes_of
from grm_dashboard.session.work import Work, settings_of
from grm_data.errors import GrmError
from grm_data.settings import Settings, read_stored_settings
from grm_data.store import merged_settings

__all__ = [
    "ACCEPTED", "BASE", "DAY", "NOTE", "REASON", "SEEN", "SETTINGS", "TEXT", "WRITTEN", "settings_kept",
    "with_decisions",
]  # fmt: skip

SETTINGS, BASE, DAY, REASON, NOTE = "settings", "base", "complete_to", "reason", "note"
SEEN, TEXT, WRITTEN, ACCEPTED = "seen:", "text:", "written:", "accepted:"
"""Items of which there are many: about causes, by the hash of a text, and about errors."""


def settings_kept(kept: Mapping[str, str], now: Settings) -> Settings:
    """The settings with what this person changed before; the newest version may have others since."""
    if SETTINGS not in kept:
        return now
    try:
        own, _ = read_stored_settings(kept[SETTINGS])
        own = replace(own, report_template=now.report_template)
        return merged_settings(own, settings_of(int(kept.get(BASE, "0"))), now).with_texts_withheld()
    except (GrmError, ValueError):
        return now


def with_decisions(work: Work, kept: Mapping[str, str]) -> Work:
    """The work with what this person decided before about days, reasons and texts."""
    if not kept:
        return work
    with suppress(ValueError):
        work = replace(work, complete_to=date.fromisoformat(kept.get(DAY, "")))
    seen = frozenset(_named(kept, SEEN))
    work = replace(work, reason=kept.get(REASON, ""), note=kept.get(NOTE, ""), seen=seen)
    work = replace(work, accepted=_named(kept, ACCEPTED))
    if work.draft is None:
        return work
    hashes = hashes_of(one.key for one in work.texts)
    said = {key: kept.get(f"{TEXT}{one}") for key, one in hashes.items()}
    work = work.showing([key for key, decision in said.items() if decision == SHOW])
    work = work.hiding([key for key, decision in said.items() if decision == HIDE])
    written = _named(kept, WRITTEN)
    return work.writing({key: written[one] for key, one in hashes.items() if one in written})


def _named(kept: Mapping[str, str], kind: str) -> dict[str, str]:
    """What was decided of one kind, by what it is about."""
    return {item.removeprefix(kind): value for item, value in kept.items() if item.startswith(kind)}
