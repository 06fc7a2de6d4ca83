"""``init``: the database of published versions, made once on a server."""

from __future__ import annotations

import argparse

from grm_data.cli.parsing import Commands
from grm_data.messages import message

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("init", help=message("cli.init"), description=message("cli.init"))
    command.set_defaults(command=_init)


def _init(_: argparse.Namespace) -> int:
    from grm_data.store import Store  # SQLAlchemy takes a third of a second that other commands save

    with Store(make=True) as store:
        print(message("cli.made", n=store.current_number()))
    return 0
