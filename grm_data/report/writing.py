"""The report as files: each format's bytes, and what the files are called."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from grm_data.analysis.sent import ReportedFigures
from grm_data.errors import UsageError
from grm_data.files import write_files
from grm_data.register import Register
from grm_data.report.building import build_report
from grm_data.report.model import ReportModel
from grm_data.settings import Settings
from grm_data.speech import DEFAULT_LANGUAGE, speaking

__all__ = ["FORMATS", "file_name", "rendered", "write_report"]

FORMATS = ("docx", "pdf", "xlsx")
_LONGEST_NAME = 80
_UNNAMED = "grievance-report"


def rendered(model: ReportModel, format: str, template: Path | None = None) -> bytes:
    """The report in one format; ``template`` is a Word template of the project's own."""
    with speaking(model.language):
        return _renderer(format, template)(model)


def _renderer(format: str, template: Path | None) -> Callable[[ReportModel], bytes]:
    """What makes a format; imported only when it is asked for."""
    match format:
        case "docx":
            from grm_data.report.docx import docx_bytes

            return lambda model: docx_bytes(model, template)
        case "pdf":
            from grm_data.report.pdf import pdf_bytes

            return pdf_bytes
        case "xlsx":
            from grm_data.report.xlsx import xlsx_bytes

            return xlsx_bytes
    raise UsageError("report-format", format=repr(format))


def file_name(
    settings: Settings,
    first: date,
    last: date,
    format: str,
    *,
    interim: bool = False,
    language: str = DEFAULT_LANGUAGE,
) -> str:
    """<project>-<from>-<to>.<format>, a name that every system takes; of an interim report <to>-interim.

    Another language than English stands at the end of the name.

    The project's name in small letters; letters and digits of every script stay, what lies between them
    becomes one hyphen.

    >>> file_name(Settings(name="Smart Government Project"), date(2020, 6, 25), date(2020, 12, 31), "pdf")
    'smart-government-project-2020-06-25-2020-12-31.pdf'
    """
    end = "-interim" if interim else ""
    end += "" if language == DEFAULT_LANGUAGE else f"-{language}"
    return f"{_slug(settings.name or '') or _UNNAMED}-{first}-{last}{end}.{format}"


def _slug(name: str) -> str:
    letters = unicodedata.normalize("NFC", name.lower())
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in letters)
    return "-".join(kept.split())[:_LONGEST_NAME].strip("-")


def write_report(
    register: Register,
    settings: Settings,
    first: date,
    last: date,
    *,
    as_of: date | None = None,
    formats: Iterable[str] = FORMATS,
    out: Path,
    template: Path | None = None,
    other: str | None = None,
    made_on: date | None = None,
    version: str | None = None,
    is_sample: bool = False,
    logo: bytes | None = None,
    previous_figures: Iterable[ReportedFigures] = (),
    inputs: Iterable[Path | None] = (),
) -> list[Path]:
    """Write the report, in the language spoken here, in each format into the folder ``out``.

    That is made where it is missing. All formats are made before any is written, and none over one of the
    ``inputs``. GrmError says in one sentence what can't be done.
    """
    model = build_report(
        register,
        settings,
        first,
        last,
        as_of=as_of,
        other=other,
        made_on=made_on,
        version=version,
        is_sample=is_sample,
        logo=logo,
        previous_figures=previous_figures,
    )
    files = {
        file_name(settings, first, last, name, interim=model.is_interim, language=model.language): rendered(
            model, name, template
        )
        for name in formats
    }
    out.mkdir(parents=True, exist_ok=True)
    written = {out / name: content for name, content in files.items()}
    write_files(written, inputs)
    return list(written)
