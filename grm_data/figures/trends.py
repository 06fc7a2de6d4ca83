"""Trends as charts, tables and sentences: month by month, by word, year over year."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from grm_data.analysis.counts import Counts
from grm_data.analysis.months import OTHERS, Flow, Groups, Months
from grm_data.analysis.rates import DAYS_OF_A_MONTH
from grm_data.analysis.trends import Change, Silence
from grm_data.figures.charts import Note
from grm_data.figures.colours import RECEIVED, STATUS_COLOURS
from grm_data.figures.labels import day_text, distinct, label
from grm_data.figures.panels import Panel, Panels
from grm_data.messages import digits, message
from grm_data.register import Period, Status

__all__ = [
    "change_table",
    "change_text",
    "flow_panels",
    "month_notes",
    "silence_text",
    "word_label",
    "word_panels",
    "year_table",
]

_FEWEST_MONTHS = 2  # of a silence that is told in months


def month_notes(notes: Mapping[date, str], months: Months) -> tuple[Note, ...]:
    """The notes of the settings that lie on the axis of the months."""
    return tuple(
        Note(day, text) for day, text in notes.items() if months.firsts[0] <= day <= months.lasts[-1]
    )


def flow_panels(flow: Flow, chosen: Period, notes: tuple[Note, ...]) -> Panels:
    """Received, resolved and open at the end of each month."""
    panels = (
        Panel(message("figure.panels_received"), RECEIVED, tuple(flow.received.tolist())),
        Panel(
            message("figure.panels_resolved"), STATUS_COLOURS[Status.RESOLVED], tuple(flow.resolved.tolist())
        ),
        Panel(
            message("figure.panels_open_at_end"),
            STATUS_COLOURS[Status.RESOLVING],
            tuple(flow.open.tolist()),
            is_stock=True,
        ),
    )
    return Panels(message("figure.panels_by_month"), flow.months, panels, chosen, notes)


def word_panels(
    found: Groups, counts: Counts, months: Months, chosen: Period, notes: tuple[Note, ...]
) -> Panels:
    """Received in each month: a small chart for each word."""
    panels = [
        Panel(word_label(found, name), RECEIVED, tuple(row.tolist()))
        for name, row in zip(found.names, counts, strict=True)
    ]
    return Panels(message(f"figure.months_by_{found.field}"), months, tuple(panels), chosen, notes)


def word_label(found: Groups, name: str) -> str:
    """A word as it is read; of the others, how many there are."""
    return (
        message("figure.panels_others", n=found.others) if name == OTHERS else label(str(found.field), name)
    )


def year_table(counts: Counts, months: Months) -> pd.DataFrame:
    """Received in each month of each year, the last one first; blank where the months don't reach."""
    begin = months.start.month - 1
    years = range(months.start.year, months.as_of.year + 1)
    cells = pd.array([None] * (12 * len(years)), dtype="Int64")
    cells[begin : begin + len(months)] = counts
    table = pd.DataFrame(
        {message(f"month_alone.{m + 1}"): cells[m::12] for m in range(12)},
    )
    table.insert(0, message("figure.panels_year"), [str(year) for year in years])
    table[message("figure.total")] = [int(table.iloc[i, 1:13].sum()) for i in range(len(years))]
    return table.iloc[::-1].reset_index(drop=True)


def change_table(changes: Sequence[Change], found: Groups) -> pd.DataFrame:
    """Each comparison of the words of a field with what it carries."""
    names = [label("field", str(found.field)), *(message(f"trends.column.{key}") for key in _COLUMNS)]
    rows = [
        [
            word_label(found, one.name),
            _periods(one),
            *one.counts,
            message("word.none") if one.ratio is None else _times(one.ratio),
            _interval(one),
            message(f"trends.found.{_found(one)}"),
        ]
        for one in changes
    ]
    return pd.DataFrame(rows, columns=distinct(names))


_COLUMNS = ("compared", "before", "after", "times", "interval", "found")


def _found(one: Change) -> str:
    if not one.is_claim:
        return "nothing"
    return "more" if one.low > 1 else "fewer"


def _periods(one: Change) -> str:
    earlier, later = one.periods
    key = "trends.years" if _is_whole(later) else "trends.same_days"
    return message(key, year=later.name, before=earlier.name, day=day_text(later.last, with_year=False))


def _is_whole(period: Period) -> bool:
    return (period.last.month, period.last.day) == (12, 31)


def _interval(one: Change) -> str:
    if not any(one.counts):
        return message("word.none")
    if math.isinf(one.high):
        return message("trends.at_least", times=_end(one.low))
    if one.low == 0:
        return message("trends.at_most", times=_end(one.high))
    return message("trends.from_to", low=_end(one.low), high=_end(one.high))


def change_text(one: Change) -> str:
    """The change in words: both rates, and how many times where the numbers carry a claim."""
    earlier, later = one.periods
    key = "whole" if _is_whole(later) else "part"
    day = day_text(later.last, with_year=False)
    if not any(one.counts):
        return message(f"trends.none.{key}", year=later.name, before=earlier.name, day=day)
    before, after = map(_rate, one.rates)
    rates = message(
        f"trends.rates.{key}",
        year=later.name, before=earlier.name, day=day, later=after, earlier=before,
        n=one.counts[1], m=one.counts[0],
    )  # fmt: skip
    if not one.is_claim:
        return message("trends.no_claim", rates=rates)
    if one.ratio is None:
        return message("trends.claim_at_least", rates=rates, times=_end(one.low))
    if one.ratio == 0:
        return message("trends.claim_at_most", rates=rates, times=_end(one.high))
    return message("trends.claim", rates=rates, times=_times(one.ratio), interval=_interval(one))


def silence_text(silence: Silence) -> str:
    """How long nothing came in, and what was to be expected."""
    months = int(silence.days / DAYS_OF_A_MONTH)
    unit, n = ("months", months) if months >= _FEWEST_MONTHS else ("days", silence.days)
    found = silence.expected
    return message(
        f"trends.silence.{unit}",
        n=n,
        day=day_text(silence.last),
        low=digits(found.low),
        high=digits(found.high),
    )


def _rate(value: float) -> str:
    return digits(value, 0 if value >= 100 or value == 0 else 1 if value >= 1 else 2)


def _times(value: float) -> str:
    return digits(value, 0 if value >= 10 else 1 if value >= 1 else 2)


def _end(value: float) -> str:
    return digits(value, 0 if value >= 100 else 1 if value >= 10 else 2)
