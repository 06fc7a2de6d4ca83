"""A figure opened, as it is read: its value, its parts, what it leaves out, its calendar, and its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.analysis.opening import Opened
from grm_data.definitions import How, phrase_of
from grm_data.figures.labels import day_text, number_text, percent_text, rate_text, share_text
from grm_data.figures.tables import case_table
from grm_data.messages import digits, joined, message
from grm_data.register import NO_DAY, NO_DURATION, Period, Register, day_number, day_of, half_year_of
from grm_data.register.codes import Why, why_of
from grm_data.register.columns import Numbers
from grm_data.register.fields import field_named
from grm_data.register.small_numbers import FEWEST_TOLD

__all__ = ["days_off", "in_no_figure", "left_out", "rows_table", "value_text"]

_CASE = ("registered_no", "received_on", "type", "channel", "status", "resolved_on")
_PLACE = ("sheet", "sheet_row")
_MOST_DAYS = 20
"""Days off that are named one by one; of more, how often each is among them."""

_OF_A_ROW = {"taken": "working_days", "age": "age"}
"""Days that ``records`` gives by themselves."""


def value_text(opened: Opened) -> str | None:
    """The figure as the pages write it; None of what is no single number."""
    how, value, n, whole = opened.definition.how, opened.value, opened.numerator, opened.denominator
    match how:
        case How.TOLD | How.EACH:
            return None
        case _ if value is None and not opened.is_recorded:
            return message("word.none")
        case How.RATIO:
            return f"{whole}:{n}"
        case How.SHARE:
            return share_text(n, whole or 0)
        case How.QUOTIENT | How.PER_1000 if value is not None:
            return message("word.share", part=n, whole=whole, percent=digits(value, 2))
        case How.RATE:
            return rate_text(value)
        case How.BY_DAY if value is not None:
            return percent_text(value, 1)
        case _:
            return number_text(value)


def left_out(opened: Opened) -> list[str]:
    """What could be expected in the figure and isn't: "3 unrelated", "2 by the filters"."""
    scope = opened.scope
    told = [message("definition.left", n=n, what=phrase_of(name)) for name, n in opened.left_out.items()]
    later = int(np.count_nonzero(scope.everything.register.received > day_number(scope.everything.as_of)))
    by_filters = 0 if scope.unfiltered is None else len(scope.unfiltered) - len(scope.everything)
    counts = {"filters": by_filters, "later": later}
    return [*told, *(message(f"definition.left_by.{name}", n=n) for name, n in counts.items() if n)]


def in_no_figure(register: Register, period: Period | None) -> list[str]:
    """Why rows of a register are in no figure, and how many; of the sensitive ones those of the period's
    half-years, where no number below five is told.
    """
    return [*_sensitive(register, period), *_excluded(register)]


def _sensitive(register: Register, period: Period | None) -> Iterator[str]:
    counts = register.sensitive_by_half_year
    if period is not None:
        names = {half.name for half in _halves(period)}
        counts = {name: n for name, n in counts.items() if name in names}
    told = [n for n in counts.values() if n >= FEWEST_TOLD]
    if told:
        yield message("definition.nowhere.sensitive", n=sum(told))
    if few := len(counts) - len(told):
        yield message("definition.nowhere.sensitive_few", n=few)


def _halves(period: Period) -> Iterator[Period]:
    half = half_year_of(period.first)
    while half.first <= period.last:
        yield half
        half = half_year_of(day_of(half.numbers[1] + 1) or period.last)


def _excluded(register: Register) -> Iterator[str]:
    found = Counter(why_of(row.reason) for row in register.reading.excluded)
    for why in (Why.DATE, Why.COPY, Why.NO_FEEDBACK):
        if n := found[why]:
            yield message(f"definition.nowhere.{why}", n=n)


def days_off(opened: Opened) -> list[str]:
    """The days off from the first receipt to the last day counted: "Republic Day (26 Nov 2020)"."""
    if opened.days is None or not (rows := opened.behind & (opened.days != NO_DURATION)).any():
        return []
    every = opened.scope.everything
    ends = np.where(every.register.resolved == NO_DAY, day_number(every.as_of), every.register.resolved)
    first = day_of(int(every.register.received[rows].min()))
    last = min(day_of(int(ends[rows].max())) or every.as_of, every.as_of)
    if first is None:
        return []
    found = every.calendar.days_off_between(first, last)
    named: dict[str, list[date]] = {}
    for day, name in found:
        named.setdefault(name or message("definition.own_day_off"), []).append(day)
    if len(found) > _MOST_DAYS:
        return [message("definition.days_off_of", n=len(days), name=name) for name, days in named.items()]
    return [message("definition.day_off", name=name, days=_days(days)) for name, days in named.items()]


def _days(days: Sequence[date]) -> str:
    """13 Jul, 14 Jul 2020: the year once."""
    years = [day.year for day in days[1:]] + [0]
    return joined(day_text(day, with_year=day.year != later) for day, later in zip(days, years, strict=True))


def rows_table(opened: Opened, most: int | None = None, *, with_place: bool) -> pd.DataFrame:
    """The rows behind a figure, in the register's order, the first ``most`` of them.

    Each with why it counts, and its days; their sheet and row for staff only.
    """
    definition, scope = opened.definition, opened.scope
    rows = np.flatnonzero(opened.behind)[:most]
    mask = np.zeros(len(opened.rows), dtype=bool)
    mask[rows] = True
    places = _PLACE if with_place and scope.everything.register.reading.rows_told else ()
    recorded = (name for name in definition.fields if _is_recorded(name, scope.everything.register))
    own = _OF_A_ROW.get(definition.days or "taken", "")
    fields = [name for name in dict.fromkeys((*_CASE, own, *recorded, *places)) if name]
    frame = case_table(replace(scope.everything, mask=mask), fields, scope.settings.resolve_standard)
    if opened.days is not None and not own:
        place = len(_CASE)
        frame.insert(place, message(f"definition.column.{definition.days}"), _known(opened.days[rows]))
    if opened.of is not None:
        frame.insert(1, message("definition.column.counts"), _counts_as(opened, rows))
    return frame


def _is_recorded(name: str, register: Register) -> bool:
    field = field_named(name)
    return field is None or field in register.columns


def _known(days: Numbers) -> pd.Series:
    return pd.Series(days, dtype="Int64").mask(days == NO_DURATION)


def _counts_as(opened: Opened, rows: npt.NDArray[np.intp]) -> list[str]:
    """Of which numbers each row is one: "on time, resolved with a duration"."""
    masks = {opened.definition.rows: opened.rows, opened.definition.of or "": opened.of}
    told = [(phrase_of(name).strip("()"), mask[rows]) for name, mask in masks.items() if mask is not None]
    return [joined(phrase for phrase, mask in told if mask[i]) for i in range(len(rows))]
