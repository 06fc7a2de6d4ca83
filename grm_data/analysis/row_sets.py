"""The sets of rows that the figures' definitions name, each as a mask over the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial, reduce
from operator import or_
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from grm_data.analysis.answered import followed
from grm_data.analysis.backlog import balance_masks
from grm_data.analysis.due import days_counted
from grm_data.analysis.indicator_table import INDICATORS
from grm_data.analysis.indicators import acknowledged_masks, on_time_masks
from grm_data.analysis.scopes import Scope
from grm_data.analysis.selection import Selection
from grm_data.analysis.waiting import due_this_week
from grm_data.register import NO_DAY, NO_DURATION, Field, Status, day_number
from grm_data.register.columns import Mask, Numbers
from grm_data.register.days import Days
from grm_data.register.fields import OUTCOMES
from grm_data.settings import Standard

__all__ = ["DAYS", "SETS"]

RowSet: TypeAlias = Callable[[Scope], Mask]


def _status(*statuses: Status) -> RowSet:
    return lambda scope: scope.received.has_status(*statuses)


def _days(scope: Scope) -> Days:
    return scope.everything.register.received


def _last_received(scope: Scope) -> Mask:
    every, received = scope.everything.mask, _days(scope)
    last: Mask = received == received.max(where=every, initial=-NO_DAY)
    return every & last


def _by_standard(
    masks: Callable[[Selection, Standard], Mapping[str, Mask]], which: str, *names: str, stock: bool = False
) -> RowSet:
    """Some of a service standard's masks together; nothing where none is set."""

    def rows(scope: Scope) -> Mask:
        standard: Standard | None = getattr(scope.settings, which)
        if standard is None:
            return scope.everything.mask & False
        found = masks(scope.everything if stock else scope.received, standard)
        return reduce(or_, (found[name] for name in names))

    return rows


_on_time = partial(_by_standard, on_time_masks, "resolve_standard")
_acknowledged = partial(_by_standard, acknowledged_masks, "acknowledge_standard")


def _is_acknowledged(scope: Scope) -> Mask:
    """On or after receipt, by the as-of day."""
    part = scope.received
    told = part.register.day(Field.ACKNOWLEDGED_ON)
    known: Mask = (told >= part.register.received) & (told <= day_number(part.as_of))
    return part.is_addressed & known


def _due_week(scope: Scope) -> Mask:
    every = scope.everything
    return every.is_open & due_this_week(every, scope.settings.resolve_standard)


def _is_timed(scope: Scope) -> Mask:
    timed: Mask = scope.received.working_days() != NO_DURATION
    return timed


def _is_written(scope: Scope) -> Mask:
    """Resolved, with a duration in the register and one that is computed."""
    written: Mask = scope.everything.register.reported_days != NO_DURATION
    return scope.received.mask & _is_timed(scope) & written


def _moved(name: str) -> RowSet:
    return lambda scope: balance_masks(scope.everything, scope.period)[name]


def _indicator(code: str, part: str = "rows") -> RowSet:
    """The numerator's or the denominator's rows of an indicator."""
    return lambda scope: getattr(INDICATORS[code](scope), part)


SETS: Mapping[str, RowSet] = MappingProxyType(
    {
        "received": lambda scope: scope.received.mask,
        "addressed": lambda scope: scope.received.is_addressed,
        **{str(status): _status(status) for status in Status},
        "last_received": _last_received,
        "open": lambda scope: scope.everything.is_open,
        "carried_over": lambda scope: scope.everything.is_open & (_days(scope) < scope.period.numbers[0]),
        "open_new": _status(Status.RESOLVING),
        "open_later": lambda scope: scope.everything.is_open & (_days(scope) > scope.period.numbers[1]),
        "late": _on_time("open_past_due", stock=True),
        "due_week": _due_week,
        "timed": lambda scope: _status(Status.RESOLVED)(scope) & _is_timed(scope),
        "untimed": lambda scope: _status(Status.RESOLVED)(scope) & ~_is_timed(scope),
        "on_time": _on_time("on_time"),
        "judged": _on_time("resolved", "open_past_due"),
        "undecided": lambda scope: _status(Status.RESOLVING)(scope) & ~_on_time("open_past_due")(scope),
        "acknowledged": _is_acknowledged,
        "acknowledged_in_time": _acknowledged("within"),
        "acknowledge_judged": _acknowledged("acknowledged", "past_due"),
        "acknowledge_unjudged": _acknowledged("unjudged"),
        "acknowledge_undecided": lambda scope: (
            scope.received.is_addressed & ~_acknowledged("acknowledged", "past_due", "unjudged")(scope)
        ),
        "followed": lambda scope: scope.received.mask & (DAYS["followed"](scope) != NO_DURATION),
        "agree": lambda scope: (
            _is_written(scope) & (scope.received.working_days() == scope.everything.register.reported_days)
        ),
        "compared": _is_written,
        "opening": _moved("opening"),
        "came_in": _moved("received"),
        "closed": _moved("closed"),
        "closing": _moved("closing"),
        "benefit_resolved": _indicator("benefit_addressed"),
        "benefit_received": _indicator("benefit_addressed", "of"),
        "benefit_blank": lambda scope: (
            scope.received.mask & ~_status(Status.UNRELATED)(scope)
            & ~scope.received.tells(Field.BENEFIT_RELATED)
        ),
        "outcome_told": lambda scope: scope.received.tells(Field.OUTCOME),
        "outcome_blank": lambda scope: scope.received.mask & ~scope.received.tells(Field.OUTCOME),
        "complaints": _indicator("complaints_per_1000"),
        **{
            code: _indicator(code)
            for code in ("referred", "reopened", "appealed", "escalated", "satisfied", "anonymous",
                         *(f"outcome_{word}" for word in OUTCOMES))
        },
    }
)  # fmt: skip
"""Name → its rows. The denominator *beneficiaries* counts people, and so is none of these."""


def _acknowledgement(scope: Scope) -> Numbers:
    """Days to the acknowledgement, of what has none to the as-of day."""
    every, standard = scope.everything, scope.settings.acknowledge_standard
    day, told = np.int32(day_number(every.as_of)), every.register.day(Field.ACKNOWLEDGED_ON)
    none = np.full(len(told), NO_DURATION, np.int32)
    return none if standard is None else days_counted(every, np.minimum(told, day), standard)


def _to_acknowledgement(scope: Scope) -> Numbers:
    """Working days to the acknowledgement, where there is one by the as-of day."""
    every = scope.everything
    register, told = every.register, every.register.day(Field.ACKNOWLEDGED_ON)
    by_then = np.where(told <= day_number(every.as_of), told, np.int32(NO_DAY))
    return every.calendar.working_days(register.received, by_then)


DAYS: Mapping[str, Callable[[Scope], Numbers]] = MappingProxyType(
    {
        "taken": lambda scope: scope.everything.working_days(),
        "age": lambda scope: scope.everything.age(),
        "followed": lambda scope: followed(scope.everything, scope.settings.resolve_standard).days,
        "acknowledged": _acknowledgement,
        "to_acknowledgement": _to_acknowledgement,
    }
)
"""Name → days of each row of the register, NO_DURATION where it has none."""
