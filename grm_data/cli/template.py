"""``template``: the empty workbook for staff."""

from __future__ import annotations

import argparse
from pathlib import Path

from grm_data.cli.parsing import Commands
from grm_data.files import write_files
from grm_data.messages import message

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "template", help=message("cli.template"), description=message("cli.template")
    )
    command.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help=message("cli.out"))
    command.set_defaults(command=_template)


def _template(options: argparse.Namespace) -> int:
    from grm_data.intake.template import template_workbook

    write_files({options.out: template_workbook()})
    print(options.out)
    return 0
