"""``report``: the half-yearly report of a period, as Word, PDF and Excel."""

from __future__ import annotations

import argparse
from pathlib import Path

from grm_data.cli.parsing import (
    Commands,
    add_period,
    as_of_day,
    check_period,
    open_register,
    register_command,
    register_files,
)
from grm_data.errors import UsageError
from grm_data.files import NotAFile, read_file
from grm_data.messages import message
from grm_data.speech import DEFAULT_LANGUAGE, speaking

__all__ = ["add"]

_FORMATS = ("docx", "pdf", "xlsx")
_SAMPLES = Path(__file__).parents[2] / "sample_data"


def add(commands: Commands) -> None:
    """Add the command."""
    command = register_command(commands, "report", _report)
    add_period(command, required=True)
    command.add_argument(
        "--format", nargs="+", choices=_FORMATS, default=_FORMATS, metavar="F", help=message("cli.formats")
    )
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help=message("cli.out-folder"))
    command.add_argument("--template", type=Path, metavar="W.docx", help=message("cli.word-template"))
    command.add_argument("--other", type=Path, metavar="M.md", help=message("cli.other"))


def _report(options: argparse.Namespace) -> int:
    from grm_data.report import write_report
    from grm_data.report.logo import logo_png

    check_period(options)
    other = None if options.other is None else _text(options.other)
    register, settings = open_register(options)
    as_of_day(options.as_of, options.last, settings)  # refuses a day that hasn't come
    template, logo = options.template or _path(settings.report_template), _path(settings.report_logo)
    with speaking(getattr(options, "language", None) or settings.report_language or DEFAULT_LANGUAGE):
        paths = write_report(
            register,
            settings,
            options.first,
            options.last,
            as_of=options.as_of,
            formats=tuple(dict.fromkeys(options.format)),
            out=options.out,
            template=template,
            other=other,
            logo=logo_png(logo),
            is_sample=options.file.resolve().parent == _SAMPLES,
            inputs=(*register_files(options), template, logo, options.other),
        )
    for path in paths:
        print(path)
    return 0


def _path(named: str | None) -> Path | None:
    return None if named is None else Path(named)


def _text(path: Path) -> str:
    """A Markdown file's text."""
    try:
        return read_file(path).decode("utf-8-sig")
    except NotAFile:
        raise UsageError("no-file", path=path) from None
    except (OSError, ValueError):
        raise UsageError("other-unreadable", path=path) from None
