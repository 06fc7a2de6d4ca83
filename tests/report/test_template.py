"""A Word template of the project's own: restyled, it works; wrong, it is refused in one sentence."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Pt

from grm_data.errors import GrmError
from grm_data.report import ReportModel, rendered
from grm_data.report.docx import TEMPLATE, template_values
from grm_data.report.make_template import main as make_template
from grm_data.report.sections import SECTIONS
from tests.report.reading import docx_tables, docx_text

README = TEMPLATE.with_name("README.md")


@pytest.fixture
def template(tmp_path: Path) -> Callable[[str], Path]:
    """A template of one paragraph."""

    def make(text: str) -> Path:
        document = Document()
        document.add_paragraph(text)
        path = tmp_path / "own.docx"
        document.save(str(path))
        return path

    return make


def _refusal(model: ReportModel, template: Path) -> GrmError:
    with pytest.raises(GrmError) as refused:
        rendered(model, "docx", template)
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    return refused.value


def test_a_restyled_copy_is_used(model: ReportModel, tmp_path: Path) -> None:
    document = Document(str(TEMPLATE))
    document.styles["Normal"].font.size = Pt(14)
    document.add_paragraph("Drawn up by {{ project }}, {{ received[0].received }} feedbacks.")
    own, out = tmp_path / "own.docx", tmp_path / "out.docx"
    document.save(str(own))
    out.write_bytes(rendered(model, "docx", own))
    assert "Drawn up by the Smart Government Project, 9 feedbacks." in docx_text(out)
    assert Document(str(out)).styles["Normal"].font.size == Pt(14)


def test_a_template_of_an_earlier_release_still_works(model: ReportModel, tmp_path: Path) -> None:
    """It names single values, and was written by the release before the report had blocks."""
    out = tmp_path / "out.docx"
    out.write_bytes(rendered(model, "docx", Path(__file__).parent / "golden" / "template_by_fields.docx"))
    ours = tmp_path / "ours.docx"
    ours.write_bytes(rendered(model, "docx"))
    found, new = ({tuple(table[0]): table for table in docx_tables(path)} for path in (out, ours))
    same = {head: rows for head, rows in found.items() if head in new}
    assert len(same) == 4
    assert all(rows == new[head] for head, rows in same.items())
    assert len(Document(str(out)).element.xpath("//wp:docPr")) == 2


def test_a_template_may_name_the_sections_it_wants(
    model: ReportModel, template: Callable[[str], Path], tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    out.write_bytes(rendered(model, "docx", template("{{ sections.addressed }}")))
    assert [len(table) for table in docx_tables(out)] == [1 + len(model.addressed)]
    assert Document(str(out)).sections[0].orientation == WD_ORIENT.LANDSCAPE


def test_a_section_without_anything_to_print_leaves_nothing(
    model: ReportModel, template: Callable[[str], Path], tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    out.write_bytes(rendered(model, "docx", template("{{ sections.revised }}")))
    assert docx_text(out).strip() == ""


@pytest.mark.parametrize("text", ["See {{ body }}", "{{ body }}{{ body }}", "{{ sections.notes }} below"])
def test_the_mark_of_the_body_stands_alone(
    text: str, model: ReportModel, template: Callable[[str], Path]
) -> None:
    assert _refusal(model, template(text)).key == "report-template-body"


def test_the_readme_names_every_section() -> None:
    said = README.read_text("utf-8")
    assert all(f"`{name}`" in said for name in SECTIONS)


def test_a_template_may_leave_everything_out(
    model: ReportModel, template: Callable[[str], Path], tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    out.write_bytes(rendered(model, "docx", template("{{ subtitle|upper }}")))
    assert docx_text(out).startswith("SUMMARY REPORT, JUNE 25, 2020")
    assert docx_tables(out) == []


@pytest.mark.parametrize(
    "trick",
    [
        "{{ title.__class__ }}",
        "{{ title.__class__.__mro__[1].__subclasses__() }}",
        "{% set x = title.__class__ %}",
        "{{ ''['__class__'] }}",
        "{{ title.upper() }}",
        "{{ title.format() }}",
        "{{ 'x' * 1000000000 }}",
        "{{ 10 ** 1000000000 }}",
        "{{ '%999999999d' % 1 }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{{ words.clear() }}",
        "{% for x in title.__init__ %}{% endfor %}",
        "{{ range(9) }}",
    ],
)
def test_a_template_that_reaches_inside_the_program_is_refused(
    trick: str, model: ReportModel, template: Callable[[str], Path]
) -> None:
    assert _refusal(model, template(trick)).key == "report-template-unsafe"


@pytest.mark.parametrize(
    ("text", "field", "near"),
    [
        ("{{ titel }}", "titel", "title"),
        ("{{ source.sha }}", "sha", "sha256"),
        ("{% for case in adressed %}{% endfor %}", "adressed", "addressed"),
        ("{% if charts.recieved %}{% endif %}", "recieved", "received"),
        ("{{ zzzz.y }}", "zzzz", None),
    ],
)
def test_a_missing_field_is_named(
    text: str, field: str, near: str | None, model: ReportModel, template: Callable[[str], Path]
) -> None:
    refused = _refusal(model, template(text))
    assert refused.key == ("report-template-field" if near is None else "report-template-field-near")
    assert f"names {field}," in str(refused)
    assert (f"(did you mean {near}?)" in str(refused)) == (near is not None)


@pytest.mark.parametrize(
    "text",
    [
        "{{ title",
        "{% for x in summary %}",
        "{% frob %}",
        "{{ title|safe }}",
        "{{ title|tojson }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{{ received['a'] > 1 }}",
        "{{ title|join(1, 2, 3, 4) }}",
    ],
)
def test_a_mistake_is_one_sentence(text: str, model: ReportModel, template: Callable[[str], Path]) -> None:
    assert _refusal(model, template(text)).key in ("report-template-syntax", "report-template-field")


@pytest.mark.parametrize(
    "content",
    [b"", b"no zip", b"PK\x05\x06" + bytes(18), b"%PDF-1.7"],
    ids=["empty", "text", "empty zip", "pdf"],
)
def test_a_template_that_is_no_word_document_is_refused(
    content: bytes, model: ReportModel, tmp_path: Path
) -> None:
    path = tmp_path / "own.docx"
    path.write_bytes(content)
    assert _refusal(model, path).key == "report-template-not-docx"


def test_a_workbook_and_a_damaged_document_are_no_templates(
    model: ReportModel, files: dict[str, Path], tmp_path: Path
) -> None:
    assert _refusal(model, files["xlsx"]).key == "report-template-not-docx"
    path = tmp_path / "own.docx"
    with zipfile.ZipFile(TEMPLATE) as parts, zipfile.ZipFile(path, "w") as damaged:
        for name in parts.namelist():
            damaged.writestr(name, b"<w:broken" if name == "word/document.xml" else parts.read(name))
    assert _refusal(model, path).key == "report-template-not-docx"


def test_a_missing_template_and_one_that_unpacks_too_large_are_refused(
    model: ReportModel, tmp_path: Path
) -> None:
    assert _refusal(model, tmp_path / "nowhere.docx").key == "report-template-missing"
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", bytes(30 * 2**20))
    assert _refusal(model, path).key == "report-template-too-large"


def test_the_readme_lists_every_field(model: ReportModel) -> None:
    listed = {
        name
        for line in README.read_text("utf-8").splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    }
    assert listed == set(template_values(model))


def test_the_template_is_what_its_script_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tmp_path / "made.docx"
    monkeypatch.setattr("grm_data.report.make_template.TEMPLATE", made)
    make_template()
    with zipfile.ZipFile(made) as new, zipfile.ZipFile(TEMPLATE) as kept:
        assert new.namelist() == kept.namelist()
        assert all(new.read(name) == kept.read(name) for name in new.namelist())
