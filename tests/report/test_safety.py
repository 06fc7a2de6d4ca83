"""What must not get into a report: complainants, uncleared texts, and anything that runs or is fetched."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from grm_data.intake.opening import open_bytes
from grm_data.report import FORMATS, build_report, rendered
from grm_data.settings import Settings
from grm_data.store.withholding import withholding
from tests.registers import letting_out, register_of, row
from tests.report.conftest import FIRST, LAST
from tests.report.reading import docx_text, formulas, pdf_text, squeezed, unzipped, xlsx_text

CANARY_CSV = """\
Registered No.,Date received,Type,Channel,Summary of issue,Summary of actions taken,Status,Resolved date,Way,\
Complainant name,Phone,E-mail,Address,ID number,Notes by staff
f-1,2020-07-01,Request,email,CANARY-issue,CANARY-action,Resolved,2020-07-03,email,\
CANARY-name,CANARY-phone,CANARY-mail@example.org,CANARY-address,CANARY-id,CANARY-extra
f-2,2020-08-01,Request,email,CANARY-issue,CANARY-action,Resolving,,,\
CANARY-name,CANARY-phone,CANARY-mail@example.org,CANARY-address,CANARY-id,CANARY-extra
f-3,2020-05-01,Request,email,CANARY-issue,CANARY-action,Resolved,2020-09-01,letter,\
CANARY-name,CANARY-phone,CANARY-mail@example.org,CANARY-address,CANARY-id,CANARY-extra
f-4,2020-09-01,,email,CANARY-issue,,Unrelated,,,\
CANARY-name,CANARY-phone,CANARY-mail@example.org,CANARY-address,CANARY-id,CANARY-extra
f-5,2020-09-01,sexual harassment,CANARY-sensitive,CANARY-issue,CANARY-action,Resolved,2020-09-02,email,\
CANARY-name,CANARY-phone,CANARY-mail@example.org,CANARY-address,CANARY-id,CANARY-extra
"""

HOSTILE = [
    "{{ 7*7 }}{% for x in y %}{# c #}",
    "{{ title.__class__.__mro__ }}",
    "{_{ 7*7 }_}",
    "</w:t></w:r></w:p><w:p><w:r><w:t>injected",
    "&lt;b&gt; & < > \" '",
    '<img src="http://evil.example/x.png"><script>alert(1)</script>',
    '#link("http://evil.example")[x] #read("/etc/passwd") $x^2$ *a* _b_ @ref <label>',
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1",
    "@SUM(1+1)",
    "\t=1+1",
    "http://evil.example/x and mailto:x@evil.example",
    "internal:Sheet2!A1",
    "{=1+1}",
    "a\x00b\x07c\x0bd\x1be\ud800\uffffg",
    "]]> <![CDATA[ x",
    "&L&BFooter&P",
]


def _written(folder: Path, settings: Settings, rows: list[dict[str, object]], **more: str) -> dict[str, Path]:
    register = register_of(rows)
    model = build_report(register, letting_out(register, settings), FIRST, LAST, **more)
    paths = {kind: folder / f"report.{kind}" for kind in FORMATS}
    for kind, path in paths.items():
        path.write_bytes(rendered(model, kind))
    return paths


def _pdf_parts(path: Path) -> bytes:
    """The PDF with its compressed streams opened."""
    content = path.read_bytes()
    parts = [content]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(found.group(1)))
        except zlib.error:
            continue
    return b"\n".join(parts)


def test_no_identity_and_no_uncleared_text_is_in_any_file(
    tmp_path: Path, program: Callable[[str], str]
) -> None:
    register = open_bytes("register.csv", CANARY_CSV.encode(), Settings())
    model = build_report(register, Settings(), FIRST, LAST)
    assert len(model.addressed) == 2
    assert len(model.carried_over) == 1
    for kind in FORMATS:
        path = tmp_path / f"report.{kind}"
        path.write_bytes(rendered(model, kind))
        if kind == "pdf":
            parts = {"pdf": _pdf_parts(path), "text": pdf_text(path, program("pdftotext")).encode()}
        else:
            parts = unzipped(path)
        for name, content in parts.items():
            assert b"CANARY" not in content, (kind, name)
            assert "CANARY".encode("utf-16-be") not in content, (kind, name)
    texts = docx_text(tmp_path / "report.docx")
    assert texts.count("text withheld") == 2 * 3 + 1  # what is being done about the open one
    assert "text withheld" in xlsx_text(tmp_path / "report.xlsx")
    assert "textwithheld" in squeezed(pdf_text(tmp_path / "report.pdf", program("pdftotext"), "-raw"))


def test_a_small_number_of_sensitive_cases_can_not_be_counted_out(tmp_path: Path) -> None:
    register = open_bytes("register.csv", CANARY_CSV.encode(), Settings())
    notes = " ".join(build_report(register, Settings(), FIRST, LAST).notes)
    assert "2020 H2 fewer than five" in notes
    assert "rows read" not in notes


def test_cleared_texts_are_printed(tmp_path: Path) -> None:
    rows = [row(FIRST, resolved=LAST, issue="The road is closed", action=None)]
    paths = _written(tmp_path, Settings(texts_cleared=True), rows)
    assert "The road is closed" in docx_text(paths["docx"])
    assert "text withheld" not in docx_text(paths["docx"])


@pytest.mark.parametrize("where", ["cells", "other", "project"])
def test_no_text_becomes_code_a_link_or_a_formula(
    where: str, tmp_path: Path, program: Callable[[str], str]
) -> None:
    words = HOSTILE if where == "cells" else [""]
    rows = [
        row(FIRST, resolved=LAST, issue=text, action=text, way=text, channel=text or None, type=text or None,
            number=text or None)
        for text in words
    ]  # fmt: skip
    other = "\n\n".join(HOSTILE) if where == "other" else None
    name = " ".join(HOSTILE) if where == "project" else None
    paths = _written(tmp_path, Settings(name=name, texts_cleared=True), rows, other=other)
    for kind in ("docx", "xlsx"):
        for part, content in unzipped(paths[kind]).items():
            if part.endswith((".xml", ".rels")):
                etree.fromstring(content)  # well-formed
            assert b'TargetMode="External"' not in content, part
            assert not re.search(rb"<(w:)?hyperlink", content), part
    assert b"/URI" not in _pdf_parts(paths["pdf"])
    assert all(
        re.match(r"=(COUNTIFS|SUMPRODUCT|IF)\(|=[A-D]\d", one) for one in formulas(paths["xlsx"]).values()
    )
    texts = {
        "docx": docx_text(paths["docx"]),
        "xlsx": xlsx_text(paths["xlsx"]),
        "pdf": pdf_text(paths["pdf"], program("pdftotext"), "-raw"),
    }
    for kind, text in texts.items():
        assert "{{7*7}}" in squeezed(text), kind
        assert '#read("/etc/passwd")' in squeezed(text), kind
        assert "</w:t></w:r></w:p><w:p><w:r><w:t>injected" in squeezed(text), kind


def test_a_withheld_text_is_in_no_report_even_if_the_register_holds_others() -> None:
    written = register_of(
        [
            row(FIRST, issue="cleared by a person", action=None),
            row(date(2020, 7, 1), issue="CANARY", action=None),
            row(date(2020, 7, 2), issue=None, action=None),
        ]
    )
    register = withholding(written, lambda text: text == "cleared by a person")
    model = build_report(register, Settings(), FIRST, LAST)
    assert [case.issue for case in model.addressed] == ["cleared by a person", "text withheld", "–"]
    assert "CANARY" not in repr(model)
