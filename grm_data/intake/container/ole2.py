"""OLE2 containers: the files of Excel 97-2003, and of every password-protected workbook."""

from __future__ import annotations

import struct
from typing import NamedTuple

from grm_data.intake.container.refusal import Refused

__all__ = ["SIGNATURE", "Ole2"]

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # this number and those above it are no sectors
_MAX_ENTRIES = 10_000


class Stream(NamedTuple):
    """A stream of the container."""

    start: int
    size: int


class Ole2:
    """The streams of a container by name; Refused where it is damaged."""

    def __init__(self, content: bytes) -> None:
        try:
            self._open(content)
        except (struct.error, IndexError):
            raise Refused("file-damaged") from None

    def _open(self, content: bytes) -> None:
        self._content = content
        sector, mini = struct.unpack_from("<HH", content, 30)
        if sector not in (9, 12) or mini != 6:
            raise Refused("file-damaged")
        self._sector = 1 << sector
        directory, self._cutoff = struct.unpack_from("<I4xI", content, 48)
        (mini_table,) = struct.unpack_from("<I", content, 60)
        self._table = self._allocation_table()
        self._read_directory(self._chain(directory, self._table, len(content)))
        self._mini_table = self._numbers(self._chain(mini_table, self._table, len(content)))

    def _allocation_table(self) -> tuple[int, ...]:
        (count,) = struct.unpack_from("<I", self._content, 44)
        (following,) = struct.unpack_from("<I", self._content, 68)
        places = list(struct.unpack_from("<109I", self._content, 76))
        seen = 0
        while following < _END and seen * self._sector < len(self._content):
            more = self._numbers(self._sector_at(following))
            places += more[:-1]
            following, seen = more[-1], seen + 1
        places = [place for place in places if place < _END][:count]
        return self._numbers(b"".join(map(self._sector_at, places)))

    def _sector_at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        return self._content[start : start + self._sector]

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _chain(self, start: int, table: tuple[int, ...], size: int) -> bytes:
        """The bytes of a chain of sectors, at most ``size``; a chain that turns in a circle is damaged."""
        pieces: list[bytes] = []
        length = 0
        while start < _END and length < size:
            if len(pieces) > len(table):
                raise Refused("file-damaged")
            pieces.append(self._sector_at(start))
            length += self._sector
            start = table[start]
        return b"".join(pieces)[:size]

    def _read_directory(self, directory: bytes) -> None:
        self.streams: dict[str, Stream] = {}
        self._mini_stream = b""
        for place in range(0, min(len(directory), _MAX_ENTRIES * 128) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, place + 64)
            start, size = struct.unpack_from("<II", directory, place + 116)
            name = directory[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind == 5:
                self._mini_stream = self._chain(start, self._table, min(size, len(self._content)))
            elif kind in (1, 2):
                self.streams[name] = Stream(start, size)

    def read(self, name: str, limit: int | None = None) -> bytes:
        """The first ``limit`` bytes of a stream, or all of it."""
        start, size = self.streams[name]
        wanted = min(size if limit is None else min(size, limit), len(self._content))
        try:
            if size < self._cutoff:
                return self._small(start, wanted)
            return self._chain(start, self._table, wanted)
        except IndexError:
            raise Refused("file-damaged") from None

    def _small(self, start: int, size: int) -> bytes:
        data = b""
        while start < _END and len(data) < size:
            data += self._mini_stream[start * 64 : start * 64 + 64]
            following = self._mini_table[start]
            if following == start:
                raise Refused("file-damaged")
            start = following
        return data[:size]
