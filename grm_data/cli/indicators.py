"""``indicators``: the project's indicators of a period, each with what it was counted from."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from grm_data.cli.parsing import (
    Commands,
    add_period,
    as_of_day,
    check_period,
    print_json,
    register_command,
)
from grm_data.cli.printing import print_there
from grm_data.messages import message

if TYPE_CHECKING:
    from grm_data.analysis.indicator_table import Indicator
    from grm_data.register import Period, Register
    from grm_data.settings import Settings

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command."""
    command = register_command(commands, "indicators", _indicators)
    command.set_defaults(tell=_tell)
    add_period(command)
    command.add_argument("--json", action="store_true", help=message("cli.json"))


def _indicators(options: argparse.Namespace) -> int:
    check_period(options)
    return print_there(options)


def _tell(register: Register, settings: Settings, options: argparse.Namespace) -> int:
    from grm_data.analysis.indicator_table import indicators
    from grm_data.analysis.selection import select
    from grm_data.analysis.summary import whole_period
    from grm_data.register import Period

    selection = select(register, settings.calendar, as_of_day(options.as_of, options.last, settings))
    period = whole_period(selection, settings.start)
    if options.first is not None:
        period = Period("new", options.first, options.last)
    found = indicators(selection, period, settings)
    if options.json:
        print_json([asdict(one) for one in found])
    else:
        print("\n".join(_table(found, period, selection.as_of.isoformat())))
    return 0


def _table(found: tuple[Indicator, ...], period: Period, as_of: str) -> list[str]:
    """A line per indicator under the period and the day."""
    from grm_data.definitions import DEFINITIONS
    from grm_data.figures.indicators import value_text

    rows = [
        (DEFINITIONS[one.code].name, value_text(one), f"{one.recorded}/{one.of}", one.code) for one in found
    ]
    head = (message("cli.indicator"), message("cli.value"), message("cli.recorded"))
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(3)]
    lines = [(*head, message("cli.formula"))]
    lines += [(*row[:3], DEFINITIONS[row[3]].formula) for row in rows]
    return [
        message("cli.indicators-of", first=period.first, last=period.last, as_of=as_of),
        *("  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[3]])
          for line in lines),
    ]  # fmt: skip
