"""The command line, as fixed in the project's definitions: what each command prints, and its exit code.

0 done; 1 done, but ``check`` found errors in the data; 2 can't be done, with one line on standard error.
A command is a module here with ``add(commands)``.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from grm_data import __version__
from grm_data.cli.parsing import Parser, add_language, asked_language, flush
from grm_data.environment import check_environment
from grm_data.errors import GrmError, UsageError
from grm_data.messages import message
from grm_data.speech import DEFAULT_LANGUAGE, find_language, language, speaking

__all__ = ["main", "parser_for"]

_COMMANDS = (
    "summary", "records", "check", "indicators", "template", "report", "init", "publish", "history",
    "dashboard", "reconcile",
)  # fmt: skip
"""Each the name of its module here: only that of the command asked for is imported."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the exit code."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A Windows console may be on another code page, and a file's name needn't be UTF-8.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = sys.argv[1:] if arguments is None else arguments
    with speaking(_environment_language()):
        return _main(given)


def _main(given: Sequence[str]) -> int:
    try:
        with speaking(asked_language(given) or language().code):
            return _run(given)
    except GrmError as error:
        _tell(error)
    except BrokenPipeError:  # "… | head" has seen enough
        sys.stderr.close()
        return 0
    except OSError:
        _tell(UsageError("cannot-write"))
    finally:
        _drop_output()
    return 2


def _open_closed_streams() -> None:
    """What is written to a stream that was closed before the start is dropped, by whatever writes it."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - kept open


def _tell(error: Exception) -> None:
    """One line on standard error; where there is no room for it either, the exit code alone says it."""
    try:
        print(error, file=sys.stderr, flush=True)
    except OSError:
        with suppress(OSError):
            sys.stderr.close()  # else Python tries it again when it ends, with a code of its own


def _environment_language() -> str:
    """The language of the machine's user, where it is spoken here, else English."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return find_language(next(filter(None, names), "")) or DEFAULT_LANGUAGE


def _run(given: Sequence[str]) -> int:
    options = parser_for(given).parse_args(given, argparse.Namespace(given=given))
    check_environment()
    command: Callable[[argparse.Namespace], int] = options.command
    result = command(options)
    flush()
    return result


def _drop_output() -> None:
    """What can't be printed is not tried again when Python ends, which would end with 120."""
    try:
        flush()
    except OSError:
        with suppress(OSError):
            sys.stdout.close()


def parser_for(given: Sequence[str]) -> Parser:
    """What reads a command line; it knows the command that is given, else all."""
    parser = Parser(prog=_called(), description=message("cli.about"))
    parser.add_argument(
        "--version",
        action="version",
        version=message("cli.program", version=__version__),
        help=message("cli.program-version"),
    )
    commands = parser.add_subparsers(
        prog=parser.prog,  # else argparse formats one, for which it imports much
        metavar="COMMAND",
        required=True,
        parser_class=Parser,
    )
    for name in given[:1] if {*given[:1]} & {*_COMMANDS} else _COMMANDS:
        import_module(f"{__name__}.{name}").add(commands)
    for one in (parser, *commands.choices.values()):
        add_language(one)
    return parser


def _called() -> str:
    """How the user called us, so that a hint can be typed as it stands."""
    return "grm" if Path(sys.argv[0]).stem == "grm" else "python -m grm_data"
