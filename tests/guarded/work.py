"""Jobs that misbehave, and jobs that tell what they see."""

from __future__ import annotations

import io
import os
import signal
import stat
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grm_data.errors import GrmError, RegisterError
from grm_data.guarded import Job, Reply
from grm_data.guarded.limits import Limits
from grm_data.guarded.running import run
from grm_data.guarded.wire import write_message

ENDS = {"too_long": "read-too-long", "too_big": "read-too-big", "damaged": "file-damaged"}


def sent(kind: str, values: Any, blobs: Sequence[Any] = ()) -> bytes:
    """A message as it goes through the pipe."""
    stream = io.BytesIO()
    write_message(stream, kind, values, blobs)
    return stream.getvalue()


def job(name: str, **more: Any) -> Job:
    """A job of this module."""
    return Job(f"{__name__}:{name}", RegisterError, **ENDS, **more)


def misbehave(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """Runs the code that it is given."""
    exec(
        arguments["code"],
        {
            "os": os,
            "sys": sys,
            "time": time,
            "signal": signal,
            "GrmError": GrmError,
            "say": say,
            "sent": sent,
        },
    )
    return Reply({"size": sum(map(len, blobs))})


def say(raw: bytes) -> None:
    """Whatever a hostile file might make its process say, instead of an answer."""
    line = 3 if stat.S_ISSOCK(os.fstat(1 if not _is_open("3") else 3).st_mode) else 1
    while raw:
        raw = raw[os.write(line, raw) :]
    os._exit(0)


def environment(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """All that a process can know of who started it."""
    del arguments, blobs
    open_files = {
        name: str(Path("/proc/self/fd", name).readlink()) for name in map(str, range(64)) if _is_open(name)
    }
    return Reply(
        {
            "environment": dict(os.environ),
            "arguments": sys.argv,
            "modules": sorted(sys.modules),
            "open": open_files,
            "process": os.getpid(),
            "parent": os.getppid(),
            "threads": len(list(Path("/proc/self/task").iterdir())),
        }
    )


def _is_open(name: str) -> bool:
    return os.path.lexists(f"/proc/self/fd/{name}")


def counting(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
    """Counts its questions, and does as it is told."""
    seen = [0]

    def question(arguments: dict[str, Any], blobs: Sequence[memoryview]) -> Reply:
        seen[0] += 1
        exec(arguments.get("code", ""), {"os": os, "sys": sys, "time": time, "GrmError": GrmError})
        return Reply({"n": seen[0], "process": os.getpid()}, blobs, question)

    return question(arguments, blobs)


def outcome(code: str, limits: Limits = Limits(), content: bytes = b"x") -> str | int:
    """How many bytes a job had that ran the code, or the key of the sentence that it ended in."""
    try:
        size = run(job("misbehave"), {"code": code}, [content], limits).values["size"]
    except RegisterError as error:
        return error.key
    assert isinstance(size, int)
    return size
