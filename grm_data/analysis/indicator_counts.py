"""How each indicator is counted: one function for each, and the rows that it found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from grm_data.analysis.backlog import balance_masks, open_cases
from grm_data.analysis.indicators import acknowledged_masks, on_time_masks
from grm_data.analysis.selection import Selection
from grm_data.register import NO_CODE, NO_DAY, NO_FLAG, Field, Period, Status
from grm_data.register.columns import Mask
from grm_data.settings import Settings

__all__ = [
    "Asked",
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
    "satisfied",
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What the indicators are about."""

    everything: Selection  # as of the day, whenever received
    period: Period
    settings: Settings

    @property
    def received(self) -> Selection:
        """The feedback received in the period."""
        return self.everything.within(self.period)

    def not_recorded(self, whole: Mask) -> Counted:
        """What nothing is known of."""
        none = whole & False
        return Counted(none, none, whole, is_recorded=False)


def _is_recognised(selection: Selection) -> Mask:
    return selection.mask & ~selection.has_status(Status.UNRECOGNISED)


def received(asked: Asked) -> Counted:
    """Feedback received in the period."""
    mask = asked.received.mask
    return Counted(mask, mask, mask)


def resolved(asked: Asked) -> Counted:
    """Received in the period and resolved by the day."""
    part = asked.received
    return Counted(part.has_status(Status.RESOLVED), _is_recognised(part), part.mask, is_known=True)


def open_now(asked: Asked) -> Counted:
    """Every addressed case without an answer, whenever received."""
    every = asked.everything
    return Counted(open_cases(every), _is_recognised(every), every.mask, is_known=True)


def referred(asked: Asked) -> Counted:
    """With the outcome referred, or escalated to somebody."""
    part, columns = asked.received, asked.everything.register.columns
    outcome = part.register.category(Field.OUTCOME)
    is_escalated = _is_written(part, Field.ESCALATED_TO)
    is_referred = part.mask & ((outcome.codes == outcome.code("referred")) | is_escalated)
    tells_all = Field.ESCALATED_TO in columns
    recorded = part.mask if tells_all else _is_written(part, Field.OUTCOME)
    return Counted(is_referred, recorded, part.mask, is_recorded=tells_all or Field.OUTCOME in columns)


def _is_written(part: Selection, field: Field) -> Mask:
    written: Mask = part.mask & (part.register.category(field).codes != NO_CODE)
    return written


def flow_ratio(asked: Asked) -> Counted:
    """One resolved without a date leaves on the day it came, as in the balance of open cases."""
    every = asked.everything
    moved = balance_masks(every, asked.period)
    undated = every.has_status(Status.RESOLVED) & (every.register.resolved == NO_DAY)
    addressed = every.is_addressed
    return Counted(moved["closed"], addressed & ~undated, addressed, moved["received"])


def benefit_addressed(asked: Asked) -> Counted:
    """Resolved, of what is about project benefits."""
    part, flags = asked.received, asked.everything.register.column(Field.BENEFIT_RELATED)
    related = part.mask & ~part.has_status(Status.UNRELATED)
    return Counted(
        part.has_status(Status.RESOLVED) & (flags == 1),
        related & (flags != NO_FLAG),
        related,
        related & (flags == 1),
        Field.BENEFIT_RELATED in part.register.columns,
    )


def on_time(*denominator: str) -> Callable[[Asked], Counted]:
    """On time ÷ the rows of these masks together."""

    def count(asked: Asked) -> Counted:
        standard, part = asked.settings.resolve_standard, asked.received
        if standard is None:
            return asked.not_recorded(part.is_addressed)
        found = on_time_masks(part, standard)
        judged = part.mask & False
        for name in denominator:
            judged = judged | found[name]
        return Counted(found["on_time"], found["addressed"] & ~found["undated"], found["addressed"], judged)

    return count


def acknowledged(asked: Asked) -> Counted:
    """Acknowledged within the standard."""
    standard, part = asked.settings.acknowledge_standard, asked.received
    addressed = part.is_addressed
    if standard is None or Field.ACKNOWLEDGED_ON not in part.register.columns:
        return asked.not_recorded(addressed)
    found = acknowledged_masks(part, standard)
    judged = found["acknowledged"] | found["past_due"]
    return Counted(found["within"], addressed & ~found["unjudged"], addressed, judged)


def flag(field: Field) -> Callable[[Asked], Counted]:
    """How many feedbacks received in the period say yes."""

    def count(asked: Asked) -> Counted:
        part, flags = asked.received, asked.everything.register.column(field)
        recorded = part.mask & (flags != NO_FLAG)
        return Counted(
            part.mask & (flags == 1), recorded, part.mask, is_recorded=field in part.register.columns
        )

    return count


def escalated(asked: Asked) -> Counted:
    """Escalated to somebody."""
    part = asked.received
    is_recorded = Field.ESCALATED_TO in part.register.columns
    return Counted(_is_written(part, Field.ESCALATED_TO), part.mask, part.mask, is_recorded=is_recorded)


def satisfied(asked: Asked) -> Counted:
    """Whose complainant was satisfied."""
    part = asked.received
    told = part.register.category(Field.SATISFACTION)
    return Counted(
        part.mask & (told.codes == told.code("satisfied")),
        _is_written(part, Field.SATISFACTION),
        part.mask,
        is_recorded=Field.SATISFACTION in part.register.columns,
    )


def outcome(word: str) -> Callable[[Asked], Counted]:
    """How many of those with an outcome have this one."""

    def count(asked: Asked) -> Counted:
        part = asked.received
        told = part.register.category(Field.OUTCOME)
        recorded = _is_written(part, Field.OUTCOME)
        return Counted(
            part.mask & (told.codes == told.code(word)),
            recorded,
            part.mask,
            recorded,
            is_recorded=Field.OUTCOME in part.register.columns,
        )

    return count


def complaints_per_1000(asked: Asked) -> Counted:
    """Complaints received in the period for 1,000 beneficiaries."""
    part, people = asked.received, asked.settings.beneficiaries
    kind = part.register.category(Field.TYPE)
    return Counted(
        part.mask & (kind.codes == kind.code("complaint")),
        _is_written(part, Field.TYPE),
        part.mask,
        people or 0,
        is_recorded=people is not None and Field.TYPE in part.register.columns,
        per=1000,
    )
