"""The empty workbook for staff: what this reads back without a finding."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from grm_data.messages import message
from grm_data.register.columns import Field
from grm_data.register.vocabulary import CHANNELS, TYPES, Status

__all__ = ["HEADINGS", "template_workbook"]

HEADINGS: dict[Field, str] = {
    Field.REGISTERED_NO: "Registered No.",
    Field.RECEIVED_ON: "Date received",
    Field.TYPE: "Type",
    Field.CHANNEL: "Channel",
    Field.ISSUE: "Summary of issue",
    Field.ACTION: "Summary of actions taken",
    Field.STATUS: "Status",
    Field.RESOLVED_ON: "Resolved date",
    Field.REPORTED_WORKING_DAYS: "Working days",
    Field.WAY: "Way",
    Field.SENSITIVE: "Sensitive",
}
"""The template's columns, in their order."""

ROWS = 1000
"""Rows prepared with drop-downs and date cells; the sheet may grow beyond them."""

_WIDTHS = (15, 14, 15, 22, 50, 50, 13, 14, 13, 20, 11)
_DATES = (Field.RECEIVED_ON, Field.RESOLVED_ON)


def template_workbook(rows: Sequence[Sequence[Any]] = ()) -> bytes:
    """An xlsx workbook with a register sheet and an instructions sheet.

    ``rows`` fill the register in the order of HEADINGS; dates as datetime.date. No text becomes a formula
    or a link.
    """
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        _register_sheet(book, rows)
        _instructions_sheet(book)
    return buffer.getvalue()


def _register_sheet(book: xlsxwriter.Workbook, rows: Sequence[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(message("template.register"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    for j, (field, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(j, j, width, day if field in _DATES else wrapped)
    columns = [{"header": heading} for heading in HEADINGS.values()]
    last = max(ROWS, len(rows))
    sheet.add_table(
        0,
        0,
        last,
        len(HEADINGS) - 1,
        {"name": "Register", "columns": columns, "style": "Table Style Light 9"},
    )
    sheet.freeze_panes(1, 1)
    for i, row in enumerate(rows, 1):
        sheet.write_row(i, 0, [None if value == "" else value for value in row])
    for j, field in enumerate(HEADINGS):
        rule = _validation(field)
        if rule:
            sheet.data_validation(1, j, last, j, rule)


def _validation(field: Field) -> dict[str, Any] | None:
    """What Excel lets into a column of the register."""
    words = {
        Field.TYPE: [message(f"type.{code}") for code in TYPES],
        Field.CHANNEL: [message(f"channel.{code}") for code in CHANNELS],
        Field.STATUS: [message(f"status.{code}") for code in Status if code is not Status.UNRECOGNISED],
        Field.SENSITIVE: ["Yes", "No"],
    }
    if field in words:
        return {"validate": "list", "source": words[field], "error_type": "warning", **_help(field)}
    if field in _DATES:
        import datetime

        first, last = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last, **_help(field)}
    if field is Field.REPORTED_WORKING_DAYS:
        return {"validate": "integer", "criteria": ">=", "value": 0, **_help(field)}
    return None


def _help(field: Field) -> dict[str, str]:
    return {
        "input_title": HEADINGS[field],
        "input_message": message(f"template.help.{field}"),
        "error_title": HEADINGS[field],
        "error_message": message(f"template.help.{field}"),
    }


def _instructions_sheet(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet(message("template.instructions"))
    bold = book.add_format({"bold": True, "font_size": 13})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100, wrapped)
    sheet.write_string(0, 0, message("template.title"), bold)
    for i, line in enumerate(message("template.lines").strip().splitlines(), 2):
        sheet.write_string(i, 0, line, wrapped)
