"""What a page costs the server: processor time of the script per rerun, and beside an empty page.

``python benchmarks/pages.py``: each page with the sample register, the least of the reruns after the first.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
logging.disable(logging.WARNING)  # Streamlit's word about running without a server

from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest, app_test
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from benchmarks._measuring import note
from grm_dashboard.menu import PAGES
from grm_dashboard.places import frame

os.environ["GRM_DATABASE_URL"] = f"sqlite:///{tempfile.mkdtemp()}/versions.sqlite"
ContextProxy.headers = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}  # at this machine

RERUNS = 20
LIMIT = 100
"""Milliseconds that a rerun may cost."""

_spent: list[float] = []


class _TimedRunner(LocalScriptRunner):
    """Notes how long each run of the script took, without the test's own work around it."""

    def _run_script(self, *args: object, **more: object) -> None:
        start = time.thread_time()
        super()._run_script(*args, **more)
        _spent.append(1000 * (time.thread_time() - start))


def reruns(app: AppTest) -> float:
    """The least milliseconds of processor time of a rerun after the first, its compilation included."""
    app.run()
    _spent.clear()
    for _ in range(RERUNS):
        app.run()
        if app.exception:
            raise SystemExit(f"the page failed: {app.exception[0].message}")
        if any("log-in" in info.value for info in app.info):
            raise SystemExit("the page was refused, so nothing was measured")
    return min(_spent)


def main() -> int:
    """Print the table; the result is 1 where a page costs more than the limit."""
    app_test.LocalScriptRunner = _TimedRunner  # type: ignore[misc]
    empty = reruns(AppTest.from_string("import streamlit as st\nst.title('empty')", default_timeout=60))
    print(f"{'page':<14}{'ms':>8}{'ratio':>8}")
    print(f"{'(empty)':<14}{empty:>8.1f}{1:>8.1f}")
    slowest = 0.0
    for name in (entry.name for entry in PAGES):
        app = AppTest.from_file(str(frame()), default_timeout=60)
        start = time.perf_counter()
        app.run()
        first = 1000 * (time.perf_counter() - start)
        app.switch_page(f"{name}.py")
        cost = reruns(app)
        slowest = max(slowest, cost)
        note(f"a rerun of the page {name}, sample", {"ours": cost, "empty_page": empty})
        print(f"{name:<14}{cost:>8.1f}{cost / empty:>8.1f}   (first visit {first:.0f})")
    print(f"slowest {slowest:.1f} ms, limit {LIMIT} ms")
    return int(slowest > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
