"""The half-yearly report: one ReportModel that holds every number and sentence → docx, pdf, xlsx.

``write_report`` writes files, ``build_report`` gives the model, ``rendered`` one format of it.
"""

from grm_data.report.building import build_report
from grm_data.report.missing import missing_before_sending
from grm_data.report.model import ReportModel
from grm_data.report.revision import figures_of_earlier_reports
from grm_data.report.writing import FORMATS, file_name, rendered, write_report

__all__ = [
    "FORMATS",
    "ReportModel",
    "build_report",
    "figures_of_earlier_reports",
    "file_name",
    "missing_before_sending",
    "rendered",
    "write_report",
]
