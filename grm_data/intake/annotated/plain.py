"""A workbook of a book's values: for csv, xls, xlsb and ods files, whose look openpyxl can't keep."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
import xlsxwriter

from grm_data.intake.book import Book

__all__ = ["plain_workbook"]

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_NAME = 31


def plain_workbook(book: Book) -> bytes:
    """Every sheet's cells where they stood, as xlsx; no text becomes a formula or a link."""
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(buffer, {**options, "in_memory": True}) as workbook:
        for sheet in book.sheets:
            page = workbook.add_worksheet(sheet_title(sheet.name))
            for i, row in enumerate(sheet.cells.astype(object).to_numpy()):
                for j, value in enumerate(row):
                    if not pd.isna(value):
                        page.write(sheet.first_row - 1 + i, sheet.first_column - 1 + j, value)
    return buffer.getvalue()


def sheet_title(name: str) -> str:
    """The name as Excel allows it."""
    return name.translate(_FORBIDDEN).strip("' ")[:_LONGEST_NAME] or "Register"
