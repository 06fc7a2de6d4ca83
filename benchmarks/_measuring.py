"""Ours beside its peers in one run: processor time, kept in ``results.json``, shown in ``docs/performance.md``."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

__all__ = ["cheapest", "note", "of_process"]

_FOLDER = Path(__file__).resolve().parent
_RESULTS, _PAGE = _FOLDER / "results.json", _FOLDER.parent / "docs" / "performance.md"
_HEAD = """# Performance

What a piece of work costs beside others that do the same, in milliseconds of processor time: the least of a few
runs in turns. Compare the ratios; the times are those of one machine{cores}, others at work on it. `make bench`
measures anew and writes this page.

| work | ours | peers | ours ÷ fastest | also |
|---|---|---|---|---|
"""


def cheapest(times: int, **calls: Callable[[], object]) -> dict[str, float]:
    """The least milliseconds of each call, taking turns so that all meet the same machine."""
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(times):
        for name, call in calls.items():
            begin = time.process_time()
            call()
            best[name] = min(best[name], 1000 * (time.process_time() - begin))
    return best


def of_process(*command: str) -> float:
    """Milliseconds of processor of a whole process and all that it started, also what it didn't wait for.

    No other process of ours may be running: all are waited for.
    Python keeps what it compiled, as it does for users: else ours would compile all its modules each time.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_ADOPTS, 1)
    before = _of_children()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, env=environment)
    return 1000 * (_of_children() - before)


_ADOPTS = 36  # PR_SET_CHILD_SUBREAPER: a process whose parent ended without it is ours to wait for


def _of_children() -> float:
    """Seconds of processor of all processes of ours, once they have ended."""
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def note(work: str, taken: dict[str, float], **also: int) -> float:
    """Keep and print what a work took; the first is ours. ``also`` are other numbers that were measured.

    The result is its ratio to the fastest peer, 0 where there is none.
    """
    kept = json.loads(_RESULTS.read_text("utf-8")) if _RESULTS.exists() else {}
    kept[work] = {name: round(ms, 2) for name, ms in taken.items()} | ({"also": also} if also else {})
    _RESULTS.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    head = _HEAD.format(cores=f" with {os.cpu_count()} cores")
    _PAGE.write_text(head + "".join(_row(*item) for item in kept.items()), "utf-8")
    print(_row(work, kept[work]), end="", flush=True)
    return _ratio(taken)


def _row(work: str, kept: dict[str, Any]) -> str:
    taken = {name: ms for name, ms in kept.items() if name != "also"}
    ours, *peers = (f"{name.replace('_', ' ')} {_number(ms)}" for name, ms in taken.items())
    also = ", ".join(f"{name.replace('_', ' ')} {n:,}" for name, n in kept.get("also", {}).items())
    ratio = _number(_ratio(taken)) if peers else ""
    return f"| {work} | {ours.removeprefix('ours ')} | {', '.join(peers)} | {ratio} | {also} |\n"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _ratio(taken: dict[str, float]) -> float:
    ours, *peers = taken.values()
    return ours / min(peers) if peers else 0.0
