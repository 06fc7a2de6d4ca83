"""The command line, as fixed in the project's definitions: what each command prints, and its exit code.

0 done; 1 done, but ``check`` found errors in the data; 2 can't be done, with one line on standard error.
A command is a module here with ``add(commands)``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from grm_data.cli import check, history, publish, records, report, summary, template
from grm_data.cli.parsing import Parser
from grm_data.errors import GrmError, UsageError
from grm_data.messages import message

__all__ = ["main"]

_COMMANDS = (summary, records, check, template, report, publish, history)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # a Windows console may be on another code page
    try:
        options = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except GrmError as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:  # "… | head" has seen enough
        sys.stderr.close()
        return 0
    except OSError:
        print(UsageError("cannot-write"), file=sys.stderr)
    return 2


def _parser() -> Parser:
    parser = Parser(prog="python -m grm_data", description=message("cli.about"))
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    for command in _COMMANDS:
        command.add(commands)
    return parser
