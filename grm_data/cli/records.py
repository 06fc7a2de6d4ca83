"""``records``: one row per feedback, complainant-free."""

from __future__ import annotations

import argparse

from grm_data.cli.parsing import Commands, as_of_day, day, open_register, register_command
from grm_data.messages import message

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command."""
    command = register_command(commands, "records", _records)
    command.add_argument("--format", choices=("csv", "json"), default="csv", help=message("cli.format"))
    command.add_argument("--for-readers", action="store_true", help=message("cli.for-readers"))
    command.add_argument("--as-of", type=day, metavar="D", help=message("cli.as-of"))


def _records(options: argparse.Namespace) -> int:
    from grm_data.analysis.records import records
    from grm_data.analysis.selection import every_case, select
    from grm_data.readers import for_readers

    register, settings = open_register(options)
    if options.for_readers:
        register = for_readers(register, settings)
    as_of = as_of_day(options.as_of, None, settings)
    chosen = every_case if options.as_of is None else select  # unasked, no row of the file is left out
    selection = chosen(register, settings.calendar, as_of)
    frame = records(selection, settings.resolve_standard)
    if options.format == "json":
        print(frame.to_json(orient="records", force_ascii=False, indent=2))
    else:
        flags = frame.select_dtypes("boolean").columns
        frame[flags] = frame[flags].apply(lambda column: column.map({True: "yes", False: "no"}))
        print(frame.to_csv(index=False, lineterminator="\n"), end="")
    return 0
