"""``check``: what was understood of a register, and what is wrong in it."""

from __future__ import annotations

import argparse
from pathlib import Path

from grm_data.cli.parsing import Commands, open_register, print_json, register_command
from grm_data.intake.opening import annotated_copy, file_from_path
from grm_data.messages import message
from grm_data.register import Register, Severity, SheetRead
from grm_data.settings import settings_for

__all__ = ["add"]


def add(commands: Commands) -> None:
    """Add the command."""
    command = register_command(commands, "check", _check)
    command.add_argument("--json", action="store_true", help=message("cli.json"))
    command.add_argument("--annotated", type=Path, metavar="OUT.xlsx", help=message("cli.annotated"))


def _check(options: argparse.Namespace) -> int:
    not_kept: tuple[str, ...] = ()
    if options.annotated:
        settings = settings_for(options.file, options.settings)
        copy = annotated_copy(file_from_path(options.file), settings, sheets=options.sheets)
        options.annotated.write_bytes(copy.content)
        register, not_kept = copy.register, copy.not_kept
    else:
        register, _ = open_register(options)
    if options.json:
        print_json(_check_json(register) | ({"not_kept": not_kept} if options.annotated else {}))
    else:
        print("\n".join([_check_table(register), *not_kept]))
    has_errors = any(finding.severity is Severity.ERROR for finding in register.reading.findings)
    return 1 if has_errors else 0


def _check_json(register: Register) -> dict[str, object]:
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
        "findings": [
            {
                "code": finding.code,
                "severity": str(finding.severity),
                "sheet": finding.sheet,
                "row": finding.row,
                "column": finding.column,
                "message": finding.message,
            }
            for finding in reading.findings
        ],
        "excluded": [
            {"sheet": row.sheet, "row": row.row, "reason": row.reason, "message": row.message}
            for row in reading.excluded
        ],
    }


def _sheet_line(one: SheetRead) -> str:
    said = f" ({one.message})" if one.reason else ""
    return f"  {one.sheet:<22} {one.rows:>6}  {message(f'sheet.state.{one.state}')}{said}"


def _check_table(register: Register) -> str:
    """The findings as a table for a person, the severest first."""
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
    if len(reading.sheets) > 1:
        lines += [_sheet_line(one) for one in reading.sheets]
    lines += [f"  {field:<22} ← {heading}" for field, heading in reading.columns.items()]
    for finding in sorted(reading.findings, key=lambda finding: finding.severity.rank):
        row = "" if finding.row is None else finding.row
        lines.append(f"{finding.severity:<8} {row!s:>6}  {finding.column or ''}: {finding.message}")
    lines += [f"{'excluded':<8} {row.row:>6}  {row.message}" for row in reading.excluded]
    return "\n".join(lines)
