"""Comments of an xls: their texts stand in boxes, which come before the notes that name their cells."""

from __future__ import annotations

import struct

__all__ = ["Boxes"]


class Boxes:
    """The comments of a sheet, while its records pass."""

    def __init__(self) -> None:
        self.comments: list[tuple[int, int, str]] = []
        self._texts: dict[int, str] = {}
        self._box = self._open = self._to_come = 0

    def number(self, data: bytes, place: int) -> None:
        """An object: which box the next text is in."""
        (self._box,) = struct.unpack_from("<6xH", data, place)

    def begin(self, data: bytes, place: int) -> None:
        """How many letters of a text follow."""
        (self._to_come,) = struct.unpack_from("<10xH", data, place)
        self._open = self._box
        self._texts[self._open] = ""

    def go_on(self, data: bytes, place: int, size: int) -> None:
        """Letters of one byte or two each; what follows the last one is how they look."""
        if self._to_come:
            wide = data[place] & 1
            letters = data[place + 1 : place + size][: self._to_come << wide]
            text = letters.decode("utf-16-le" if wide else "latin-1", "replace")
            self._texts[self._open] = self._texts.get(self._open, "") + text
            self._to_come -= len(letters) >> wide

    def comment(self, data: bytes, place: int) -> None:
        """A note: the cell that a box belongs to; one of Excel 5 has none, and is only counted."""
        row, column, box = struct.unpack_from("<HH2xH", data, place)
        self.comments.append((row + 1, column + 1, self._texts.pop(box, "")))
