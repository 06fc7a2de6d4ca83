"""Comments on cells are said to be there, one that names a sensitive case holds its row back, none is kept."""

from __future__ import annotations

import io
import itertools
import pickle
import struct
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from grm_data.intake.build import build_register, decoded_rows
from grm_data.intake.doubts import doubts_of
from grm_data.intake.exclusion import exclude
from grm_data.intake.identities import scrubber_of
from grm_data.intake.reading import read_book
from grm_data.intake.source import source_from_bytes
from grm_data.register import Register
from grm_data.settings import Settings, parse_settings
from tests.intake import making as m

HEADINGS = ("No.", "Date received", "Type", "Summary of issue", "Status")
NAME = "Bolormaa"
TABLE = [HEADINGS, *((f"A-{i}", f"2024-03-0{i}", "Request", f"dust {i}", "Open") for i in range(1, 7))]


def workbook(comments: dict[str, str], *, merged: str = "", blank: tuple[str, ...] = ()) -> bytes:
    """The table with comments on cells."""
    book = Workbook()
    sheet = book.active
    for row in TABLE:
        sheet.append(row)
    for place in blank:
        sheet[place] = None
    for place, text in comments.items():
        sheet[place].comment = Comment(text, "clerk")
    if merged:
        sheet.merge_cells(merged)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(targets: list[tuple[str, str]], parts: dict[str, str]) -> bytes:
    """The table in a workbook to whose sheet further parts are related."""
    found = m.xlsx_parts({"Register": m.sheet_xml(m.rows_of(TABLE))})
    found["xl/worksheets/_rels/sheet1.xml.rels"] = m.relationships(targets)
    return m.zipped(found | parts)


def register_of(content: bytes, settings: Settings | None = None) -> Register:
    book = read_book(source_from_bytes("register", content))
    return build_register(book, settings or Settings(), None, date(2024, 6, 1))


def held(register: Register) -> list[int]:
    return [one.row for one in register.reading.excluded if one.reason == "sensitive-doubt"]


def said(register: Register) -> list[object]:
    return [dict(one.values)["n"] for one in register.reading.findings if one.code == "comments-not-read"]


def test_a_sheet_without_comments_says_nothing_of_them() -> None:
    register = register_of(workbook({}))
    assert (held(register), said(register)) == ([], [])


def test_a_comment_that_names_a_sensitive_case_holds_its_row_back() -> None:
    register = register_of(workbook({"D3": f"GBV case of {NAME}", "E3": "see file", "D5": "checked by Dorj"}))
    assert (held(register), said(register)) == ([3], [3])
    assert len(register) == 5


@pytest.mark.parametrize("place", ["D1", "D40"])
def test_a_comment_on_a_heading_or_on_no_row_holds_nothing_back(place: str) -> None:
    register = register_of(workbook({place: "GBV cases are kept elsewhere"}))
    assert (held(register), said(register)) == ([], [1])


def test_nothing_of_a_comment_is_kept() -> None:
    book = read_book(source_from_bytes("register", workbook({"D3": f"GBV case of {NAME}"})))
    register = build_register(book, Settings(), None, date(2024, 6, 1))
    assert NAME.encode() not in pickle.dumps(book) + pickle.dumps(register.reading.findings)
    assert book.sheets[0].comments == ((3, 4, "gbv"),)


def test_a_thread_is_read_as_a_comment_is() -> None:
    thread = '<threadedComment ref="D4" id="{1}"><text>She was raped &amp; is afraid</text></threadedComment>'
    content = with_parts(
        [("threadedComment", "../threadedComments/threadedComment1.xml")],
        {"xl/threadedComments/threadedComment1.xml": f"<ThreadedComments>{thread}</ThreadedComments>"},
    )
    register = register_of(content)
    assert (held(register), said(register)) == ([4], [1])


@pytest.mark.parametrize(
    "text",
    [
        "<text><r><t>G</t></r><r><t>BV</t></r></text>",
        "<text><t>case of&#10;sexual harassment</t></text>",
        "<text><t><![CDATA[GBV case]]></t></text>",
        "<text><t>SEA</t></text>",
    ],
)
@pytest.mark.parametrize("target", ["../comments1.xml", "/xl/comments1.xml"])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_comment_is_read_however_it_is_written(text: str, target: str, prefix: str) -> None:
    comment = f'<comment ref="B2" authorId="0">{text}</comment><comment ref="C6" authorId="0"/>'
    part = f"<comments><commentList>{comment}</commentList></comments>"
    part = part.replace("</", "<%").replace("<", f"<{prefix}").replace(f"<{prefix}%", f"</{prefix}")
    part = part.replace(f"<{prefix}!", "<!")
    register = register_of(with_parts([("comments", target)], {"xl/comments1.xml": part}))
    assert (held(register), said(register)) == ([2], [2])


def test_comments_that_the_package_lacks_or_cuts_off_hinder_nothing() -> None:
    assert len(register_of(with_parts([("comments", "../comments1.xml")], {}))) == 6
    cut = '<comments><comment ref="B2"><text><t>GBV'
    assert held(register_of(with_parts([("comments", "../comments1.xml")], {"xl/comments1.xml": cut}))) == [2]


def test_a_comment_on_a_merged_cell_is_on_each_of_its_rows() -> None:
    assert held(register_of(workbook({"C3": "GBV"}, merged="C3:C5"))) == [3, 4, 5]


def test_a_comment_on_a_further_row_of_a_case_is_on_the_case() -> None:
    register = register_of(workbook({"D4": "GBV"}, blank=("A4", "B4", "C4", "E4")))
    assert register.reading.rows_joined == 1
    assert held(register) == [3]


def test_of_many_comments_each_is_asked() -> None:
    comments = [f'<comment ref="D{i}"><text><t>note {i}</t></text></comment>' for i in range(100, 1300)]
    comments.append('<comment ref="D3"><text><t>SH</t></text></comment>')
    comments.append(
        '<comment ref="D5"><text><t>a girl was raped, said the officer of the camp, who was told of it by '
        "the watchman</t></text></comment>"
    )
    part = f"<comments>{''.join(comments)}</comments>"
    register = register_of(with_parts([("comments", "../comments1.xml")], {"xl/comments1.xml": part}))
    assert (held(register), said(register)) == ([3, 5], [1202])


def test_a_person_settles_it_and_another_comment_asks_again() -> None:
    def doubt(comment: str) -> tuple[str, tuple[str, ...]]:
        rows = decoded_rows(
            read_book(source_from_bytes("register", workbook({"D3": comment}))), Settings(), None
        )
        (found,) = doubts_of(rows, exclude(rows), scrubber_of(rows.table, rows.choice, None))
        return found.content, found.signs

    content, signs = doubt("GBV")
    assert signs == ("gbv",)
    for settled in (content, "A-2"):
        settings = parse_settings(f"[confidentiality]\nnot_sensitive = ['{settled}']".encode())
        assert held(register_of(workbook({"D3": "GBV"}), settings)) == []
    assert doubt("rape")[0] != content


def test_comments_of_an_open_document() -> None:
    note = "<office:annotation office:display='true'><dc:date>2024</dc:date><text:p>GBV <text:span>case</text:span></text:p></office:annotation>"
    other = note.replace("GBV", "old")
    rows = m.ods_rows(TABLE).replace("<text:p>dust 2</text:p>", f"{note}<text:p>dust 2</text:p>")
    rows = rows.replace("<text:p>dust 5</text:p>", f"{other}<text:p>dust 5</text:p>")
    register = register_of(m.ods_of({"Register": rows}))
    assert (held(register), said(register)) == ([3], [2])
    assert len(register) == 5


def xls_comment(row: int, column: int, box: int, *pieces: str) -> bytes:
    """The records of a comment in an xls, its text in pieces."""
    found = m.record(0x5D, struct.pack("<HHHH", 0x15, 0x12, 0x19, box) + bytes(14))
    found += m.record(0x1B6, struct.pack("<HH6xHH", 0, 0, len("".join(pieces)), 16) + bytes(4))
    for piece in pieces:
        wide = not piece.isascii()
        found += m.record(0x3C, bytes([wide]) + piece.encode("utf-16-le" if wide else "ascii"))
    looks = m.record(0x3C, bytes(16))
    return found + looks + m.record(0x1C, struct.pack("<HHHH", row, column, 0, box) + bytes(4))


def test_comments_of_an_old_workbook() -> None:
    comments = [
        xls_comment(2, 3, 1, "Она G", "BV"),
        xls_comment(4, 3, 2, "checked"),
        m.record(0x1C, bytes(12)),
    ]
    register = register_of(m.xls(TABLE, more=b"".join(comments)))
    assert (held(register), said(register)) == ([3], [3])


@pytest.mark.parametrize("damaged", [0x5D, 0x1B6, 0x3C, 0x1C])
def test_records_that_are_cut_off_hinder_nothing(damaged: int) -> None:
    assert len(register_of(m.xls(TABLE, more=m.record(damaged) + m.record(damaged, b"\1")))) == 6


def test_records_in_another_order_hinder_nothing() -> None:
    records = xls_comment(2, 3, 1, "case"), xls_comment(2, 3, 2, "GBV")
    kinds = [one[i : i + 4 + one[i + 2]] for one in records for i in _places(one)]
    for order in itertools.islice(itertools.permutations(kinds[:5]), 120):
        assert len(register_of(m.xls(TABLE, more=b"".join(order) + records[1]))) == 5


def _places(records: bytes) -> Iterator[int]:
    place = 0
    while place < len(records):
        yield place
        place += 4 + records[place + 2]


def test_comments_of_a_binary_workbook() -> None:
    def comment(row: int, text: str) -> bytes:
        place = struct.pack("<IIIII", 0, row, row, 3, 3) + bytes(16)
        return m.brt(635, place) + m.brt(637, b"\0" + m.wide(text)) + m.brt(636)

    with zipfile.ZipFile(io.BytesIO(m.xlsb(TABLE))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/_rels/sheet1.bin.rels"] = m.relationships([("comments", "../comments1.bin")])
    parts["xl/comments1.bin"] = comment(2, "GBV case") + comment(5, "checked")
    register = register_of(m.zipped(parts))
    assert (held(register), said(register)) == ([3], [2])
