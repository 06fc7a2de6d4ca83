"""The empty workbook for staff: what this reads back without a finding."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from grm_data.messages import message
from grm_data.register.fields import DATE_FIELDS, Field
from grm_data.register.traits import Kind
from grm_data.register.vocabulary import Status

__all__ = ["FIELDS", "heading_of", "template_workbook"]

FIELDS = tuple(field for field in Field if field.traits.template is not None)
"""The template's columns, in their order."""

ROWS = 1000
"""Rows prepared with drop-downs and date cells; the sheet may grow beyond them."""


def template_workbook(rows: Sequence[Sequence[Any]] = ()) -> bytes:
    """An xlsx workbook with a register sheet and an instructions sheet, in the language spoken here.

    ``rows`` fill the register in the order of FIELDS; dates as datetime.date. No text becomes a formula
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
    for j, field in enumerate(FIELDS):
        sheet.set_column(j, j, field.traits.template, day if field in DATE_FIELDS else wrapped)
    columns = [{"header": heading_of(field)} for field in FIELDS]
    last = max(ROWS, len(rows))
    sheet.add_table(
        0,
        0,
        last,
        len(FIELDS) - 1,
        {"name": "Register", "columns": columns, "style": "Table Style Light 9"},
    )
    sheet.freeze_panes(1, 1)
    for i, row in enumerate(rows, 1):
        sheet.write_row(i, 0, [None if value == "" else value for value in row])
    for j, field in enumerate(FIELDS):
        rule = _validation(field)
        if rule:
            sheet.data_validation(1, j, last, j, rule)


def _validation(field: Field) -> dict[str, Any] | None:
    """What Excel lets into a column of the register."""
    words = _words(field)
    if words:
        return {"validate": "list", "source": words, "error_type": "warning", **_help(field)}
    if field in DATE_FIELDS:
        import datetime

        first, last = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last, **_help(field)}
    if field is Field.REPORTED_WORKING_DAYS:
        return {"validate": "integer", "criteria": ">=", "value": 0, **_help(field)}
    return None


def heading_of(field: Field) -> str:
    """What a column is called in the language that is spoken here."""
    return message("field.working_days" if field is Field.REPORTED_WORKING_DAYS else f"field.{field}")


def _words(field: Field) -> list[str]:
    """The words that a column is to hold, none where it is open."""
    match field.traits.kind:
        case Kind.STATUS:
            return [message(f"status.{code}") for code in Status if code is not Status.UNRECOGNISED]
        case Kind.FLAG | Kind.MARK:
            return [message("word.yes"), message("word.no")]
        case _:
            return [message(f"{field}.{code}") for code in field.traits.codes]


def _help(field: Field) -> dict[str, str]:
    return {
        "input_title": heading_of(field),
        "input_message": message(f"template.help.{field}"),
        "error_title": heading_of(field),
        "error_message": message(f"template.help.{field}"),
    }


def _instructions_sheet(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet(message("template.instructions"))
    bold = book.add_format({"bold": True, "font_size": 13})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100, wrapped)
    sheet.write_string(0, 0, message("template.title"), bold)
    named = {str(field): heading_of(field) for field in FIELDS}
    named |= {str(one): message(f"status.{one}") for one in Status}
    lines = message("template.lines", **named, yes=message("word.yes")).strip().splitlines()
    for i, line in enumerate(lines, 2):
        sheet.write_string(i, 0, line, wrapped)
