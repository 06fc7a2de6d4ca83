"""The files as other programs see them: formulas recalculated, pages opened, the PDF accessible."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from grm_data.analysis.counts import StatusCounts
from grm_data.analysis.sent import ReportedFigures
from grm_data.errors import UsageError
from grm_data.register import Period, Register, Status
from grm_data.report import FORMATS, build_report, file_name, rendered, write_report
from grm_data.settings import Settings
from tests.registers import letting_out, register_of, row
from tests.report.conftest import FIRST, LAST
from tests.report.reading import convert, docx_tables, formulas, pdf_text, squeezed, xlsx_rows

ROOT = Path(__file__).resolve().parents[2]

HARD_ROWS = [
    row(date(2019, 1, 5), Status.RESOLVING, number="old-1", channel="email", type="complaint"),
    row(
        date(2020, 5, 5),
        resolved=date(2020, 8, 1),
        number="old-2",
        channel="Radio",
        type="complaint",
        reported=3,
    ),
    row(date(2020, 7, 5), resolved=date(2021, 2, 1), number="open-later", channel="*", type="request"),
    row(date(2020, 7, 6), Status.UNRECOGNISED, number="=cmd|x", channel=">5"),
    row(date(2020, 7, 7), number="+1", channel="radio", type="=1+1"),
    row(date(2020, 7, 7), resolved=date(2020, 7, 20), number="-2", reported=4, channel="A?~*channel"),
    row(date(2020, 7, 8), resolved=date(2020, 7, 1), number="@x", channel="2020", type="Not stated"),
    row(date(2020, 9, 7), resolved=date(2020, 9, 20), number="f6", channel="Not stated"),
    row(date(2020, 9, 7), resolved=date(2020, 11, 20), number="f7"),
    row(date(2020, 9, 8), Status.UNRELATED, number="f8", type="comment"),
    row(date(2020, 9, 8), Status.UNRELATED, number="f9"),
]
"""Words that Excel's criteria would misread, open and undated cases, unrelated feedback with and without a type."""


def _without_values(path: Path, out: Path) -> Path:
    """The workbook without the values written beside its formulas, so that they must be computed."""
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(out, "w") as stripped:
        for name in parts.namelist():
            content = parts.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            stripped.writestr(name, content)
    return out


def test_the_formulas_recalculated_are_the_numbers_of_the_model(
    files: dict[str, Path], tmp_path: Path, program: Callable[[str], str]
) -> None:
    paths = {"sample": files["xlsx"]}
    for name, rows in (("hard", HARD_ROWS), ("empty", [])):
        for as_of in (LAST, date(2021, 3, 1)):
            register = register_of(rows)
            settings = letting_out(register, Settings(start=date(2019, 1, 1)))
            model = build_report(register, settings, FIRST, LAST, as_of=as_of)
            paths[f"{name}-{as_of}"] = tmp_path / f"{name}-{as_of}.xlsx"
            paths[f"{name}-{as_of}"].write_bytes(rendered(model, "xlsx"))
    register = register_of(HARD_ROWS)
    first = build_report(register, letting_out(register, Settings(start=FIRST)), date(2019, 1, 1), LAST)
    paths["no-previous"] = tmp_path / "no-previous.xlsx"
    paths["no-previous"].write_bytes(rendered(first, "xlsx"))
    stripped = [_without_values(path, tmp_path / f"{name}-stripped.xlsx") for name, path in paths.items()]
    (tmp_path / "out").mkdir()
    convert(program("soffice"), "xlsx:Calc MS Excel 2007 XML", stripped, tmp_path / "out")
    for name, path in paths.items():
        written = load_workbook(path, data_only=True)
        computed = load_workbook(tmp_path / "out" / f"{name}-stripped.xlsx", data_only=True)
        live = formulas(path)
        assert len(live) > 70, name
        for (sheet, cell), formula in live.items():
            expected, found = written[sheet][cell].value, computed[sheet][cell].value
            if isinstance(expected, float):
                expected, found = pytest.approx(expected), float(found)
            assert found == expected, (name, sheet, cell, formula)


def test_every_formula_is_one_of_ours_and_cells_like_formulas_are_texts(tmp_path: Path) -> None:
    path = tmp_path / "hard.xlsx"
    register = register_of(HARD_ROWS)
    settings = letting_out(register, Settings(name="=1+1", texts_cleared=True))
    path.write_bytes(rendered(build_report(register, settings, FIRST, LAST, other="=2+2"), "xlsx"))
    starts = re.compile(r"=(COUNTIFS|SUMPRODUCT|IF)\(|=[A-D]\d+[+&-]")
    assert all(starts.match(formula) for formula in formulas(path).values())
    texts = {}
    for sheet in load_workbook(path):
        texts |= {cell.value: cell for line in sheet.iter_rows() for cell in line if cell.data_type == "s"}
    for value in ("=cmd|x", "+1", "-2", "@x", "=1+1", "=2+2"):
        assert texts[value].quotePrefix, value


def test_the_records_are_a_named_table_and_the_charts_are_native(files: dict[str, Path]) -> None:
    book = load_workbook(files["xlsx"])
    table = book["Records"].tables["Records"]
    assert table.ref == "A1:L30"
    charts = book["Charts"]._charts
    assert len(charts) == 2
    with zipfile.ZipFile(files["xlsx"]) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert 'descr="Bar chart. Feedback received per half-year by status: 29 in all.' in drawing


def test_the_word_file_opens_in_libreoffice(
    files: dict[str, Path], tmp_path: Path, program: Callable[[str], str]
) -> None:
    convert(program("soffice"), "pdf", [files["docx"]], tmp_path)
    info = subprocess.run([program("pdfinfo"), str(tmp_path / "sample.pdf")], capture_output=True, text=True)
    assert re.search(r"Pages: +[3-6]\n", info.stdout)


def test_the_word_file_is_accessible(files: dict[str, Path]) -> None:
    document = Document(str(files["docx"]))
    pictures = document.element.xpath("//wp:docPr")
    assert len(pictures) == 2
    assert all("chart. " in picture.get("descr") for picture in pictures)
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in document.tables)
    assert document.core_properties.title.startswith("Smart Government Project Grievance Redress Mechanism")
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[:2] == ["Title", "Subtitle"]
    assert styles.count("Heading 1") == 9


def test_the_pdf_is_tagged_and_embeds_only_noto(
    files: dict[str, Path], program: Callable[[str], str]
) -> None:
    info = subprocess.run([program("pdfinfo"), str(files["pdf"])], capture_output=True, text=True).stdout
    assert re.search(r"Tagged: +yes", info)
    assert "Title:           Smart Government Project Grievance Redress Mechanism." in info
    content = files["pdf"].read_bytes()
    assert b"pdfuaid:part" in content or b"pdfuaid" in content
    assert b"/Lang" in content
    fonts = subprocess.run([program("pdffonts"), str(files["pdf"])], capture_output=True, text=True).stdout
    names = [line.split() for line in fonts.splitlines()[2:]]
    assert names
    assert all("+NotoSans" in name[0] and name[-5] == "yes" for name in names)


def test_two_builds_of_the_pdf_are_alike_to_the_byte(tmp_path: Path) -> None:
    """In programs of their own, since one program could keep what it made."""
    script = (
        "import sys, hashlib; from datetime import date; from pathlib import Path\n"
        "from grm_data.report import build_report, rendered\n"
        "from grm_data.settings import Settings; from tests.report.test_files import HARD_ROWS, register_of\n"
        "m = build_report(register_of(HARD_ROWS), Settings(), date(2020, 6, 25), date(2020, 12, 31),"
        " made_on=date(2021, 1, 1))\n"
        "print(hashlib.sha256(rendered(m, 'pdf')).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(found) == 1
    assert len(found.pop().strip()) == len(hashlib.sha256().hexdigest())


def test_write_report_names_the_files_by_project_and_period(
    register: Register, settings: Settings, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "folder"
    paths = write_report(register, settings, FIRST, LAST, out=out)
    name = "smart-government-project-2020-06-25-2020-12-31"
    assert paths == [out / f"{name}.{kind}" for kind in FORMATS]
    assert all(path.stat().st_size > 10_000 for path in paths)
    assert set(out.iterdir()) == set(paths)


def test_no_file_is_written_when_one_can_not_be_made(
    register: Register, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="not as 'odt'"):
        write_report(register, settings, FIRST, LAST, out=tmp_path / "out", formats=["pdf", "odt"])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("project", "slug"),
    [
        ("Ухаалаг засаг / Төсөл", "ухаалаг-засаг-төсөл"),
        ('A: "B" <C>|D?*\\E', "a-b-c-d-e"),
        ("../../etc/passwd", "etc-passwd"),
        ("नेपाल परियोजना", "नेपाल-परियोजना"),
        ("???", "grievance-report"),
        (None, "grievance-report"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_file_name_suits_every_system(project: str | None, slug: str) -> None:
    assert file_name(Settings(name=project), FIRST, LAST, "pdf") == f"{slug}-2020-06-25-2020-12-31.pdf"


def test_revised_figures_stand_in_every_file(tmp_path: Path, program: Callable[[str], str]) -> None:
    half = Period("2020 H1", date(2020, 1, 1), date(2020, 6, 24))
    earlier = ReportedFigures("version 3", half, LAST, StatusCounts(7, 0, 0, 0))
    model = build_report(register_of([]), Settings(), FIRST, LAST, previous_figures=[earlier], version="4")
    paths = {kind: tmp_path / f"report.{kind}" for kind in FORMATS}
    for kind, path in paths.items():
        path.write_bytes(rendered(model, kind))
    expected = ["2020.01.01-2020.06.24", "Received", "7", "0", "version 3"]
    assert expected in docx_tables(paths["docx"])[-2], "before the annex"
    assert [*expected[:2], 7, 0, "version 3"] in xlsx_rows(paths["xlsx"], "Notes")
    text = squeezed(pdf_text(paths["pdf"], program("pdftotext"), "-raw"))
    assert "Revisedsincethelastreport" in text
    assert "".join(expected).replace(" ", "") in text
    assert "version4.AsofDecember31,2020." in text


def test_many_cases_are_drawn_as_a_distribution(tmp_path: Path) -> None:
    rows = [row(FIRST, resolved=date(2020, 7, 1 + i % 20)) for i in range(60)]
    model = build_report(register_of(rows), Settings(), FIRST, LAST)
    path = tmp_path / "report.xlsx"
    path.write_bytes(rendered(model, "xlsx"))
    bins = re.compile(r"\d+(–\d+| or more)?")
    values = [line[2] for line in xlsx_rows(path, "Charts") if bins.fullmatch(str(line[0]))]
    assert sum(values) == 60
    assert rendered(model, "pdf").startswith(b"%PDF")
    assert len(load_workbook(path)["Charts"]._charts) == 2


def test_a_thousand_cases_have_a_thousand_rows(tmp_path: Path) -> None:
    cases = [row(date(2020, 7, 1), resolved=date(2020, 7, 1 + i % 28), number=f"f-{i}") for i in range(1000)]
    model = build_report(register_of(cases), replace(Settings(), start=FIRST), FIRST, LAST)
    path = tmp_path / "many.docx"
    path.write_bytes(rendered(model, "docx"))
    assert max(map(len, docx_tables(path))) == 1001
