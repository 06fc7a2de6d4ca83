"""What one machine holds: the figures and the memory of registers of 1 and of 10 million rows."""

from __future__ import annotations

import resource
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks._large import LAST, SETTINGS, START, register_of_size
from benchmarks._measuring import cheapest, note
from grm_data.analysis.months import flow, months_of
from grm_data.analysis.selection import select
from grm_data.analysis.summary import summarise_periods
from grm_data.register import CHANNELS, Field

FIRST = date(2020, 7, 1)


def held() -> int:
    """Megabytes that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Measure and write down."""
    for millions in (1, 10):
        before = held()
        register = register_of_size(millions * 1_000_000)

        def figures() -> None:
            selection = select(register, SETTINGS.calendar, LAST).where({Field.CHANNEL: CHANNELS[:2]})  # noqa: B023
            summarise_periods(selection, FIRST, LAST, START)
            flow(selection, months_of(selection, START))

        first = cheapest(1, ours=figures)["ours"]
        note(
            f"figures and backlog with a filter, {millions} million rows",
            cheapest(3, ours=figures),
            first_ms=round(first),
            megabytes=held() - before,
        )


if __name__ == "__main__":
    main()
