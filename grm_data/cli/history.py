"""``history``: every published version, and whether each is still what was published."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from grm_data.cli.parsing import Commands, print_json
from grm_data.messages import message

if TYPE_CHECKING:
    from grm_data.store import Store, Version

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
        versions = _readable(store) if broken else store.history()
    if options.json:
        print_json([_entry(version) for version in versions])
        return 1 if broken else 0
    lines = [_line(version) for version in versions] or [message("cli.no-versions")]
    lines += [item.message for item in broken]
    if options.verify and versions and not broken:
        lines.append(message("cli.sound", n=len(versions), chain=versions[-1].chain))
    print("\n".join(lines))
    return 1 if broken else 0


def _readable(store: Store) -> tuple[Version, ...]:
    """The versions of a store in which something was altered, none where they can't be read any more."""
    from grm_data.store import StoreError

    try:
        return store.history()
    except StoreError:
        return ()


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


def _line(version: Version) -> str:
    """One version for a person: number, when, who, from which file, note."""
    remarks = [version.note]
    if version.again is not None:
        remarks.append(message("cli.again", version=version.again))
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
