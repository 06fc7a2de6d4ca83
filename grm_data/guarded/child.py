"""What runs in a guarded process: limits on itself, then the job, and the questions of one that is kept."""

from __future__ import annotations

import gc
import os
import sys
import threading
from typing import Any, BinaryIO

from grm_data.errors import GrmError
from grm_data.guarded.jobs import Reply, Work, work_of
from grm_data.guarded.limits import limit_question, set_limits
from grm_data.guarded.wire import Garbled, Message, read_message, write_message

__all__ = ["answer", "main", "serve"]

BLOB_BYTES = 1 << 30
"""The most bytes that one message may bring in either direction."""


def main() -> None:  # pragma: no cover - in the child
    """An interpreter of its own: the job on standard input, its answers on standard output."""
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
    set_limits(values["memory"], values["cpu"], values["questions"])
    while work is not None:
        question = _next(questions, values["idle"])
        if question is None:
            return
        limit_question(values["cpu"])
        reply, work = answer(work, question)
        write_message(answers, *reply)
        del question, reply
        gc.collect()


def _next(questions: BinaryIO, idle: float) -> Message | None:
    """The next question; the process ends where none comes for so long."""
    clock = threading.Timer(idle, os._exit, (0,))
    clock.daemon = True
    clock.start()
    try:
        return read_message(questions, BLOB_BYTES)
    except (Garbled, OSError):
        return None
    finally:
        clock.cancel()


def answer(work: Work, question: Message) -> tuple[tuple[str, dict[str, Any], Any], Work | None]:
    """(the message that answers a question, who answers the next one)."""
    try:
        reply: Reply = work(question.values, question.blobs)
    except GrmError as error:
        return ("refused", {"key": error.key, "values": error.values}, ()), None
    except MemoryError:
        return ("big", {}, ()), None
    except BaseException:  # noqa: BLE001 - a panic of Rust is no Exception
        return ("damaged", {}, ()), None
    return ("done", reply.values, reply.blobs), reply.then
