"""Bytes become a Book: cells with their kinds and places, in every format, through the guarded process."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grm_data.errors import RegisterError
from grm_data.intake import reading
from grm_data.intake.book import Book, Sheet
from grm_data.intake.reading import delimited, read_book, workbook
from grm_data.intake.reading.binary import _biff_records, _brt_records, _rk
from grm_data.intake.reading.columns import MAX_COLUMNS, NUMBER, TEXT, Table
from grm_data.intake.reading.extras import Extras, Prepared
from grm_data.intake.reading.openxml import OpenXml
from grm_data.intake.reading.sheetxml import facts_of, faithful, without_stray_cells
from grm_data.intake.source import source_from_bytes
from grm_data.messages import message
from tests.intake import making as m
from tests.intake.corpus import BOOK, corpus
from tests.intake.there import book_there, fingerprint

DAY, MOMENT = dt.datetime(2020, 6, 18), dt.datetime(2020, 6, 18, 12)


def read(content: bytes, name: str = "register.xlsx") -> Book:
    """Here, after the guarded process, where everybody reads, has read the same."""
    book = read_book(source_from_bytes(name, content))
    assert book_there(name, content) == fingerprint(book)
    return book


def read_here(content: bytes, name: str = "register.xlsx", budget: int = 1 << 25) -> list[Sheet]:
    """Without a process of its own."""
    return list(read_book(source_from_bytes(name, content), budget).sheets)


def cells(sheet: Sheet) -> list[list[Any]]:
    """The cells row by row; None where one is empty."""
    return [
        [None if pd.isna(v) else v for v in row] for row in sheet.cells.astype(object).to_numpy().tolist()
    ]


def refusal(content: bytes, name: str = "register.xlsx", **options: int) -> str:
    with pytest.raises(RegisterError) as caught:
        read_here(content, name, **options)
    return caught.value.key


# --- the contract of a Book -----------------------------------------------------------------------

KINDS: Sequence[Sequence[object]] = [
    ["text", 1.5, True, (44000, m.DATE), (44000.5, m.DATE_TIME)],
    ["more", -2.0, False, (44001, m.DATE), (44001.25, m.DATE_TIME)],
]
FORMATS = {"xlsx": m.xlsx, "xls": m.xls, "xlsb": m.xlsb}


@pytest.mark.parametrize("format", FORMATS)
def test_a_column_of_one_kind_has_its_dtype(format: str) -> None:
    (sheet,) = read(FORMATS[format](KINDS)).sheets
    assert [str(dtype) for dtype in sheet.cells.dtypes] == [
        "str",
        "float64",
        "bool",
        "datetime64[us]",
        "datetime64[us]",
    ]
    assert cells(sheet)[0] == ["text", 1.5, True, DAY, MOMENT]


@pytest.mark.parametrize("format", FORMATS)
def test_a_column_of_several_kinds_holds_python_values(format: str) -> None:
    (sheet,) = read(
        FORMATS[format]([["Heading"], [(44000, m.DATE)], [None], [1.5], [True], ["#REF!"]])
    ).sheets
    assert sheet.cells[0].dtype == object
    assert sheet.cells[0].tolist() == ["Heading", DAY, None, 1.5, True, "#REF!"]
    assert type(sheet.cells[0][1]) is dt.datetime


@pytest.mark.parametrize("format", FORMATS)
def test_days_and_moments_are_one_kind(format: str) -> None:
    (sheet,) = read(
        FORMATS[format]([[(44000, m.DATE)], [(44000.5, m.DATE_TIME)], [None], [(44000, m.DATE)]])
    ).sheets
    assert str(sheet.cells[0].dtype) == "datetime64[us]"
    assert cells(sheet) == [[DAY], [MOMENT], [None], [DAY]]


@pytest.mark.parametrize("format", FORMATS)
def test_empty_cells_are_missing_in_every_kind_of_column(format: str) -> None:
    table = [["a", 1.5, True, (44000, m.DATE)], [None] * 4, ["b", 2.5, False, (44000, m.DATE)]]
    (sheet,) = read(FORMATS[format](table)).sheets
    assert sheet.cells.isna().to_numpy().tolist() == [[False] * 4, [True] * 4, [False] * 4]
    assert sheet.cells[2].dtype == object  # a bool column can't be missing


def test_an_empty_column_inside_the_table_stays_a_column() -> None:
    (sheet,) = read(b"a,,b\n1,,2\n", "a.csv").sheets
    assert cells(sheet) == [["a", None, "b"], ["1", None, "2"]]
    assert str(sheet.cells[1].dtype) == "str"


@pytest.mark.parametrize("format", FORMATS)
def test_rows_and_columns_are_counted_as_the_user_sees_them(format: str) -> None:
    (sheet,) = read(FORMATS[format]([["a", None, "b"], [None, 1, None]], first_row=7, first_column=3)).sheets
    assert (sheet.first_row, sheet.first_column, sheet.cells.shape) == (7, 3, (2, 3))


def test_rows_and_columns_are_counted_in_ods_too() -> None:
    (sheet,) = read(m.ods([["a", "date:2020-06-18"], [True, "date:2020-06-18T12:00:00"]], 7, 3)).sheets
    assert (sheet.first_row, sheet.first_column) == (7, 3)
    assert cells(sheet) == [["a", DAY], [True, MOMENT]]


@pytest.mark.parametrize("format", FORMATS)
def test_blank_texts_around_the_table_are_trimmed(format: str) -> None:
    table = [["", "", ""], ["", "a", ""], ["", "", ""], ["", "b", ""], ["", "", ""]]
    (sheet,) = read(FORMATS[format](table)).sheets
    assert (sheet.first_row, sheet.first_column) == (2, 2)
    assert cells(sheet) == [["a"], [None], ["b"]]


@pytest.mark.parametrize("format", FORMATS)
def test_the_1904_date_system(format: str) -> None:
    (sheet,) = read(FORMATS[format]([[(44000 - 1462, m.DATE)]], date_1904=True)).sheets
    assert cells(sheet) == [[DAY]]


@pytest.mark.parametrize("format", FORMATS)
def test_a_number_that_looks_like_a_date_and_is_none_stays_a_number(format: str) -> None:
    odd = [-1, -0.25, 1, 58.5, 59, 60, 60.5, 2958466]
    (sheet,) = read(FORMATS[format]([[(number, m.DATE)] for number in odd])).sheets
    assert cells(sheet) == [[float(number)] for number in odd]


@pytest.mark.parametrize("format", FORMATS)
def test_the_first_and_last_true_days(format: str) -> None:
    (sheet,) = read(FORMATS[format]([[(61, m.DATE)], [(2958465, m.DATE)]])).sheets
    assert cells(sheet) == [[dt.datetime(1900, 3, 1)], [dt.datetime(9999, 12, 31)]]


@pytest.mark.parametrize("format", FORMATS)
def test_times_and_durations_are_texts(format: str) -> None:
    (sheet,) = read(
        FORMATS[format]([[(0.5, m.TIME)], [(0, m.DATE)], [(1.5, m.DURATION)], [(0.25, m.DURATION)]])
    ).sheets
    assert cells(sheet) == [["12:00:00"], ["00:00:00"], ["36:00:00"], ["06:00:00"]]


@pytest.mark.parametrize("format", FORMATS)
def test_error_cells_are_their_text(format: str) -> None:
    (sheet,) = read(FORMATS[format]([[*m.ERROR_CODES]])).sheets
    assert cells(sheet) == [[*m.ERROR_CODES]]


def test_error_cells_of_ods_are_their_text() -> None:
    assert cells(read(m.ods([["#REF!", "x", "#N/A"]])).sheets[0]) == [["#REF!", "x", "#N/A"]]


def test_errors_newer_than_calamine_are_their_text() -> None:
    (sheet,) = read(m.xlsx([["#SPILL!", "#CALC!", "#GETTING_DATA", 1]])).sheets
    assert cells(sheet) == [["#SPILL!", "#CALC!", "#GETTING_DATA", 1.0]]


@pytest.mark.parametrize(
    "content", [m.xlsx([[2**53 + 1, 10**19, 2**53, 5]]), m.ods([[2**53 + 1, 10**19, 2**53, 5]])]
)
def test_a_number_with_more_digits_than_a_float_keeps_them_as_text(content: bytes) -> None:
    (sheet,) = read(content).sheets
    assert cells(sheet) == [["9007199254740993", 1e19, 2.0**53, 5.0]]


def test_a_boolean_written_as_a_word_is_not_turned_round() -> None:
    words = '<c r="A1" t="b"><v>false</v></c><c r="B1" t="b"><v>true</v></c>'
    assert cells(read(m.xlsx_of(f'<row r="1">{words}</row>')).sheets[0]) == [[False, True]]


def test_a_duration_of_more_days_than_there_are_is_a_number() -> None:
    (sheet,) = read(m.xlsx_of('<row r="1"><c r="A1" s="4"><v>1E+300</v></c></row>')).sheets
    assert cells(sheet) == [[1e300]]


def test_case_numbers_keep_their_zeros() -> None:
    assert cells(read(m.xlsx([["007"], ["010"]])).sheets[0]) == [["007"], ["010"]]


def test_hidden_sheets_are_read_and_marked() -> None:
    sheet = m.sheet_xml(m.rows_of([["a"]]))
    parts = m.xlsx_parts(
        {"A": sheet, "B & C": sheet, "D": sheet}, states={"B & C": "hidden", "D": "veryHidden"}
    )
    assert [(s.name, s.hidden) for s in read(m.zipped(parts)).sheets] == [
        ("A", False),
        ("B & C", True),
        ("D", True),
    ]


def test_hidden_sheets_of_the_other_formats() -> None:
    sheets = {"A": m.biff_sheet([["a"]]), "B": m.biff_sheet([["b"]])}
    old = m.ole2({"Workbook": m.biff_stream(sheets, hidden={"B": 2})})
    open_document = m.ods_of({"A": m.ods_rows([["a"]]), "B (hidden)": m.ods_rows([["b"]])})
    for content in (old, open_document, m.xlsb([["a"]], states=(0, 1))):
        assert [sheet.hidden for sheet in read(content).sheets] == [False, True]


def test_what_stands_in_the_sheet_beside_its_cells() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f></c><c r="C1"><f>A1</f><v/></c></row>',
        '<row r="2" hidden="1"><c r="A2"><v>2</v></c><c r="B2" t="str"><f>""</f><v></v></c></row>',
        "<row r='3' hidden='true'><c r='A3'><f t='shared' si='0'/><v>3</v></c></row>",
        '<row r="4" hidden="0"><c r="A4"><v>4</v></c></row>',
    )
    columns = '<cols><col min="1" max="1" width="9"/><col min="2" max="3" width="9" hidden="1"/></cols>'
    merged = '<mergeCells count="1"><mergeCell ref="A2:B4"/><mergeCell ref="H2:I4"/></mergeCells>'
    (sheet,) = read(m.xlsx_of(*rows, before=columns, after=merged)).sheets
    assert sheet.hidden_rows == {2, 3}
    assert sheet.hidden_columns == {2, 3}
    assert sheet.uncalculated == {(1, 2), (1, 3)}
    assert sheet.merged == ((2, 1, 4, 1),)  # cut where the table ends


def test_hidden_rows_and_columns_of_xls() -> None:
    more = m.record(0x208, struct.pack("<HHHHHHHH", 1, 0, 1, 255, 0, 0, 0x20, 0))
    more += m.record(0x208, struct.pack("<HHHHHHHH", 0, 0, 1, 255, 0, 0, 0, 0))
    more += m.record(0x7D, struct.pack("<HHHHHH", 1, 2, 0, 0, 1, 0)) + m.record(0x7D, bytes(12))
    more += m.record(0xE5, struct.pack("<HHHHH", 1, 0, 1, 0, 1))
    (sheet,) = read(m.xls([["a", "b"], ["c", "d"]], more=more)).sheets
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == {2, 3}
    assert sheet.merged == ((1, 1, 2, 2),)


def test_hidden_rows_and_columns_of_ods() -> None:
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        + m.ods_rows([["a"]])
        + '<table:table-row table:visibility="filter" table:number-rows-repeated="2">'
        + m.ods_cell("b")
        + "</table:table-row>"
    )
    first, second = read(m.ods_of({"A": m.ods_rows([["x"]]), "B": rows})).sheets
    assert (first.hidden_rows, first.hidden_columns) == (frozenset(), frozenset())
    assert (second.hidden_rows, second.hidden_columns) == ({2, 3}, {2, 3})


def test_hidden_rows_of_xlsb() -> None:
    assert read(m.xlsb([["a"], ["b"]], hidden_rows=[2])).sheets[0].hidden_rows == {2}


def test_merged_cells_of_ods() -> None:
    merged = m.ods_cell("b").replace(
        " ", ' table:number-columns-spanned="2" table:number-rows-spanned="3" ', 1
    )
    rows = (
        m.ods_rows([["a"]], 3)
        + f"<table:table-row>{m.ods_cell(None)}{merged}<table:covered-table-cell/>{m.ods_cell('c')}"
        + "</table:table-row>"
    )
    assert read(m.ods_of({"A": rows})).sheets[0].merged == ((4, 2, 4, 3),)  # cut where the table ends


def test_a_chart_sheet_is_no_sheet() -> None:
    sheet = m.sheet_xml(m.rows_of([["a"]]))
    parts = m.xlsx_parts({"Chart": "<chartsheet/>", "Register": sheet})
    parts["xl/chartsheets/sheet1.xml"] = parts.pop("xl/worksheets/sheet1.xml")
    rels = "xl/_rels/workbook.xml.rels"
    chart, rest = str(parts[rels]).split("/>", 1)
    parts[rels] = chart.replace("worksheet", "chartsheet") + "/>" + rest
    assert [s.name for s in read(m.zipped(parts)).sheets] == ["Register"]


def test_a_stray_cell_is_left_out_and_said() -> None:
    head = m.row_xml(1, [m.cell("A1", "No"), m.cell("B1", "Date")])
    book = read(m.xlsx_of(head, m.row_xml(1_048_576, [m.cell("XFD1048576", 1)])))
    assert cells(book.sheets[0]) == [["No", "Date"]]
    assert book.notes == (
        ("cells-far-away", {"sheet": "Register", "row": 1_048_576}),
        ("sheet-too-wide", {"sheet": "Register"}),
    )


def test_a_stray_cell_of_a_modest_sheet_is_left_out_and_said() -> None:
    head = m.row_xml(1, [m.cell("A1", "No")])
    for row, found in ((10_002, True), (10_001, False)):
        book = read(m.xlsx_of(head, m.row_xml(row, [m.cell(f"A{row}", 1)])))
        assert (len(book.sheets[0].cells) == 1) is found
        assert [code for code, _ in book.notes] == ["cells-far-away"] * found


def test_cells_beyond_a_thousand_columns_are_left_out_and_said() -> None:
    book = read(m.xlsx_of(m.row_xml(1, [m.cell("A1", "No"), m.cell("ALM1", 1)])))
    assert cells(book.sheets[0]) == [["No"]]
    assert book.notes == (("sheet-too-wide", {"sheet": "Register"}),)


def test_every_note_has_a_sentence() -> None:
    for code, values in (
        ("cells-far-away", {"sheet": "A", "row": 5}),
        ("sheet-too-wide", {"sheet": "A"}),
        ("encoding-guessed", {"encoding": "Mac Roman"}),
        *(
            (code, {"n": n})
            for n in (1, 2)
            for code in ("mongolian-letters-repaired", "nul-characters-removed")
        ),
        *(("characters-unreadable", {"n": n}) for n in (1, 2)),
    ):
        assert message(f"finding.{code}", **values)


# --- csv, tsv, txt --------------------------------------------------------------------------------

MONGOLIAN = (
    "Дугаар;Огноо;Агуулга\n1;2020-07-31;Өргөдөл гаргасан иргэний хүсэлт, үйлчилгээний төлбөрийн тухай\n"
)
RUSSIAN = "Номер;Дата;Содержание\n1;31.07.2020;Жалоба на обслуживание в отделении\n"
FRENCH = (
    "Numéro;Reçu le;Problème\n1;31/07/2020;L’eau n’arrive plus à l’école depuis août, ça gêne les élèves\n"
)
SPANISH = "Número;Recepción;Descripción\n1;31/07/2020;La señora García pidió información: ¿cuándo? MAÑANA\n"
ENGLISH = "No;Received;Issue\n1;31/07/2020;The office doesn’t answer – it’s closed “for lunch”\n"


def text_of(content: bytes) -> tuple[list[list[Any]], tuple[tuple[str, dict[str, object]], ...]]:
    book = read(content, "register.csv")
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("register.csv", False)]
    return cells(book.sheets[0]), book.notes


def rows_in(text: str) -> list[list[str]]:
    return [line.split(";") for line in text.splitlines()]


@pytest.mark.parametrize("text", [MONGOLIAN, RUSSIAN, FRENCH, SPANISH, ENGLISH])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_without_a_word(text: str, codec: str) -> None:
    assert text_of(text.encode(codec)) == (rows_in(text), ())


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (RUSSIAN, "cp1251", "Windows-1251"),
        (RUSSIAN.upper(), "cp1251", "Windows-1251"),
        (RUSSIAN + "2;01.08.2020;РосНефть\n", "cp1251", "Windows-1251"),
        (RUSSIAN * 100, "cp1251", "Windows-1251"),
        ("№;Дата\n1;а\n", "cp1251", "Windows-1251"),
        (FRENCH, "cp1252", "Windows-1252"),
        (FRENCH.upper(), "cp1252", "Windows-1252"),
        (SPANISH, "cp1252", "Windows-1252"),
        (ENGLISH, "cp1252", "Windows-1252"),
        ("Nom;Prix\nCafé;5 €\n", "cp1252", "Windows-1252"),
        ("a;b\n20°;30°\n", "cp1252", "Windows-1252"),
        (FRENCH, "mac_roman", "Mac Roman"),
        (SPANISH, "mac_roman", "Mac Roman"),
    ],
)
def test_other_encodings_are_told_by_their_letters_and_said(text: str, codec: str, encoding: str) -> None:
    table, notes = text_of(text.encode(codec))
    assert table == rows_in(text)
    assert notes == (("encoding-guessed", {"sheet": "register.csv", "encoding": encoding}),)


WRITTEN_IN_1251 = MONGOLIAN.translate(str.maketrans("өүӨҮ", "єїЄЇ"))


@pytest.mark.parametrize("codec", ["cp1251", "utf-8"])
def test_mongolian_letters_that_1251_lacks_are_put_right_and_said(codec: str) -> None:
    table, notes = text_of(WRITTEN_IN_1251.encode(codec))
    assert table == rows_in(MONGOLIAN)
    count = sum(map(WRITTEN_IN_1251.count, "єїЄЇ"))
    assert notes[-1] == ("mongolian-letters-repaired", {"sheet": "register.csv", "n": count})


@pytest.mark.parametrize(
    "text",
    [
        "Номер;Зміст\n1;Мешканці Києва скаржаться на їхнє обслуговування, є питання щодо проєкту\n",
        "№;Назва\n1;Її моє синє європейське\n",
        "Номер;Содержание\n1;Это письмо из города Київ, эта жалоба, этот вопрос, электронная почта\n",
        "Номер;Содержание\n1;Київ\n",
    ],
)
def test_ukrainian_is_not_made_mongolian(text: str) -> None:
    assert text_of(text.encode()) == (rows_in(text), ())


def test_a_few_bad_bytes_do_not_make_utf8_another_encoding() -> None:
    table, notes = text_of((MONGOLIAN * 3).encode() + b"x;\xff\xfe;y\n")
    assert table[-1] == ["x", "\ufffd\ufffd", "y"]
    assert notes == (("characters-unreadable", {"sheet": "register.csv", "n": 2}),)


def test_utf16_that_is_cut_is_read_and_said() -> None:
    table, notes = text_of("a;b\n1;2\n3".encode("utf-16")[:-1])
    assert table == [["a", "b"], ["1", "2"], ["\ufffd", None]]
    assert notes == (("characters-unreadable", {"sheet": "register.csv", "n": 1}),)


def test_merged_ranges_that_lie_over_each_other_end_the_list() -> None:
    ranges = "".join('<mergeCell ref="A1:B2"/>' for _ in range(50))
    book = read(m.xlsx([["a", "b"], ["c", "d"]], after=f"<mergeCells>{ranges}</mergeCells>"))
    assert book.sheets[0].merged == ((1, 1, 2, 2),)


def test_nul_characters_are_left_out_and_said() -> None:
    assert text_of(b"a,b\n1\0,2\0\n") == (
        [["a", "b"], ["1", "2"]],
        (("nul-characters-removed", {"sheet": "register.csv", "n": 2}),),
    )


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_told_by_content(separator: str, ending: str) -> None:
    lines = [
        ["No", "Issue", "Days"],
        ["1", f'"say{ending}""yes"" {separator} no"', "1,5; 2"],
        ["2", "", "x|y"],
    ]
    if separator in ",;|":
        lines = [
            [cell.replace(separator, " ") if '"' not in cell else cell for cell in line] for line in lines
        ]
    text = "".join(separator.join(line) + ending for line in lines)
    table, _ = text_of(text.encode())
    assert [len(row) for row in table] == [3, 3, 3]
    assert table[1][1] == f'say{ending}"yes" {separator} no'
    assert table[2][1] is None


def test_a_sep_line_is_obeyed_and_no_row() -> None:
    book = read(b"sep=|\r\na,b|c\r\n1|2\r\n", "a.csv")
    assert cells(book.sheets[0]) == [["a,b", "c"], ["1", "2"]]
    assert book.sheets[0].first_row == 1


def test_blank_records_count_as_rows() -> None:
    (sheet,) = read(b"\n,,\n\nNo,Date\n\n1,2\n", "a.csv").sheets
    assert sheet.first_row == 4
    assert cells(sheet) == [["No", "Date"], [None, None], ["1", "2"]]


@pytest.mark.parametrize(
    "text", ['a"b,c', '"a""b",c', '"a"b,"c\r\nd"', 'a,"b,c"', 'a, "b"', 'é,"b\rc', "a,b\n,\n\n\nc,"]
)
def test_records_of_one_length_are_read_as_others_are(text: str) -> None:
    even, one_more = (cells(read(f"a,b\n{more}\n{text}".encode()).sheets[0]) for more in (",", ",,x"))
    assert [row[:2] for row in one_more] == even
    assert {row[2] for row in one_more[2:]} <= {None}


@given(
    st.lists(
        st.sampled_from(
            ["a", '"', '""', ",", "\n", "\r\n", "\r", " ", "é", "\t", "\x1c", "\u2028", "\0", "\ufeff"]
        )
    ).map("".join)
)
def test_arrow_reads_a_csv_as_python_does(text: str) -> None:
    even = delimited._even_table(text, ",")
    if even is not None:
        other = delimited._table(text, ",")
        assert [bytes(one.kinds) for one in even.columns] == [bytes(one.kinds) for one in other.columns]
        assert [pa.chunked_array(one.texts).to_pylist() for one in even.columns] == [
            pa.chunked_array(one.texts).to_pylist() for one in other.columns
        ]
        assert (even.first_row, even.rows) == (other.first_row, other.rows)


def test_a_title_above_and_decimal_commas_do_not_hide_the_separator() -> None:
    text = "Register of grievances, 2020\n\nNo;Date;Days\n" + "1;2020-07-31;1,5\n" * 5
    assert text_of(text.encode())[0][2] == ["No", "Date", "Days"]


def test_a_long_file_is_split_by_its_beginning() -> None:
    text = "No;Date;Text\n" + '1;2020-07-31;"a, b, c"\n' * 9_000
    (sheet,) = read(text.encode(), "a.csv").sheets
    assert sheet.cells.shape == (9_001, 3)


def test_the_cells_of_a_csv_are_texts() -> None:
    (sheet,) = read(b"007,1.50,TRUE,\n,,,\nx,y,z,\n", "a.csv").sheets
    assert {str(dtype) for dtype in sheet.cells.dtypes} == {"str"}
    assert cells(sheet) == [["007", "1.50", "TRUE"], [None] * 3, ["x", "y", "z"]]


def test_a_quotation_mark_never_closed_is_said_with_its_record() -> None:
    with pytest.raises(RegisterError, match="near record 3 never ends"):
        read_here(b'a,b\n1,2\n"x,3\n' + b"y,4\n" * 40_000, "a.csv")


# --- what goes wrong ------------------------------------------------------------------------------


def test_what_goes_wrong_in_a_library_is_one_key() -> None:
    assert refusal(m.xlsx_of('<row r="1"><c r="A0"><v>1</v></c></row>')) == "file-damaged"
    assert refusal(m.xlsx([["a"]]), budget=1) == "read-too-big"


HARMLESS = """
    bomb that lies in its sheet.xlsx; bomb that lies in its texts.xlsx; declares too much.xlsx; damaged part.xlsx
    sheet in utf-16.xlsx; content in utf-16.ods; two hundred and one sheets.xlsx; no relations.xlsx; no cell.xls
    prefixed elements.xlsx; checkerboard of stray cells.xlsx; cell at the far corner.xlsx; no cell at all.xlsx
    quote never closed.csv; very long field.csv; very far.csv; very wide.csv; record longer than the stream.xls
    relation to nowhere.xlsx; absolute targets.xlsx; no content types.xlsx; separators only.csv; errors.ods
"""
"""Files that can't harm the process that reads them."""


@pytest.mark.parametrize("name", re.split(r";\s+|\n\s+", HARMLESS.strip()))
def test_an_odd_file_ends_here_as_it_ends_in_the_process(name: str) -> None:
    odd = corpus()[name]
    if odd.ends == BOOK:
        assert isinstance(read_here(odd.content, odd.name), list)
    else:
        assert refusal(odd.content, odd.name) == odd.ends


def test_a_first_row_beyond_the_last_is_damaged() -> None:
    assert refusal(m.xlsx_of('<row r="1"><c r="A99999999999"><v>1</v></c></row>')) == "file-damaged"


def test_an_overlay_outside_of_the_cells_is_nothing() -> None:
    rows = workbook._overlaid(iter([["a"]]), {(0, 5): "x", (0, 0): "#REF!", (7, 0): "y"}, 0, 0)
    assert list(rows) == [["#REF!"]]


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (MemoryError(), "read-too-big"),
        (BaseException("a panic"), "file-damaged"),
        (type("PasswordError", (Exception,), {})(), "password-protected"),
    ],
)
def test_a_panic_or_want_of_memory_is_one_key(
    error: BaseException, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(reading, "read_workbook", fail)
    assert refusal(m.xlsx([["a"]])) == key


def test_a_large_sheet_is_looked_through_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grm_data.intake.reading.openxml.LARGE_BYTES", 100)
    plain = m.xlsx([["a", 1.5]], before='<cols><col min="1" max="1" hidden="1"/></cols>')
    (sheet,) = read_here(plain)
    assert (cells(sheet), sheet.hidden_columns) == ([["a", 1.5]], {1})
    assert cells(read_here(m.xlsx([["a", "#SPILL!"]]))[0]) == [["a", "#SPILL!"]]
    assert cells(read_here(m.xlsx([["a", (60, m.DATE)]]))[0]) == [["a", 60.0]]
    assert refusal(m.xlsx_of('<row r="1"><c r="A0"><v>1</v></c></row>')) == "file-damaged"


def test_a_workbook_of_another_kind_has_nothing_to_correct() -> None:
    prepared = Prepared(b"")
    assert (prepared.is_unseen(0), prepared.rewritten(0), prepared.corrected(0)) == (False, None, None)
    with pytest.raises(NotImplementedError):  # the base class: each family of formats has its own
        prepared.extras(0)


def test_sheets_that_the_workbook_does_not_list_have_no_extras() -> None:
    prepared = OpenXml(m.xlsx([["a"]]))
    assert (prepared.extras(5), prepared.corrected(5), prepared.rewritten(5)) == (Extras(), None, None)
    for kind, content in (("xls", m.xls([["a"]])), ("xlsb", m.xlsb([["a"]])), ("ods", m.ods([["a"]]))):
        assert workbook._FORMATS[kind](content).extras(5) == Extras()


def test_a_duration_without_end_that_can_not_be_corrected_is_damaged() -> None:
    assert refusal(m.xls([[(1e300, m.DURATION)]])) == "file-damaged"


def test_columns_that_begin_or_end_later_are_filled_up() -> None:
    table = Table()
    table.add_piece([["a"]])
    table.add_piece([["", ""]])
    table.add_piece([["b", "c"], ["d", ""]])
    table.add_piece([["e"]])
    table.finish()
    kinds = [bytes(column.kinds) for column in table.columns]
    assert (table.rows, kinds) == (5, [b"\1\0\1\1\1", b"\0\0\1\0\0"])


def test_a_table_without_cells_has_no_columns() -> None:
    table = Table()
    table.add_rows(iter([["", ""], ["", ""]]))
    table.finish()
    assert (table.rows, table.columns) == (0, [])


def test_cells_beyond_the_last_column_are_noticed_once() -> None:
    table = Table()
    row = [""] * (MAX_COLUMNS + 1)
    row[0] = "a"
    table.add_piece([row])
    assert not table.dropped_columns
    row[-1] = "b"
    table.add_piece([row])
    table.add_piece([row])
    assert table.dropped_columns
    assert len(table.columns) == MAX_COLUMNS


def test_negative_and_long_durations() -> None:
    table = Table()
    table.add_piece([[dt.timedelta(days=-1)], [dt.timedelta(hours=100, seconds=1.6)], [2**53 + 1], [5]])
    assert pa.chunked_array(table.columns[0].texts).to_pylist() == [
        "-24:00:00",
        "100:00:02",
        "9007199254740993",
        None,
    ]


def test_early_days_among_others() -> None:
    table = Table(serial_days=True)
    table.add_piece([[dt.datetime(1900, 1, 2, 6)], [dt.date(2020, 1, 1)], ["x"]])
    assert bytes(table.columns[0].kinds) == bytes([NUMBER, 4, TEXT])
    assert table.columns[0].values[NUMBER][0].to_pylist() == [2.25]


# --- a sheet's XML --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><v>-5</v></c>',
        '<c r="A1" s="1"><v>44000</v></c>',
        '<c r="A1" s="1"><v>0.5</v></c>',
        '<c r="A1" t="b"><v>1</v></c>',
        '<c r="A1" t="s"><v>60</v></c>',
        '<c r="A1"><v>1234567890123456</v></c>',
        '<c r="A1" t="str"><v>12345678901234567890</v></c>',
        '<c r="A1" t="inlineStr"><is><t>-1 t="e"</t></is></c>',
    ],
)
def test_cells_that_calamine_reads_well_are_not_touched(cell: str) -> None:
    assert faithful(cell.encode()) == cell.encode()


@pytest.mark.parametrize(
    ("cell", "becomes"),
    [
        ('<c r="A1" t="e"><v>#REF!</v></c>', '<c r="A1" t="str"><v>#REF!</v></c>'),
        ("<c r='A1' t='e'><f>x</f><v>#REF!</v></c>", "<c r='A1' t=\"str\"><f>x</f><v>#REF!</v></c>"),
        ('<c r="A1" s="1"><v>-5</v></c>', '<c r="A1" ><v>-5</v></c>'),
        ('<c r="A1" s="1" t="n"><f>x</f><v>60</v></c>', '<c r="A1"  t="n"><f>x</f><v>60</v></c>'),
        ('<c s="12" r="A1"><f si="0"/><v>59.5</v></c>', '<c  r="A1"><f si="0"/><v>59.5</v></c>'),
        ('<c r="A1" t="n"><v>9007199254740993</v></c>', '<c r="A1" t="str"><v>9007199254740993</v></c>'),
        ('<c r="A1" t="b"><v>false</v></c>', '<c r="A1" t="b"><v>0</v></c>'),
    ],
)
def test_cells_that_calamine_would_change_are_written_so_that_it_does_not(cell: str, becomes: str) -> None:
    assert faithful(cell.encode()) == becomes.encode()


def test_hidden_rows_without_numbers_follow_each_other() -> None:
    xml = b'<worksheet><sheetData><row><c/></row><row hidden="1"><c/></row></sheetData></worksheet>'
    assert facts_of(xml).hidden_rows == [2]
    assert facts_of(b"<sheetData/>").rows == 0


def test_a_hidden_column_without_its_place_and_a_formula_without_one() -> None:
    xml = b'<cols><col hidden="1"/></cols><sheetData><row r="1"><c><f>1</f></c></row></sheetData>'
    assert facts_of(xml).hidden_columns == []
    assert facts_of(xml).uncalculated == []


def test_no_list_grows_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grm_data.intake.reading.sheetxml._LISTED", 3)
    rows = "".join(f'<row r="{n}" hidden="1"><c r="A{n}"><f>1</f></c></row>' for n in range(1, 50))
    facts = facts_of(rows.encode())
    assert len(facts.hidden_rows) == len(facts.uncalculated) == 4


def test_stray_cells_without_a_reference_are_kept() -> None:
    xml = b"<row><c s='1'><v>5</v></c></row>"
    assert without_stray_cells(xml) == (xml, None, False)
    stray = b'<row r="1"><c s="1"><v>5</v></c><c r="A1"><v>5</v></c><c r="XFD1"><v>5</v></c></row>'
    assert without_stray_cells(stray)[0] == stray.replace(b'<c r="XFD1"><v>5</v></c>', b"")


# --- records --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (5 << 2 | 2, 5.0),
        (0xFFFFFFFE, -1.0),
        (12345 << 2 | 3, 123.45),
        (0x3FF00000, 1.0),
        (0x3FF00001, 0.01),
    ],
)
def test_numbers_in_short_form(raw: int, number: float) -> None:
    assert _rk(raw) == number


def xls_cells(more: bytes) -> list[list[Any]]:
    return cells(read_here(m.xls([["a", "b"]], more=more))[0])[1:]


def test_numbers_of_every_record_of_xls() -> None:
    style = m.DATE
    rk = m.record(0x27E, struct.pack("<HHHI", 1, 0, style, 60 << 2 | 2))
    mulrk = m.record(0xBD, struct.pack("<HHHIHIH", 2, 0, style, 59 << 2 | 2, style, 44000 << 2 | 2, 1))
    number = m.record(0x06, struct.pack("<HHHdHIH", 3, 0, style, -7.0, 0, 0, 0))
    error = m.record(0x06, struct.pack("<HHHBBBBBBHHIH", 4, 0, 0, 2, 0, 0x17, 0, 0, 0, 0xFFFF, 0, 0, 0))
    truth = m.record(0x06, struct.pack("<HHHBBBBBBHHIH", 5, 0, 0, 1, 0, 1, 0, 0, 0, 0xFFFF, 0, 0, 0))
    assert xls_cells(rk + mulrk + number + error + truth) == [
        [60.0, None],
        [59.0, DAY],
        [-7.0, None],
        ["#REF!", None],
        [True, None],
    ]


def test_a_stream_without_an_end_ends_where_it_ends() -> None:
    assert list(_biff_records(m.record(0x809, b"x") + m.record(0x208, b"y"), 0)) == [
        (0x809, 4, 1),
        (0x208, 9, 1),
    ]


def test_a_relation_without_a_target_is_passed_over() -> None:
    parts = m.xlsx_parts({"Register": m.sheet_xml(m.rows_of([["a"]]))})
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = str(parts[rels]).replace("<Relationship ", '<Relationship Id="x"/><Relationship ', 1)
    assert OpenXml(m.zipped(parts)).extras(0) == Extras([], [], [], notes=[], looks=[])


def test_charts_inside_a_sheet_and_short_records_are_passed_over() -> None:
    chart = m.record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 0))
    chart += m.record(0x205, struct.pack("<HHHBB", 0, 0, 0, 0x17, 1)) + m.record(0x0A)
    assert cells(read_here(m.xls([["a"]], more=chart))[0]) == [["a"]]


def test_formulas_and_columns_of_xlsb() -> None:
    import zipfile

    good = m.xlsb([["a", "b"]])
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    row = m.brt(0, struct.pack("<IIH", 1, 0, 300) + bytes(7))
    rk = m.brt(2, struct.pack("<III", 0, m.DATE, 60 << 2 | 2))
    number = m.brt(9, struct.pack("<IId", 1, m.DATE, -1.0) + bytes(10))
    sheet = parts["xl/worksheets/sheet1.bin"]
    assert isinstance(sheet, bytes)
    columns = m.brt(60, struct.pack("<IIIIH", 2, 3, 0, 0, 1)) + m.brt(60, bytes(18))
    sheet = sheet.replace(m.brt(145), columns + m.brt(145)).replace(
        m.brt(146), row + rk + number + m.brt(146)
    )
    sheet = sheet.replace(m.brt(130), m.brt(177, struct.pack("<IIII", 0, 1, 0, 2)) + m.brt(130))
    (read_sheet,) = read_here(m.zipped(parts | {"xl/worksheets/sheet1.bin": sheet}))
    assert cells(read_sheet) == [["a", "b"], [60.0, -1.0]]
    assert read_sheet.hidden_columns == {3, 4}
    assert read_sheet.merged == ((1, 1, 2, 2),)


def test_a_sheet_that_its_relation_does_not_lead_to() -> None:
    import zipfile

    from grm_data.intake.reading.binary import BinaryWorkbook

    good = m.xlsb([["a"]])
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/_rels/workbook.bin.rels"] = m.relationships([])
    assert BinaryWorkbook(m.zipped(parts)).extras(0) == Extras()


@pytest.mark.parametrize("data", [b"\x01", b"\x01\x05ab", b"\x01\xff\xff", b"\x01\xff\xff\xff\xff\x01"])
def test_records_cut_short_end_the_part(data: bytes) -> None:
    assert list(_brt_records(data)) == []


def test_lists_of_binary_sheets_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grm_data.intake.reading.binary._LISTED", 0)
    from grm_data.intake.reading.binary import OldWorkbook

    hidden = m.record(0x208, struct.pack("<HHHHHHHH", 0, 0, 1, 255, 0, 0, 0x20, 0))
    workbook_ = OldWorkbook(m.xls([["#REF!", -1]], more=hidden))
    assert workbook_.extras(0) == Extras([], [], overlay={}, merged=[])
