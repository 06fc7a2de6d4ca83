"""How a guarded process talks: messages of a JSON head and raw blobs, each counted before it is read.

No pickle: whatever a hostile file makes of the process, we get numbers, texts and bytes.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any, BinaryIO, NamedTuple

__all__ = ["HEAD_BYTES", "Garbled", "Message", "read_message", "write_message"]

HEAD_BYTES = 64_000_000
_COUNTS = struct.Struct(">4sIQ")
_MAGIC = b"GRM1"


class Garbled(Exception):
    """What came through the pipe is no message."""


class Message(NamedTuple):
    """A kind with its values, and the blobs that go with it."""

    kind: str
    values: dict[str, Any]
    blobs: list[memoryview]


def write_message(stream: BinaryIO, kind: str, values: dict[str, Any], blobs: Sequence[Any] = ()) -> None:
    """One message; the blobs are anything with a buffer."""
    views = [memoryview(blob).cast("B") for blob in blobs]
    head = json.dumps({"kind": kind, "values": values, "sizes": [len(view) for view in views]}).encode()
    counts = _COUNTS.pack(_MAGIC, len(head), sum(len(view) for view in views))
    for view in (memoryview(counts + head), *views):
        while view:  # a stream without a buffer, in which a copy would stay, may take less than all
            view = view[stream.write(view) :]
    stream.flush()


def read_message(stream: BinaryIO, limit: int) -> Message | None:
    """The next message with at most ``limit`` bytes of blobs; None at the end of the stream."""
    counts = stream.read(_COUNTS.size)
    if not counts:
        return None
    if len(counts) < _COUNTS.size:
        raise Garbled
    magic, head_bytes, blob_bytes = _COUNTS.unpack(counts)
    if magic != _MAGIC or head_bytes > HEAD_BYTES or blob_bytes > limit:
        raise Garbled
    head, body = stream.read(head_bytes), stream.read(blob_bytes)
    if len(head) < head_bytes or len(body) < blob_bytes:
        raise Garbled
    try:
        fields = json.loads(head)
        kind, values, sizes = str(fields["kind"]), dict(fields["values"]), [int(n) for n in fields["sizes"]]
    except (ValueError, TypeError, KeyError):
        raise Garbled from None
    return Message(kind, values, _split(body, sizes))


def _split(body: bytes, sizes: list[int]) -> list[memoryview]:
    view, place, blobs = memoryview(body), 0, []
    if any(size < 0 for size in sizes) or sum(sizes) != len(view):
        raise Garbled
    for size in sizes:
        blobs.append(view[place : place + size])
        place += size
    return blobs
