"""``reconcile``: each figure of a report beside the register's."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from grm_data.cli.parsing import Commands, open_register, print_json, register_command
from grm_data.messages import message

if TYPE_CHECKING:  # imported where it is done: the list of commands needn't wait for pandas
    from grm_data.reconcile import Checked, Figure

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command."""
    command = register_command(commands, "reconcile", _reconcile)
    command.add_argument("report", type=Path, metavar="REPORT", help=message("cli.checked-report"))
    command.add_argument("--json", action="store_true", help=message("cli.json"))


def _reconcile(options: argparse.Namespace) -> int:
    from grm_data.reconcile import check, document_from_path

    document = document_from_path(options.report)
    register, settings = open_register(options)
    checked = check(document, register, settings)
    if options.json:
        print_json([_json(figure) for figure in checked.figures])
    else:
        print("\n".join(_lines(checked)))
    return 1 if checked.differs else 0


def _json(figure: Figure) -> dict[str, object]:
    from grm_data.reconcile.telling import plain_value

    return {
        "figure": figure.name,
        "report": plain_value(figure.report),
        "register": plain_value(figure.register),
        "agrees": figure.agrees,
    }


def _lines(checked: Checked) -> list[str]:
    """The answer, what doesn't agree with the rows that explain it, the notes, and what wasn't read."""
    from grm_data.reconcile.telling import answer, day_span, table_of, unread_lines

    lines = [day_span(checked), answer(checked)]
    shown = [one for one in checked.figures if one.agrees is False]
    shown += [one for one in checked.figures if one.agrees is None]
    if shown:
        table = table_of(shown, with_rows=True)
        cells = [list(table.columns), *table.to_numpy().tolist()]
        widths = [max(len(row[i]) for row in cells) for i in range(len(table.columns) - 1)]
        lines += ["", *("  ".join([*map(str.ljust, row, widths), row[-1]]).rstrip() for row in cells), ""]
    return [*lines, *checked.notes, unread_lines(checked), message("reconcile.texts")]
