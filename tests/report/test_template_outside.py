"""A Word template that leads outside of itself is refused, whatever part of it does."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from grm_data.errors import GrmError
from grm_data.report.docx import TEMPLATE
from grm_data.report.word import _open_template

TYPES = ("image", "attachedTemplate", "oleObject", "subDocument", "hyperlink", "frame", "somethingNew")
OURS = TEMPLATE.read_bytes()
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"{}/></Relationships>'
)
FIELD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>{}</w:p></w:body>'
    "</w:document>"
)


def with_part(name: str, content: str, encoding: str = "utf-8") -> bytes:
    """Our template with another part."""
    written = BytesIO(OURS)
    with zipfile.ZipFile(written, "a") as parts:
        parts.writestr(name, content.encode(encoding))
    return written.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(GrmError) as refused:
        _open_template(content)
    return refused.value.key


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize(
    "part", ["word/_rels/settings.xml.rels", "word/_rels/footer9.xml.rels", "x/_RELS/a.RELS"]
)
@pytest.mark.parametrize("mode", ["External", "external", " External "])
def test_a_relation_to_the_outside_is_refused(kind: str, part: str, mode: str) -> None:
    relation = RELATION.format(kind, "https://evil.example/x", f' TargetMode="{mode}"')
    assert refusal(with_part(part, relation)) == "report-template-external"
    utf16 = f'<?xml version="1.0" encoding="UTF-16"?>{relation}'
    assert refusal(with_part(part, utf16, "utf-16")) == "report-template-external"


@pytest.mark.parametrize(
    "field",
    [
        '<w:fldSimple w:instr=" INCLUDEPICTURE &quot;https://evil.example/x&quot; \\d"/>',
        "<w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>text x</w:instrText></w:r>",
        "<w:r><w:instrText>ddeauto c:\\x</w:instrText></w:r>", "<w:r><w:instrText> LINK x</w:instrText></w:r>",
    ],
)  # fmt: skip
def test_a_field_that_fetches_something_is_refused(field: str) -> None:
    assert refusal(with_part("word/header9.xml", FIELD.format(field))) == "report-template-external"


def test_a_link_made_by_word_s_own_tools_is_refused() -> None:
    document, written = Document(), BytesIO()
    document.part.relate_to("https://evil.example", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    document.save(written)
    assert refusal(written.getvalue()) == "report-template-external"


def test_what_stays_inside_is_used() -> None:
    _open_template(OURS)
    _open_template(with_part("word/_rels/footer9.xml.rels", RELATION.format("image", "media/x.png", "")))
    pages = "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:instrText>NUMPAGES</w:instrText></w:r>"
    _open_template(with_part("word/header9.xml", FIELD.format(pages)))


def test_relations_that_are_no_xml_are_no_word_document() -> None:
    assert refusal(with_part("word/_rels/x.rels", "<a")) == "report-template-not-docx"
