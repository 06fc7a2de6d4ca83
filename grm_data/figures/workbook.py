"""A table as a workbook to download, none of whose texts runs as a formula."""

from __future__ import annotations

from io import BytesIO

import pandas as pd

__all__ = ["xlsx_bytes"]

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDE = 22
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def xlsx_bytes(frame: pd.DataFrame, sheet: str) -> bytes:
    """The table on one sheet under its headings, days as days."""
    import xlsxwriter

    content = BytesIO()
    with xlsxwriter.Workbook(content, dict(_OPTIONS)) as book:
        page = book.add_worksheet(sheet)
        head, day, inert = (
            book.add_format(look)
            for look in (
                {"bold": True},
                {"num_format": "yyyy-mm-dd", "align": "left"},
                {"quote_prefix": True},
            )
        )
        page.set_column(0, max(len(frame.columns) - 1, 0), _WIDE)
        page.freeze_panes(1, 0)
        for j, name in enumerate(frame.columns):
            page.write_string(0, j, name, head)
            for i, value in enumerate(frame[name], 1):
                if pd.isna(value):
                    continue
                if isinstance(value, pd.Timestamp):
                    page.write_datetime(i, j, value.to_pydatetime(), day)
                elif isinstance(value, str):
                    page.write_string(i, j, value, inert if value.startswith(_FORMULA_STARTS) else None)
                else:
                    page.write_number(i, j, value)
    return content.getvalue()
