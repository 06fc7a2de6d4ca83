"""How long the report takes: the sample's three formats, and a period with 1,000 addressed cases.

Prints seconds and their ratio to the limits: 1 s for the sample, 5 s for 1,000 cases, imports not counted.
"""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from grm_data.intake.opening import open_path
from grm_data.register import Register, Status
from grm_data.report import FORMATS, build_report, rendered
from grm_data.settings import Settings, settings_for
from tests.registers import register_of, row

FIRST, LAST = date(2020, 6, 25), date(2020, 12, 31)
CASES = 1000


def _many() -> Register:
    """A register with 1,000 addressed cases in the period, each with texts of two lines."""
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
        for i in range(CASES)
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
    _measure(f"{CASES:,} cases", _many(), settings, 5)


if __name__ == "__main__":
    main()
