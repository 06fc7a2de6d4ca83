"""``records``: one row per feedback, complainant-free."""

from __future__ import annotations

import argparse
from datetime import date

from grm_data.analysis.records import records
from grm_data.analysis.selection import select
from grm_data.cli.parsing import Commands, open_register, register_command
from grm_data.messages import message

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command."""
    command = register_command(commands, "records", _records)
    command.add_argument("--format", choices=("csv", "json"), default="csv", help=message("cli.format"))


def _records(options: argparse.Namespace) -> int:
    register, settings = open_register(options)
    frame = records(select(register, settings.calendar, date.max))
    if options.format == "json":
        print(frame.to_json(orient="records", force_ascii=False, indent=2))
    else:
        print(frame.to_csv(index=False, lineterminator="\n"), end="")
    return 0
