"""csv, tsv and txt: the text, its separator by what splits the records alike, and its records."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pyarrow as pa
from pyarrow import compute
from pyarrow import csv as arrow_csv

from grm_data.intake.container.refusal import Refused
from grm_data.intake.reading.columns import MAX_COLUMNS, Table
from grm_data.intake.reading.encoding import decoded
from grm_data.intake.reading.extras import Extras, Note, ReadSheet

__all__ = ["read_delimited"]

MAX_FIELD = 131_072  # four times what a cell of Excel holds; beyond it a quotation mark was never closed
_SEPARATORS = ",;\t|"
_SEP_LINE = re.compile(r"""["']?sep=(.)["']?(?:\r\n|\r|\n|$)""", re.IGNORECASE)
_SAMPLE_CHARACTERS, _SAMPLE_RECORDS = 100_000, 200  # too few for a field to be too long
_PIECE, _BLOCK_BYTES = 8_192, 1 << 22


def read_delimited(content: bytes) -> ReadSheet:
    """The one sheet; row 1 is the first record, as Excel counts it, and blank lines count."""
    text, notes = decoded(content)
    if declared := _SEP_LINE.match(text):
        separator, text = declared[1], text[declared.end() :]
    else:
        separator = _separator(text)
    table = _even_table(text, separator) or _table(text, separator)
    return ReadSheet("", False, table, Extras(), [], [*notes, *_notes(table)])


def _table(text: str, separator: str) -> Table:
    """The cells of records of any length."""
    table, records = Table(), _records(text, separator)
    if '="' in text:
        records = map(_unwrapped, records)
    while table.stray_row is None and (piece := list(islice(records, _PIECE))):
        table.add_piece(_padded(piece))
    table.finish()
    return table


def _even_table(text: str, separator: str) -> Table | None:
    """The same where all records are as long as the first, but for blank lines: Arrow reads those by columns.

    It and ``csv`` take quotation marks alike. None where records differ, or a field may be too long.
    """
    width = next((len(record) for record in _records(text[:_SAMPLE_CHARACTERS], separator) if record), 0)
    is_plain = '="' not in text and text[:1] != "\ufeff"  # a second mark of the encoding is a letter
    if not (0 < width <= MAX_COLUMNS and separator in _SEPARATORS and is_plain):
        return None
    names = [str(i) for i in range(width)]
    try:
        read = arrow_csv.read_csv(
            pa.BufferReader(text.encode()),
            arrow_csv.ReadOptions(use_threads=False, block_size=_BLOCK_BYTES, column_names=names),
            arrow_csv.ParseOptions(delimiter=separator, newlines_in_values=True, ignore_empty_lines=False),
            arrow_csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:
        return None
    longest = (compute.max(compute.binary_length(column)).as_py() or 0 for column in read.columns)
    if max(longest) > MAX_FIELD:
        return None
    table = Table()
    table.add_texts(read.columns)
    table.finish()
    return table


def _notes(table: Table) -> Iterator[Note]:
    if table.dropped_columns:
        yield "sheet-too-wide", {}
    if table.stray_row is not None:
        yield "cells-far-away", {"row": table.stray_row}


def _records(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    count = 0
    try:
        for record in reader:
            count += 1
            yield record
    except csv.Error:
        raise Refused("field-too-long", row=count + 1) from None


_FORMULA = re.compile(r'=\s*"(.*)"\s*', re.DOTALL)


def _unwrapped(record: list[str]) -> list[str]:
    """The record with the text of each ="01/07/2020": so programs keep a spreadsheet from changing it."""
    return [
        found[1].replace('""', '"')
        if field.startswith("=") and (found := _FORMULA.fullmatch(field))
        else field
        for field in record
    ]


def _padded(piece: list[list[str]]) -> list[list[str]]:
    """The records made as long as the longest."""
    width = max(map(len, piece))
    for record in piece:
        if len(record) < width:
            record.extend([""] * (width - len(record)))
    return piece


def _separator(text: str) -> str:
    """The separator that splits most records into the same number of fields; then the most fields."""
    sample = text[:_SAMPLE_CHARACTERS]
    return max(_SEPARATORS, key=lambda separator: _agreement(sample, separator, len(sample) < len(text)))


def _agreement(sample: str, separator: str, is_cut: bool) -> tuple[float, int]:
    records = list(islice(_records(sample, separator), _SAMPLE_RECORDS))
    if is_cut and 1 < len(records) < _SAMPLE_RECORDS:
        records.pop()
    widths = Counter(len(record) for record in records if any(record))
    width, alike = max(
        ((width, n) for width, n in widths.items() if width > 1), key=lambda pair: pair[::-1], default=(0, 0)
    )
    return round(alike / max(1, widths.total()), 1), width
