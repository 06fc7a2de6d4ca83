"""The sheet of charts: the values of the report's charts, drawn by Excel itself."""

from __future__ import annotations

from typing import Any

from grm_data.figures.charts import Bars, Dots
from grm_data.figures.colours import NEUTRAL, STATUS_COLOURS
from grm_data.figures.labels import label, part_of_year
from grm_data.messages import message
from grm_data.register import half_years
from grm_data.report.blocks import Chart
from grm_data.report.xlsx.book import Book, Page
from grm_data.report.xlsx.records import counted, has_status

__all__ = ["write_charts"]

_SIZE = {"width": 900, "height": 330}
_ROWS_OF_CHART = 18


def write_charts(book: Book) -> None:
    """Received by half-year and status; the working days of the period's cases."""
    page = book.page("charts", (14, 14, 14, 12, 12, 12, 12, 12))
    for chart in book.model.charts:
        page.sheet.set_h_pagebreaks([page.row] if page.row else [])
        page.line(chart.title, "heading")
        if chart.name == "received" and isinstance(chart.marks, Bars):
            _half_years(page, chart, chart.marks)
        else:
            _working_days(page, chart)


def _half_years(page: Page, chart: Chart, marks: Bars) -> None:
    """A row per half-year with formulas over the records; the chart above reads them."""
    total = page.book.model.received[2].period
    halves = half_years(total.first, total.last)[-len(marks.categories) :]
    names = {label("status", status): status for status in STATUS_COLOURS}
    place = page.row
    page.row += _ROWS_OF_CHART
    head = [message("report.sheet.half_year"), message("report.sheet.from"), message("report.sheet.to")]
    page.head([*head, *(one.name for one in marks.series), message("figure.total")])
    first = page.row
    for i, half in enumerate(halves):
        page.cells((part_of_year(half.name), half.first, half.last))
        row = page.row - 1
        within = (("received", f'">="&$B{page.row}'), ("received", f'"<="&$C{page.row}'))
        for column, one in enumerate(marks.series, 3):
            formula = counted(*within, has_status(names[one.name]))
            page.formula(row, column, formula, one.values[i])
        page.formula(row, 3 + len(marks.series), counted(*within), marks.totals[i])
    drawn = page.book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for column, one in enumerate(marks.series, 3):
        _add_series(drawn, page, (first, page.row - 1), column, one.colour)
    _place(drawn, page, place, chart, marks.axis)


def _working_days(page: Page, chart: Chart) -> None:
    """The days of each case, or how many cases took how long."""
    marks = chart.marks
    place = page.row
    page.row += _ROWS_OF_CHART
    if isinstance(marks, Dots):
        axis = message("report.sheet.case")
        page.head([axis, message("field.received_on"), message("field.working_days")])
        rows: list[tuple[Any, ...]] = [(dot.name, dot.received, dot.days) for dot in marks.dots]
    else:
        axis = marks.axis
        page.head([axis, "", marks.series[0].name])
        rows = [(name, None, n) for name, n in zip(marks.categories, marks.totals, strict=True)]
    first = page.row
    for values in rows:
        page.cells(values)
    drawn = page.book.workbook.add_chart({"type": "column"})
    _add_series(drawn, page, (first, page.row - 1), 2, NEUTRAL)
    _place(drawn, page, place, chart, axis)


def _add_series(drawn: Any, page: Page, rows: tuple[int, int], column: int, colour: str) -> None:
    sheet, (first, last) = page.sheet.get_name(), rows
    drawn.add_series(
        {
            "name": [sheet, first - 1, column],
            "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, column, last, column],
            "fill": {"color": colour},
            "gap": 60,
        }
    )


def _place(drawn: Any, page: Page, row: int, chart: Chart, axis: str) -> None:
    drawn.set_title({"none": True})
    drawn.set_legend({"position": "top"} if len(drawn.series) > 1 else {"none": True})
    drawn.set_x_axis({"name": axis})
    drawn.set_y_axis({"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    drawn.set_size(_SIZE)
    page.sheet.insert_chart(row, 0, drawn, {"description": chart.alt, "object_position": 2})
    page.row += 1
