"""A report's bytes: whatever they are, lines or one sentence that says why not."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from grm_data.errors import UsageError
from grm_data.reconcile import document_from_bytes, document_from_path
from grm_data.reconcile.broken import unbroken_rows
from grm_data.reconcile.mentions import Said
from grm_data.reconcile.opening import Line
from grm_data.reconcile.sentences import read_paragraph
from grm_data.reconcile.words import marked
from tests.reconcile.reading import document

BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def docx(body: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)
    return stream.getvalue()


def bomb() -> bytes:
    return docx(BODY.format(" " * 60_000_000))


REFUSED = {
    "nothing": (b"", "no text"),
    "blanks": (b" \n\t\n", "no text"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "can't be read"),
    "a broken PDF": (b"%PDF-1.7\n1 0 obj\n<<", "can't be read"),
    "a broken Word file": (docx("<w:document"), "can't be read"),
    "entities": (docx('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "can't be read"),
    "a broken zip": (b"PK\x03\x04" + b"\0" * 50, "can't be read"),
    "a Word file without text": (docx(BODY.format("<w:p/>")), "no text"),
    "too many lines": (b"a\n" * 30_000, "too long"),
    "too large": (b"a" * 20_000_001, "too long"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_report_is_refused_in_one_sentence(kind: str) -> None:
    content, said = REFUSED[kind]
    with pytest.raises(UsageError, match=said):
        document_from_bytes(content)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UsageError, match=r"too long|can't be read"):
        document_from_bytes(bomb())


def test_a_locked_pdf_is_refused(files: dict[str, bytes]) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(files["pdf"])))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)
    with pytest.raises(UsageError, match="password"):
        document_from_bytes(stream.getvalue())


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        document_from_path(tmp_path / "none.docx")
    with pytest.raises(UsageError, match="folder"):
        document_from_path(tmp_path)


def test_tables_of_word_keep_their_cells_in_place() -> None:
    def cell(text: str, look: str = "") -> str:
        return f"<w:tc><w:tcPr>{look}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    begins, go_on, wide = (
        '<w:vMerge w:val="restart"/>', '<w:vMerge w:val="continue"/>', '<w:gridSpan w:val="2"/>',
    )  # fmt: skip
    first = f"<w:tr>{cell('a', begins)}{cell('b')}{cell('c')}</w:tr>"
    rows = f"{first}<w:tr>{cell('', go_on)}{cell('d', wide)}</w:tr>"
    gone = "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>kept</w:t></w:r></w:p>"
    lines = document(docx(BODY.format(f"{gone}<w:tbl>{rows}</w:tbl>"))).lines
    assert [one.cells for one in lines if any(one.cells)] == [("kept",), ("a", "b", "c"), ("", "d", "")]


@pytest.mark.parametrize(
    ("text", "unread"), [("9 feedbacks were received, ", {4}), ("we received them, ", set())]
)
def test_a_sentence_without_an_end_is_not_read_but_named(text: str, unread: set[int]) -> None:
    said = Said()
    read_paragraph([(4, text * 2_000), (5, "In the reporting period 9 feedbacks were received.")], said, {})
    assert said.unread == unread
    assert {one.line for one in said.mentions} == {5}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2020 оны 6 дугаар сарын 25 – 2020 оны 12 дугаар сарын 31 хооронд", ("2020-06-25", "2020-12-31")),
        ("31 de julio de 2020 al 5 de agosto de 2020", ("2020-07-31", "2020-08-05")),
        ("с 1 июля 2020 по 31 декабря 2020 г.", ("2020-07-01", "2020-12-31")),
        ("31. Juli 2020", ("2020-07-31",)),
        ("ngày 31 tháng 7 năm 2020", ("2020-07-31",)),
        ("2020年7月31日", ("2020-07-31",)),
        ("2020 July 31 9 were received", ("2020-07-31",)),
        ("9 on 25 June 2020", ("2020-06-25",)),
        ("9 of 12 in 2020", ()),
    ],
)
def test_a_day_is_found_in_a_sentence_of_any_language(text: str, days: tuple[str, ...]) -> None:
    found = marked(text)
    assert sorted(day.isoformat() for day in found.days) == [*days]
    assert len(found.ranges) == (len(days) == 2)


def test_a_label_broken_over_rows_of_a_page_is_one_and_two_labels_are_two() -> None:
    rows = [
        ("En cours de", "9, dont prises"),
        ("traitement", "en charge : 6"),
        ("Total", "3"),
        ("Received", ""),
    ]
    lines = [Line(n, 1, cells) for n, cells in enumerate(rows, 1)]
    assert [one.cells for one in unbroken_rows(lines)] == [
        ("En cours de traitement", "9, dont prises en charge : 6"), ("", ""), ("Total", "3"), ("Received", ""),
    ]  # fmt: skip


def test_a_number_that_begins_before_its_heading_stands_in_its_column() -> None:
    page = "Ratio           New        Previous              Total\nOne : other  9:6 (67%)  20:8 (40%)  29:14 (48%)\n"
    assert [one.cells for one in document(page).lines][1] == (
        "One : other", "9:6 (67%)", "20:8 (40%)", "29:14 (48%)",
    )  # fmt: skip
