"""Run a job: its answer, or one sentence that says why there is none."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from grm_data.errors import GrmError
from grm_data.guarded.jobs import LANGUAGE, Job
from grm_data.guarded.limits import Limits
from grm_data.guarded.starting import Process, Vanished, start
from grm_data.guarded.wire import Garbled, Message, read_message, write_message
from grm_data.speech import language

__all__ = ["Kept", "keep", "refusal", "run"]

AT_ONCE = threading.BoundedSemaphore(4)
"""Jobs that work at once: each may take the limit's memory, and uploads may come together."""

MOST_KEPT = 8
"""Processes that wait for questions; for a further one, the one unused for longest ends."""

IDLE_SECONDS = 1_800.0
"""A process that is kept ends by itself where nobody asks it for so long."""

LOOK_SECONDS = 12.0
_LOOKS = 4
"""Looks in a row at which nobody wants a process: a browser may lose its line and come back."""

_QUESTIONS = 200
_ANSWER_BYTES = 1 << 29


def run(job: Job, arguments: dict[str, Any], blobs: Sequence[Any], limits: Limits | None = None) -> Message:
    """A job's answer; the job's error says in one sentence why there is none."""
    limits = limits or Limits.from_environment()
    try:
        return _run(job, arguments, blobs, limits)
    except Vanished:
        pass
    try:
        return _run(job, arguments, blobs, limits)  # by another template process
    except Vanished:
        raise job.error(job.damaged) from None


def _run(job: Job, arguments: dict[str, Any], blobs: Sequence[Any], limits: Limits) -> Message:
    with AT_ONCE:
        process = _started(job, limits, 1)
        try:
            return _asked(process, job, arguments, blobs, limits)
        finally:
            process.close()


def _started(job: Job, limits: Limits, questions: int) -> Process:
    process = start()
    orders = {
        "target": job.target,
        "memory": limits.memory_bytes,
        "cpu": limits.cpu_seconds,
        "idle": IDLE_SECONDS,
        "questions": questions,
    }
    with suppress(OSError):  # it died; its end says why
        write_message(process.questions, "job", orders)
    return process


def _asked(
    process: Process, job: Job, arguments: dict[str, Any], blobs: Sequence[Any], limits: Limits
) -> Message:
    """The answer to a question, in the time that the limits leave for it."""
    clock = _Clock(limits.wall_seconds, process)
    try:
        with suppress(OSError):
            write_message(process.questions, "question", arguments | {LANGUAGE: language().code}, blobs)
        with suppress(Garbled, OSError):
            message = read_message(process.answers, _ANSWER_BYTES)
            if message is not None and message.kind == "done":
                return message
            if message is not None:
                raise _refusal(job, message)
        raise job.error(_verdict(job, process, clock))
    finally:
        clock.stop()


class _Clock:
    """Ends a process that takes too long."""

    def __init__(self, seconds: float, process: Process) -> None:
        self.has_struck = False
        self._process = process
        self._timer = threading.Timer(seconds, self._strike)
        self._timer.daemon = True
        self._timer.start()

    def _strike(self) -> None:
        self.has_struck = True
        self._process.kill()

    def stop(self) -> None:
        self._timer.cancel()
        self._timer.join()


def _refusal(job: Job, message: Message) -> GrmError:
    """Why a process gives no answer, as it says itself."""
    if message.kind == "big":
        return job.error(job.too_big)
    return refusal(job, message.values if message.kind == "refused" else {})


def refusal(job: Job, said: dict[str, Any]) -> GrmError:
    """The error with a key and values that a process named; only our own keys, and only numbers in them.

    Or texts that the job names.
    """
    key, values = said.get("key"), said.get("values")
    if not isinstance(key, str) or not isinstance(values, dict):
        return job.error(job.damaged)
    if not all(_may_be_said(job, name, value) for name, value in values.items()):
        return job.error(job.damaged)
    try:
        return job.error(key, **values)
    except (KeyError, TypeError):  # no key of ours, or not with these values
        return job.error(job.damaged)


def _may_be_said(job: Job, name: str, value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= job.texts.get(name, -1)
    return isinstance(value, int)


_ENDS = {
    getattr(signal, "SIGXCPU", None): "too_long",
    getattr(signal, "SIGABRT", None): "too_big",  # Rust got no memory
    getattr(signal, "SIGKILL", None): "too_big",  # the system took it for its memory
}


def _verdict(job: Job, process: Process, clock: _Clock) -> str:
    """Why a process ended without an answer."""
    if clock.has_struck:
        return job.too_long
    code = process.code()
    if code == 0 and job.ended:
        return job.ended
    end = _ENDS.get(-code, "damaged") if code is not None and code < 0 else "damaged"
    return str(getattr(job, end))


class Kept:
    """A process that holds what it read, and answers questions about it until it is closed."""

    def __init__(self, job: Job, limits: Limits) -> None:
        self._job, self._limits = job, limits
        self._process: Process | None = _started(job, limits, _QUESTIONS)
        self._asking = threading.Lock()
        self._ended = threading.Event()

    def ask(self, arguments: dict[str, Any], blobs: Sequence[Any] = ()) -> Message:
        """The answer to a question; an error of the job's where there is none, and then never again."""
        with AT_ONCE, self._asking:
            if self._process is None:
                raise self._job.error(self._job.ended)
            _pool.use(self)
            try:
                return _asked(self._process, self._job, arguments, blobs, self._limits)
            except Vanished:
                self._end()
                raise self._job.error(self._job.ended) from None
            except GrmError:
                self._end()
                raise

    def end_unless(self, wanted: Callable[[], bool]) -> None:
        """End the process once nobody has wanted it for a while, at the latest after a minute."""
        threading.Thread(target=self._watch, args=(wanted,), daemon=True).start()

    def _watch(self, wanted: Callable[[], bool]) -> None:
        unwanted = 0
        while unwanted < _LOOKS and not self._ended.wait(LOOK_SECONDS):
            unwanted = 0 if wanted() else unwanted + 1
        self.close()

    def close(self) -> None:
        """End the process, and with it what it holds; a question that it is just answering is broken off."""
        process = self._process
        if process is not None:
            process.kill()
        with self._asking:
            self._end()

    @property
    def is_busy(self) -> bool:
        """Whether somebody waits for its answer."""
        return self._asking.locked()

    def _end(self) -> None:
        self._ended.set()
        _pool.forget(self)
        if self._process is not None:
            self._process.close()
        self._process = None


class _Pool:
    """The processes that are kept, the one unused for longest first."""

    def __init__(self) -> None:
        self._kept: dict[Kept, None] = {}
        self._lock = threading.RLock()  # an upload that nobody refers to is closed wherever we just are

    def use(self, kept: Kept) -> None:
        """Make room for it, and put it behind all others."""
        with self._lock:
            self._kept.pop(kept, None)
            idle = [one for one in list(self._kept) if not one.is_busy]
            ended = idle[: max(0, len(self._kept) + 1 - MOST_KEPT)]
            self._kept[kept] = None
        for one in ended:
            one.close()

    def forget(self, kept: Kept) -> None:
        """It ended."""
        with self._lock:
            self._kept.pop(kept, None)


_pool = _Pool()


def keep(job: Job, arguments: dict[str, Any], blobs: Sequence[Any]) -> tuple[Message, Kept]:
    """A job's first answer, and its process to be asked further; the job's error as for ``run``."""
    kept = Kept(job, Limits.from_environment())
    return kept.ask(arguments, blobs), kept
