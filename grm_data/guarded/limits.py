"""How much one job may take."""

from __future__ import annotations

import ctypes
import errno
import math
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from grm_data.environment import number
from grm_data.errors import GrmError

__all__ = [
    "Limits",
    "end_with_parent",
    "is_for_memory",
    "limit_question",
    "memory_allowed",
    "no_core_dumps",
    "set_limits",
]

MEGABYTE = 1 << 20
_END_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_STATM = Path("/proc/self/statm")


class Limits(NamedTuple):
    """Memory and processor time of a job, and how long we wait for it.

    Memory is what the file may take on top of the program. On Windows, where a process can't limit itself,
    only the wall clock counts.
    """

    memory_bytes: int = 1 << 30
    cpu_seconds: float = 120
    wall_seconds: float = 180

    @classmethod
    def from_environment(cls) -> Limits:
        """The limits as set by GRM_READ_MEMORY_MB, GRM_READ_CPU_S and GRM_READ_WALL_S, else the defaults.

        UsageError where one is no number above 0.
        """
        standard = cls()
        return cls(
            int(number("GRM_READ_MEMORY_MB", standard.memory_bytes / MEGABYTE) * MEGABYTE),
            number("GRM_READ_CPU_S", standard.cpu_seconds),
            number("GRM_READ_WALL_S", standard.wall_seconds),
        )


_allowed = Limits().memory_bytes


def memory_allowed() -> int:
    """Bytes that this process may take on top of the program: what the job was given, else the default."""
    return _allowed


def set_limits(memory: int, cpu: float, questions: int = 1) -> None:
    """Limits this process: so much memory more than it has, and processor time for so many questions.

    Where the system can't (Windows), who waits for it has the wall clock.
    """
    global _allowed
    _allowed = memory
    most = _mapped() + memory
    _limit("RLIMIT_AS", most, most)  # macOS doesn't limit addresses
    no_core_dumps()
    took = time.process_time()
    _limit("RLIMIT_CPU", math.ceil(took + cpu), math.ceil(took + cpu * questions) + 1)


def no_core_dumps() -> None:
    """What stands in the memory of this process is never written to a file when it crashes."""
    _limit("RLIMIT_CORE", 0, 0)


def end_with_parent() -> None:
    """This process ends when the one that started it does, however that ended; a no-op but on Linux."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)


def limit_question(cpu: float) -> None:
    """So much processor time more than this process took, within what ``set_limits`` left it."""
    _limit("RLIMIT_CPU", math.ceil(time.process_time() + cpu), None)


_WORDS_FOR_MEMORY = (
    "start new thread", "launch worker thread", "global thread pool", "allocate memory", "out of memory",
    "memory alloc", "pyobject pointer is null",
)  # fmt: skip
"""How libraries say that they got no memory, where they don't say it by the error's kind."""


def is_for_memory(error: BaseException | None) -> bool:
    """Whether an error, or one that it came of, is that there was no memory left, in whatever words."""
    while error is not None:
        if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
            return True
        if not isinstance(error, GrmError) and any(words in _said(error) for words in _WORDS_FOR_MEMORY):
            return True
        error = error.__cause__ or error.__context__
    return False


def _said(error: BaseException) -> str:
    return str(error)[:500].casefold()


def _limit(name: str, soft: int, hard: int | None) -> None:
    """Sets a limit as far as the system's own ceiling; a hard limit of None stays as it is."""
    try:
        import resource
    except ImportError:
        return
    limit: int = getattr(resource, name)
    ceiling = resource.getrlimit(limit)[1]
    if hard is None or resource.RLIM_INFINITY != ceiling < hard:
        hard = ceiling
    soft = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(limit, (soft, hard))


def _mapped() -> int:
    """The addresses that this process has; 0 where the system doesn't say."""
    try:
        return int(_STATM.read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
