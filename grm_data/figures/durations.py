"""Charts of working days: each case as a dot, or how many took how long; and the age of open cases."""

from __future__ import annotations

from collections.abc import Sequence

from grm_data.analysis.durations import Spread, TimedCase
from grm_data.figures.charts import Bars, Dot, Dots, Series
from grm_data.figures.colours import NEUTRAL, STATUS_COLOURS
from grm_data.messages import message
from grm_data.register import Status

__all__ = ["MOST_DOTS", "ages", "band_name", "working_days"]

MOST_DOTS = 50
"""Single cases are shown below about this number, their distribution above."""

_MOST_BINS = 20
_WIDTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


def working_days(cases: Sequence[TimedCase], spread: Spread, standard: int | None) -> Dots | Bars:
    """The working days of each case as dots; of many cases, how many took how long."""
    known = [(case, case.working_days) for case in cases if case.working_days is not None]
    if len(known) <= MOST_DOTS:
        dots = [Dot(one.name, one.received, days) for one, days in known]
        return Dots(message("figure.working_days"), tuple(dots), spread.median, standard)
    return _distribution([days for _, days in known])


def _distribution(days: Sequence[int]) -> Bars:
    """Cases by working days in equal steps from 0, the empty ones too."""
    width = next((width for width in _WIDTHS if max(days) < width * _MOST_BINS), _WIDTHS[-1])
    counts = [0] * (max(days) // width + 1)
    for day in days:
        counts[day // width] += 1
    firsts = range(0, len(counts) * width, width)
    names = tuple(str(first) if width == 1 else f"{first}–{first + width - 1}" for first in firsts)
    return Bars(
        title=message("figure.distribution"),
        axis=message("field.working_days"),
        categories=names,
        series=(Series(message("figure.cases"), NEUTRAL, tuple(counts)),),
    )


def band_name(first: int, last: int | None) -> str:
    """A band of days: 6–10, or 41 or more."""
    return message("figure.more_days", first=first) if last is None else f"{first}–{last}"


def ages(bands: Sequence[tuple[int, int | None, int]]) -> Bars:
    """Open cases by the working days they have waited."""
    names = tuple(band_name(first, last) for first, last, _ in bands)
    return Bars(
        title=message("figure.ages"),
        axis=message("figure.waited"),
        categories=names,
        series=(
            Series(
                message("figure.open_cases"),
                STATUS_COLOURS[Status.RESOLVING],
                tuple(count for _, _, count in bands),
            ),
        ),
    )
