"""ReportModel → Excel by XlsxWriter: what reviewers check, with live formulas over a sheet of records."""

from __future__ import annotations

from grm_data.report.model import ReportModel
from grm_data.report.xlsx.blocks import write_sections
from grm_data.report.xlsx.book import Book
from grm_data.report.xlsx.charts import write_charts
from grm_data.report.xlsx.received import write_received
from grm_data.report.xlsx.records import write_records
from grm_data.report.xlsx.summary import write_summary

__all__ = ["xlsx_bytes"]


def xlsx_bytes(model: ReportModel) -> bytes:
    """The report as a workbook; no text of a register becomes a formula, a number or a link."""
    book = Book(model)
    write_summary(book)
    write_received(book)
    write_sections(book, "addressed")
    write_sections(book, "tables")
    write_charts(book)
    write_sections(book, "notes")
    write_records(book)
    return book.close()
