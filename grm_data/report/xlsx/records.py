"""The sheet of records: one row per feedback up to the as-of day, and how formulas name its columns."""

from __future__ import annotations

import re

from grm_data.figures.labels import label
from grm_data.messages import message
from grm_data.register import Status
from grm_data.report.xlsx.book import Book

__all__ = ["column", "counted", "has_status", "write_records"]

TABLE = "Records"

_SPECIAL = re.compile(r"['#\[\]@]")
"""What a formula wants escaped in the name of a column."""

_COLUMNS: tuple[tuple[str, str, float], ...] = (
    ("registered_no", "field.registered_no", 16),
    ("received", "field.received_on", 14),
    ("type", "field.type", 16),
    ("channel", "field.channel", 22),
    ("status", "field.status", 14),
    ("resolved", "field.resolved_on", 14),
    ("way", "field.way", 20),
    ("working_days", "field.working_days", 14),
    ("reported_days", "field.reported_working_days", 16),
    ("closed", "report.sheet.closed_on", 14),
    ("days_open", "report.sheet.days_open", 14),
    ("sheet_row", "field.sheet_row", 10),
)


def column(name: str) -> str:
    """A column of the records as formulas name it.

    >>> column("received")
    'Records[Date received]'
    """
    heading = message({one: key for one, key, _ in _COLUMNS}[name])
    escaped = _SPECIAL.sub(r"'\g<0>", heading)
    return f"{TABLE}[{escaped}]"


def counted(*conditions: tuple[str, str]) -> str:
    """A formula that counts records: each condition a column and Excel's criterion for it."""
    return f"COUNTIFS({','.join(f'{column(name)},{criterion}' for name, criterion in conditions)})"


def has_status(status: Status) -> tuple[str, str]:
    """The condition that a record stands at a status."""
    return "status", f'"{label("status", status)}"'


def write_records(book: Book) -> None:
    """The records as a named table that the other sheets' formulas read."""
    records = book.model.records
    page = book.page("records", [width for _, _, width in _COLUMNS])
    page.sheet.add_table(
        0,
        0,
        max(len(records), 1),
        len(_COLUMNS) - 1,
        {
            "name": TABLE,
            "style": "Table Style Light 9",
            "columns": [{"header": message(key)} for _, key, _ in _COLUMNS],
        },
    )
    page.sheet.freeze_panes(1, 1)
    page.sheet.repeat_rows(0)
    for row, record in enumerate(records, 1):
        for i, (name, _, _) in enumerate(_COLUMNS):
            value = getattr(record, name)
            if value not in (None, ""):
                page.put(row, i, value, "record")
