"""``check``: what was understood of a register, and what is wrong in it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from grm_data.cli.parsing import Commands, print_json, register_command, register_files
from grm_data.cli.printing import print_there
from grm_data.files import write_files
from grm_data.messages import message

if TYPE_CHECKING:
    from grm_data.register import Excluded, Register, SheetRead
    from grm_data.register.noticed import Cause
    from grm_data.settings import Settings

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command."""
    command = register_command(commands, "check", _check)
    command.set_defaults(tell=_tell)
    command.add_argument("--json", action="store_true", help=message("cli.json"))
    command.add_argument("--annotated", type=Path, metavar="OUT.xlsx", help=message("cli.annotated"))


def _check(options: argparse.Namespace) -> int:
    return _said(*_annotated(options), options) if options.annotated else print_there(options)


def _tell(register: Register, settings: Settings, options: argparse.Namespace) -> int:
    del settings
    return _said(register, (), options)


def _said(register: Register, not_kept: tuple[str, ...], options: argparse.Namespace) -> int:
    from grm_data.register import Severity

    if options.json:
        print_json(_check_json(register) | ({"not_kept": not_kept} if options.annotated else {}))
    else:
        print("\n".join([_check_table(register), *not_kept]))
    has_errors = any(one.severity is Severity.ERROR for one in register.reading.findings.kinds)
    return 1 if has_errors else 0


def _annotated(options: argparse.Namespace) -> tuple[Register, tuple[str, ...]]:
    """The register, whose marked copy is written, and what that couldn't keep."""
    from grm_data.intake.opening import annotated_copy, file_from_path
    from grm_data.settings import settings_for

    settings = settings_for(options.file, options.settings)
    copy = annotated_copy(file_from_path(options.file), settings, sheets=options.sheets)
    write_files({options.annotated: copy.content}, register_files(options))
    return copy.register, copy.not_kept


def _check_json(register: Register) -> dict[str, object]:
    from grm_data.register.noticed import causes

    reading = register.reading
    return {
        "rows_read": reading.rows_read,
        "rows_used": reading.rows_read - len(reading.excluded),
        "rows_excluded": len(reading.excluded),
        "cases": len(register),
        "columns": dict(reading.columns),
        "sheets": [
            {"sheet": one.sheet, "state": str(one.state), "rows": one.rows, "reason": one.message}
            for one in reading.sheets
        ],
        "findings": [_cause_json(cause) for cause in causes(reading.findings)],
        "excluded": [
            {"sheet": row.sheet, "row": row.row, "reason": row.reason, "message": row.message}
            for row in reading.excluded
        ],
    }


def _cause_json(cause: Cause) -> dict[str, object]:
    finding = cause.first
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "rows": len(cause.rows),
        "row_numbers": cause.row_numbers,
        "message": finding.message,
    }


def _sheet_line(one: SheetRead) -> str:
    said = f" ({one.message})" if one.reason else ""
    return f"  {one.sheet:<22} {one.rows:>6}  {message(f'sheet.state.{one.state}')}{said}"


def _check_table(register: Register) -> str:
    """The findings as a table for a person, the severest first."""
    from grm_data.register.noticed import causes

    reading = register.reading
    lines = [
        message(
            "cli.read",
            sheet=reading.sheet,
            header=reading.header_row,
            read=reading.rows_read,
            used=reading.rows_read - len(reading.excluded),
            excluded=len(reading.excluded),
        )
    ]
    several = len(reading.sheets) > 1
    if several:
        lines += [_sheet_line(one) for one in reading.sheets]
    lines += [f"  {field:<22} ← {heading}" for field, heading in reading.columns.items()]
    by_severity = sorted(causes(reading.findings), key=lambda cause: cause.severity.rank)
    lines += [_cause_line(cause, with_sheet=several) for cause in by_severity]
    lines += _excluded_lines(reading.excluded, with_sheet=several)
    return "\n".join(lines)


def _excluded_lines(excluded: Iterable[Excluded], *, with_sheet: bool) -> Iterator[str]:
    """A line per sheet and reason."""
    rows: dict[Excluded, list[int]] = {}
    for one in excluded:
        rows.setdefault(replace(one, row=0), []).append(one.row)
    for alike, numbers in rows.items():
        said = f"{_placed(alike.sheet if with_sheet else '', alike.message)}{_all_rows(sorted(numbers))}"
        yield f"{message('cli.severity.excluded'):<8} {min(numbers):>6}  {said}"


def _cause_line(cause: Cause, *, with_sheet: bool) -> str:
    """One line of the table: the place, the sentence, and all rows where there are more."""
    finding = cause.first
    row = "" if finding.row is None else finding.row
    place = " / ".join(part for part in (finding.sheet if with_sheet else "", finding.column) if part)
    severity = message(f"cli.severity.{cause.severity}")
    return f"{severity:<8} {row!s:>6}  {_placed(place, finding.message)}{_all_rows(cause.rows)}"


def _placed(place: str, sentence: str) -> str:
    """The sentence behind its place, where it has one."""
    return message("word.named", name=place, value=sentence) if place else sentence


def _all_rows(rows: Sequence[int]) -> str:
    """How many rows and which, where there are several; of many the first, and --json names them all."""
    from grm_data.register.findings import first_spans

    if len(rows) < 2:
        return ""
    return " " + message("cli.rows", n=len(rows), numbers=first_spans(rows))
