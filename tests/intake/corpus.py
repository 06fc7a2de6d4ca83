"""Malformed and odd files, each with what must become of it: "book", or the key of a sentence.

Wherever a file has cells, ``CANARY`` stands in one of them: it may appear in no message, log or output.
"""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from tests.intake import making as m

CANARY = "CANARY-Bataa-99112233"
TABLE = [["No", "Date received", "Name"], ["f-1", (44000, m.DATE), CANARY], ["f-2", (44001, m.DATE), "B"]]
TEXT = f"No,Date received,Name\r\nf-1,2020-07-31,{CANARY}\r\nf-2,2020-08-01,B\r\n"
BOOK = "book"
DAMAGED, BOMB, TOO_BIG = "file-damaged", "zip-bomb", "read-too-big"
PASSWORD, ENTITIES = "password-protected", "xml-entities"


class Odd(NamedTuple):
    """One file of the corpus."""

    name: str
    content: bytes
    ends: str  # "book" or the key of its error


@cache
def corpus() -> dict[str, Odd]:
    """Every file by its id."""
    files: dict[str, Odd] = {}
    for family in (_foreign, _packages, _parts, _sheets, _old, _binary, _open_document, _delimited):
        for name, ends, content in family():
            key = name.replace("/", " ")
            assert key not in files, key
            files[key] = Odd(name.rsplit(": ")[-1] if ": " in name else name, content, ends)
    return files


Rows = Iterator[tuple[str, str, bytes]]


# --- no spreadsheet at all ------------------------------------------------------------------------


def _foreign() -> Rows:
    yield "empty.xlsx", "file-empty", b""
    yield "blank.csv", "file-blank", b" \r\n\t\r\n"
    yield "bom only.csv", "file-blank", b"\xef\xbb\xbf"
    yield "zeros.xlsx", "file-blank", bytes(5_000)  # what a failed cloud copy leaves
    yield "~$register.xlsx", "owner-file", b"\x05Bataa" + bytes(100)
    yield "pdf.xlsx", "pdf-file", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + CANARY.encode()
    yield "picture.xls", "picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(50)
    yield "photo.xls", "picture", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(50)
    yield "moving.csv", "picture", b"GIF89a\x01\0\x01\0\0\0\0;"
    yield "bitmap.xls", "picture", b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0" + bytes(50)
    yield "scan.xlsx", "picture", b"II*\0\x08\0\0\0" + bytes(50)
    yield "phone.xlsx", "picture", b"\0\0\0\x18ftypheic" + bytes(50)
    yield "web.xlsx", "picture", b"RIFF\x24\0\0\0WEBPVP8 " + bytes(50)
    yield "sound.xlsx", "recording", b"RIFF\x24\0\0\0WAVEfmt " + bytes(50)
    yield "film.xlsx", "recording", b"\0\0\0\x18ftypmp42" + bytes(50)
    yield "gzipped.csv", "archive", gzip.compress(TEXT.encode())
    yield "seven.xlsx", "archive", b"7z\xbc\xaf\x27\x1c\0\4" + bytes(50)
    yield "rar.xlsx", "archive", b"Rar!\x1a\7\1\0" + bytes(50)
    yield "tar.xlsx", "archive", _tar()
    yield "program.xlsx", "program", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + bytes(50)
    yield "elf.xlsx", "program", b"\x7fELF\2\1\1" + bytes(50)
    yield "script.csv", "program", b"#!/bin/sh\necho\n"
    yield "sqlite.xlsx", "database", b"SQLite format 3\0\x10\0\1\1" + bytes(80)
    yield "access.xlsx", "database", b"\0\1\0\0Standard ACE DB\0" + bytes(80)
    yield "parquet.csv", "data-file", b"PAR1\x15\4\x15" + bytes(20) + b"PAR1"
    yield "feather.csv", "data-file", b"ARROW1\0\0" + bytes(20)
    yield "pickle.csv", "data-file", b"\x80\4\x95\x10\0\0\0\0\0\0\0cos\nsystem\n"
    yield "letter.xls", "word-document", b"{\\rtf1\\ansi " + CANARY.encode() + b"}"
    yield "page.xls", "web-page", f"<html><body><table><tr><td>{CANARY}</td></tr></table>".encode()
    yield "page with declaration.xls", "web-page", b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<p>" + CANARY.encode()
    yield "table only.xls", "web-page", f"<table><tr><td>{CANARY}</td></tr></table>".encode()
    yield "page in utf-16.xls", "web-page", f"\ufeff<html><td>{CANARY}</td></html>".encode("utf-16-le")
    yield (
        "archive of a page.xls",
        "web-page",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; x\r\n\r\n",
    )
    yield (
        "xml of 2003.xls",
        "excel-2003-xml",
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
        ),
    )
    yield "plain.xml", "xml-file", f'<?xml version="1.0"?><rows><row>{CANARY}</row></rows>'.encode()
    yield (
        "flat.fods",
        "xml-file",
        (b'<?xml version="1.0"?><office:document><style:style/><office:body><table:table/></office:body>'),
    )
    yield "objects.csv", "json-file", f'[{{"name": "{CANARY}"}}]'.encode()
    yield "mail.csv", "email", f"Received: by x\r\nFrom: a\r\nSubject: {CANARY}\r\n\r\n{CANARY}".encode()
    yield "noise.xlsx", "not-a-table", _noise(3_000)
    yield "noise.csv", "not-a-table", bytes(range(256)) * 20
    yield "lotus.wks", "lotus-file", b"\0\0\2\0\4\4\6\0\x08\0" + bytes(40)
    for number, mark in (("2", b"\x09\0\4\0"), ("3", b"\x09\2\6\0"), ("4", b"\x09\4\6\0")):
        yield f"excel {number}.xls", "old-excel", mark + b"\2\0\x10\0" + bytes(60)
    yield (
        "excel 5 without container.xls",
        "old-excel",
        m.biff_stream({"A": m.biff_sheet(TABLE, biff=5)}, biff=5),
    )


def _tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        info = tarfile.TarInfo("register.csv")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT.encode()))
    return stream.getvalue()


def _noise(size: int) -> bytes:
    """Bytes without any order, the same every time."""
    state, out = 12345, bytearray()
    for _ in range(size):
        state = (1103515245 * state + 12345) % 2**31
        out.append(state >> 16 & 0xFF)
    return bytes(out)


# --- zips -----------------------------------------------------------------------------------------


def _packages() -> Rows:
    good = m.xlsx(TABLE)
    yield (
        "word: letter.docx",
        "word-document",
        m.zipped(
            {
                "[Content_Types].xml": m.content_types(m.WORD_MAIN, "/word/document.xml"),
                "word/document.xml": "<w/>",
            }
        ),
    )
    yield "word named xlsx: letter.xlsx", "word-document", m.zipped({"word/document.xml": f"<w>{CANARY}</w>"})
    yield "slides.pptx", "presentation", m.zipped({"ppt/presentation.xml": "<p/>"})
    yield "text.odt", "word-document", m.zipped({"mimetype": "application/vnd.oasis.opendocument.text"})
    yield "drawing.odg", "zip-of-files", m.zipped({"mimetype": "application/vnd.oasis.opendocument.graphics"})
    yield (
        "apple.numbers",
        "numbers-file",
        m.zipped({"Index/Document.iwa": b"\0\1", "preview.jpg": b"\xff\xd8"}),
    )
    yield "folder.zip", "zip-of-files", m.zipped({"register.xlsx": good, "notes.txt": CANARY})
    yield "folder named xlsx: folder.xlsx", "zip-of-files", m.zipped({"a/register.xlsx": good})
    yield "empty zip.xlsx", "zip-of-files", m.zipped({})
    yield "nothing but types.xlsx", DAMAGED, m.zipped({"[Content_Types].xml": "<Types/>"})
    for share in (1, 10, 50, 90, 99):
        yield f"cut at {share} percent.xlsx", DAMAGED, good[: len(good) * share // 100 + 4]
    yield "cut in the directory.xlsx", DAMAGED, good[:-30]
    yield "junk before.xlsx", "not-a-table", b"\0\1\2\3\4" * 20 + good
    yield "junk after.xlsx", BOOK, good + b"\0" * 100
    yield "comment at the end.xlsx", BOOK, _with_comment(good)
    yield "bomb by declared sizes.xlsx", BOMB, _declared(good, "xl/worksheets/sheet1.xml", 700_000_000)
    yield (
        "bomb by ratio.xlsx",
        BOMB,
        m.zipped(m.xlsx_parts({"Register": m.sheet_xml([])}) | {"xl/media/image1.bin": bytes(90_000_000)}),
    )
    yield "bomb that lies in its sheet.xlsx", BOMB, _lying_sheet()
    yield "bomb that lies in its texts.xlsx", BOMB, _lying_texts()
    yield "declares too much.xlsx", DAMAGED, _declared(good, "xl/worksheets/sheet1.xml", 200_000)
    yield (
        "too many parts.xlsx",
        "too-many-parts",
        m.zipped(m.xlsx_parts({"Register": m.sheet_xml([])}) | {f"xl/x{n}.bin": b"" for n in range(2_100)}),
    )
    yield "the same part twice.xlsx", DAMAGED, _twice(good)
    yield "parts that overlap.xlsx", DAMAGED, _overlapping(good)
    yield "encrypted part.xlsx", PASSWORD, _flagged(good)
    yield "unknown method.xlsx", DAMAGED, _with_method(good, 14)
    yield "damaged part.xlsx", DAMAGED, _damaged_part(good)
    yield "stored parts.xlsx", BOOK, _stored(TABLE)
    yield "zip64.xlsx", BOOK, _zip64(TABLE)
    yield "zip64 without its record.xlsx", DAMAGED, good[:-10] + b"\xff" * 4 + good[-6:]
    yield "names with backslashes.xlsx", BOOK, _backslashes(TABLE)
    yield (
        "workbook nested in itself.xlsx",
        BOOK,
        m.zipped(m.xlsx_parts({"Register": m.sheet_xml(m.rows_of(TABLE))}) | {"xl/embeddings/a.xlsx": good}),
    )
    yield (
        "macros.xlsm",
        BOOK,
        m.zipped(
            m.xlsx_parts({"Register": m.sheet_xml(m.rows_of(TABLE))}, main=m.MACRO_MAIN)
            | {"xl/vbaProject.bin": b"\0"}
        ),
    )


def _directory_place(content: bytes, part: str) -> int:
    place = content.index(b"PK\x01\x02")
    while content[place + 46 : place + 46 + len(part)] != part.encode():
        place = content.index(b"PK\x01\x02", place + 4)
    return place


def _declared(content: bytes, part: str, size: int) -> bytes:
    """The zip with another unpacked size of a part in its directory and local header."""
    changed = bytearray(content)
    place = _directory_place(content, part)
    (local,) = struct.unpack_from("<I", content, place + 42)
    struct.pack_into("<I", changed, place + 24, size)
    struct.pack_into("<I", changed, local + 22, size)
    return bytes(changed)


def _lying_sheet() -> bytes:
    """A sheet of 60 MB of blanks that declares 1,000 bytes."""
    sheet = m.sheet_xml(m.rows_of(TABLE)).replace("<sheetData>", "<sheetData>" + " " * 60_000_000)
    return _declared(m.zipped(m.xlsx_parts({"Register": sheet})), "xl/worksheets/sheet1.xml", 1_000)


def _lying_texts() -> bytes:
    shared = f'<sst xmlns="{m.MAIN}"><si><t>{"x" * 30_000_000}</t></si></sst>'
    parts = m.xlsx_parts({"Register": m.sheet_xml(m.rows_of(TABLE))}, shared=shared)
    return _declared(m.zipped(parts), "xl/sharedStrings.xml", 1_000)


def _with_comment(content: bytes) -> bytes:
    return content[:-2] + struct.pack("<H", 20) + b"made by hand, 20 cha"


def _twice(content: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/worksheets/sheet2.xml", m.sheet_xml([]))
    return stream.getvalue().replace(b"sheet2.xml", b"sheet1.xml")


def _overlapping(content: bytes) -> bytes:
    changed = bytearray(content)
    place = _directory_place(content, "xl/worksheets/sheet1.xml")
    struct.pack_into("<I", changed, place + 20, len(content) - 10)
    return bytes(changed)


def _flagged(content: bytes) -> bytes:
    changed = bytearray(content)
    changed[_directory_place(content, "xl/worksheets/sheet1.xml") + 8] |= 1
    return bytes(changed)


def _with_method(content: bytes, method: int) -> bytes:
    changed = bytearray(content)
    changed[_directory_place(content, "xl/worksheets/sheet1.xml") + 10] = method
    return bytes(changed)


def _damaged_part(content: bytes) -> bytes:
    changed = bytearray(content)
    place = _directory_place(content, "xl/worksheets/sheet1.xml")
    (local,) = struct.unpack_from("<I", content, place + 42)
    for n in range(local + 60, local + 100):
        changed[n] ^= 0x55
    return bytes(changed)


def _stored(table: list[list[object]]) -> bytes:
    parts = m.xlsx_parts({"Register": m.sheet_xml(m.rows_of(table))})
    return m.zipped(parts, method=zipfile.ZIP_STORED)


def _zip64(table: list[list[object]]) -> bytes:
    """A workbook as writers make it that don't know its size beforehand."""
    parts = m.xlsx_parts({"Register": m.sheet_xml(m.rows_of(table))})
    body, directory = b"", b""
    for name, text in parts.items():
        data = text.encode() if isinstance(text, str) else text
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = packer.compress(data) + packer.flush()
        crc, encoded = zlib.crc32(data), name.encode()
        extra = struct.pack("<HHQQ", 1, 16, len(data), len(packed))
        common = struct.pack("<HHHHHIII", 45, 0, 8, 0, 33, crc, 0xFFFFFFFF, 0xFFFFFFFF)
        place = len(body)
        body += b"PK\3\4" + common + struct.pack("<HH", len(encoded), len(extra)) + encoded + extra + packed
        extra = struct.pack("<HHQQQ", 1, 24, len(data), len(packed), place)
        sizes = struct.pack("<HHHHHII", len(encoded), len(extra), 0, 0, 0, 0, 0xFFFFFFFF)
        directory += b"PK\1\2" + struct.pack("<H", 45) + common + sizes + encoded + extra
    record = struct.pack(
        "<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, len(parts), len(parts), len(directory), len(body)
    )
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(body) + len(directory), 1)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return body + directory + record + locator + end


def _backslashes(table: list[list[object]]) -> bytes:
    content = m.xlsx(table)
    return content.replace(b"xl/worksheets/sheet1.xml", b"xl\\worksheets\\sheet1.xml")


# --- XML parts ------------------------------------------------------------------------------------

_LOL = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _parts() -> Rows:
    sheet = m.sheet_xml(m.rows_of(TABLE))
    part = "xl/worksheets/sheet1.xml"

    def changed(edit: Callable[[str], str | bytes], name: str = part) -> bytes:
        parts = m.xlsx_parts({"Register": sheet})
        return m.zipped(parts | {name: edit(str(parts[name]))})

    yield "entities in a sheet.xlsx", ENTITIES, changed(lambda t: t.replace("\n", _LOL, 1))
    yield (
        "entities in the workbook.xlsx",
        ENTITIES,
        changed(lambda t: t.replace("\n", _LOL, 1), "xl/workbook.xml"),
    )
    yield "entities in relations.xlsx", ENTITIES, changed(lambda t: _LOL + t.split("\n")[1], "_rels/.rels")
    yield (
        "outside entity.xlsx",
        ENTITIES,
        changed(lambda t: t.replace("\n", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', 1)),
    )
    yield (
        "doctype after a comment.xlsx",
        ENTITIES,
        changed(lambda t: t.replace("\n", f"<!-- {'x' * 5_000} -->{_LOL}")),
    )
    yield "doctype after blanks.xlsx", ENTITIES, changed(lambda t: t.replace("\n", "\n" * 3_000 + _LOL))
    yield (
        "doctype in utf-16.xlsx",
        ENTITIES,
        changed(lambda t: ("\ufeff" + _LOL + t[55:]).encode("utf-16-le")),
    )
    yield "doctype behind a mark.xlsx", ENTITIES, changed(lambda t: "\ufeff" + t.replace("\n", _LOL, 1))
    yield "endless prolog.xlsx", DAMAGED, changed(lambda t: t.replace("\n", f"<!--{'x' * 70_000}-->"))
    yield (
        "sheet in utf-16.xlsx",
        DAMAGED,
        changed(lambda t: ("\ufeff" + t.replace("UTF-8", "UTF-16")).encode("utf-16-le")),
    )
    yield "sheet in windows-1251.xlsx", DAMAGED, changed(lambda t: t.replace("UTF-8", "windows-1251"))
    yield (
        "workbook in utf-16.xlsx",
        DAMAGED,
        changed(lambda t: ("\ufeff" + t.replace("UTF-8", "UTF-16")).encode("utf-16-be"), "xl/workbook.xml"),
    )
    yield (
        "query part in utf-16.xlsx",
        BOOK,
        m.zipped(
            m.xlsx_parts({"Register": sheet})
            | {"customXml/item1.xml": '\ufeff<?xml version="1.0"?><DataMashup/>'.encode("utf-16-le")}
        ),
    )
    yield "mark before the declaration.xlsx", BOOK, changed(lambda t: "\ufeff" + t)
    yield "no declaration.xlsx", BOOK, changed(lambda t: t.split("\n", 1)[1])
    yield "sheet cut in a cell.xlsx", DAMAGED, changed(lambda t: t[: len(t) * 2 // 3])
    yield "sheet is empty.xlsx", DAMAGED, changed(lambda t: "")
    yield "sheet is text.xlsx", DAMAGED, changed(lambda t: CANARY)
    yield "unclosed tags.xlsx", BOOK, changed(lambda t: t.replace("</row>", ""))
    yield "no rows element.xlsx", BOOK, changed(lambda t: t.replace("sheetData", "x"))
    yield "unknown entity.xlsx", DAMAGED, changed(lambda t: t.replace(CANARY, f"{CANARY}&foo;"))
    yield (
        "bytes that are no utf-8.xlsx",
        DAMAGED,
        changed(lambda t: t.replace("Name", "\xff\xfe").encode("latin-1")),
    )
    yield (
        "workbook without sheets.xlsx",
        BOOK,
        changed(lambda t: t[: t.index("<sheet ")] + t[t.index("</sheets>") :], "xl/workbook.xml"),
    )
    yield "workbook is cut.xlsx", DAMAGED, changed(lambda t: t[:100], "xl/workbook.xml")
    yield (
        "relation to nowhere.xlsx",
        DAMAGED,
        changed(lambda t: t.replace("sheet1.xml", "sheet9.xml"), "xl/_rels/workbook.xml.rels"),
    )
    yield (
        "relation out of the package.xlsx",
        DAMAGED,
        changed(
            lambda t: t.replace("worksheets/sheet1.xml", "../../../etc/passwd"), "xl/_rels/workbook.xml.rels"
        ),
    )
    yield (
        "no relations.xlsx",
        DAMAGED,
        m.zipped(
            {k: v for k, v in m.xlsx_parts({"Register": sheet}).items() if "workbook.xml.rels" not in k}
        ),
    )
    yield (
        "no styles.xlsx",
        BOOK,
        m.zipped({k: v for k, v in m.xlsx_parts({"Register": sheet}).items() if "styles" not in k}),
    )
    yield (
        "no content types.xlsx",
        BOOK,
        m.zipped({k: v for k, v in m.xlsx_parts({"Register": sheet}).items() if "Content" not in k}),
    )
    yield (
        "absolute targets.xlsx",
        BOOK,
        changed(lambda t: t.replace("worksheets/", "/xl/worksheets/"), "xl/_rels/workbook.xml.rels"),
    )
    yield (
        "strict.xlsx",
        BOOK,
        m.zipped(m.xlsx_parts({"R": m.sheet_xml(m.rows_of(TABLE), namespace=m.STRICT_MAIN)}, strict=True)),
    )
    yield "prefixed elements.xlsx", BOOK, changed(_prefixed)
    yield (
        "two hundred and one sheets.xlsx",
        "too-many-sheets",
        m.zipped(m.xlsx_parts({f"S{n}": m.sheet_xml([]) for n in range(201)})),
    )
    yield (
        "all sheets hidden.xlsx",
        BOOK,
        m.zipped(m.xlsx_parts({"A": sheet, "B": sheet}, states={"A": "hidden", "B": "veryHidden"})),
    )
    yield "unknown state of a sheet.xlsx", DAMAGED, m.zipped(m.xlsx_parts({"A": sheet}, states={"A": "gone"}))


def _prefixed(text: str) -> str:
    for name in ("worksheet", "sheetData", "row", "c", "v", "is", "t"):
        text = text.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        text = text.replace(f"</{name}>", f"</x:{name}>")
    return text.replace("xmlns=", "xmlns:x=")


# --- cells of a sheet -----------------------------------------------------------------------------


def _sheets() -> Rows:
    head = m.row_xml(1, [m.cell("A1", "No"), m.cell("B1", CANARY)])

    def with_cell(xml: str, row: int = 2) -> bytes:
        return m.xlsx_of(head, m.row_xml(row, [xml]))

    yield "cell at the far corner.xlsx", BOOK, with_cell(m.cell("XFD1048576", 1), 1048576)
    yield (
        "only a cell at the far corner.xlsx",
        BOOK,
        m.xlsx_of(m.row_xml(1048576, [m.cell("XFD1048576", CANARY)])),
    )
    yield "cell at the far right.xlsx", BOOK, with_cell(m.cell("XFD2", 1))
    yield "cell far below.xlsx", BOOK, with_cell(m.cell("A1048576", 1), 1048576)
    yield "formatted to the far corner.xlsx", BOOK, with_cell('<c r="XFD1048576" s="1"/>', 1048576)
    yield (
        "checkerboard of stray cells.xlsx",
        TOO_BIG,
        m.xlsx_of(
            head,
            *(
                m.row_xml(n, [m.cell(f"A{n}", 1), m.cell(f"ALL{n}", 1)])
                for n in range(9_000, 1_048_576, 9_000)
            ),
        ),
    )
    yield "column beyond the last.xlsx", BOOK, with_cell(m.cell("ZZZ2", 1))
    yield "column of four letters.xlsx", BOOK, with_cell(m.cell("ZZZZ2", 1))
    yield "row beyond the last.xlsx", TOO_BIG, with_cell('<c r="A99999999999"><v>1</v></c>')
    yield "row zero.xlsx", DAMAGED, with_cell('<c r="A0"><v>1</v></c>')
    yield "reference without a row.xlsx", DAMAGED, with_cell('<c r="A"><v>1</v></c>')
    yield "references left out.xlsx", BOOK, m.xlsx_of("<row><c><v>1</v></c><c><v>2</v></c></row>")
    yield (
        "rows out of order.xlsx",
        BOOK,
        m.xlsx_of(m.row_xml(3, [m.cell("A3", 3)]), m.row_xml(1, [m.cell("A1", 1)])),
    )
    yield "the same cell twice.xlsx", BOOK, m.xlsx_of(m.row_xml(1, [m.cell("A1", 1), m.cell("A1", CANARY)]))
    yield "text that isn't there.xlsx", DAMAGED, with_cell('<c r="A2" t="s"><v>99</v></c>')
    yield "unknown type.xlsx", DAMAGED, with_cell('<c r="A2" t="zz"><v>99</v></c>')
    yield "unknown element in a cell.xlsx", DAMAGED, with_cell('<c r="A2"><zz>99</zz></c>')
    yield "number that is none.xlsx", BOOK, with_cell('<c r="A2"><v>12,5</v></c>')
    yield "number that is none by type.xlsx", DAMAGED, with_cell('<c r="A2" t="n"><v>12,5</v></c>')
    yield "infinite number.xlsx", BOOK, with_cell('<c r="A2"><v>1e999</v></c>')
    yield "not a number.xlsx", BOOK, with_cell('<c r="A2"><v>NaN</v></c>')
    yield "duration without end.xlsx", BOOK, with_cell('<c r="A2" s="4"><v>1E+300</v></c>')
    yield "date before all dates.xlsx", BOOK, with_cell(m.cell("A2", -5, m.DATE))
    yield "date after all dates.xlsx", BOOK, with_cell(m.cell("A2", 2958466, m.DATE))
    yield "29 february 1900.xlsx", BOOK, with_cell(m.cell("A2", 60, m.DATE))
    yield (
        "errors of all kinds.xlsx",
        BOOK,
        m.xlsx_of(
            m.row_xml(1, [m.cell(f"{m.column_letters(n)}1", e) for n, e in enumerate(m.ERROR_CODES, 1)])
        ),
    )
    yield "error newer than calamine.xlsx", BOOK, with_cell(m.cell("A2", "#SPILL!"))
    yield "formulas never calculated.xlsx", BOOK, with_cell('<c r="A2"><f>TODAY()</f></c>')
    yield (
        "shared formula in a circle.xlsx",
        BOOK,
        with_cell('<c r="A2"><f t="shared" ref="A2:A9" si="0"/><v>1</v></c>'),
    )
    yield (
        "shared formula over all cells.xlsx",
        BOOK,
        with_cell('<c r="A2"><f t="shared" ref="A1:XFD1048576" si="99999999">1</f><v>1</v></c>'),
    )
    yield "very long text.xlsx", BOOK, with_cell(m.cell("A2", "x" * 1_000_000))
    yield "control characters.xlsx", BOOK, with_cell('<c r="A2" t="inlineStr"><is><t>a\x01\x08b</t></is></c>')
    yield (
        "escaped control characters.xlsx",
        BOOK,
        with_cell('<c r="A2" t="inlineStr"><is><t>a_x0000__x000D_&#10;</t></is></c>'),
    )
    yield (
        "merged over everything.xlsx",
        BOOK,
        m.xlsx(TABLE, after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    )
    yield (
        "merged nowhere.xlsx",
        DAMAGED,
        m.xlsx(TABLE, after='<mergeCells><mergeCell ref="A1:"/></mergeCells>'),
    )
    yield "dimension that lies.xlsx", BOOK, m.xlsx(TABLE, before='<dimension ref="A1:XFD1048576"/>')
    yield "dimension that is none.xlsx", DAMAGED, m.xlsx(TABLE, before='<dimension ref="hello"/>')
    yield (
        "everything hidden.xlsx",
        BOOK,
        m.xlsx_of(
            m.row_xml(1, [m.cell("A1", CANARY)], ' hidden="1"'),
            before='<cols><col min="1" max="16384" hidden="1"/></cols>',
        ),
    )
    yield "texts that multiply.xlsx", TOO_BIG, _multiplied()
    yield "no cell at all.xlsx", BOOK, m.xlsx_of()
    yield "blanks only.xlsx", BOOK, m.xlsx_of(m.row_xml(5, [m.cell("C5", "")]))
    yield "deep nesting.xlsx", DAMAGED, with_cell("<c>" * 20_000)


def _multiplied() -> bytes:
    """One text of 100 KB in 20,000 cells: 30 KB become 2 GB."""
    shared = f'<sst xmlns="{m.MAIN}"><si><t>{"x" * 100_000}</t></si></sst>'
    rows = (m.row_xml(n, [f'<c r="A{n}" t="s"><v>0</v></c>']) for n in range(1, 20_001))
    return m.zipped(m.xlsx_parts({"Register": m.sheet_xml(rows)}, shared=shared))


# --- xls ------------------------------------------------------------------------------------------


def _old() -> Rows:
    good = m.xls(TABLE)
    stream = m.biff_stream({"Register": m.biff_sheet(TABLE)})
    yield (
        "encrypted package.xlsx",
        PASSWORD,
        m.ole2({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": _noise(5_000)}),
    )
    yield "encrypted.xls", PASSWORD, m.xls(TABLE, filepass=b"\1\0\1\0\1\0" + bytes(48))
    yield "encrypted by xor.xls", PASSWORD, m.xls(TABLE, biff=5, filepass=b"\x59\xb3\x0a\x9a")
    yield "letter.doc", "word-document", m.ole2({"WordDocument": CANARY.encode()})
    yield "slides.ppt", "presentation", m.ole2({"PowerPoint Document": b"x"})
    yield "message.msg", "email", m.ole2({"__properties_version1.0": CANARY.encode()})
    yield "container without a workbook.xls", DAMAGED, m.ole2({"Contents": CANARY.encode()})
    yield "container without streams.xls", DAMAGED, m.ole2({})
    yield "signature only.xls", DAMAGED, m.OLE2
    yield "header only.xls", DAMAGED, good[:512]
    for share in (30, 60, 90):
        yield f"cut at {share} percent.xls", DAMAGED, good[: len(good) * share // 100]
    yield "allocation in a circle.xls", BOOK, _circle(good)
    yield "sector size of nothing.xls", DAMAGED, good[:30] + b"\0\0" + good[32:]
    yield "huge number of sectors.xls", BOOK, good[:44] + b"\xff\xff\xff\x7f" + good[48:]
    yield "empty workbook stream.xls", BOOK, m.ole2({"Workbook": b""})
    yield "workbook of zeros.xls", BOOK, m.ole2({"Workbook": bytes(6_000)})
    yield "workbook of noise.xls", DAMAGED, m.ole2({"Workbook": _noise(6_000)})
    yield "stream cut.xls", TOO_BIG, m.ole2({"Workbook": stream[: len(stream) // 2].ljust(4_096, b"\xff")})
    yield "sheet beyond the end.xls", DAMAGED, m.ole2({"Workbook": _sheet_at(stream, 0x7FFFFFFF)})
    yield "sheet inside itself.xls", BOOK, m.ole2({"Workbook": _sheet_at(stream, 0)})
    yield (
        "record longer than the stream.xls",
        DAMAGED,
        m.ole2({"Workbook": stream.replace(m.record(0x0A), m.record(0x0A)[:2] + b"\xff\x7f", 1)}),
    )
    yield (
        "cell at the far corner.xls",
        TOO_BIG,
        m.xls(TABLE, more=m.record(0x203, struct.pack("<HHHd", 65_535, 255, 0, 1.5)) * 1),
    )
    yield "excel 5.xls", BOOK, m.xls(TABLE, biff=5, codepage=1252)
    yield (
        "excel 5 in russian.xls",
        BOOK,
        m.xls([["Дата"], [CANARY]], biff=5, codepage=1251, encoding="cp1251"),
    )
    yield "unknown codepage.xls", DAMAGED, m.xls(TABLE, biff=5, codepage=9999)
    yield "errors and odd numbers.xls", BOOK, m.xls([[*m.ERROR_CODES], [(-1, m.DATE), (60, m.DATE)]])
    yield "no cell.xls", BOOK, m.xls([])
    yield (
        "hidden sheets.xls",
        BOOK,
        m.ole2(
            {
                "Workbook": m.biff_stream(
                    {"A": m.biff_sheet(TABLE), "B": m.biff_sheet([])}, hidden={"A": 1, "B": 2}
                )
            }
        ),
    )


def _circle(content: bytes) -> bytes:
    changed = bytearray(content)
    (first,) = struct.unpack_from("<I", content, 76)
    struct.pack_into("<II", changed, (first + 1) * 512, 1, 0)
    return bytes(changed)


def _sheet_at(stream: bytes, offset: int) -> bytes:
    place = stream.index(struct.pack("<H", 0x85))
    return stream[: place + 4] + struct.pack("<I", offset) + stream[place + 8 :]


# --- xlsb, ods ------------------------------------------------------------------------------------


def _binary() -> Rows:
    good = m.xlsb(TABLE)
    yield "good.xlsb", BOOK, good
    yield "named xlsx: register.xlsx", BOOK, good
    yield "cut.xlsb", DAMAGED, good[:-200]

    def changed(name: str, edit: Callable[[bytes], bytes]) -> bytes:
        with zipfile.ZipFile(io.BytesIO(good)) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        return m.zipped(parts | {name: edit(parts[name])})

    sheet = "xl/worksheets/sheet1.bin"
    yield "sheet cut.xlsb", DAMAGED, changed(sheet, lambda b: b[: len(b) // 2])
    yield "sheet of noise.xlsb", DAMAGED, changed(sheet, lambda b: _noise(2_000))
    yield "sheet of zeros.xlsb", DAMAGED, changed(sheet, lambda b: bytes(2_000))
    yield (
        "text longer than all.xlsb",
        DAMAGED,
        changed(sheet, lambda b: b.replace(m.wide("Name"), b"\xff\xff\xff\x7f" + "Name".encode("utf-16-le"))),
    )
    yield "workbook of noise.xlsb", DAMAGED, changed("xl/workbook.bin", lambda b: _noise(500))
    yield (
        "cell at the far corner.xlsb",
        TOO_BIG,
        changed(
            sheet,
            lambda b: b.replace(
                m.brt(146),
                m.brt(0, struct.pack("<IIH", 1_048_575, 0, 300) + bytes(7))
                + m.brt_cell(16_383, 1.5, 0)
                + m.brt(146),
            ),
        ),
    )
    yield "errors and odd numbers.xlsb", BOOK, m.xlsb([[*m.ERROR_CODES], [(-1, m.DATE), (60, m.DATE)]])


def _open_document() -> Rows:
    table = [["No", "Date"], ["f-1", "date:2020-07-31"], [CANARY, None]]
    good = m.ods(table)
    yield "good.ods", BOOK, good
    yield "named xls: register.xls", BOOK, good
    yield "cut.ods", DAMAGED, good[: len(good) // 2]
    yield (
        "encrypted.ods",
        "password-protected-ods",
        m.ods_of(
            {"A": m.ods_rows(table)}, manifest="<m:manifest xmlns:m='x'><m:encryption-data/></m:manifest>"
        ),
    )
    yield "entities.ods", ENTITIES, m.ods_of({"A": m.ods_rows(table)}, prolog=_LOL)
    yield "without content.ods", DAMAGED, m.zipped({"mimetype": m.ODS_TYPE})
    yield "content cut.ods", DAMAGED, m.zipped({"mimetype": m.ODS_TYPE, "content.xml": "<a><b>" + CANARY})
    yield (
        "content in utf-16.ods",
        DAMAGED,
        m.zipped(
            {"mimetype": m.ODS_TYPE, "content.xml": '\ufeff<?xml version="1.0"?><a/>'.encode("utf-16-le")}
        ),
    )
    repeated = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
    value = (
        '<table:table-cell table:number-columns-repeated="{}" office:value-type="float" office:value="1"/>'
    )
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    yield (
        "repeated over all cells.ods",
        DAMAGED,
        m.ods_of({"A": repeated.format(1048576, value.format(16384))}),
    )
    yield "repeated down.ods", TOO_BIG, m.ods_of({"A": repeated.format(1048576, value.format(3))})
    yield "repeated beyond counting.ods", DAMAGED, m.ods_of({"A": repeated.format(10**30, value.format(1))})
    yield (
        "formatted to the end.ods",
        BOOK,
        m.ods_of({"A": m.ods_rows(table) + repeated.format(1048000, blank)}),
    )
    yield "errors.ods", BOOK, m.ods([["#REF!", "#N/A", 12345678901234567890, CANARY]])
    yield "dates that are none.ods", BOOK, m.ods([["date:2020-02-30", "date:x", "date:99999-01-01"]])
    yield "no sheet.ods", BOOK, m.ods_of({})


# --- csv, tsv, txt --------------------------------------------------------------------------------


def _delimited() -> Rows:
    yield "plain.csv", BOOK, TEXT.encode()
    yield "named xlsx: plain.xlsx", BOOK, TEXT.encode()
    yield "utf-8 with mark.csv", BOOK, b"\xef\xbb\xbf" + TEXT.encode()
    for codec in ("utf-16-le", "utf-16-be"):
        yield f"{codec}.csv", BOOK, TEXT.encode(codec)
        yield f"{codec} with mark.csv", BOOK, ("\ufeff" + TEXT).encode(codec)
    yield "utf-16 cut.csv", BOOK, ("\ufeff" + TEXT).encode("utf-16-le")[:-1]
    yield "utf-32.csv", BOOK, TEXT.encode("utf-32")
    yield "1251.csv", BOOK, f"Номер;Дата\n1;{CANARY}\nОтвет;Жалоба\n".encode("cp1251")
    yield "1252.csv", BOOK, f"Numéro;Reçu\n1;{CANARY}\n".encode("cp1252")
    yield "mac.csv", BOOK, f"Numéro;Reçu\r1;{CANARY}\r".encode("mac_roman")
    yield "utf-8 with bad bytes.csv", BOOK, ("Дугаар,Огноо,Төрөл\n" * 5).encode() + b"x,\xff,y\n"
    yield "nul characters.csv", BOOK, TEXT.replace("B", "B\0").encode()
    yield "quote never closed.csv", "field-too-long", f'a,b\n1,"{CANARY}\n'.encode() + b"x,y\n" * 50_000
    yield "quotes inside.csv", BOOK, f'a,b\n"say ""{CANARY}""",x"y\n'.encode()
    yield "sep line.csv", BOOK, f"sep=;\r\na;b\r\n{CANARY};2\r\n".encode()
    yield "sep line only.csv", BOOK, b"sep=;\r\n"
    yield "ragged.csv", BOOK, f"a\nb,c\n\nd,e,f,{CANARY}\n".encode()
    yield "separators only.csv", BOOK, b",,,\n,,,\n"
    yield "one column.txt", BOOK, f"a\n{CANARY}\n".encode()
    yield "very wide.csv", BOOK, (",".join(["x"] * 20_000) + "\n").encode() * 3
    yield "very far.csv", BOOK, f"a,b\n{CANARY},2\n".encode() + b"\n" * 20_000 + b"stray,1\n"
    yield "very long field.csv", "field-too-long", b"a,b\n" + b"x" * 200_000 + b",1\n"
    yield "mostly separators.csv", BOOK, b"x" + b"," * 999 + b"\n" + (b"," * 998 + b"x\n") * 2_000
    yield "control z.csv", BOOK, TEXT.encode() + b"\x1a"
    yield "a single letter.csv", BOOK, b"x"
