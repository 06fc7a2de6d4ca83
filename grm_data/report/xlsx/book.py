"""The workbook: its formats, its sheets and the ways to write into them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from math import ceil
from typing import Any, TypeAlias

import xlsxwriter

from grm_data.messages import message
from grm_data.report.model import ReportModel

__all__ = ["LONGEST_TEXT", "Book", "Page", "Value"]

Value: TypeAlias = str | int | float | date | None

LONGEST_TEXT = 32_767  # of a cell, by Excel
_LONGEST_NAME = 31  # of a sheet
_LONGEST_FOOTER = 200  # Excel takes 255 with the marks of its own
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LIVE = "#EAF2F8"
_LINE = 15  # points
_LOGO, _LOGO_PIXELS = 54, 68  # points of its row, pixels of the picture in it
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_HEAD = {"bold": True, "bg_color": "#E6EEF5", "border": 1, "text_wrap": True, "valign": "top"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "font_color": "#1F4E79"},
    "heading": {"bold": True, "font_size": 11, "font_color": "#1F4E79"},
    "mark": {"bold": True, "font_color": "#A33B00"},
    "head": _HEAD,
    "text": {"text_wrap": True, "valign": "top"},
    "record": {},
    "inert": {"text_wrap": True, "valign": "top", "quote_prefix": True},
    "inert_record": {"quote_prefix": True},
    "cell": {"text_wrap": True, "valign": "top", "border": 1},
    "inert_cell": {"text_wrap": True, "valign": "top", "border": 1, "quote_prefix": True},
    "number": {"border": 1, "valign": "top", "align": "right", "indent": 1},
    "inert_number": {"border": 1, "valign": "top", "align": "right", "indent": 1, "quote_prefix": True},
    "head_right": {**_HEAD, "align": "right", "indent": 1},
    "date": {"num_format": "yyyy-mm-dd", "border": 1, "valign": "top", "align": "left"},
    "record_date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "live": {"bg_color": _LIVE, "border": 1, "valign": "top", "align": "right"},
    "percent": {"bg_color": _LIVE, "border": 1, "num_format": "0%", "align": "right"},
    "decimal": {"bg_color": _LIVE, "border": 1, "num_format": "0.0##", "align": "right"},
}
_TO_THE_RIGHT = {"cell": "number", "head": "head_right"}
_DATES = {"cell": "date", "record": "record_date"}
_NUMBERS = {"cell": "number"}
_INERT = {"text": "inert", "cell": "inert_cell", "number": "inert_number", "record": "inert_record"}


def _lines(text: str, width: float) -> int:
    """The lines that a text needs in so many characters; Excel shows no more than about 27."""
    return min(sum(max(ceil(len(line) / width), 1) for line in text.split("\n")), 27)


class Book:
    """A workbook in memory."""

    def __init__(self, model: ReportModel) -> None:
        self.model = model
        self._content = BytesIO()
        self.workbook = xlsxwriter.Workbook(self._content, dict(_OPTIONS))
        self.formats = {name: self.workbook.add_format(options) for name, options in _FORMATS.items()}
        made_on = datetime.combine(model.source.made_on, datetime.min.time())
        self.workbook.set_properties(
            {"title": f"{model.title}. {model.subtitle}", "comments": model.footer, "created": made_on}
        )

    def page(self, name: str, widths: Sequence[float], *, portrait: bool = False) -> Page:
        """A new sheet, ready to print: one page wide, with the report's footer."""
        sheet = self.workbook.add_worksheet(message(f"report.sheet.{name}")[:_LONGEST_NAME])
        for i, width in enumerate(widths):
            sheet.set_column(i, i, width)
        if not portrait:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        foot = self.model.footer[:_LONGEST_FOOTER].replace("&", "&&")
        sheet.set_footer(f"&L&7{foot}&R&7&P / &N")
        if self.model.sample:
            sheet.set_header(f"&R&B{self.model.sample}")
        return Page(sheet, self, tuple(widths))

    def close(self) -> bytes:
        """The finished workbook."""
        self.workbook.close()
        return self._content.getvalue()


class Page:
    """A sheet that is written from top to bottom; ``row`` is the next one, from 0."""

    def __init__(self, sheet: Any, book: Book, widths: tuple[float, ...]) -> None:
        self.sheet = sheet
        self.book = book
        self.widths = widths  # of the columns, in characters
        self.row = 0

    def logo(self, png: bytes, alt: str) -> None:
        """A picture above what follows."""
        self.sheet.set_row(self.row, _LOGO)
        high = int.from_bytes(png[20:24])  # pixels, as a PNG's head has them
        scale = {"x_scale": _LOGO_PIXELS / high, "y_scale": _LOGO_PIXELS / high}
        picture = {"image_data": BytesIO(png), "description": alt, "object_position": 2, **scale}
        self.sheet.insert_image(self.row, 0, "logo.png", picture)
        self.row += 1

    def line(self, text: str, kind: str = "text") -> None:
        """A text in a row of its own, across the columns to its right."""
        self.put(self.row, 0, text, kind)
        self.row += 1

    def paragraph(self, text: str) -> None:
        """A long text across all columns."""
        last, width = len(self.widths) - 1, sum(self.widths)
        self.sheet.set_row(self.row, _LINE * _lines(text, width))
        self.sheet.merge_range(self.row, 0, self.row, last, "", self._format("text", text))
        self.put(self.row, 0, text, "text")
        self.row += 1

    def head(self, names: Sequence[str], numbers: Sequence[bool] = ()) -> None:
        """A row of column names; those of ``numbers`` stand to the right."""
        self.cells(names, "head", numbers=numbers)

    def cells(
        self,
        values: Sequence[Value],
        kind: str = "cell",
        *,
        goes_on: bool = False,
        numbers: Sequence[bool] = (),
    ) -> None:
        """A row of cells, as high as its texts need: not every program sees to that itself.

        Where it ``goes_on`` the last cell takes all columns to its right. In columns of ``numbers`` texts
        stand to the right, too.
        """
        last, widths = len(values) - 1, self.widths
        if goes_on and len(widths) > len(values):
            widths = (*widths[:last], sum(widths[last:]))
            self.sheet.merge_range(
                self.row, last, self.row, len(self.widths) - 1, "", self.book.formats[kind]
            )
        cells = zip(values, widths, strict=False)
        lines = [_lines(value, width) for value, width in cells if isinstance(value, str)]
        self.sheet.set_row(self.row, _LINE * max(lines, default=1))
        for column, value in enumerate(values):
            is_right = column < len(numbers) and numbers[column]
            self.put(self.row, column, value, _TO_THE_RIGHT[kind] if is_right else kind)
        self.row += 1

    def put(self, row: int, column: int, value: Value, kind: str = "cell") -> None:
        """A value as what it is: a text stays a text whatever it begins with."""
        formats = self.book.formats
        match value:
            case None:
                self.sheet.write_blank(row, column, None, formats[kind])
            case str():
                self.sheet.write_string(row, column, value[:LONGEST_TEXT], self._format(kind, value))
            case date():
                self.sheet.write_datetime(row, column, value, formats[_DATES.get(kind, kind)])
            case _:
                self.sheet.write_number(row, column, value, formats[_NUMBERS.get(kind, kind)])

    def formula(self, row: int, column: int, formula: str, value: object, kind: str = "live") -> None:
        """A live formula and the value it has now."""
        self.sheet.write_formula(row, column, f"={formula}", self.book.formats[kind], value)

    def array(self, row: int, column: int, formula: str, value: object, kind: str = "live") -> None:
        """A live formula over whole columns and the value it has now."""
        self.sheet.write_array_formula(
            row, column, row, column, f"{{={formula}}}", self.book.formats[kind], value
        )

    def _format(self, kind: str, text: str) -> Any:
        """Excel shows a text that begins like a formula as text for good, also once its cell was edited."""
        if text.startswith(_FORMULA_STARTS):
            kind = _INERT.get(kind, kind)
        return self.book.formats[kind]
