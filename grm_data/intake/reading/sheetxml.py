"""A worksheet's XML, looked through for what calamine doesn't tell, and corrected where it would err.

Searches run over the raw bytes, the dear ones only after a cheap one has found a sign of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from grm_data.guarded import memory_allowed
from grm_data.intake.container.refusal import Refused
from grm_data.intake.reading.columns import GAP_ROWS, MAX_COLUMNS

__all__ = ["SheetFacts", "column_number", "dense_cells", "facts_of", "faithful", "without_stray_cells"]

_BYTES_OF_A_CELL = 90
"""calamine takes 32 for each cell of the rows × columns that it lays out, empty or not."""

_LISTED = 100_000  # places kept of each kind

_CELL = rb"""<c\b(?P<attributes>[^>]*)>"""
_ROW_HIDDEN = re.compile(rb"""<row\b([^>]*\bhidden\s*=\s*["'](?:1|true)["'][^>]*)>""")
_COLUMN_HIDDEN = re.compile(rb"""<col\b([^>]*\bhidden\s*=\s*["'](?:1|true)["'][^>]*)>""")
_FORMULA = rb"""<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)"""
_UNCALCULATED = re.compile(
    _CELL + rb"\s*" + _FORMULA + rb"\s*(?P<value><v\s*/>\s*|<v>\s*</v>\s*)?</c>",
)
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_ROW_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d{1,7})["']""")
_MIN, _MAX = (re.compile(rb"""\b%s\s*=\s*["'](\d{1,5})["']""" % name) for name in (b"min", b"max"))
_TEXT_RESULT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_FAR_COLUMN = re.compile(rb"""r=["']((?:[B-Z][A-Z]|[A-Z]{3}))\d""")
_NEAR = 52
_NEARER = ((26, re.compile(rb"""r=["'][A-Z]{2}""")), (13, re.compile(rb"""r=["'][N-Z]\d""")))
"""Columns, and a cell beyond them."""
_PREFIX = re.compile(rb"<([A-Za-z_][\w.-]*):worksheet\b")


class SheetFacts(NamedTuple):
    """What stands in a worksheet's XML beside its values; rows and columns as the user counts them."""

    hidden_rows: list[int]
    hidden_columns: list[int]
    uncalculated: list[tuple[int, int]]
    has_errors: bool
    rows: int  # the last row
    columns: int  # the last column, or more where that does no harm


def dense_cells() -> int:
    """Rows × columns up to which calamine may lay out a sheet."""
    return memory_allowed() // _BYTES_OF_A_CELL


def column_number(letters: bytes) -> int:
    """The number of a column from its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def without_prefix(xml: bytes) -> bytes:
    """The XML with its elements named plainly: some programs write ``<x:row>``."""
    if found := _PREFIX.search(xml[:4_096]):
        return xml.replace(b"<" + found[1] + b":", b"<").replace(b"</" + found[1] + b":", b"</")
    return xml


def facts_of(xml: bytes) -> SheetFacts:
    """What a sheet's XML says beside its values."""
    hidden, last_row = b"hidden" in xml, _last_row(xml)
    return SheetFacts(
        _hidden_rows(xml) if hidden else [],
        _hidden_columns(xml) if hidden else [],
        _uncalculated(xml) if b"</f>" in xml else [],
        b"#" in xml and re.search(rb"""\bt\s*=\s*["']e["']""", xml) is not None,
        last_row,
        _last_column(xml, last_row),
    )


def _hidden_rows(xml: bytes) -> list[int]:
    rows = []
    for found in _ROW_HIDDEN.finditer(xml):
        if number := _ROW_NUMBER.search(found[1]):
            rows.append(int(number[1]))
        else:  # rows without a number follow each other
            rows.append(len(re.findall(rb"<row\b", xml[: found.end()])))
        if len(rows) > _LISTED:
            break
    return rows


def _hidden_columns(xml: bytes) -> list[int]:
    columns: list[int] = []
    for found in _COLUMN_HIDDEN.finditer(xml, 0, max(0, xml.find(b"<sheetData"))):
        first, last = _MIN.search(found[1]), _MAX.search(found[1])
        if first and last:
            columns += range(int(first[1]), min(int(last[1]), MAX_COLUMNS) + 1)
    return columns


def _uncalculated(xml: bytes) -> list[tuple[int, int]]:
    """Formulas without a result; an empty text is one."""
    places = []
    for found in _UNCALCULATED.finditer(xml):
        attributes = found["attributes"]
        reference = _REFERENCE.search(attributes)
        if reference and not (found["value"] and _TEXT_RESULT.search(attributes)):
            places.append((int(reference[2]), column_number(reference[1])))
            if len(places) > _LISTED:
                break
    return places


def _last_row(xml: bytes) -> int:
    found = _ROW_NUMBER.search(xml, max(0, xml.rfind(b"<row")))
    return int(found[1]) if found else 0


def _last_column(xml: bytes, rows: int) -> int:
    """The last column; within the first 52 only as near as it takes for the sheet to be laid out."""
    last = max(map(column_number, set(_FAR_COLUMN.findall(xml))), default=_NEAR)
    for columns, beyond in _NEARER:
        if last > _NEAR or rows * last <= dense_cells() or beyond.search(xml):
            break
        last = columns
    return last


# --- cells that calamine would change ------------------------------------------------------------

_STYLED = rb"""(?P<before><c\b[^>]*?)\bs\s*=\s*["']\d+["'](?P<after>[^>]*>\s*(?:%s\s*)?<v>""" % _FORMULA
_ODD_NUMBER = re.compile(_STYLED + rb"(?:-|59[.<]|60[.<]|\d{10}|[\d.]+[Ee]\+))")
_LONG_NUMBER = re.compile(rb"(?P<before><c\b[^>]*>\s*<v>)(?P<digits>\d{16,400})(?=</v>)")
_ERROR_TYPE = re.compile(rb"""(<c\b[^>]*\bt\s*=\s*)["']e["']""")
_FALSE = re.compile(
    rb"""(<c\b[^>]*\bt\s*=\s*["']b["'][^>]*>\s*(?:%s\s*)?<v>)\s*false\s*(?=</v>)""" % _FORMULA
)
_TYPE = re.compile(rb"""\s*\bt\s*=\s*["']n["']""")


def faithful(xml: bytes) -> bytes:
    """The XML with the cells that calamine would change written so that it doesn't.

    Errors become their text. Numbers that look like dates and are none keep no style: negative
    ones, which calamine turns into times, 59 and 60, which it makes the same day (60 is the
    29 February 1900 that never was), and those beyond every calendar. Whole numbers with more
    digits than a float64 holds become text; the boolean ``false`` becomes 0.
    """
    xml = _ERROR_TYPE.sub(rb'\1"str"', xml)
    xml = _ODD_NUMBER.sub(rb"\g<before>\g<after>", xml)
    xml = _LONG_NUMBER.sub(_as_text, xml)
    return _FALSE.sub(rb"\g<1>0", xml)


def _as_text(found: re.Match[bytes]) -> bytes:
    before, digits = _TYPE.sub(b"", found["before"]), found["digits"]
    if int(float(digits)) == int(digits) or re.search(rb"\bt\s*=", before):
        return found[0]
    return before.replace(b">", b' t="str">', 1) + digits


# --- stray cells ---------------------------------------------------------------------------------

_VALUED = re.compile(rb"""<c\b([^>]*[^/])>(?!\s*</c>)""")
_WHOLE_CELL = re.compile(rb"""<c\b([^>]*[^/])>(?!\s*</c>).*?</c>""", re.DOTALL)


def without_stray_cells(xml: bytes) -> tuple[bytes, int | None, bool]:
    """(XML without them, the first row left out or None, whether columns were left out).

    Refused where what is left is still too large to be laid out.
    """
    places = [
        (int(found[2]), column_number(found[1]))
        for attributes in _VALUED.findall(xml)
        if (found := _REFERENCE.search(attributes))
    ]
    rows = sorted({row for row, _ in places})
    cut = next((after for before, after in pairwise(rows) if after - before > GAP_ROWS), None)
    kept = [(row, column) for row, column in places if column <= MAX_COLUMNS and (not cut or row < cut)]
    if _span(row for row, _ in kept) * _span(column for _, column in kept) > dense_cells():
        raise Refused("read-too-big")
    if len(kept) == len(places):
        return xml, None, False

    def keep(found: re.Match[bytes]) -> bytes:
        place = _REFERENCE.search(found[1])
        if place and (column_number(place[1]) > MAX_COLUMNS or (cut and int(place[2]) >= cut)):
            return b""
        return found[0]

    return _WHOLE_CELL.sub(keep, xml), cut, any(column > MAX_COLUMNS for _, column in places)


def _span(numbers: Iterable[int]) -> int:
    """How many rows or columns lie from the first to the last."""
    found = set(numbers)
    return max(found) - min(found) + 1 if found else 0
