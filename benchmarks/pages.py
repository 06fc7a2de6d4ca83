"""What a page costs the server: processor time of the script per rerun, beside an empty page, and what it sends.

``python benchmarks/pages.py``: each page with the sample, 100,000 and 1,000,000 rows, the least of the reruns
after the first.
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

import streamlit as st
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest, app_test
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from benchmarks._large import published
from benchmarks._measuring import note
from grm_dashboard.menu import PAGES
from grm_dashboard.places import frame

ContextProxy.headers = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}  # at this machine
ContextProxy.cookies = {}

SIZES = {"sample": 0, "100,000 rows": 100_000, "1M rows": 1_000_000}
RERUNS = 12
LIMIT, MOST_SENT = 300, 1_000_000
"""Milliseconds that a rerun may cost, and bytes that it may send, at any size."""

_spent: list[float] = []
_sent: list[int] = []


class _TimedRunner(LocalScriptRunner):
    """Notes how long each run of the script took and what it sent, without the test's own work around it."""

    def _run_script(self, *args: object, **more: object) -> None:
        start = time.thread_time()
        super()._run_script(*args, **more)
        _spent.append(1000 * (time.thread_time() - start))
        _sent.append(sum(message.ByteSize() for message in self.forward_msgs()))


def reruns(app: AppTest) -> tuple[float, int]:
    """Of the reruns after the first, which compiles: the least milliseconds of processor time, the most bytes."""
    app.run()
    _spent.clear()
    _sent.clear()
    for _ in range(RERUNS):
        app.run()
        if app.exception:
            raise SystemExit(f"the page failed: {app.exception[0].message}")
        if any("log-in" in info.value for info in app.info):
            raise SystemExit("the page was refused, so nothing was measured")
    return min(_spent), max(_sent)


def measure(size: str, n: int, empty: float) -> tuple[float, int]:
    """The milliseconds and the bytes of the page that costs most."""
    os.environ["GRM_DATABASE_URL"] = url = f"sqlite:///{tempfile.mkdtemp()}/versions.sqlite"
    if n:
        published(n, url)
    st.cache_resource.clear()
    slowest, most = 0.0, 0
    for name in (entry.name for entry in PAGES):
        app = AppTest.from_file(str(frame()), default_timeout=600)
        app.run()
        app.switch_page(f"{name}.py")
        cost, sent = reruns(app)
        slowest, most = max(slowest, cost), max(most, sent)
        note(f"a rerun of the page {name}, {size}", {"ours": cost, "empty_page": empty}, bytes_sent=sent)
    return slowest, most


def main() -> int:
    """Print the table; the result is 1 where a page costs more than the limit."""
    app_test.LocalScriptRunner = _TimedRunner  # type: ignore[misc]
    empty, _ = reruns(AppTest.from_string("import streamlit as st\nst.title('empty')", default_timeout=60))
    asked = [size for size in SIZES if not sys.argv[1:] or size.split()[0] in sys.argv[1:]]
    found = [measure(size, SIZES[size], empty) for size in asked]
    slowest, most = (max(one) for one in zip(*found, strict=True))
    print(f"slowest {slowest:.1f} ms of {LIMIT}, most sent {most:,} bytes of {MOST_SENT:,}")
    return int(slowest > LIMIT or most > MOST_SENT)


if __name__ == "__main__":
    sys.exit(main())
