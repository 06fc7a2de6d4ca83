"""What others notice while somebody opens 100,000 rows: ``python benchmarks/opening.py``.

One thread asks for the figures of the sample, four times a second; another opens an upload, as the page Publish
does. Told are the processor time that opening takes here, beside the guarded process's own, and the p95 of the
figures before and meanwhile, each the median of some rounds: a machine at work makes both longer.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks._measuring import note
from benchmarks.reading import ROOT, SETTINGS, TODAY, register
from grm_data.analysis.selection import select
from grm_data.analysis.summary import summarise_periods
from grm_data.intake.opening import open_path, open_upload
from grm_data.register import Register, half_years

ROWS, ROUNDS, EVERY, ALONE = 100_000, 3, 0.25, 10.0
SAMPLE = ROOT / "sample_data" / "smart_government_register.xlsx"


class Other(threading.Thread):
    """Who asks for figures all the while."""

    def __init__(self, sample: Register) -> None:
        super().__init__(daemon=True)
        self._sample, self._taken = sample, list[float]()
        self.start()

    def run(self) -> None:
        while True:
            begin = time.perf_counter()
            selection = select(self._sample, SETTINGS.calendar, TODAY)  # a new one: nothing is kept
            for period in half_years(selection.register.first_received, TODAY):
                summarise_periods(selection, period.first, period.last, None)
            self._taken.append(1000 * (time.perf_counter() - begin))
            time.sleep(EVERY)

    def forget(self) -> None:
        """What was measured so far."""
        self._taken = []

    def p95(self) -> float:
        """Milliseconds of nearly all actions since; they are forgotten."""
        taken, self._taken = self._taken, []
        return quantiles(taken, n=20)[-1]


def main() -> None:
    """Measure in turns."""
    content, other = register(ROWS), Other(open_path(SAMPLE, SETTINGS, today=TODAY))
    alone, meanwhile, used = list[float](), list[float](), list[float]()
    for _ in range(ROUNDS):
        other.forget()
        time.sleep(ALONE)
        alone.append(other.p95())
        begin = time.thread_time()
        upload = open_upload("register.xlsx", content)
        upload.register(SETTINGS, today=TODAY)
        used.append(1000 * (time.thread_time() - begin))
        meanwhile.append(other.p95())
        upload.close()
    note(
        f"opening an upload of {ROWS:,} rows, in the server's process",
        {"ours": min(used)},
        p95_of_others_alone_ms=round(median(alone)),
        p95_of_others_meanwhile_ms=round(median(meanwhile)),
    )


if __name__ == "__main__":
    main()
