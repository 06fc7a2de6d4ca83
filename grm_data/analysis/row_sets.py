"""The sets of rows that the figures' definitions name, each as a mask over the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from grm_data.analysis.answered import followed
from grm_data.analysis.backlog import balance_masks
from grm_data.analysis.due import days_counted
from grm_data.analysis.indicator_counts import Asked, Counted
from grm_data.analysis.indicator_table import INDICATORS
from grm_data.analysis.indicators import acknowledged_masks, on_time_masks
from grm_data.analysis.scopes import Scope
from grm_data.analysis.waiting import due_this_week
from grm_data.register import NO_CODE, NO_DAY, NO_DURATION, NO_FLAG, Field, Status, day_number
from grm_data.register.columns import Mask, Numbers
from grm_data.register.fields import OUTCOMES

__all__ = ["DAYS", "SETS"]

RowSet: TypeAlias = Callable[[Scope], Mask]


def _none(scope: Scope) -> Mask:
    return np.zeros(len(scope.everything.register), dtype=bool)


def _status(*statuses: Status) -> RowSet:
    return lambda scope: scope.received.has_status(*statuses)


def _open(scope: Scope) -> Mask:
    return scope.everything.has_status(Status.RESOLVING)


def _last_received(scope: Scope) -> Mask:
    every = scope.everything
    received = every.register.received
    if not every.mask.any():
        return every.mask
    found: Mask = every.mask & (received == received[every.mask].max())
    return found


def _open_received(which: str) -> RowSet:
    def rows(scope: Scope) -> Mask:
        received, (first, last) = scope.everything.register.received, scope.period.numbers
        parts = {
            "before": received < first,
            "in": (received >= first) & (received <= last),
            "after": received > last,
        }
        found: Mask = _open(scope) & parts[which]
        return found

    return rows


def _duration(*, known: bool) -> RowSet:
    def rows(scope: Scope) -> Mask:
        part = scope.received
        found: Mask = part.has_status(Status.RESOLVED) & ((part.working_days() != NO_DURATION) == known)
        return found

    return rows


def _by_standard(name: str, *, stock: bool = False) -> RowSet:
    """One of the masks of the service standard; nothing where none is set."""

    def rows(scope: Scope) -> Mask:
        standard = scope.settings.resolve_standard
        part = scope.everything if stock else scope.received
        return _none(scope) if standard is None else on_time_masks(part, standard)[name]

    return rows


def _acknowledged(*names: str) -> RowSet:
    def rows(scope: Scope) -> Mask:
        standard = scope.settings.acknowledge_standard
        if standard is None:
            return _none(scope)
        masks = acknowledged_masks(scope.received, standard)
        found: Mask = np.logical_or.reduce([masks[name] for name in names])
        return found

    return rows


def _acknowledge_undecided(scope: Scope) -> Mask:
    known = _acknowledged("acknowledged", "past_due", "unjudged")(scope)
    found: Mask = scope.received.is_addressed & ~known
    return found


def _is_acknowledged(scope: Scope) -> Mask:
    """On or after receipt, by the as-of day."""
    part = scope.received
    told = part.register.day(Field.ACKNOWLEDGED_ON)
    known = (told >= part.register.received) & (told <= day_number(part.as_of))
    found: Mask = part.is_addressed & known
    return found


def _due_week(scope: Scope) -> Mask:
    standard = scope.settings.resolve_standard
    if standard is None:
        return _none(scope)
    found: Mask = _open(scope) & due_this_week(scope.everything, standard)
    return found


def _moved(name: str) -> RowSet:
    return lambda scope: balance_masks(scope.everything, scope.period)[name]


def _followed(scope: Scope) -> Mask:
    found: Mask = scope.received.mask & (DAYS["followed"](scope) != NO_DURATION)
    return found


def _written(scope: Scope) -> Mask:
    """Resolved, with a duration in the register and one that is computed."""
    part = scope.received
    both = (part.working_days() != NO_DURATION) & (part.register.reported_days != NO_DURATION)
    found: Mask = part.mask & both
    return found


def _agree(scope: Scope) -> Mask:
    reported = scope.everything.register.reported_days
    found: Mask = _written(scope) & (scope.received.working_days() == reported)
    return found


def _benefit_blank(scope: Scope) -> Mask:
    part = scope.received
    related = part.mask & ~part.has_status(Status.UNRELATED)
    blank: Mask = related & (part.register.column(Field.BENEFIT_RELATED) == NO_FLAG)
    return blank


def _outcome(*, told: bool) -> RowSet:
    def rows(scope: Scope) -> Mask:
        codes = scope.everything.register.category(Field.OUTCOME).codes
        found: Mask = scope.received.mask & ((codes != NO_CODE) == told)
        return found

    return rows


def _indicator(code: str, part: str = "rows") -> RowSet:
    """The numerator's or the denominator's rows of an indicator."""

    def rows(scope: Scope) -> Mask:
        found: Counted = INDICATORS[code](Asked(scope.everything, scope.period, scope.settings))
        mask: Mask = getattr(found, part)
        return mask

    return rows


SETS: Mapping[str, RowSet] = MappingProxyType(
    {
        "received": lambda scope: scope.received.mask,
        "addressed": lambda scope: scope.received.is_addressed,
        **{str(status): _status(status) for status in Status},
        "last_received": _last_received,
        "open": _open,
        "carried_over": _open_received("before"),
        "open_new": _open_received("in"),
        "open_later": _open_received("after"),
        "late": _by_standard("open_past_due", stock=True),
        "due_week": _due_week,
        "timed": _duration(known=True),
        "untimed": _duration(known=False),
        "on_time": _by_standard("on_time"),
        "judged": lambda scope: _by_standard("resolved")(scope) | _by_standard("open_past_due")(scope),
        "undecided": lambda scope: _status(Status.RESOLVING)(scope) & ~_by_standard("open_past_due")(scope),
        "acknowledged": _is_acknowledged,
        "acknowledged_in_time": _acknowledged("within"),
        "acknowledge_judged": _acknowledged("acknowledged", "past_due"),
        "acknowledge_unjudged": _acknowledged("unjudged"),
        "acknowledge_undecided": _acknowledge_undecided,
        "followed": _followed,
        "agree": _agree,
        "compared": _written,
        "opening": _moved("opening"),
        "came_in": _moved("received"),
        "closed": _moved("closed"),
        "closing": _moved("closing"),
        "benefit_resolved": _indicator("benefit_addressed"),
        "benefit_received": _indicator("benefit_addressed", "of"),
        "benefit_blank": _benefit_blank,
        "outcome_told": _outcome(told=True),
        "outcome_blank": _outcome(told=False),
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
