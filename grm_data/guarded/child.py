"""What runs in a guarded process: limits on itself, then the job, and the questions of one that is kept."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, BinaryIO

from grm_data.errors import GrmError
from grm_data.guarded.jobs import LANGUAGE, Reply, Work, work_of
from grm_data.guarded.limits import end_with_parent, is_for_memory, limit_question, set_limits
from grm_data.guarded.wire import Garbled, Message, read_message, write_message
from grm_data.speech import speak

__all__ = ["answer", "main", "serve"]

BLOB_BYTES = 1 << 30
"""The most bytes that one message may bring in either direction."""


def main(*imported: str) -> None:  # pragma: no cover - in the child
    """An interpreter of its own: the job on standard input, its answers on standard output."""
    end_with_parent()
    for module in imported:
        import_module(module)
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # what a library prints is no answer
    serve(sys.stdin.buffer, answers)
    os._exit(0)


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answers the job and, where it is kept, one question after another until there is none for long.

    What went wrong is never said but by a key: a library's own words could quote a cell.
    """
    asked = read_message(questions, 0)
    if asked is None:
        return
    values = asked.values
    work: Work | None = work_of(values["target"])  # imported before the limits, by our own code
    gc.disable()  # most lives are short, with millions of cells and no cycles
    with suppress(AttributeError):  # Windows has no such signal; there whoever asks ends the process
        signal.signal(signal.SIGALRM, lambda *_: os._exit(0))
    set_limits(values["memory"], values["cpu"], values["questions"])
    try:
        while work is not None and (question := _next(questions, values["idle"])) is not None:
            limit_question(values["cpu"])
            reply, work = answer(work, question)
            del question
            write_message(answers, *reply)
            del reply
            gc.collect()
    except BaseException as error:
        if not is_for_memory(error):
            raise
        write_message(answers, "big", {})


def _next(questions: BinaryIO, idle: float) -> Message | None:
    """The next question; the process ends where none comes for so long."""
    _wake_after(idle)
    try:
        return read_message(questions, BLOB_BYTES)
    except (Garbled, OSError):
        return None
    finally:
        _wake_after(0)


def _wake_after(seconds: float) -> None:
    """No thread waits for that: near its limit of memory a process can't start one."""
    with suppress(AttributeError):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def answer(work: Work, question: Message) -> tuple[tuple[str, dict[str, Any], Any], Work | None]:
    """(the message that answers a question, who answers the next one)."""
    try:
        speak(question.values.pop(LANGUAGE))
        reply: Reply = work(question.values, question.blobs)
    except BaseException as error:  # noqa: BLE001 - a panic of Rust is no Exception
        if is_for_memory(error):
            return ("big", {}, ()), None
        if isinstance(error, GrmError):
            return ("refused", {"key": error.key, "values": error.values}, ()), None
        return ("damaged", {}, ()), None
    return ("done", reply.values, reply.blobs), reply.then
