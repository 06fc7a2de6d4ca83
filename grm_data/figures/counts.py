"""Charts of counts: over time, by channel, by type, by status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from grm_data.analysis.as_of import is_interim
from grm_data.analysis.counts import CrossTable, StatusCounts
from grm_data.figures.charts import NO_NOTES, Bars, Note, Series
from grm_data.figures.colours import STATUS_COLOURS
from grm_data.figures.labels import day_text, label, period_name
from grm_data.messages import message
from grm_data.register import Period, Status
from grm_data.register.spans import Span

__all__ = ["by_status", "over_time", "width"]

_MOST = {Span.MONTH: 24, Span.QUARTER: 16, Span.HALF_YEAR: 40}
"""Bars that have room beside each other; where there would be more, a bar is of a longer period."""

_MOST_NAMED, _SHORT = 12, 3
"""Bars whose names of so many letters fit along the axis; of more, only the years are named."""


def over_time(
    table: CrossTable,
    span: Span,
    periods: Sequence[Period],
    chosen: Period,
    as_of: date | None = None,
    notes: Mapping[date, str] = NO_NOTES,
) -> Bars:
    """Feedback received in each period, stacked by status; marked are those with days of the chosen one.

    The last one is marked, too, where it isn't over ``as_of`` the day; so are the days of the notes.
    """
    unfinished = ""
    names = [period_name(one) for one in periods]
    if as_of is not None and periods and is_interim(periods[-1], as_of):
        day = day_text(as_of, with_year=False)
        unfinished = message("figure.up_to", day=day)
        names[-1] = message("figure.unfinished", name=names[-1], day=day)
    inside = [i for i, one in enumerate(periods) if one.last >= chosen.first and one.first <= chosen.last]
    return Bars(
        title=message(f"figure.over_time.{span}"),
        axis=message(f"filter.kind.{span}"),
        categories=tuple(names),
        series=_stack(table),
        is_unfinished=bool(unfinished),
        ticks=_ticks(span, periods, unfinished),
        highlight=(inside[0], inside[-1]) if inside and len(inside) < len(periods) else None,
        notes=_placed(notes, periods),
    )


def _placed(notes: Mapping[date, str], periods: Sequence[Period]) -> tuple[Note, ...]:
    """The notes of days within the periods, each in its place between the edges of its period's bar."""
    return tuple(
        Note(day, text, i - 0.5 + (day - period.first).days / ((period.last - period.first).days + 1))
        for day, text in notes.items()
        for i, period in enumerate(periods)
        if period.first <= day <= period.last
    )


def width(first: date, last: date) -> Span:
    """The shortest periods of which all between two days have room beside each other."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return next((span for span, most in _MOST.items() if months <= most * span.months), Span.YEAR)


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


def _ticks(span: Span, periods: Sequence[Period], unfinished: str) -> tuple[str, ...]:
    """The period over its year, which stands under the first one and under the first of each year.

    Of many only the years are named. In a further line stands to which day the last one reaches.
    """
    ticks = []
    longest = 0 if span is Span.YEAR else max((len(_short_name(span, one)) for one in periods), default=0)
    letters = len(periods) * max(longest, _SHORT)
    for i, one in enumerate(periods):
        year, is_first = str(one.first.year), one.first.month == 1
        if span is Span.YEAR:
            ticks.append(year)
        elif letters > _MOST_NAMED * _SHORT:
            ticks.append(year if is_first else "")
        else:
            name = _short_name(span, one)
            ticks.append(f"{name}<br>{year}" if is_first or i == 0 else name)
    if unfinished:
        deep = 1 + max(tick.count("<br>") for tick in ticks)
        lines = [*ticks.pop().split("<br>"), " "][:deep]
        ticks.append("<br>".join([*lines, unfinished]))
    return tuple(ticks)


def _short_name(span: Span, period: Period) -> str:
    """H2, Q3 or Jul."""
    if span is Span.MONTH:
        return message(f"month_alone.{period.first.month}")
    key = "word.half_year_alone" if span is Span.HALF_YEAR else "word.quarter_alone"
    return message(key, n=period.name[-1])
