"""Charts of working days: each case as a dot, or how many took how long; and the age of open cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from grm_data.analysis.durations import cases, spread
from grm_data.analysis.selection import Selection
from grm_data.figures.charts import NO_NOTES, Bars, Dot, Dots, Note, Series
from grm_data.figures.colours import NEUTRAL, STATUS_COLOURS
from grm_data.messages import message
from grm_data.register import NO_DURATION, Status
from grm_data.register.columns import Numbers

__all__ = ["MOST_DOTS", "ages", "band_name", "bin_ends", "working_days"]

MOST_DOTS = 50
"""Single cases are shown below about this number, their distribution above."""

_ENDS = (1, 3, 5, 10, 15, 20, 40, 60)
"""The last day of each bin where no standard says which matter; what took longer has one bin."""

_PARTS = (3, 4, 2, 5)
"""Bins that the days of a standard fall into, the first that divides them."""

_MOST_PAST = 6


def working_days(
    selection: Selection, standard: int | None, notes: Mapping[date, str] = NO_NOTES
) -> Dots | Bars:
    """The working days of each answered case as dots between the notes; of many, how many took how long."""
    days = selection.working_days()
    timed = replace(selection, mask=selection.mask & (days != NO_DURATION))
    known = days[timed.mask]
    if len(known) > MOST_DOTS:
        return _distribution(known, standard)
    dots = [
        Dot(one.name, one.received, one.working_days) for one in cases(timed) if one.working_days is not None
    ]
    first, last = (end((dot.received for dot in dots), default=date.max) for end in (min, max))
    marks = tuple(Note(day, text) for day, text in notes.items() if first <= day <= last)
    return Dots(message("figure.working_days"), tuple(dots), spread(known).median, standard, marks)


def _distribution(days: Numbers, standard: int | None) -> Bars:
    """Cases by working days from 0, the empty bins too; no bin lies on both sides of the standard."""
    ends = bin_ends(int(days.max()), standard)
    counts = np.bincount(np.searchsorted(ends, days), minlength=len(ends))
    firsts = [0, *(end + 1 for end in ends)]
    names = [f"{first}–{end}" if first < end else str(end) for first, end in zip(firsts, ends, strict=False)]
    if len(counts) > len(ends):
        names.append(band_name(firsts[-1], None))
    return Bars(
        title=message("figure.distribution"),
        axis=message("field.working_days"),
        categories=tuple(names),
        series=(Series(message("figure.cases"), NEUTRAL, tuple(counts.tolist())),),
        line=None
        if standard is None
        else (ends.index(standard), message("figure.standard_line", days=standard)),
    )


def bin_ends(longest: int, standard: int | None) -> list[int]:
    """The last day of each bin up to the longest time; one of them is the standard's.

    >>> bin_ends(18, 15), bin_ends(3, None)
    ([5, 10, 15, 20], [1, 3])
    """
    if standard is None:
        ends = list(_ENDS)
    else:
        parts = next((n for n in _PARTS if standard % n == 0), min(standard, _PARTS[0]))
        within = sorted({round(standard * i / parts) for i in range(1, parts + 1)})
        width = -(-standard // parts)
        ends = [*within, *(standard + width * i for i in range(1, _MOST_PAST + 1))]
    needed = max(longest, standard or 0)
    return ends[: 1 + next((i for i, end in enumerate(ends) if end >= needed), len(ends))]


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
