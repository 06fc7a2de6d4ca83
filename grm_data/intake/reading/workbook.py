"""A workbook's sheets by calamine, as columns, with what calamine leaves out put back."""

from __future__ import annotations

import io
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import python_calamine as calamine

from grm_data.intake.container.refusal import Refused
from grm_data.intake.reading.binary import BinaryWorkbook, OldWorkbook
from grm_data.intake.reading.columns import Table
from grm_data.intake.reading.extras import Extras, Overlay, Prepared, Range, ReadSheet
from grm_data.intake.reading.opendocument import OpenDocument
from grm_data.intake.reading.openxml import OpenXml

__all__ = ["read_workbook"]

MAX_SHEETS = 200
_MAX_ROWS, _MERGED = 1_048_576, 10_000
_FORMATS: dict[str, type[Prepared]] = {
    "xlsx": OpenXml,
    "xlsm": OpenXml,
    "xlsb": BinaryWorkbook,
    "xls": OldWorkbook,
    "ods": OpenDocument,
}


def read_workbook(content: bytes, format: str) -> Iterator[ReadSheet]:
    """The worksheets in their order; Refused where the workbook is damaged or too large."""
    prepared = _FORMATS[format](content)
    book = _opened(prepared.content)
    if len(book.sheets_metadata) > MAX_SHEETS:
        raise Refused("too-many-sheets", most=MAX_SHEETS)
    for index, metadata in enumerate(book.sheets_metadata):
        if metadata.typ != calamine.SheetTypeEnum.WorkSheet:
            continue  # a chart, a macro sheet
        sheet, extras = _sheet_and_extras(book, prepared, index)
        table = _faithful_table(prepared, index, sheet, extras.overlay, serial_days=format != "ods")
        yield _read_sheet(metadata, sheet, table, extras)


def _sheet_and_extras(
    book: calamine.CalamineWorkbook, prepared: Prepared, index: int
) -> tuple[calamine.CalamineSheet, Extras]:
    """A large sheet is looked through on one core while calamine reads it on another."""
    if not prepared.is_unseen(index):
        return book.get_sheet_by_index(index), prepared.extras(index)
    reading = _Reading(book, index)
    reading.start()
    extras = prepared.extras(index)
    reading.join()
    if changed := prepared.rewritten(index):
        return _opened(changed).get_sheet_by_index(index), extras
    if reading.error is not None:
        raise reading.error
    assert reading.sheet is not None
    return reading.sheet, extras


class _Reading(threading.Thread):
    """Reads one sheet; what goes wrong is kept for its starter and printed nowhere."""

    def __init__(self, book: calamine.CalamineWorkbook, index: int) -> None:
        super().__init__(daemon=True)
        self._book, self._index = book, index
        self.sheet: calamine.CalamineSheet | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.sheet = self._book.get_sheet_by_index(self._index)
        except BaseException as error:  # noqa: BLE001 - a panic of Rust is no Exception
            self.error = error


def _opened(content: bytes) -> calamine.CalamineWorkbook:
    return calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))


def _faithful_table(
    prepared: Prepared, index: int, sheet: calamine.CalamineSheet, overlay: Overlay, *, serial_days: bool
) -> Table:
    """The cells; read again from a corrected workbook if calamine may have changed one of them."""
    try:
        table = _table(sheet, overlay, serial_days=serial_days)
    except OverflowError:  # a number shown as a duration of more days than Python counts
        if not (corrected := prepared.corrected(index)):
            raise
    else:
        if not table.is_suspicious or not (corrected := prepared.corrected(index)):
            return table
    return _table(_opened(corrected).get_sheet_by_index(index), {}, serial_days=True)


def _table(sheet: calamine.CalamineSheet, overlay: Overlay, *, serial_days: bool) -> Table:
    row, column = sheet.start or (0, 0)
    if row >= _MAX_ROWS:
        raise Refused("file-damaged")
    table = Table(row + 1, column + 1, serial_days=serial_days)
    if sheet.start is not None:
        rows = islice(sheet.iter_rows(), row, None)  # it begins with row 1, read or not
        table.add_rows(_overlaid(rows, overlay, row, column) if overlay else rows)
    table.finish()
    return table


def _overlaid(
    rows: Iterator[list[Any]], overlay: Overlay, first_row: int, first_column: int
) -> Iterator[Sequence[Any]]:
    """The rows with the overlay's cells in the place of calamine's."""
    by_row: dict[int, list[tuple[int, float | str]]] = defaultdict(list)
    for (row, column), value in overlay.items():
        by_row[row].append((column - first_column, value))
    for number, cells in enumerate(rows, first_row):
        for column, value in by_row.get(number, ()):
            if 0 <= column < len(cells):
                cells[column] = value
        yield cells


def _read_sheet(
    metadata: calamine.SheetMetadata, sheet: calamine.CalamineSheet, table: Table, extras: Extras
) -> ReadSheet:
    notes = list(extras.notes)
    if extras.comments:
        notes.append(("comments-not-read", {"n": len({(row, column) for row, column, _ in extras.comments})}))
    if table.dropped_columns:
        notes.append(("sheet-too-wide", {}))
    if table.stray_row is not None:
        notes.append(("cells-far-away", {"row": table.stray_row}))
    ranges = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    merged = _merged(
        [(top + 1, left + 1, bottom + 1, right + 1) for top, left, bottom, right in ranges] or extras.merged,
        table,
    )
    hidden = metadata.visible != calamine.SheetVisibleEnum.Visible
    return ReadSheet(metadata.name, hidden, table, extras, merged, notes)


def _merged(ranges: Iterable[Range], table: Table) -> list[Range]:
    """The merged ranges that begin in the table, as far as it reaches; none that lie over each other."""
    last_row = table.first_row + table.rows - 1
    last_column = table.first_column + len(table.columns) - 1
    room = table.rows * len(table.columns)
    kept: list[Range] = []
    for top, left, bottom, right in ranges:
        if table.first_row <= top <= last_row and table.first_column <= left <= last_column:
            bottom, right = min(bottom, last_row), min(right, last_column)
            room -= max(1, bottom - top + 1) * max(1, right - left + 1)
            if room < 0 or len(kept) == _MERGED:
                break
            kept.append((top, left, bottom, right))
    return kept
