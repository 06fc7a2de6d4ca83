"""Workbooks made from scratch for the reading tests: raw XML, BIFF records and OLE2 sectors.

Nothing here goes through a spreadsheet library, so that a test can also write what no program would.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
DOC_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_DOC_RELS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PKG_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_MAIN = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
BINARY_MAIN = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SLIDES_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"

GENERAL, DATE, DATE_TIME, TIME, DURATION = range(5)  # cell styles of every workbook made here
FORMATS = (0, 14, 22, 21, 164)  # 164 is [h]:mm:ss
STYLES = (
    f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm:ss"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    f'<cellXfs count="5">{"".join(f"<xf numFmtId={chr(34)}{n}{chr(34)}/>" for n in FORMATS)}'
    "</cellXfs></styleSheet>"
)


def column_letters(number: int) -> str:
    """The letters of a 1-based column: 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def zipped(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of named parts, in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


# --- xlsx -------------------------------------------------------------------------------------


def cell(reference: str, value: object, style: int = GENERAL) -> str:
    """One ``<c>``: numbers, booleans, errors ("#REF!") and inline texts."""
    attributes = f'r="{reference}"' + (f' s="{style}"' if style else "")
    if isinstance(value, bool):
        return f'<c {attributes} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c {attributes}><v>{value!r}</v></c>"
    text = str(value)
    if text.startswith("#"):
        return f'<c {attributes} t="e"><v>{escape(text)}</v></c>'
    return f'<c {attributes} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def row_xml(number: int, cells: Iterable[str], attributes: str = "") -> str:
    """A ``<row>`` element."""
    return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'


def rows_of(table: Sequence[Sequence[object]], first_row: int = 1, first_column: int = 1) -> list[str]:
    """``<row>`` elements of a table of values: None leaves a cell out, a pair is (value, style)."""
    rows = []
    for number, values in enumerate(table, first_row):
        cells = []
        for column, value in enumerate(values, first_column):
            if value is None:
                continue
            content, style = value if isinstance(value, tuple) else (value, GENERAL)
            cells.append(cell(f"{column_letters(column)}{number}", content, style))
        rows.append(row_xml(number, cells))
    return rows


def sheet_xml(rows: Iterable[str], *, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    """A worksheet part around ready-made ``<row>`` elements."""
    return (
        f'{DECLARATION}<worksheet xmlns="{namespace}" xmlns:r="{DOC_RELS}">{before}'
        f"<sheetData>{''.join(rows)}</sheetData>{after}</worksheet>"
    )


def content_types(main: str, part: str = "/xl/workbook.xml") -> str:
    """The content types part of a package whose main part is ``part``."""
    return (
        f'{DECLARATION}<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="{part}" ContentType="{main}"/></Types>'
    )


def relationships(targets: Iterable[tuple[str, str]], base: str = DOC_RELS) -> str:
    """A relationships part: rId1, rId2, … in the order of (kind, target)."""
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{base}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PKG_RELS}">{rows}</Relationships>'


def xlsx_parts(
    sheets: Mapping[str, str | bytes],
    *,
    states: Mapping[str, str] | None = None,
    date_1904: bool = False,
    strict: bool = False,
    main: str = SHEET_MAIN,
    shared: str = "",
) -> dict[str, str | bytes]:
    """The parts of a workbook of ready-made sheet parts, by sheet name."""
    base = STRICT_DOC_RELS if strict else DOC_RELS
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"'
        + (f' state="{states[name]}"' if states and name in states else "")
        + "/>"
        for n, name in enumerate(sheets, 1)
    )
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    targets.append(("styles", "styles.xml"))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(main),
        "_rels/.rels": relationships([("officeDocument", "xl/workbook.xml")], base),
        "xl/workbook.xml": (
            f'{DECLARATION}<workbook xmlns="{STRICT_MAIN if strict else MAIN}" xmlns:r="{base}">'
            f"{'<workbookPr date1904=' + chr(34) + '1' + chr(34) + '/>' if date_1904 else ''}"
            f"<sheets>{listed}</sheets></workbook>"
        ),
        "xl/styles.xml": STYLES,
    }
    if shared:
        targets.append(("sharedStrings", "sharedStrings.xml"))
        parts["xl/sharedStrings.xml"] = shared
    parts["xl/_rels/workbook.xml.rels"] = relationships(targets, base)
    for n, content in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{n}.xml"] = content
    return parts


def xlsx(table: Sequence[Sequence[object]], **options: object) -> bytes:
    """A workbook with one sheet "Register"; ``first_row`` and ``first_column`` place the table."""
    place = {k: options.pop(k) for k in ("first_row", "first_column") if k in options}
    around = {k: options.pop(k) for k in ("before", "after") if k in options}
    sheet = sheet_xml(rows_of(table, **place), **around)  # type: ignore[arg-type]
    return zipped(xlsx_parts({"Register": sheet}, **options))  # type: ignore[arg-type]


def xlsx_of(*rows: str, **around: str) -> bytes:
    """A workbook with one sheet of ready-made ``<row>`` elements."""
    return zipped(xlsx_parts({"Register": sheet_xml(rows, **around)}))


# --- OLE2 containers and xls ------------------------------------------------------------------

FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole2(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 container with its streams, each padded to 4096 bytes so that it needs no mini stream."""
    chains, body, sector = [], b"", 0
    padded = {name: content + bytes(-len(content) % 512) for name, content in streams.items()}
    padded = {name: content.ljust(4096, b"\0") for name, content in padded.items()}
    starts = {}
    for name, content in padded.items():
        count = len(content) // 512
        starts[name] = sector
        chains += [sector + i + 1 for i in range(count - 1)] + [END]
        body += content
        sector += count
    directory = _directory_entry("Root Entry", 5, END, 0, child=1 if streams else FREE)
    for n, (name, content) in enumerate(padded.items(), 1):
        last = n == len(padded)
        directory += _directory_entry(name, 2, starts[name], len(content), right=FREE if last else n + 1)
    directory += bytes(-len(directory) % 512)
    directory_sectors = len(directory) // 512
    first_directory = sector
    chains += [sector + i + 1 for i in range(directory_sectors - 1)] + [END]
    sector += directory_sectors
    fat_sectors = 1
    while (sector + fat_sectors) > fat_sectors * 128:
        fat_sectors += 1
    fat_places = list(range(sector, sector + fat_sectors))
    chains += [FAT_SECTOR] * fat_sectors
    chains += [FREE] * (fat_sectors * 128 - len(chains))
    difat = fat_places + [FREE] * (109 - fat_sectors)
    header = OLE2 + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, first_directory, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *difat)
    return header + body + directory + struct.pack(f"<{len(chains)}I", *chains)


def _directory_entry(
    name: str, kind: int, start: int, size: int, *, right: int = FREE, child: int = FREE
) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def record(kind: int, data: bytes = b"") -> bytes:
    """One BIFF record."""
    return struct.pack("<HH", kind, len(data)) + data


ERROR_CODES = {
    "#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24,
    "#N/A": 0x2A,
}  # fmt: skip


def biff_cell(row: int, column: int, value: object, style: int, biff: int, encoding: str) -> bytes:
    place = struct.pack("<HHH", row, column, style)
    if isinstance(value, bool):
        return record(0x0205, place + bytes([value, 0]))
    if isinstance(value, int | float):
        return record(0x0203, place + struct.pack("<d", value))
    text = str(value)
    if text in ERROR_CODES:
        return record(0x0205, place + bytes([ERROR_CODES[text], 1]))
    if biff == 8:
        return record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))
    encoded = text.encode(encoding)
    return record(0x0204, place + struct.pack("<H", len(encoded)) + encoded)


def biff_sheet(
    table: Sequence[Sequence[object]],
    first_row: int = 1,
    first_column: int = 1,
    *,
    biff: int = 8,
    encoding: str = "cp1252",
    more: bytes = b"",
) -> bytes:
    """A worksheet substream."""
    cells = b""
    for row, values in enumerate(table, first_row - 1):
        for column, value in enumerate(values, first_column - 1):
            if value is None:
                continue
            content, style = value if isinstance(value, tuple) else (value, GENERAL)
            cells += biff_cell(row, column, content, style, biff, encoding)
    version = 0x0600 if biff == 8 else 0x0500
    last = (first_row + len(table), first_column + max(map(len, table), default=0))
    dimensions = struct.pack("<IIHHH", 0, last[0], 0, last[1], 0)
    if biff != 8:
        dimensions = struct.pack("<HHHHH", 0, last[0], 0, last[1], 0)
    beginning = record(0x0809, struct.pack("<HHHHII", version, 0x10, 1, 1996, 0, 6)[: 16 if biff == 8 else 8])
    return beginning + record(0x0200, dimensions) + cells + more + record(0x000A)


def biff_stream(
    sheets: Mapping[str, bytes],
    *,
    biff: int = 8,
    date_1904: bool = False,
    codepage: int = 1200,
    hidden: Mapping[str, int] | None = None,
    filepass: bytes | None = None,
    encoding: str = "cp1252",
) -> bytes:
    """The workbook stream: globals, then each ready-made sheet substream."""
    version = 0x0600 if biff == 8 else 0x0500
    start = record(0x0809, struct.pack("<HHHHII", version, 5, 1, 1996, 0, 6)[: 16 if biff == 8 else 8])
    if filepass is not None:
        start += record(0x002F, filepass)
    start += record(0x0042, struct.pack("<H", codepage)) + record(0x0022, struct.pack("<H", date_1904))
    pattern = "[h]:mm:ss"
    text = struct.pack("<HB", len(pattern), 0) if biff == 8 else struct.pack("<B", len(pattern))
    start += record(0x041E, struct.pack("<H", 164) + text + pattern.encode())
    for number in FORMATS:
        start += record(0x00E0, struct.pack("<HH", 0, number) + bytes(16 if biff == 8 else 12))
    names = {name: name.encode("utf-16-le") if biff == 8 else name.encode(encoding) for name in sheets}
    head = 4 + 4 + 1 + 1 + 1 + (1 if biff == 8 else 0)
    offset = len(start) + sum(head + len(n) for n in names.values()) + 4
    listed, bodies = b"", b""
    for name, body in sheets.items():
        state = (hidden or {}).get(name, 0)
        label = struct.pack("<BB", len(name), 1) if biff == 8 else struct.pack("<B", len(names[name]))
        listed += record(0x0085, struct.pack("<IBB", offset + len(bodies), state, 0) + label + names[name])
        bodies += body
    return start + listed + record(0x000A) + bodies


def xls(table: Sequence[Sequence[object]], **options: object) -> bytes:
    """A BIFF8 (or ``biff=5``) workbook with one sheet "Register"."""
    place = {k: options.pop(k) for k in ("first_row", "first_column", "more") if k in options}
    both = {k: options[k] for k in ("biff", "encoding") if k in options}
    sheet = biff_sheet(table, **place, **both)  # type: ignore[arg-type]
    stream = biff_stream({"Register": sheet}, **options)  # type: ignore[arg-type]
    return ole2({"Workbook" if options.get("biff", 8) == 8 else "Book": stream})


# --- xlsb -------------------------------------------------------------------------------------


def brt(kind: int, data: bytes = b"") -> bytes:
    """One record of a binary part."""
    head = bytes([kind]) if kind < 128 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
    size, length = len(data), b""
    while True:
        size, low = size >> 7, size & 0x7F
        length += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + length + data


def wide(text: str) -> bytes:
    """A counted UTF-16 string."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def brt_cell(column: int, value: object, style: int) -> bytes:
    """One cell of an xlsb row."""
    place = struct.pack("<II", column, style)
    if isinstance(value, bool):
        return brt(4, place + bytes([value]))
    if isinstance(value, int | float):
        return brt(5, place + struct.pack("<d", value))
    text = str(value)
    if text in ERROR_CODES:
        return brt(3, place + bytes([ERROR_CODES[text]]))
    return brt(6, place + wide(text))


def xlsb(
    table: Sequence[Sequence[object]],
    *,
    first_row: int = 1,
    first_column: int = 1,
    date_1904: bool = False,
    states: Sequence[int] = (0,),
    hidden_rows: Iterable[int] = (),
) -> bytes:
    """A binary workbook; one sheet "Register 1", "Register 2" … for each of ``states``, all alike."""
    hidden = set(hidden_rows)
    body = brt(129)
    last = (first_row + len(table) - 2, first_column + max(map(len, table), default=1) - 2)
    body += brt(148, struct.pack("<IIII", first_row - 1, last[0], first_column - 1, last[1])) + brt(145)
    for row, values in enumerate(table, first_row - 1):
        flags = bytes([0, 0x10 if row + 1 in hidden else 0, 0])
        body += brt(0, struct.pack("<IIH", row, 0, 300) + flags + struct.pack("<I", 0))
        for column, value in enumerate(values, first_column - 1):
            if value is None:
                continue
            content, style = value if isinstance(value, tuple) else (value, GENERAL)
            body += brt_cell(column, content, style)
    body += brt(146) + brt(130)
    book = brt(131) + brt(153, struct.pack("<II", int(date_1904), 0) + wide("")) + brt(143)
    for n, state in enumerate(states, 1):
        book += brt(156, struct.pack("<II", state, n) + wide(f"rId{n}") + wide(f"Register {n}"))
    book += brt(144) + brt(132)
    styles = brt(278) + brt(615, struct.pack("<I", 1)) + brt(44, struct.pack("<H", 164) + wide("[h]:mm:ss"))
    styles += brt(616) + brt(617, struct.pack("<I", len(FORMATS)))
    styles += b"".join(brt(47, struct.pack("<HH", 0, n) + bytes(12)) for n in FORMATS) + brt(618) + brt(279)
    targets = [("worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(states) + 1)]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(BINARY_MAIN, "/xl/workbook.bin"),
        "_rels/.rels": relationships([("officeDocument", "xl/workbook.bin")]),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": relationships([*targets, ("styles", "styles.bin")]),
        "xl/styles.bin": styles,
    }
    for n in range(1, len(states) + 1):
        parts[f"xl/worksheets/sheet{n}.bin"] = body
    return zipped(parts)


# --- ods --------------------------------------------------------------------------------------

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODS_ROOT = (
    f'<office:document-content xmlns:office="{_OASIS}:office:1.0" xmlns:table="{_OASIS}:table:1.0" '
    f'xmlns:text="{_OASIS}:text:1.0" xmlns:style="{_OASIS}:style:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'office:version="1.2">'
)


def ods_cell(value: object) -> str:
    """One ``table:table-cell``: a str that begins with "date:" is a date, with "#" an error."""
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value!r}"/>'
    text = str(value)
    if text.startswith("date:"):
        return f'<table:table-cell office:value-type="date" office:date-value="{text[5:]}"/>'
    if text.startswith("#"):
        return (
            '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
            f'calcext:value-type="error"><text:p>{escape(text)}</text:p></table:table-cell>'
        )
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def ods_rows(table: Sequence[Sequence[object]], first_row: int = 1, first_column: int = 1) -> str:
    """``table:table-row`` elements."""
    before = ""
    if first_row > 1:
        before = f'<table:table-row table:number-rows-repeated="{first_row - 1}"><table:table-cell/></table:table-row>'
    indent = ""
    if first_column > 1:
        indent = f'<table:table-cell table:number-columns-repeated="{first_column - 1}"/>'
    return before + "".join(
        f"<table:table-row>{indent}{''.join(map(ods_cell, values))}</table:table-row>" for values in table
    )


def ods_of(
    sheets: Mapping[str, str], *, head: str = "", prolog: str = "", manifest: str | None = None
) -> bytes:
    """A spreadsheet of ready-made rows by sheet name; a name that ends in "(hidden)" is hidden."""
    styles = (
        '<office:automatic-styles><style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    tables = "".join(
        f'<table:table table:name="{escape(name)}"'
        + (' table:style-name="ta2"' if name.endswith("(hidden)") else "")
        + f">{rows}</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}{ODS_ROOT}{styles}<office:body>'
        f"<office:spreadsheet>{head}{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    listed = manifest or (
        f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f'<?xml version="1.0" encoding="UTF-8"?>{listed}')
    return stream.getvalue()


def ods(table: Sequence[Sequence[object]], first_row: int = 1, first_column: int = 1) -> bytes:
    """A spreadsheet with one sheet "Register"."""
    return ods_of({"Register": ods_rows(table, first_row, first_column)})
