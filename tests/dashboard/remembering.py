"""The dashboard as it is served, but it tells at a signal which of its objects hold a word.

``python -m tests.dashboard.remembering app.py … port``. Sessions end a second after their tab was closed.
"""

from __future__ import annotations

import gc
import json
import runpy
import signal
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from google.protobuf.message import Message

from grm_dashboard.serving import closing
from grm_data.guarded import running
from grm_data.register.collecting import uncollected

__all__ = ["ASKED", "TOLD"]

ASKED, TOLD = "asked", "told.json"
"""The files, where the server was started, of the word that is asked for and of the answer."""


def content_of(one: Any) -> bytes:
    """The text of an object, whatever it is kept as; nothing of one that only holds others."""
    if isinstance(one, str):
        return one.encode("utf-8", "surrogatepass")
    if isinstance(one, bytes | bytearray):
        return bytes(one)
    if isinstance(one, Message):
        return bytes(one.SerializeToString())
    if isinstance(one, pa.Buffer):
        return one.to_pybytes()
    if isinstance(one, pa.Array):
        return b"".join(buffer.to_pybytes() for buffer in one.buffers() if buffer is not None)
    if isinstance(one, np.ndarray) and one.dtype.kind in "SU":
        return " ".join(map(str, one.ravel().tolist())).encode()
    return b""


def held_by(one: Any) -> list[Any]:
    """What an object holds; numpy doesn't tell the collector."""
    if isinstance(one, np.ndarray):
        return list(one.flat) if one.dtype.hasobject else []
    return gc.get_referents(one)


def kinds(one: Any, seen: dict[int, Any], holder: dict[int, int]) -> str:
    """The kind of an object behind those of its holders."""
    found = [type(one).__name__]
    while len(found) < 8 and (above := holder.get(id(one))) in seen:
        one = seen[above]
        found.append(type(one).__name__)
    return " > ".join(reversed(found))


def holding(word: bytes) -> set[str]:
    """The kind of each object alive that holds a word, and what holds it in turn.

    A session's own garbage is alive where it is never collected.
    """
    gc.collect()
    gc.unfreeze()
    objects, holder = gc.get_objects(), dict[int, int]()
    seen: dict[int, Any] = {id(one): one for one in (objects, holder, word)}
    found: set[str] = set()
    while objects:
        one = objects.pop()
        if id(one) in seen:
            continue
        seen[id(one)] = one  # kept, so that no other object gets its number
        if word in content_of(one).lower():
            found.add(kinds(one, seen, holder))
        for held in held_by(one):
            holder.setdefault(id(held), id(one))
            objects.append(held)
    seen.clear()
    gc.freeze()  # as the server had it
    return found


def tell(*_: object) -> None:
    """Write down what holds the word that is asked for."""
    with uncollected():  # each new object would have all of them walked
        found = sorted(holding(Path(ASKED).read_bytes()))
    Path(TOLD).with_suffix(".new").write_text(json.dumps(found))
    Path(TOLD).with_suffix(".new").rename(TOLD)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, tell)
    closing.LOOK_SECONDS = running.LOOK_SECONDS = 0.25
    sys.argv = ["streamlit", "run", *sys.argv[1:]]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
