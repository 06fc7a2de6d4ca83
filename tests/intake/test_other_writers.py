"""Valid files that other programs write otherwise than Excel and LibreOffice do."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
import xlsxwriter
from openpyxl import load_workbook

from grm_data.intake.annotated.copy import annotated_copy
from grm_data.intake.file import File
from grm_data.intake.opening import open_bytes
from grm_data.register import Field
from grm_data.settings import Settings
from tests.intake import making as m

ROWS = (
    ("No.", "Date received", "Channel", "Status"),
    ("Z-1", "2020-07-31", "Email", "Resolved"),
    ("Z-2", "2020-08-02", "Phone", "Open"),
)
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/></manifest:manifest>'
)
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for i, row in enumerate(ROWS):
            sheet.write_row(i, 0, row)
    return buffer.getvalue()


@pytest.mark.parametrize("place", ["sharedStrings.xml", "strings/texts.xml"])
def test_the_texts_of_a_workbook_may_stand_anywhere_in_its_package(place: str) -> None:
    moved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(moved, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                content = content.replace(b'Target="sharedStrings.xml"', f'Target="/{place}"'.encode())
            if name == "[Content_Types].xml":
                content = content.replace(b"/xl/sharedStrings.xml", f"/{place}".encode())
            new.writestr(place if name == "xl/sharedStrings.xml" else name, content)
    register = open_bytes("r.xlsx", moved.getvalue(), Settings())
    assert register.registered_no.tolist() == ["Z-1", "Z-2"]
    assert register.channel.texts().tolist() == ["email", "phone"]


def without_styles() -> bytes:
    """A workbook whose cells name styles that no part of it holds."""
    head, row = m.rows_of([ROWS[0], ("Z-1", (44043, m.DATE), "Email", "Rejected")])
    parts = m.xlsx_parts({"Register": m.sheet_xml([head, row])})
    del parts["xl/styles.xml"]
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = re.sub(r"<Relationship [^>]*styles.xml[^>]*>", "", str(parts[rels]))
    return m.zipped(parts)


def test_a_workbook_without_its_styles_is_read_and_comes_back_marked() -> None:
    file = File("r.xlsx", without_styles())
    register = open_bytes(file.name, file.content, Settings())
    assert register.first_received == date(2020, 7, 31)
    copy = annotated_copy(file, Settings())
    sheet = load_workbook(io.BytesIO(copy.content)).worksheets[0]
    assert sheet["D2"].comment is not None
    assert len(copy.not_kept) == 1


def indented_document() -> bytes:
    """An ods whose XML is indented, as SheetJS writes it, and whose first part isn't the type."""

    def cell(text: str) -> str:
        return f'          <table:table-cell office:value-type="string">\n            <text:p>{text}</text:p>\n          </table:table-cell>'

    rows = "\n".join(
        "        <table:table-row>\n" + "\n".join(map(cell, row)) + "\n        </table:table-row>"
        for row in ROWS
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMESPACES}>\n  <office:body>\n'
        f'    <office:spreadsheet>\n      <table:table table:name="Register">\n{rows}\n      </table:table>\n'
        "    </office:spreadsheet>\n  </office:body>\n</office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("META-INF/manifest.xml", MANIFEST)
        package.writestr("mimetype", MIMETYPE)
        package.writestr("content.xml", content)
    return buffer.getvalue()


def test_an_indented_document_is_read() -> None:
    register = open_bytes("r.ods", indented_document(), Settings(texts_cleared=True))
    assert register.registered_no.tolist() == ["Z-1", "Z-2"]
    assert register.channel.texts().tolist() == ["email", "phone"]
    assert len(register.columns.days[Field.RECEIVED_ON]) == 2
