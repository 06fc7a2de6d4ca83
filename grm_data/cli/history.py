"""``history``: every published version, and whether each is still what was published."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from grm_data.cli.parsing import Commands, print_json
from grm_data.messages import joined, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grm_data.store import Break, Store, Version

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("history", help=message("cli.history"), description=message("cli.history"))
    command.add_argument("--verify", action="store_true", help=message("cli.verify"))
    command.add_argument("--json", action="store_true", help=message("cli.json"))
    command.set_defaults(command=_history)


def _history(options: argparse.Namespace) -> int:
    from grm_data.store import Store  # SQLAlchemy takes a third of a second that other commands save

    with Store() as store:
        broken = store.verify() if options.verify else ()
        versions, lost = _readable(store, broken)
        decided, end = store.decisions_end() if options.verify and not broken else (0, "")
        sent, sent_end = store.sent_end() if options.verify and not broken else (0, "")
    said = [item.message for item in broken]
    if lost and not said:
        numbers = joined(map(str, lost))
        print(message("cli.unreadable", n=len(lost), numbers=numbers), file=sys.stderr)
    if options.json:
        print_json([_entry(version) for version in versions])
        print(*said, sep="\n", end="\n" if said else "", file=sys.stderr)
        return 1 if broken else 0
    lines = [_line(version) for version in versions] + said
    if not lines and not lost:
        lines.append(message("cli.no-versions"))
    elif options.verify and versions and not broken:
        if decided:
            lines.append(message("cli.sound-decisions", n=decided, chain=end))
        if sent:
            lines.append(message("cli.sound-sent", n=sent, chain=sent_end))
        lines.append(message("cli.sound", n=len(versions), chain=versions[-1].chain))
    print(*lines, sep="\n", end="\n" if lines else "")
    return 1 if broken else 0


def _readable(store: Store, broken: Sequence[Break]) -> tuple[tuple[Version, ...], tuple[int, ...]]:
    """Which versions can be read and which not; neither where a database with breaks can't be asked."""
    from grm_data.store import StoreError

    try:
        return store.readable()
    except StoreError:
        if not broken:
            raise
        return (), ()


def _entry(version: Version) -> dict[str, object]:
    return {
        "version": version.number,
        "published_at": version.published_at.isoformat(),
        "by": version.by,
        "note": version.note,
        "file": version.file,
        "sha256": version.sha256,
        "rows": version.rows,
    }


def _unread(version: Version) -> tuple[str, ...]:
    """The settings that this release can't use; none where they are no settings at all."""
    from grm_data.store import StoreError

    try:
        return version.settings_unread
    except StoreError:
        return ()


def _line(version: Version) -> str:
    """One version for a person: number, when, who, from which file, note."""
    remarks = [version.note]
    if version.again is not None:
        remarks.append(message("cli.again", version=version.again))
    if version.complete_to is not None:
        remarks.append(message("cli.complete-to", day=version.complete_to.isoformat()))
    if unread := _unread(version):
        remarks.append(message("cli.settings-unread", n=len(unread), names=joined(unread)))
    if version.accepted is not None:
        remarks.append(message("cli.accepted", reason=version.accepted))
    if version.purge is not None:
        remarks.append(message("cli.purged", by=version.purge.by, reason=version.purge.reason))
    return message(
        "cli.version",
        version=version.number,
        at=version.published_at.strftime("%Y-%m-%d %H:%M"),
        by=version.by,
        file=version.file,
        n=version.rows,
        remarks=" ".join(remark for remark in remarks if remark),
    ).rstrip()
