"""Reads the report's files as another program would: their tables, texts and parts."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula

__all__ = [
    "as_day",
    "convert",
    "docx_tables",
    "docx_text",
    "formulas",
    "pdf_text",
    "squeezed",
    "unzipped",
    "xlsx_rows",
    "xlsx_text",
]


def squeezed(text: str) -> str:
    """The text without blanks of any kind: how a line breaks is the format's matter."""
    return re.sub(r"[\s\u200b]+", "", text)


def docx_tables(path: Path) -> list[list[list[str]]]:
    """Each table of a Word file as rows of cell texts."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(str(path)).tables]


def docx_text(path: Path) -> str:
    """Every text of a Word file, its header and footer too."""
    document = Document(str(path))
    section = document.sections[0]
    parts = [*document.paragraphs, *section.header.paragraphs, *section.footer.paragraphs]
    cells = [cell for table in docx_tables(path) for row in table for cell in row]
    return "\n".join([*(paragraph.text for paragraph in parts), *cells])


def pdf_text(path: Path, pdftotext: str, *options: str) -> str:
    """The text of a PDF in its reading order."""
    return subprocess.run(
        [pdftotext, *options, str(path), "-"], check=True, capture_output=True, text=True
    ).stdout


def xlsx_rows(path: Path, sheet: str) -> list[list[Any]]:
    """The values of a sheet, days as ISO texts."""
    book = load_workbook(path, data_only=True)
    return [[_shown(value) for value in row] for row in book[sheet].iter_rows(values_only=True)]


def xlsx_text(path: Path) -> str:
    """Every value of a workbook."""
    book = load_workbook(path, data_only=True)
    return "\n".join(str(value) for sheet in book for row in xlsx_rows(path, sheet.title) for value in row)


def _shown(value: Any) -> Any:
    return value.date().isoformat() if isinstance(value, datetime) else value


def formulas(path: Path) -> dict[tuple[str, str], str]:
    """(sheet, cell) → formula."""
    found = {}
    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if isinstance(value, ArrayFormula):
                    found[sheet.title, cell.coordinate] = str(value.text)
                elif cell.data_type == "f":
                    found[sheet.title, cell.coordinate] = str(value)
    return found


def unzipped(path: Path) -> dict[str, bytes]:
    """The parts of a Word file or a workbook."""
    with zipfile.ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def convert(soffice: str, target: str, files: Sequence[Path], out: Path) -> None:
    """Let LibreOffice write the files in another format, with a profile of its own."""
    profile = f"-env:UserInstallation=file://{out / 'profile'}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", target, "--outdir", str(out), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=120,
    )


def as_day(text: str) -> date:
    """A day as the report prints it: July 31, 2020."""
    return datetime.strptime(text, "%B %d, %Y").date()
