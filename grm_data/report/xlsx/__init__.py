"""ReportModel → Excel by XlsxWriter: what reviewers check, with live formulas over a sheet of records."""

from __future__ import annotations

from grm_data.report.model import ReportModel
from grm_data.report.xlsx.book import Book
from grm_data.report.xlsx.charts import write_charts
from grm_data.report.xlsx.received import write_received
from grm_data.report.xlsx.records import write_records
from grm_data.report.xlsx.summary import write_summary
from grm_data.report.xlsx.texts import write_addressed, write_notes

__all__ = ["xlsx_bytes"]


def xlsx_bytes(model: ReportModel) -> bytes:
    """The report as a workbook; no text of a register becomes a formula, a number or a link."""
    book = Book(model)
    for write in (write_summary, write_received, write_addressed, write_charts, write_notes, write_records):
        write(book)
    return book.close()
