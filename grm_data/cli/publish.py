"""``publish``: a register becomes the next published version."""

from __future__ import annotations

import argparse
import getpass
from typing import TYPE_CHECKING

from grm_data.cli.parsing import Commands, day, flush, print_json, register_command
from grm_data.errors import UsageError
from grm_data.messages import joined, message

if TYPE_CHECKING:
    from grm_data.comparing.comparison import Comparison
    from grm_data.store import Draft, Following, Published, Store, Version

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command."""
    command = register_command(commands, "publish", _publish)
    command.add_argument("--note", default="", metavar="TEXT", help=message("cli.note"))
    command.add_argument("--by", metavar="WHO", help=message("cli.by"))
    command.add_argument("--base", type=int, metavar="N", help=message("cli.base"))
    command.add_argument("--accept", metavar="TEXT", help=message("cli.accept"))
    command.add_argument("--complete-to", type=day, metavar="D", help=message("cli.complete-to-option"))
    command.add_argument("--json", action="store_true", help=message("cli.json"))


def _publish(options: argparse.Namespace) -> int:
    from grm_data.intake.opening import TextPolicy, open_path
    from grm_data.settings import settings_for
    from grm_data.store import Store, draft_of  # SQLAlchemy takes a third of a second that others save

    settings = settings_for(options.file, options.settings)
    with Store() as store:
        store.require_sound()
        newest = store.current_number()
        base = newest if options.base is None else options.base
        register = open_path(options.file, settings, sheets=options.sheets, texts=TextPolicy.KEPT)
        current = store.read()
        draft = draft_of(
            register,
            settings,
            None if current is None else current.register,
            all_read=settings.texts_cleared,
        )
        changes = _changes_since(current, draft, store)
        version = store.publish(
            draft,
            by=_user() if options.by is None else options.by,
            note=options.note,
            base=base,
            accepted=options.accept,
            complete_to=options.complete_to,
            found=_following(draft, current, changes) if base == newest else None,
        )
    try:
        if options.json:
            print_json({"version": version.number})
        else:
            print("\n".join(_sentences(version, changes, current)))
        flush()
    except BrokenPipeError:
        raise
    except OSError:
        raise UsageError("published-unwritten", version=version.number) from None
    return 0


def _changes_since(current: Published | None, draft: Draft, store: Store) -> Comparison | None:
    """What is different from the current version; None where there is none."""
    from grm_data.store import changes_since, sent_by

    if current is None:
        return None
    sent = sent_by(store, current.version.number)
    return changes_since(current.version, current.register, draft.register, sent)


def _following(draft: Draft, current: Published | None, changes: Comparison | None) -> Following:
    """How the register follows the current version."""
    from grm_data.store import following

    if current is None:
        return following(draft.register, draft.settings, None, None, None)
    return following(draft.register, draft.settings, current.version, current.register, changes)


def _user() -> str:
    """The name that the machine knows the user by, "" where it knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _sentences(version: Version, changes: Comparison | None, current: Published | None) -> list[str]:
    """What was published and what is different now, for a person."""
    lines = [message("cli.published", version=version.number, n=version.rows)]
    if current is not None and changes is not None:
        lines += _changes(changes, current.version.number)
    if version.texts_withheld:
        lines.append(message("cli.withheld", n=version.texts_withheld))
    return lines


def _changes(comparison: Comparison, before: int) -> list[str]:
    from grm_data.figures.labels import part_of_year

    counts = [message(f"change.count.{kind}", n=n) for kind, n in comparison.counts.items() if n]
    what = joined(counts) or message("change.nothing")
    return [
        message("change.since", version=before, what=what),
        *(
            message(
                "change.reported",
                period=part_of_year(item.period),
                before=item.before,
                after=item.after,
                figure=message(f"change.figure.{item.figure}"),
            )
            for item in comparison.reported
        ),
    ]
