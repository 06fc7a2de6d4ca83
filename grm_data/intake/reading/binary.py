"""xls and xlsb: their records hold error cells, odd numbers and hidden rows that calamine doesn't tell."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from grm_data.intake.container.ole2 import Ole2
from grm_data.intake.container.package import Package
from grm_data.intake.reading.boxes import Boxes
from grm_data.intake.reading.comments import comments_on, without_texts
from grm_data.intake.reading.extras import ERRORS, Extras, Prepared, Range
from grm_data.intake.reading.xlsx import relations_of

__all__ = ["BinaryWorkbook", "OldWorkbook"]

_LISTED = 100_000


class _Found:
    """What the records of one sheet say."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.overlay: dict[tuple[int, int], float | str] = {}
        self.merged: list[Range] = []
        self.boxes = Boxes()

    def error(self, row: int, column: int, code: int) -> None:
        if len(self.overlay) < _LISTED:
            self.overlay[row, column] = ERRORS.get(code, "#N/A")

    def number(self, row: int, column: int, value: float) -> None:
        """Keeps what calamine would make another day or a time of, should it look like a date."""
        if (value < 0 or 59 <= value < 61) and len(self.overlay) < _LISTED:
            self.overlay[row, column] = value

    def hide_row(self, row: int) -> None:
        if len(self.rows) < _LISTED:
            self.rows.append(row + 1)

    def hide_columns(self, first: int, last: int) -> None:
        self.columns += range(first + 1, min(last, 1_000) + 2)

    def extras(self) -> Extras:
        comments = without_texts(self.boxes.comments)
        return Extras(self.rows, self.columns, overlay=self.overlay, merged=self.merged, comments=comments)


def _rk(raw: int) -> float:
    """A number in Excel's short form: a 30-bit integer or the top of a double, perhaps times 100."""
    if raw & 2:
        number = float((raw >> 2) - (1 << 30) if raw & 0x80000000 else raw >> 2)
    else:
        (number,) = struct.unpack("<d", struct.pack("<Q", (raw & 0xFFFFFFFC) << 32))
    return number / 100 if raw & 1 else number


# --- xls ------------------------------------------------------------------------------------------

_BOUNDSHEET, _EOF, _BOF = 0x85, 0x0A, 0x809


def _biff_records(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """(kind, place, size) of the records of one substream, without those of the charts inside it."""
    depth, length = 0, len(stream)
    while place + 4 <= length:
        kind, size = struct.unpack_from("<HH", stream, place)
        place += 4
        if place + size > length:
            return
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, place, size
        place += size


class OldWorkbook(Prepared):
    """An xls of Excel 5 to 2003."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        container = Ole2(content)
        stream = container.read("Workbook" if "Workbook" in container.streams else "Book")
        self._extras = [
            _biff_sheet(stream, struct.unpack_from("<I", stream, place)[0]).extras()
            for kind, place, size in _biff_records(stream, 0)
            if kind == _BOUNDSHEET and size >= 4
        ]

    def extras(self, index: int) -> Extras:
        return self._extras[index] if index < len(self._extras) else Extras()


def _biff_sheet(stream: bytes, start: int) -> _Found:
    found = _Found()
    for kind, place, size in _biff_records(stream, start):
        read = _BIFF.get(kind)
        if read and size >= read[0]:
            read[1](found, stream, place, size)
    return found


def _boolerr(found: _Found, data: bytes, place: int, _size: int) -> None:
    row, column, code, is_error = struct.unpack_from("<HH2xBB", data, place)
    if is_error:
        found.error(row, column, code)


def _number(found: _Found, data: bytes, place: int, _size: int) -> None:
    found.number(*struct.unpack_from("<HH2xd", data, place))


def _rk_cell(found: _Found, data: bytes, place: int, _size: int) -> None:
    row, column, raw = struct.unpack_from("<HH2xI", data, place)
    found.number(row, column, _rk(raw))


def _mulrk(found: _Found, data: bytes, place: int, size: int) -> None:
    row, column = struct.unpack_from("<HH", data, place)
    for n in range((size - 6) // 6):
        (raw,) = struct.unpack_from("<I", data, place + 6 + n * 6)
        found.number(row, column + n, _rk(raw))


def _formula(found: _Found, data: bytes, place: int, _size: int) -> None:
    row, column, kind, code, mark = struct.unpack_from("<HH2xBxB3xH", data, place)
    if mark != 0xFFFF:
        found.number(row, column, struct.unpack_from("<d", data, place + 6)[0])
    elif kind == 2:
        found.error(row, column, code)


def _row(found: _Found, data: bytes, place: int, _size: int) -> None:
    row, flags = struct.unpack_from("<H10xH", data, place)
    if flags & 0x20:
        found.hide_row(row)


def _colinfo(found: _Found, data: bytes, place: int, _size: int) -> None:
    first, last, flags = struct.unpack_from("<HH4xH", data, place)
    if flags & 1:
        found.hide_columns(first, last)


_BIFF = {
    0x205: (8, _boolerr),
    0x203: (14, _number),
    0x27E: (10, _rk_cell),
    0xBD: (12, _mulrk),
    0x06: (14, _formula),
    0x208: (14, _row),
    0x7D: (10, _colinfo),
    0x5D: (8, lambda found, data, place, _size: found.boxes.number(data, place)),
    0x1B6: (12, lambda found, data, place, _size: found.boxes.begin(data, place)),
    0x3C: (1, lambda found, data, place, size: found.boxes.go_on(data, place, size)),
    0x1C: (8, lambda found, data, place, _size: found.boxes.comment(data, place)),
}


# --- xlsb -----------------------------------------------------------------------------------------


def _brt_records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(kind, place, size) of the records of a binary part."""
    place, length = 0, len(data)
    while place + 2 <= length:
        kind = data[place]
        place += 1
        if kind & 0x80:
            kind = kind & 0x7F | (data[place] & 0x7F) << 7
            place += 1
        size = 0
        for shift in (0, 7, 14, 21):
            if place >= length:
                return
            byte = data[place]
            size |= (byte & 0x7F) << shift
            place += 1
            if not byte & 0x80:
                break
        if place + size > length:
            return
        yield kind, place, size
        place += size


class BinaryWorkbook(Prepared):
    """An xlsb."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        package = Package(content)
        relations = relations_of(package, "xl/_rels/workbook.bin.rels")
        self._extras = []
        for name in _bundled(package.read("xl/workbook.bin")):
            part = relations.get(name.encode(), "")
            self._extras.append(_brt_extras(package, part) if part in package else Extras())

    def extras(self, index: int) -> Extras:
        return self._extras[index] if index < len(self._extras) else Extras()


def _brt_extras(package: Package, part: str) -> Extras:
    comments = comments_on(package, part, _brt_comments)
    return _brt_sheet(package.read(part)).extras()._replace(comments=comments)


def _brt_comments(data: bytes) -> Iterator[tuple[int, int, str]]:
    row = column = 0
    for kind, place, size in _brt_records(data):
        if kind == 635 and size >= 20:
            row, column = struct.unpack_from("<4xI4xI", data, place)
        elif kind == 637 and size >= 5:
            (letters,) = struct.unpack_from("<xI", data, place)
            text = data[place + 5 : place + min(size, 5 + 2 * letters)].decode("utf-16-le", "replace")
            yield row + 1, column + 1, text


def _bundled(data: bytes) -> Iterator[str]:
    """The relationship of each sheet."""
    for kind, place, size in _brt_records(data):
        if kind == 156 and size >= 12:
            (count,) = struct.unpack_from("<I", data, place + 8)
            yield data[place + 12 : place + 12 + 2 * min(count, 255)].decode("utf-16-le", "replace")


def _brt_sheet(data: bytes) -> _Found:
    found, row = _Found(), 0
    for kind, place, size in _brt_records(data):
        if kind == 0 and size >= 12:
            row = int.from_bytes(data[place : place + 4], "little")
            if data[place + 11] & 0x10:
                found.hide_row(row)
        elif kind in (3, 11) and size >= 9:
            found.error(row, struct.unpack_from("<I", data, place)[0], data[place + 8])
        elif kind in (5, 9) and size >= 16:
            found.number(row, *struct.unpack_from("<I4xd", data, place))
        elif kind == 2 and size >= 12:
            column, raw = struct.unpack_from("<I4xI", data, place)
            found.number(row, column, _rk(raw))
        elif kind == 60 and size >= 18 and data[place + 16] & 1:
            found.hide_columns(*struct.unpack_from("<II", data, place))
        elif kind == 177 and size >= 16 and len(found.merged) < _LISTED:
            top, bottom, left, right = struct.unpack_from("<IIII", data, place)
            found.merged.append((top + 1, left + 1, bottom + 1, right + 1))
    return found
