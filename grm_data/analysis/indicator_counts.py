"""How each indicator is counted: one function for each, and what it found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from grm_data.analysis.backlog import balance, open_cases
from grm_data.analysis.indicators import OnTime, acknowledged_within, within_standard
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


@dataclass(frozen=True, slots=True)
class Counted:
    """What an indicator's function found."""

    numerator: int
    recorded: int
    of: int
    denominator: int | None = None
    is_recorded: bool = True  # whether the register and the settings hold what it asks
    is_known: bool = False  # a number even where no status is recognised
    per: int = 1  # a rate for so many


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


def _n(mask: Mask) -> int:
    return int(mask.sum())


def _is_recognised(selection: Selection) -> Mask:
    return selection.mask & ~selection.has_status(Status.UNRECOGNISED)


def received(asked: Asked) -> Counted:
    """Feedback received in the period."""
    n = len(asked.received)
    return Counted(n, n, n)


def resolved(asked: Asked) -> Counted:
    """Received in the period and resolved by the day."""
    part = asked.received
    return Counted(_n(part.has_status(Status.RESOLVED)), _n(_is_recognised(part)), len(part), is_known=True)


def open_now(asked: Asked) -> Counted:
    """Every addressed case without an answer, whenever received."""
    every = asked.everything
    return Counted(_n(open_cases(every)), _n(_is_recognised(every)), len(every), is_known=True)


def referred(asked: Asked) -> Counted:
    """With the outcome referred, or escalated to somebody."""
    part, columns = asked.received, asked.everything.register.columns
    outcome = part.register.category(Field.OUTCOME)
    is_escalated = _is_written(part, Field.ESCALATED_TO)
    is_referred = part.mask & ((outcome.codes == outcome.code("referred")) | is_escalated)
    tells_all = Field.ESCALATED_TO in columns
    recorded = part.mask if tells_all else _is_written(part, Field.OUTCOME)
    return Counted(
        _n(is_referred), _n(recorded), len(part), is_recorded=tells_all or Field.OUTCOME in columns
    )


def _is_written(part: Selection, field: Field) -> Mask:
    written: Mask = part.mask & (part.register.category(field).codes != NO_CODE)
    return written


def flow_ratio(asked: Asked) -> Counted:
    """One resolved without a date leaves on the day it came, as in the balance of open cases."""
    every = asked.everything
    counted = balance(every, asked.period)
    undated = every.has_status(Status.RESOLVED) & (every.register.resolved == NO_DAY)
    addressed = _n(every.is_addressed)
    return Counted(counted.closed, addressed - _n(undated), addressed, counted.received)


def benefit_addressed(asked: Asked) -> Counted:
    """Resolved, of what is about project benefits."""
    part, flags = asked.received, asked.everything.register.column(Field.BENEFIT_RELATED)
    related = part.mask & ~part.has_status(Status.UNRELATED)
    return Counted(
        _n(part.has_status(Status.RESOLVED) & (flags == 1)),
        _n(related & (flags != NO_FLAG)),
        _n(related),
        _n(related & (flags == 1)),
        Field.BENEFIT_RELATED in part.register.columns,
    )


def on_time(denominator: str) -> Callable[[Asked], Counted]:
    """On time ÷ one of the denominators of OnTime."""

    def count(asked: Asked) -> Counted:
        standard, part = asked.settings.resolve_standard, asked.received
        if standard is None:
            return Counted(0, 0, _n(part.is_addressed), is_recorded=False)
        found: OnTime = within_standard(part, standard)
        return Counted(
            found.on_time,
            found.addressed - found.undated,
            found.addressed,
            found.denominators[denominator],
        )

    return count


def acknowledged(asked: Asked) -> Counted:
    """Acknowledged within the standard."""
    standard, part = asked.settings.acknowledge_standard, asked.received
    addressed = _n(part.is_addressed)
    if standard is None or Field.ACKNOWLEDGED_ON not in part.register.columns:
        return Counted(0, 0, addressed, is_recorded=False)
    found = acknowledged_within(part, standard)
    return Counted(found.within, addressed - found.unjudged, addressed, found.judged)


def flag(field: Field) -> Callable[[Asked], Counted]:
    """How many feedbacks received in the period say yes."""

    def count(asked: Asked) -> Counted:
        part, flags = asked.received, asked.everything.register.column(field)
        recorded = _n(part.mask & (flags != NO_FLAG))
        return Counted(
            _n(part.mask & (flags == 1)), recorded, len(part), is_recorded=field in part.register.columns
        )

    return count


def escalated(asked: Asked) -> Counted:
    """Escalated to somebody."""
    part = asked.received
    is_recorded = Field.ESCALATED_TO in part.register.columns
    return Counted(_n(_is_written(part, Field.ESCALATED_TO)), len(part), len(part), is_recorded=is_recorded)


def satisfied(asked: Asked) -> Counted:
    """Whose complainant was satisfied."""
    part = asked.received
    told = part.register.category(Field.SATISFACTION)
    return Counted(
        _n(part.mask & (told.codes == told.code("satisfied"))),
        _n(_is_written(part, Field.SATISFACTION)),
        len(part),
        is_recorded=Field.SATISFACTION in part.register.columns,
    )


def outcome(word: str) -> Callable[[Asked], Counted]:
    """How many of those with an outcome have this one."""

    def count(asked: Asked) -> Counted:
        part = asked.received
        told = part.register.category(Field.OUTCOME)
        recorded = _n(_is_written(part, Field.OUTCOME))
        return Counted(
            _n(part.mask & (told.codes == told.code(word))),
            recorded,
            len(part),
            recorded,
            is_recorded=Field.OUTCOME in part.register.columns,
        )

    return count


def complaints_per_1000(asked: Asked) -> Counted:
    """Complaints received in the period for 1,000 beneficiaries."""
    part, people = asked.received, asked.settings.beneficiaries
    kind = part.register.category(Field.TYPE)
    complaints = _n(part.mask & (kind.codes == kind.code("complaint")))
    return Counted(
        complaints,
        _n(_is_written(part, Field.TYPE)),
        len(part),
        people or 0,
        is_recorded=people is not None and Field.TYPE in part.register.columns,
        per=1000,
    )
