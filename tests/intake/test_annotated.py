"""The annotated copy: the user's own workbook, its problems marked, its look kept."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from grm_data.errors import RegisterError
from grm_data.guarded import Job
from grm_data.guarded.jobs import work_of
from grm_data.guarded.wire import Message
from grm_data.intake.annotated import copy as copying
from grm_data.intake.opening import annotated_copy, file_from_bytes
from tests.intake.books import HEADINGS, SETTINGS, TODAY, plain


@pytest.fixture(autouse=True, params=["in its process", "in ours"])
def marked_where(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Marking runs in a guarded process; every test holds for the same code in ours too."""

    def run_here(job: Job, arguments: dict[str, Any], blobs: list[bytes]) -> Message:
        reply = work_of(job.target)(json.loads(json.dumps(arguments)), [memoryview(blob) for blob in blobs])
        return Message("done", reply.values, [memoryview(blob) for blob in reply.blobs])

    if request.param == "in ours":
        monkeypatch.setattr(copying, "run", run_here)
    return str(request.param)


def workbook() -> bytes:
    """A register with everything that must be kept, and problems on rows 5 and 6."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Our register"
    sheet["A1"] = "Register of the project"
    sheet.merge_cells("A1:D1")
    sheet["A1"].font = Font(bold=True, italic=True)
    sheet.append([None])
    sheet.append(HEADINGS)
    sheet.append(plain())
    sheet.append(plain(registered_no="f-2020/02", status="Rejected", channel="Pigeon"))
    sheet.append(plain(registered_no="f-2020/03", date_received=None))
    sheet["E5"].comment = Comment("Ask Dorj", "clerk")
    sheet["K4"] = "=G4+1"
    sheet.column_dimensions["D"].width = 33
    sheet.row_dimensions[4].height = 40
    sheet["D4"].number_format = "@"
    sheet.freeze_panes = "A4"
    rule = DataValidation(type="list", formula1='"Resolved,Resolving,Unrelated"')
    sheet.add_data_validation(rule)
    rule.add("E4:E100")
    picture = BytesIO()
    Picture.new("RGB", (8, 8), "red").save(picture, "png")
    sheet.add_image(Image(picture), "M1")
    book.create_sheet("Problems")["A1"] = "their own"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def copy_of(content: bytes, name: str = "register.xlsx"):
    return annotated_copy(file_from_bytes(name, content), SETTINGS, today=TODAY)


def test_problem_cells_are_coloured_and_commented_and_all_else_is_kept() -> None:
    copy = copy_of(workbook())
    book = load_workbook(BytesIO(copy.content))
    sheet = book["Our register"]
    assert sheet["E5"].fill.fgColor.rgb.endswith("F4B6B0")
    assert sheet["E5"].comment.text.startswith("Ask Dorj")
    assert "[values.status]" in sheet["E5"].comment.text
    assert sheet["D5"].fill.fgColor.rgb.endswith("FBE3A2")
    assert "no received date" in sheet["B6"].comment.text
    assert "Left out" in sheet["A6"].comment.text
    assert sheet["E4"].comment is None
    assert sheet["E4"].fill.fill_type is None
    assert (sheet.column_dimensions["D"].width, sheet.row_dimensions[4].height) == (33, 40)
    assert sheet["D4"].number_format == "@"
    assert sheet["A1"].font.italic
    assert sheet["K4"].value == "=G4+1"
    assert str(next(iter(sheet.merged_cells.ranges))) == "A1:D1"
    assert sheet.freeze_panes == "A4"
    assert len(sheet.data_validations.dataValidation) == 1
    assert len(sheet._images) == 1
    assert copy.not_kept == ()


def test_the_problems_sheet_lists_every_finding_with_its_place() -> None:
    copy = copy_of(workbook())
    book = load_workbook(BytesIO(copy.content))
    assert book.sheetnames == ["Our register", "Problems", "Problems_"]
    lines = list(book["Problems_"].iter_rows(min_row=2, values_only=True))
    assert len(lines) == len(copy.register.reading.findings) + len(copy.register.reading.excluded)
    assert lines[0][:3] == ("Error", 5, "Status")
    assert lines[-1][:3] == ("Left out", 6, None)
    assert book["Problems_"]["B2"].hyperlink.location is None
    assert book["Problems_"]["B2"].hyperlink.target == "#'Our register'!A5"


def test_a_csv_comes_back_as_a_workbook_of_its_values() -> None:
    content = b"Registered No.,Date received,Status,Channel,Type\n=1+1,2020-07-31,Rejected,Email,\n"
    copy = copy_of(content, "register.csv")
    book = load_workbook(BytesIO(copy.content))
    assert book.worksheets[0]["A2"].value == "=1+1"
    assert book.worksheets[0]["A2"].data_type == "s"
    assert book.worksheets[0]["C2"].comment is not None
    assert len(copy.not_kept) == 1


def test_a_heading_that_looks_like_a_formula_stays_a_text() -> None:
    content = b"=cmd(),Registered No.,Date received,Status\nx,1,2020-07-31,Resolved\n"
    book = load_workbook(BytesIO(copy_of(content, "r.csv").content))
    cells = [cell for row in book["Problems"].iter_rows() for cell in row if cell.value == "=cmd()"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_what_cannot_be_kept_is_said() -> None:
    book = load_workbook(BytesIO(workbook()))
    chart = BarChart()
    chart.add_data(Reference(book.worksheets[0], min_col=7, min_row=3, max_row=5))
    book.worksheets[0].add_chart(chart, "P1")
    buffer = BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("xl/drawings/drawing9.xml", "<xdr:wsDr><xdr:sp macro=''/></xdr:wsDr>")
        package.writestr("xl/vbaProject.bin", b"x")
        package.writestr("xl/worksheets/sheet9.xml", "<worksheet><x14:sparklineGroups/></worksheet>")
    not_kept = " ".join(copy_of(buffer.getvalue()).not_kept)
    for word in ("Macros", "Charts", "shapes", "Sparklines"):
        assert word in not_kept


def test_a_comment_on_a_merged_cell_stands_on_its_first_cell() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    sheet.append(plain(channel="Pigeon"))
    sheet.append(plain(registered_no="f-2020/02", channel="Pigeon"))
    sheet.merge_cells("C2:D2")
    buffer = BytesIO()
    book.save(buffer)
    marked = load_workbook(BytesIO(copy_of(buffer.getvalue()).content)).worksheets[0]
    assert marked["C2"].comment is not None


@pytest.mark.parametrize(("limit", "value"), [("MEMORY_MB", "6"), ("WALL_S", "0.01")])
def test_a_workbook_too_big_to_mark_is_refused_in_one_sentence(
    limit: str, value: str, marked_where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if marked_where == "in ours":
        return  # there is no process to run out of anything
    book = Workbook()
    for row in (HEADINGS, *(plain(registered_no=f"f-2020/{i}") for i in range(2_000))):
        book.active.append(row)
    book.save(buffer := BytesIO())
    monkeypatch.setenv(f"GRM_READ_{limit}", value)
    with pytest.raises(RegisterError) as caught:
        copy_of(buffer.getvalue())
    assert caught.value.key == "cannot-annotate"


def test_a_file_that_can_not_be_read_says_why() -> None:
    with pytest.raises(RegisterError) as caught:
        copy_of(b"PK\x03\x04 and no more")
    assert caught.value.key == "file-damaged"


def test_no_sheet_is_written_to_the_disk(marked_where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    content = workbook()
    if marked_where == "in ours":
        monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", refuse)
        monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    assert copy_of(content).content.startswith(b"PK")


def test_a_real_date_stays_one_in_the_copy_of_a_csv_s_values() -> None:
    book = Workbook()
    book.active.append(("Registered No.", "Date received", "Status"))
    book.active.append(("1", date(2020, 7, 31), "Resolved"))
    buffer = BytesIO()
    book.save(buffer)
    marked = load_workbook(BytesIO(copy_of(buffer.getvalue()).content)).worksheets[0]
    assert marked["B2"].is_date
