"""Charts of counts: over time, by channel, by type, by status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from grm_data.analysis.as_of import is_interim
from grm_data.analysis.counts import CrossTable, StatusCounts
from grm_data.figures.charts import Bars, Series
from grm_data.figures.colours import STATUS_COLOURS
from grm_data.figures.labels import day_text, label
from grm_data.messages import message
from grm_data.register import Period, Status

__all__ = ["by_status", "by_word", "over_time"]

_MOST_HALVES = 12
"""Half-years whose names fit along the axis; of more, only the years are named."""


def over_time(
    table: CrossTable, periods: Sequence[Period], chosen: Period, as_of: date | None = None
) -> Bars:
    """Feedback received in each half-year, stacked by status, the chosen period marked.

    The last one is marked, too, where it isn't over ``as_of`` the day.
    """
    unfinished = ""
    if as_of is not None and periods and is_interim(periods[-1], as_of):
        unfinished = message("figure.up_to", day=day_text(as_of, with_year=False))
    names = [*table.names]
    if unfinished:
        names[-1] = message("figure.unfinished", name=names[-1], up_to=unfinished)
    inside = [
        i for i, period in enumerate(periods) if period.last >= chosen.first and period.first <= chosen.last
    ]
    return Bars(
        title=message("figure.over_time"),
        axis=message("figure.half_year"),
        categories=tuple(names),
        series=_stack(table),
        is_unfinished=bool(unfinished),
        ticks=_half_year_ticks(table.names, unfinished),
        highlight=(inside[0], inside[-1]) if inside and len(inside) < len(periods) else None,
    )


def by_word(table: CrossTable, kind: str) -> Bars:
    """Feedback by channel or type ("channel", "type") and status, the largest first."""
    return Bars(
        title=message(f"figure.by_{kind}"),
        axis=message(f"field.{kind}"),
        categories=tuple(label(kind, name) for name in table.names),
        series=_stack(table),
        horizontal=True,
    )


def by_status(counts: StatusCounts) -> Bars:
    """Feedback by status: each in its colour, the unrecognised only where there are any."""
    shown = [status for status in STATUS_COLOURS if _is_shown(status, getattr(counts, status))]
    return Bars(
        title=message("figure.by_status"),
        axis=message("field.status"),
        categories=tuple(label("status", status) for status in shown),
        series=tuple(
            Series(
                label("status", status),
                STATUS_COLOURS[status],
                tuple(getattr(counts, status) if other is status else 0 for other in shown),
            )
            for status in shown
        ),
        horizontal=True,
        has_legend=False,
    )


def _stack(table: CrossTable) -> tuple[Series, ...]:
    columns = {status: table.column(status) for status in STATUS_COLOURS}
    return tuple(
        Series(label("status", status), STATUS_COLOURS[status], values)
        for status, values in columns.items()
        if _is_shown(status, sum(values))
    )


def _is_shown(status: Status, count: int) -> bool:
    return count > 0 or status is not Status.UNRECOGNISED


def _half_year_ticks(names: Sequence[str], unfinished: str = "") -> tuple[str, ...]:
    """H2 over the year: the year stands under the first half-year and under each H1.

    In a third line stands to which day the last one reaches.

    >>> _half_year_ticks(("2019 H2", "2020 H1", "2020 H2"))
    ('H2<br>2019', 'H1<br>2020', 'H2')
    """
    ticks = []
    for i, name in enumerate(names):
        year, half = name.split()
        if len(names) > _MOST_HALVES:
            ticks.append(year if half == "H1" else "")
        else:
            ticks.append(f"{half}<br>{year}" if half == "H1" or i == 0 else half)
    if unfinished:
        lines = [*ticks.pop().split("<br>"), " "][:2]
        ticks.append("<br>".join([*lines, unfinished]))
    return tuple(ticks)
