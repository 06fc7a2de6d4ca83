"""How long the report takes: the sample's three formats, and a period with 1,000 addressed cases.

Prints seconds and their ratio to the limits: 1 s for the sample, 5 s for 1,000 cases, imports not counted.
Then the PDF of 5,000 cases, which is made in the guarded process: the processor and the memory that it takes
there, and how much the process that asked for it has grown, are written down.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks._measuring import note
from grm_data.intake.opening import open_path
from grm_data.register import Register, Status
from grm_data.report import FORMATS, build_report, rendered
from grm_data.settings import Settings, settings_for
from tests.registers import register_of, row

FIRST, LAST = date(2020, 6, 25), date(2020, 12, 31)
CASES = 1000
MOST = 5000


def _many(cases: int) -> Register:
    """A register with so many addressed cases in the period, each with texts of two lines."""
    text = "A concern about the works near the school, as it was told at the meeting of the community. " * 2
    days = (LAST - FIRST).days
    return register_of(
        row(
            FIRST + timedelta(days=i % days),
            Status.RESOLVED if i % 5 else Status.RESOLVING,
            FIRST + timedelta(days=i % days + i % 30) if i % 5 else None,
            number=f"f-2020/{i:04d}",
            channel=("facebook", "email", "written")[i % 3],
            type=("request", "complaint")[i % 2],
            issue=text,
            action=text,
            way="email",
        )
        for i in range(cases)
    )


def _measure(name: str, register: Register, settings: Settings, limit: float) -> None:
    total = 0.0
    start = time.perf_counter()
    model = build_report(register, settings, FIRST, LAST)
    for kind in ("model", *FORMATS):
        if kind != "model":
            start = time.perf_counter()
            rendered(model, kind)
        seconds = time.perf_counter() - start
        total += seconds
        print(f"{name:<12} {kind:<6} {seconds:7.3f} s")
    print(f"{name:<12} {'all':<6} {total:7.3f} s = {total / limit:.2f} of the limit of {limit:g} s")


def _measure_memory(register: Register, settings: Settings) -> None:
    """The PDF of many cases; the template process is there already."""
    model = build_report(register, settings, FIRST, LAST)
    before = _megabytes("self", "VmRSS")
    watched = _Watched()
    rendered(model, "pdf")
    watched.stop()
    more = _megabytes("self", "VmRSS") - before
    note(
        f"the pdf of {MOST:,} cases",
        {"ours": watched.milliseconds},
        megabytes_of_the_process=watched.megabytes,
        megabytes_more_in_ours=more,
    )


class _Watched:
    """The most memory and processor time of a process below this one, looked at all the while."""

    def __init__(self) -> None:
        self.megabytes, self.milliseconds = 0, 0.0
        self._known = {one: _milliseconds(one) for one in _below(os.getpid())}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._ended.wait(0.02):
            for one in _below(os.getpid()):
                self.megabytes = max(self.megabytes, _megabytes(one, "VmHWM"))
                self.milliseconds = max(self.milliseconds, _milliseconds(one) - self._known.get(one, 0))

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()


def _below(process: int) -> list[str]:
    """The processes that a process started, and theirs."""
    children = _read(f"/proc/{process}/task/{process}/children").split()
    return children + [one for child in children for one in _below(int(child))]


def _megabytes(process: str, name: str) -> int:
    """What the system says of a process's memory; 0 of one that ended."""
    lines = _read(f"/proc/{process}/status").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) // 1024


def _milliseconds(process: str) -> float:
    """The processor time of a process; 0 of one that ended."""
    used = _read(f"/proc/{process}/stat").rpartition(")")[2].split()[11:13]
    return 1000 * sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


def _read(path: str) -> str:
    try:
        return Path(path).read_text("ascii")
    except OSError:
        return ""


def main() -> None:
    """Measure both, after one report that loads the libraries."""
    sample = ROOT / "sample_data" / "smart_government_register.xlsx"
    settings = settings_for(sample)
    register = open_path(sample, settings)
    start = time.perf_counter()
    for kind in FORMATS:
        rendered(build_report(register, settings, FIRST, LAST), kind)
    print(f"{'sample':<12} first, with imports {time.perf_counter() - start:.3f} s")
    _measure("sample", register, settings, 1)
    _measure(f"{CASES:,} cases", _many(CASES), settings, 5)
    _measure_memory(_many(MOST), settings)


if __name__ == "__main__":
    main()
