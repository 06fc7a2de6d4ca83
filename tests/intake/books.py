"""Books made for tests, as the reading process would hand them over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from grm_data.intake.book import Book, Sheet
from grm_data.intake.build import build_register
from grm_data.register import Finding, Register
from grm_data.settings import Settings, parse_settings

TODAY = date(2026, 11, 24)
HEADINGS = (
    "Registered No.",
    "Date received",
    "Type",
    "Channel",
    "Status",
    "Resolved date",
    "Working days",
    "Way",
)
PLAIN = ("f-2020/01", "2020-07-31", "Request", "Email", "Resolved", "2020-08-03", 2, "email")
SETTINGS = parse_settings(b"[project]\nname = 'Test'\nstart = 2015-09-15\ncountry = 'MN'")


def sheet_of(rows: Sequence[Sequence[Any]], name: str = "Register", **more: Any) -> Sheet:
    """A sheet whose first row stands on row 1."""
    width = max(map(len, rows), default=0)
    return Sheet(
        name, pd.DataFrame([[*row, *[None] * (width - len(row))] for row in rows], dtype=object), **more
    )


def book_of(*sheets: Sheet, name: str = "register.xlsx") -> Book:
    """A workbook of the sheets."""
    return Book(name, "0" * 64, "xlsx", tuple(sheets))


def read(
    rows: Sequence[Sequence[Any]],
    settings: Settings = SETTINGS,
    *,
    headings: Sequence[Any] = HEADINGS,
    **more: Any,
) -> Register:
    """The Register of rows under a header on row 1."""
    return build_register(book_of(sheet_of([headings, *rows], **more)), settings, None, TODAY)


def plain(**changes: Any) -> tuple[Any, ...]:
    """A row without a fault, but for the changes (by heading, blanks as underscores, lower case)."""
    names = [heading.lower().replace(" ", "_").rstrip(".") for heading in HEADINGS]
    unknown = set(changes) - set(names)
    assert not unknown, unknown
    return tuple(changes.get(name, value) for name, value in zip(names, PLAIN, strict=True))


def numbered(*rows: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """The rows with running numbers f-2020/01 … where they have the plain row's own."""
    return [(f"f-2020/{i:02d}", *row[1:]) if row[0] == PLAIN[0] else row for i, row in enumerate(rows, 1)]


def told(register: Register, *, infos: bool = False) -> list[tuple[str, int | None, str | None]]:
    """(code, row, heading) of each finding; infos only where asked for."""
    return [_place(finding) for finding in register.reading.findings if infos or finding.severity != "info"]


def _place(finding: Finding) -> tuple[str, int | None, str | None]:
    return finding.code, finding.row, finding.column
