"""A zip package (xlsx, xlsm, xlsb, ods) looked into without trusting what it declares.

Sizes are checked before anything is unpacked, and unpacking stops where the declared size ends:
a zip bomb is found by its declared sizes, or by unpacking to more than it declared.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from grm_data.guarded import memory_allowed
from grm_data.intake.container.refusal import Refused

__all__ = ["MAX_PARTS", "Package", "Part"]

MAX_PARTS = 2_000  # a workbook with 200 sheets and their drawings has about 1,000
MOST_OF_A_PART, MOST_UNPACKED = 0.4, 0.6
"""Shares of the memory allowed that one part, which is read whole, and all parts may unpack to."""
MAX_RATIO = 200  # above MODEST_BYTES; repetitive sheets reach 60
MODEST_BYTES = 50_000_000
PROLOG_BYTES = 65_536

_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_STORED, _DEFLATED = 0, 8


class Part(NamedTuple):
    """One file of the package, as its directory declares it."""

    name: str
    method: int
    compressed: int
    size: int
    offset: int  # of the local header


class Package:
    """The parts of a zip by name, lower case with forward slashes; Refused where it is no sound zip."""

    def __init__(self, content: bytes) -> None:
        self._content = memoryview(content)
        if content.count(_ENTRY) > MAX_PARTS:
            raise Refused("too-many-parts")
        self.parts: dict[str, Part] = {}
        for part in _directory(content):
            name = part.name.replace("\\", "/").lower().lstrip("/")
            if name in self.parts:
                raise Refused("file-damaged")
            self.parts[name] = part
        self._check_sizes(len(content))

    def _check_sizes(self, whole: int) -> None:
        unpacked = sum(part.size for part in self.parts.values())
        packed = sum(part.compressed for part in self.parts.values())
        largest = max((part.size for part in self.parts.values()), default=0)
        if unpacked > MODEST_BYTES and unpacked > MAX_RATIO * packed:
            raise Refused("zip-bomb")
        allowed = memory_allowed()
        if unpacked > MOST_UNPACKED * allowed or largest > MOST_OF_A_PART * allowed:
            needed = max(unpacked / MOST_UNPACKED, largest / MOST_OF_A_PART)
            raise Refused("unpacks-too-large", size=_megabytes(unpacked), needed=_megabytes(needed))
        if packed > whole:  # parts that overlap
            raise Refused("file-damaged")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.parts

    def head(self, name: str, size: int) -> bytes:
        """The first ``size`` bytes of a part, or all of it."""
        part = self.parts[name.lower()]
        data = self._packed(part)
        if part.method == _STORED:
            return bytes(data[:size])
        try:
            return zlib.decompressobj(-15).decompress(data, size)
        except zlib.error:
            raise Refused("file-damaged") from None

    def read(self, name: str) -> bytes:
        """A whole part; Refused where it doesn't hold just the bytes that it declares."""
        part = self.parts[name.lower()]
        data = self._packed(part)
        if part.method == _STORED:
            if part.size != part.compressed:
                raise Refused("file-damaged")
            return bytes(data)
        unpacker = zlib.decompressobj(-15)
        try:
            text = unpacker.decompress(data, part.size + 1)
        except zlib.error:
            raise Refused("file-damaged") from None
        if len(text) > part.size:
            raise Refused("zip-bomb")
        if len(text) < part.size or not unpacker.eof:
            raise Refused("file-damaged")
        return text

    def measure(self, name: str) -> None:
        """Refused where a part unpacks to more than it declares; its bytes are not kept."""
        part = self.parts[name.lower()]
        if part.method == _STORED:
            return
        unpacker, waiting, total = zlib.decompressobj(-15), bytes(self._packed(part)), 0
        try:
            while waiting and not unpacker.eof:
                total += len(unpacker.decompress(waiting, 1 << 20))
                waiting = unpacker.unconsumed_tail
                if total > part.size:
                    raise Refused("zip-bomb")
        except zlib.error:
            raise Refused("file-damaged") from None

    def _packed(self, part: Part) -> memoryview:
        head = bytes(self._content[part.offset : part.offset + 30])
        if len(head) < 30 or head[:4] != b"PK\x03\x04":
            raise Refused("file-damaged")
        name, extra = struct.unpack_from("<HH", head, 26)
        start = part.offset + 30 + name + extra
        data = self._content[start : start + part.compressed]
        if len(data) < part.compressed:
            raise Refused("file-damaged")
        return data


def _megabytes(size: float) -> int:
    return math.ceil(size / (1 << 20))


def _directory(content: bytes) -> Iterator[Part]:
    """The entries of the central directory."""
    end = content.rfind(_END, max(0, len(content) - 65_557))
    if end < 0 or len(content) < end + 22:
        raise Refused("file-damaged")
    size, position = struct.unpack_from("<II", content, end + 12)
    if position == 0xFFFFFFFF or size == 0xFFFFFFFF:
        size, position = _zip64_directory(content, end)
    stop = position + size
    if stop > end:
        raise Refused("file-damaged")
    while position < stop:
        if content[position : position + 4] != _ENTRY or position + 46 > stop:
            raise Refused("file-damaged")
        flags, method = struct.unpack_from("<HH", content, position + 8)
        packed, size = struct.unpack_from("<II", content, position + 20)
        lengths = struct.unpack_from("<HHH", content, position + 28)
        (offset,) = struct.unpack_from("<I", content, position + 42)
        if flags & 1:
            raise Refused("password-protected")
        if method not in (_STORED, _DEFLATED):
            raise Refused("file-damaged")
        name = content[position + 46 : position + 46 + lengths[0]].decode("utf-8", "replace")
        extra = content[position + 46 + lengths[0] : position + 46 + lengths[0] + lengths[1]]
        packed, size, offset = _zip64_sizes(extra, packed, size, offset)
        yield Part(name, method, packed, size, offset)
        position += 46 + sum(lengths)


def _zip64_directory(content: bytes, end: int) -> tuple[int, int]:
    """Size and position of the directory of a zip64 file, which some writers make of every file."""
    locator = end - 20
    if locator < 0 or content[locator : locator + 4] != b"PK\x06\x07":
        raise Refused("file-damaged")
    (record,) = struct.unpack_from("<Q", content, locator + 8)
    if content[record : record + 4] != b"PK\x06\x06" or record + 56 > end:
        raise Refused("file-damaged")
    size, position = struct.unpack_from("<QQ", content, record + 40)
    return size, position


def _zip64_sizes(extra: bytes, *sizes: int) -> tuple[int, int, int]:
    """(compressed, size, offset) with those of the zip64 extra field, where they stand there."""
    packed, size, offset = sizes
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == 1:
            wide = [n for (n,) in struct.iter_unpack("<Q", field[: len(field) // 8 * 8])]
            size = wide.pop(0) if size == 0xFFFFFFFF and wide else size
            packed = wide.pop(0) if packed == 0xFFFFFFFF and wide else packed
            offset = wide.pop(0) if offset == 0xFFFFFFFF and wide else offset
    return packed, size, offset
