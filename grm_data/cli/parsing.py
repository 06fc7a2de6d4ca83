"""What the commands' options have in common."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from grm_data.days_asked import FIRST_ASKED, LAST_ASKED
from grm_data.errors import UsageError
from grm_data.messages import joined, message
from grm_data.settings_file import FILE_NAME
from grm_data.speech import languages

if TYPE_CHECKING:  # imported where it is done: the list of commands needn't wait for numpy
    from _typeshed import SupportsWrite

    from grm_data.register import Register
    from grm_data.settings import Settings

__all__ = [
    "Commands",
    "Parser",
    "add_language",
    "add_period",
    "as_of_day",
    "asked_language",
    "check_period",
    "day",
    "flush",
    "open_register",
    "print_json",
    "register_command",
    "register_files",
]


_LANGUAGE = "--language"
_WIDE = partial(argparse.HelpFormatter, width=78)
"""Of a fixed width: to ask the terminal for its own, argparse loads three compressors at each start."""


class Parser(argparse.ArgumentParser):
    """Usage errors are one line too."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **{"formatter_class": _WIDE} | more)

    def error(self, message: str) -> NoReturn:
        """Refuse the call in one line."""
        raise UsageError("usage", what=message, prog=self.prog)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """The help or the version is printed, or OSError says that it can't be: argparse says nothing."""
        print(message, end="", file=file)
        flush()


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def asked_language(given: Sequence[str]) -> str | None:
    """The language that --language names: it is spoken from the first word of help on.

    UsageError for one that isn't spoken here.
    """
    finder = Parser(add_help=False, allow_abbrev=False)
    finder.add_argument(_LANGUAGE, nargs="?")
    asked: str | None = finder.parse_known_args(given)[0].language
    if asked is not None and asked not in languages():
        raise UsageError("language", language=repr(asked), allowed=joined(languages()))
    return asked


def add_language(command: argparse.ArgumentParser) -> None:
    """The option --language."""
    told = message("cli.language", languages=joined(languages()))
    command.add_argument(_LANGUAGE, metavar="L", help=told, default=argparse.SUPPRESS)


def register_command(commands: Commands, name: str, run: Callable[[argparse.Namespace], int]) -> Parser:
    """A command that reads one register: its file, settings and sheet."""
    command = commands.add_parser(name, help=message(f"cli.{name}"), description=message(f"cli.{name}"))
    command.add_argument("file", type=Path, metavar="FILE", help=message("cli.file"))
    command.add_argument("--settings", type=Path, metavar="T", help=message("cli.settings"))
    command.add_argument(
        "--sheet", dest="sheets", metavar="S", action="append", default=[], help=message("cli.sheet")
    )
    command.set_defaults(command=run)
    return command


def add_period(command: Parser, *, required: bool = False) -> None:
    """The options --from, --to and --as-of."""
    command.add_argument(
        "--from", dest="first", type=day, metavar="D", help=message("cli.from"), required=required
    )
    command.add_argument(
        "--to", dest="last", type=day, metavar="D", help=message("cli.to"), required=required
    )
    command.add_argument("--as-of", type=day, metavar="D", help=message("cli.as-of"))


def check_period(options: argparse.Namespace) -> None:
    """Both ends of the period or neither, and in their order; else UsageError."""
    if (options.first is None) != (options.last is None):
        raise UsageError("from-without-to")
    if options.first is not None and options.last < options.first:
        raise UsageError("to-before-from")


def day(text: str) -> date:
    """An ISO day of the command line."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not FIRST_ASKED <= found <= LAST_ASKED:
        years = {"first": FIRST_ASKED.year, "last": LAST_ASKED.year}
        raise argparse.ArgumentTypeError(message("cli.not-a-day", **years))
    return found


def open_register(options: argparse.Namespace) -> tuple[Register, Settings]:
    """The register that the options name, and its settings."""
    from grm_data.intake.opening import open_path
    from grm_data.settings import settings_for

    settings = settings_for(options.file, options.settings)
    return open_path(options.file, settings, sheets=options.sheets), settings


def register_files(options: argparse.Namespace) -> tuple[Path, Path]:
    """The files that a register is read from: none of them is written over."""
    return options.file, options.settings or options.file.parent / FILE_NAME


def as_of_day(asked: date | None, last: date | None, settings: Settings) -> date:
    """The day that figures are as of: the one asked for, else the earliest of the period's last day, the day
    up to which the register is complete, and today. UsageError for a day after today.
    """
    from grm_data.analysis.as_of import default_as_of

    today = settings.today
    if asked is not None and asked > today:
        raise UsageError("as-of-future")
    return asked or default_as_of(last, settings.complete_to, today)


def flush() -> None:
    """What was printed is out; OSError where it can't be."""
    sys.stdout.flush()


def print_json(value: object) -> None:
    """Print a value as JSON, letters of every language as they are; piece by piece, for it may be large."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, allow_nan=False)
    print()
