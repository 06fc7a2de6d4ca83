"""The reading process as its reader sees it: a stream of messages, or one RegisterError."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from grm_data.errors import RegisterError
from grm_data.intake.reading.limits import Limits
from grm_data.intake.reading.wire import Garbled, Message, read_message
from grm_data.intake.source import Source
from grm_data.messages import has_message

__all__ = ["messages_of"]

_MIB = 1 << 20
_ROOT = Path(__file__).parents[3]

# The packages on the way to the child are entered without running their __init__, which import pandas;
# numpy, which pyarrow would import if it could, takes longer than pyarrow itself.
_START = """
import json, sys, types
paths, arguments = json.loads(sys.argv[1])
sys.path[:] = paths
sys.modules["numpy"] = None
for name in ("grm_data", "grm_data.intake", "grm_data.intake.reading"):
    package = types.ModuleType(name)
    package.__path__ = [paths[0] + "/" + name.replace(".", "/")]
    sys.modules[name] = package
from grm_data.intake.reading.child import main
main(*arguments)
"""


def messages_of(source: Source, limits: Limits) -> Generator[Message, None, None]:
    """The child's messages up to its "end"; whatever else becomes of it is one RegisterError."""
    budget = _budget(source)
    process = _start(source.format, budget, limits)
    clock = threading.Timer(limits.wall_seconds, process.kill)
    clock.daemon = True
    clock.start()
    try:
        _feed(process, source.content)
        yield from _until_end(process, cast(BinaryIO, process.stdout), budget, clock)
    finally:
        clock.cancel()
        clock.join()
        process.kill()
        process.wait()
        cast(BinaryIO, process.stdout).close()


def _budget(source: Source) -> int:
    """How many bytes of cells a file may become: 24 for each of its own, but a register is never refused."""
    return min(512 * _MIB, max(32 * _MIB, 24 * len(source.content)))


def _start(format: str, budget: int, limits: Limits) -> subprocess.Popen[bytes]:
    arguments = [format, budget, limits.memory_bytes, limits.cpu_seconds]
    paths = [str(_ROOT), *filter(None, sys.path)]
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "OPENBLAS_CORETYPE")
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _START, json.dumps([paths, arguments])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a library's words could quote a cell
        env={name: os.environ[name] for name in kept if name in os.environ},
    )


def _feed(process: subprocess.Popen[bytes], content: bytes) -> None:
    stdin = cast(BinaryIO, process.stdin)
    with suppress(OSError):  # it died; its return code says why
        stdin.write(content)
    with suppress(OSError):
        stdin.close()


def _until_end(
    process: subprocess.Popen[bytes], stdout: BinaryIO, budget: int, clock: threading.Timer
) -> Iterator[Message]:
    while True:
        try:
            message = read_message(stdout, budget)
        except Garbled:
            message = None
        if message is None:
            raise RegisterError(_verdict(process, clock))
        if message.kind == "end":
            return
        if message.kind == "refused":
            raise _refusal(message)
        budget -= message.size
        yield message


def _refusal(message: Message) -> RegisterError:
    """The child's refusal as a sentence; only our own keys, and only numbers in them."""
    key, values = message.values.get("key"), message.values.get("values")
    if not isinstance(key, str) or not has_message(f"error.{key}") or not isinstance(values, dict):
        return RegisterError("file-damaged")
    return RegisterError(key, **{name: value for name, value in values.items() if isinstance(value, int)})


_ENDS = {
    getattr(signal, "SIGXCPU", None): "read-too-long",
    getattr(signal, "SIGABRT", None): "read-too-big",  # Rust got no memory
    getattr(signal, "SIGKILL", None): "read-too-big",  # the system took it for its memory
}


def _verdict(process: subprocess.Popen[bytes], clock: threading.Timer) -> str:
    """Why the child ended without an answer."""
    if not clock.is_alive():
        return "read-too-long"
    try:
        code = process.wait(1)
    except subprocess.TimeoutExpired:
        return "file-damaged"
    return _ENDS.get(-code, "file-damaged") if code < 0 else "file-damaged"
