"""How each indicator is counted: one function for each, and the rows that it found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

import numpy as np

from grm_data.analysis.backlog import balance_masks
from grm_data.analysis.indicators import acknowledged_masks
from grm_data.analysis.scopes import Scope
from grm_data.analysis.selection import Selection
from grm_data.register import NO_DAY, Field, Status
from grm_data.register.columns import Mask

__all__ = [
    "Counted",
    "acknowledged",
    "benefit_addressed",
    "complaints_per_1000",
    "escalated",
    "flag",
    "flow_ratio",
    "on_time",
    "open_now",
    "outcome",
    "received",
    "referred",
    "resolved",
    "word",
]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Counted:
    """What an indicator's function found: rows of the register, each as a mask."""

    rows: Mask  # the numerator's
    recorded: Mask  # those of the whole that tell what it asks
    whole: Mask
    of: Mask | int | None = None  # the denominator's; a number where it counts no rows, None of a count
    is_recorded: bool = True  # whether the register and the settings hold what it asks
    is_known: bool = False  # a number even where no status is recognised
    per: int = 1  # a rate for so many

    @property
    def denominator(self) -> int | None:
        """The number to divide by; None of a count."""
        return self.of if self.of is None or isinstance(self.of, int) else int(np.count_nonzero(self.of))


def _unrecorded(whole: Mask) -> Counted:
    """What nothing is known of."""
    none = whole & False
    return Counted(none, none, whole, is_recorded=False)


def _is_recognised(selection: Selection) -> Mask:
    return selection.mask & ~selection.has_status(Status.UNRECOGNISED)


def received(asked: Scope) -> Counted:
    """Feedback received in the period."""
    mask = asked.received.mask
    return Counted(mask, mask, mask)


def resolved(asked: Scope) -> Counted:
    """Received in the period and resolved by the day."""
    part = asked.received
    return Counted(part.has_status(Status.RESOLVED), _is_recognised(part), part.mask, is_known=True)


def open_now(asked: Scope) -> Counted:
    """Every addressed case without an answer, whenever received."""
    every = asked.everything
    return Counted(every.is_open, _is_recognised(every), every.mask, is_known=True)


def referred(asked: Scope) -> Counted:
    """With the outcome referred, or escalated to somebody."""
    part, columns = asked.received, asked.everything.register.columns
    is_referred = part.where({Field.OUTCOME: ["referred"]}).mask | part.tells(Field.ESCALATED_TO)
    tells_all = Field.ESCALATED_TO in columns
    recorded = part.mask if tells_all else part.tells(Field.OUTCOME)
    return Counted(is_referred, recorded, part.mask, is_recorded=tells_all or Field.OUTCOME in columns)


def flow_ratio(asked: Scope) -> Counted:
    """One resolved without a date leaves on the day it came, as in the balance of open cases."""
    every = asked.everything
    moved = balance_masks(every, asked.period)
    undated = every.has_status(Status.RESOLVED) & (every.register.resolved == NO_DAY)
    addressed = every.is_addressed
    return Counted(moved["closed"], addressed & ~undated, addressed, moved["received"])


def benefit_addressed(asked: Scope) -> Counted:
    """Resolved, of what is about project benefits."""
    part, field = asked.received, Field.BENEFIT_RELATED
    related = part.mask & ~part.has_status(Status.UNRELATED)
    if field not in part.register.columns:
        return _unrecorded(related)
    is_one, resolved = part.register.column(field) == 1, part.has_status(Status.RESOLVED)
    return Counted(resolved & is_one, related & part.tells(field), related, related & is_one)


def on_time(*denominator: str) -> Callable[[Scope], Counted]:
    """On time ÷ the rows of these masks together."""

    def count(asked: Scope) -> Counted:
        found = asked.on_time
        if found is None:
            return _unrecorded(asked.received.is_addressed)
        judged = reduce(or_, (found[name] for name in denominator))
        return Counted(found["on_time"], found["addressed"] & ~found["undated"], found["addressed"], judged)

    return count


def acknowledged(asked: Scope) -> Counted:
    """Acknowledged within the standard."""
    standard, part = asked.settings.acknowledge_standard, asked.received
    addressed = part.is_addressed
    if standard is None or Field.ACKNOWLEDGED_ON not in part.register.columns:
        return _unrecorded(addressed)
    found = acknowledged_masks(part, standard)
    judged = found["acknowledged"] | found["past_due"]
    return Counted(found["within"], addressed & ~found["unjudged"], addressed, judged)


def flag(field: Field) -> Callable[[Scope], Counted]:
    """How many feedbacks received in the period say yes."""
    return lambda asked: _of_field(asked, field, lambda part: part.register.column(field) == 1)


def word(field: Field, name: str) -> Callable[[Scope], Counted]:
    """How many have a word of a field."""
    return lambda asked: _of_field(asked, field, lambda part: part.where({field: [name]}).mask)


def _of_field(asked: Scope, field: Field, rows: Callable[[Selection], Mask]) -> Counted:
    part = asked.received
    if field not in part.register.columns:
        return _unrecorded(part.mask)
    return Counted(part.mask & rows(part), part.tells(field), part.mask)


def outcome(name: str) -> Callable[[Scope], Counted]:
    """How many of those with an outcome have this one."""

    def count(asked: Scope) -> Counted:
        found = word(Field.OUTCOME, name)(asked)
        return replace(found, of=found.recorded)

    return count


def escalated(asked: Scope) -> Counted:
    """Escalated to somebody; who has a blank there wasn't."""
    field, part = Field.ESCALATED_TO, asked.received
    if field not in part.register.columns:
        return _unrecorded(part.mask)
    return Counted(part.tells(field), part.mask, part.mask)


def complaints_per_1000(asked: Scope) -> Counted:
    """Complaints received in the period for 1,000 beneficiaries."""
    found, people = word(Field.TYPE, "complaint")(asked), asked.settings.beneficiaries
    return replace(found, of=people or 0, is_recorded=people is not None and found.is_recorded, per=1000)
