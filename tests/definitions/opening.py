"""A figure recomputed from nothing but the rows that it lists."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import timedelta

import pandas as pd

from grm_data.analysis.opening import Opened
from grm_data.analysis.scopes import Scope
from grm_data.definitions import How, phrase_of
from grm_data.figures.opened import rows_table

__all__ = ["recomputed"]

_DAYS = {
    "taken": "Working days",
    "age": "Working days waited",
    "followed": "Days, as the standard counts",
    "acknowledged": "Days to acknowledgement",
    "to_acknowledgement": "Working days to acknowledgement",
}


def recomputed(opened: Opened) -> tuple[int, int | None, float | None]:
    """(numerator, denominator, value) of a figure, as whoever has the list would count them."""
    definition, rows = opened.definition, rows_table(opened, with_place=False)
    n, whole = len(rows), None
    if definition.how is How.PER_1000:
        whole = opened.scope.settings.beneficiaries
    elif definition.of:
        told = [set(cell.split(", ")) for cell in rows["Counts as"]]
        n = sum(_phrase(definition.rows) <= cell for cell in told)
        whole = sum(_phrase(definition.of) <= cell for cell in told)
    return n, whole, _value(opened, rows, n, whole)


def _phrase(name: str) -> set[str]:
    return set(phrase_of(name).strip("()").split(", "))


def _value(opened: Opened, rows: pd.DataFrame, n: int, whole: int | None) -> float | None:
    definition = opened.definition
    how = definition.how
    if how is How.COUNT:
        return n
    if how is How.RATE:
        return _rate(opened.scope, n)
    if how.divides:
        return (1000 if how is How.PER_1000 else 1) * n / whole if whole else None
    days = [int(day) for day in rows[_DAYS[definition.days or ""]]]
    match how:
        case How.MEDIAN:
            return statistics.median(days) if days else None
        case How.P90:
            return _percentile(sorted(days), 0.9) if days else None
        case How.SHORTEST:
            return min(days, default=None)
        case How.LONGEST:
            return max(days, default=None)
        case _:
            is_answered = [status == "Resolved" for status in rows["Status"]]
            return _kaplan_meier(days, is_answered, opened.scope.day or 0)


def _rate(scope: Scope, n: int) -> float | None:
    period, day, passed = scope.period, scope.period.first, 0
    while day <= min(period.last, scope.everything.as_of):
        day, passed = day + timedelta(1), passed + 1
    return n / passed * 30.4375 if passed else None


def _percentile(days: Sequence[int], share: float) -> float:
    place = share * (len(days) - 1)
    below = int(place)
    return days[below] + (place - below) * (days[min(below + 1, len(days) - 1)] - days[below])


def _kaplan_meier(days: Sequence[int], is_answered: Sequence[bool], by: int) -> float | None:
    """None where no case has been followed for so long, and not all are answered."""
    unanswered = 1.0
    for day in range(by + 1):
        at_risk = sum(one >= day for one in days)
        answered = sum(one == day and done for one, done in zip(days, is_answered, strict=True))
        unanswered *= 1 - answered / at_risk if at_risk else 1
    is_followed = bool(days) and (by <= max(days) or unanswered < 1e-12)
    return 1 - unanswered if is_followed else None
