"""Guarded processes as who asks them sees them: a line to each, a way to end it, and how it ended."""

from __future__ import annotations

import atexit
import io
import json
import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from grm_data.guarded.nursery import ENDED

__all__ = ["Process", "Vanished", "prepare", "start"]

_ROOT = Path(__file__).parents[2]
_WARMED_UP = "grm_data.intake.jobs:warm_up"
"""What the template process does first; what this doesn't import, the fork that needs it does."""
_IMPORTED = "grm_data.intake.build"
"""What an interpreter that is started ahead of its job imports meanwhile."""

_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "OPENBLAS_CORETYPE")
_SET = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
"""One thread, so that a fork is whole. Arrow's other pools reserve 1 GiB of addresses at once, each further
arena of the C library 64 MB.
"""

_START = """import gc, json, sys
gc.disable()
sys.path[:] = json.loads(sys.argv.pop(1))
from grm_data.guarded.{module} import main
"""
_SECONDS_TO_END = 1.0


class Vanished(Exception):
    """The template process ended, and its forks with it."""


class Process(Protocol):
    """A guarded process."""

    questions: BinaryIO
    answers: BinaryIO

    def kill(self) -> None:
        """End it, whatever it is doing."""

    def code(self) -> int | None:
        """How it ended, as its exit code or minus its signal; None where it hasn't.

        Vanished where nobody knows.
        """

    def close(self) -> None:
        """End it and free what we hold of it."""


class _Fork:
    """A fork of the template process."""

    def __init__(self, line: socket.socket, leash: socket.socket) -> None:
        self.questions = cast(BinaryIO, line.makefile("wb", buffering=0))
        self.answers = cast(BinaryIO, line.makefile("rb"))
        self._line, self._leash = line, leash

    def kill(self) -> None:
        with suppress(OSError):
            self._leash.shutdown(socket.SHUT_WR)
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)  # who reads from it waits no longer

    def code(self) -> int | None:
        self._leash.settimeout(_SECONDS_TO_END)
        try:
            said = self._leash.recv(ENDED.size)
        except TimeoutError:
            return None
        except OSError:
            said = b""
        if len(said) < ENDED.size:
            raise Vanished
        return cast(int, ENDED.unpack(said)[0])

    def close(self) -> None:
        self._leash.close()
        for file in (self.questions, self.answers, self._line):
            with suppress(OSError):  # bytes that it didn't take
                file.close()


class _Interpreter:
    """An interpreter of its own; it imports a module before it has its job."""

    def __init__(self, *imported: str) -> None:
        self._process = subprocess.Popen(
            _command("child", "main(*sys.argv[1:])", *imported),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a library's words could quote a cell
            env=_environment(),
            bufsize=0,  # no copy of what is written
        )
        self.questions = cast(BinaryIO, self._process.stdin)
        self.answers = cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, self._process.stdout)))

    def kill(self) -> None:
        self._process.kill()

    def code(self) -> int | None:
        try:
            return self._process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            return None

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for file in (self.questions, self.answers):
            with suppress(OSError):  # bytes that it didn't take
                file.close()


class _Nursery:
    """The template process, as this process started it."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                _command("nursery", "main(sys.argv[1])", _WARMED_UP),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )

    def fork(self) -> _Fork:
        """A new fork; Vanished where the template process isn't there."""
        line, theirs = socket.socketpair()
        leash, their_leash = socket.socketpair()
        with theirs, their_leash:
            try:
                socket.send_fds(self._control, [b"fork"], [theirs.fileno(), their_leash.fileno()])
            except OSError:
                line.close()
                leash.close()
                raise Vanished from None
        return _Fork(line, leash)

    def leave(self) -> None:
        """Close our end, in a process that isn't its owner."""
        self._control.close()

    def end(self) -> None:
        """End it; its forks end with it."""
        self._control.close()
        self._process.kill()
        self._process.wait()


_nursery: _Nursery | None = None
_lock = threading.Lock()
_may_fork = sys.platform == "linux"
_ahead: list[_Interpreter] = []


def prepare(*, once: bool = False) -> None:
    """Start what the first job waits for, while the caller does something else.

    ``once``: there will hardly be a second job, and an interpreter of its own costs less than a template.
    """
    global _may_fork
    if once:
        _may_fork = False
        _ahead.append(_Interpreter(_IMPORTED))
    elif _may_fork:
        _running()


def start() -> Process:
    """A new guarded process, waiting for its job."""
    if _ahead:
        return _ahead.pop()
    if not _may_fork:
        return _Interpreter()
    try:
        return _running().fork()
    except Vanished:
        return _running(instead=True).fork()


def _running(*, instead: bool = False) -> _Nursery:
    """The template process of this process, started where there is none; ``instead`` of one that is gone."""
    global _nursery
    with _lock:
        if _nursery is not None and instead:
            _nursery.end()
            _nursery = None
        if _nursery is None:
            _nursery = _Nursery()
        return _nursery


def end() -> None:
    """End the template process, and what had no job; the next job starts another."""
    global _nursery
    while _ahead:
        _ahead.pop().close()
    with _lock:
        if _nursery is not None:
            _nursery.end()
        _nursery = None


def _after_fork() -> None:
    """A fork of ours has a template process of its own, so that each ends with whom it serves."""
    global _nursery, _lock
    if _nursery is not None:
        _nursery.leave()
    _nursery, _lock = None, threading.Lock()


def _command(module: str, call: str, *arguments: str) -> list[str]:
    """Python without the user's own modules and variables; our way to modules is its first argument."""
    paths = json.dumps([str(_ROOT), *filter(None, sys.path)])
    code = _START.format(module=module) + call
    return [sys.executable, "-I", "-S", "-X", "utf8", "-c", code, paths, *arguments]


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | _SET


atexit.register(end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
