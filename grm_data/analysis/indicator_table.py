"""The table of indicators: each code, and how it is counted. The formulas in words: ``indicator.formula``.

A blank flag, outcome or satisfaction isn't recorded. In a column where a blank means *not (yet)*, such as
*escalated to* or *acknowledged*, every row is. What the register doesn't record has no value, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from grm_data.analysis.backlog import balance, open_cases
from grm_data.analysis.indicators import OnTime, acknowledged_within, within_standard
from grm_data.analysis.selection import Selection
from grm_data.register import NO_CODE, NO_DAY, NO_FLAG, Field, Period, Status
from grm_data.register.columns import Mask
from grm_data.settings import Settings

__all__ = ["INDICATORS", "Indicator", "indicators"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A count, or a share with its denominator; no value where nothing is recorded or there is no divisor."""

    code: str
    numerator: int | None
    denominator: int | None  # None: a count
    value: float | None  # a count as int
    recorded: int  # of how many feedbacks what it asks is recorded,
    of: int  # out of how many


@dataclass(frozen=True, slots=True)
class _Counted:
    """What an indicator's function found."""

    numerator: int
    recorded: int
    of: int
    denominator: int | None = None
    is_recorded: bool = True  # whether the register and the settings hold what it asks
    is_known: bool = False  # a number even where no status is recognised


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the indicators are about."""

    everything: Selection  # as of the day, whenever received
    period: Period
    settings: Settings

    @property
    def received(self) -> Selection:
        """The feedback received in the period."""
        return self.everything.within(self.period)


def indicators(selection: Selection, period: Period, settings: Settings) -> tuple[Indicator, ...]:
    """Every indicator of a period, in the table's order; ``selection`` is of every period, as of the day."""
    asked = _Asked(selection, period, settings)
    return tuple(_indicator(code, count(asked)) for code, count in INDICATORS.items())


def _indicator(code: str, found: _Counted) -> Indicator:
    is_blank = found.of > 0 and not found.recorded and not found.is_known
    if is_blank or not found.is_recorded:
        return Indicator(code, None, None, None, 0, found.of)
    value: float | None = found.numerator
    if found.denominator is not None:
        value = found.numerator / found.denominator if found.denominator else None
    return Indicator(code, found.numerator, found.denominator, value, found.recorded, found.of)


def _n(mask: Mask) -> int:
    return int(mask.sum())


def _is_recognised(selection: Selection) -> Mask:
    return selection.mask & ~selection.has_status(Status.UNRECOGNISED)


def _received(asked: _Asked) -> _Counted:
    n = len(asked.received)
    return _Counted(n, n, n)


def _resolved(asked: _Asked) -> _Counted:
    part = asked.received
    return _Counted(_n(part.has_status(Status.RESOLVED)), _n(_is_recognised(part)), len(part), is_known=True)


def _open(asked: _Asked) -> _Counted:
    every = asked.everything
    return _Counted(_n(open_cases(every)), _n(_is_recognised(every)), len(every), is_known=True)


def _referred(asked: _Asked) -> _Counted:
    part, columns = asked.received, asked.everything.register.columns
    outcome = part.register.category(Field.OUTCOME)
    is_escalated = _is_written(part, Field.ESCALATED_TO)
    is_referred = part.mask & ((outcome.codes == outcome.code("referred")) | is_escalated)
    tells_all = Field.ESCALATED_TO in columns
    recorded = part.mask if tells_all else _is_written(part, Field.OUTCOME)
    return _Counted(
        _n(is_referred), _n(recorded), len(part), is_recorded=tells_all or Field.OUTCOME in columns
    )


def _is_written(part: Selection, field: Field) -> Mask:
    written: Mask = part.mask & (part.register.category(field).codes != NO_CODE)
    return written


def _flow_ratio(asked: _Asked) -> _Counted:
    """One resolved without a date leaves on the day it came, as in the balance of open cases."""
    every = asked.everything
    counted = balance(every, asked.period)
    undated = every.has_status(Status.RESOLVED) & (every.register.resolved == NO_DAY)
    addressed = _n(every.is_addressed)
    return _Counted(counted.closed, addressed - _n(undated), addressed, counted.received)


def _benefit_addressed(asked: _Asked) -> _Counted:
    part, flags = asked.received, asked.everything.register.column(Field.BENEFIT_RELATED)
    related = part.mask & ~part.has_status(Status.UNRELATED)
    return _Counted(
        _n(part.has_status(Status.RESOLVED) & (flags == 1)),
        _n(related & (flags != NO_FLAG)),
        _n(related),
        _n(related & (flags == 1)),
        Field.BENEFIT_RELATED in part.register.columns,
    )


def _within_standard(denominator: str) -> Callable[[_Asked], _Counted]:
    """On time ÷ one of the denominators of OnTime."""

    def count(asked: _Asked) -> _Counted:
        standard, part = asked.settings.resolve_standard, asked.received
        if standard is None:
            return _Counted(0, 0, _n(part.is_addressed), is_recorded=False)
        found: OnTime = within_standard(part, standard)
        return _Counted(
            found.on_time,
            found.addressed - found.undated,
            found.addressed,
            found.denominators[denominator],
        )

    return count


def _acknowledged(asked: _Asked) -> _Counted:
    standard, part = asked.settings.acknowledge_standard, asked.received
    addressed = _n(part.is_addressed)
    if standard is None or Field.ACKNOWLEDGED_ON not in part.register.columns:
        return _Counted(0, 0, addressed, is_recorded=False)
    found = acknowledged_within(part, standard)
    return _Counted(found.within, addressed - found.unjudged, addressed, found.judged)


def _flag(field: Field) -> Callable[[_Asked], _Counted]:
    """How many feedbacks received in the period say yes."""

    def count(asked: _Asked) -> _Counted:
        part, flags = asked.received, asked.everything.register.column(field)
        recorded = _n(part.mask & (flags != NO_FLAG))
        return _Counted(
            _n(part.mask & (flags == 1)), recorded, len(part), is_recorded=field in part.register.columns
        )

    return count


def _escalated(asked: _Asked) -> _Counted:
    part = asked.received
    is_recorded = Field.ESCALATED_TO in part.register.columns
    return _Counted(_n(_is_written(part, Field.ESCALATED_TO)), len(part), len(part), is_recorded=is_recorded)


def _satisfied(asked: _Asked) -> _Counted:
    part = asked.received
    told = part.register.category(Field.SATISFACTION)
    return _Counted(
        _n(part.mask & (told.codes == told.code("satisfied"))),
        _n(_is_written(part, Field.SATISFACTION)),
        len(part),
        is_recorded=Field.SATISFACTION in part.register.columns,
    )


INDICATORS: Mapping[str, Callable[[_Asked], _Counted]] = MappingProxyType(
    {
        "received": _received,
        "resolved": _resolved,
        "open": _open,
        "referred": _referred,
        "flow_ratio": _flow_ratio,
        "benefit_addressed": _benefit_addressed,
        "within_standard": _within_standard("share"),
        "within_standard_of_resolved": _within_standard("share_of_resolved"),
        "within_standard_of_addressed": _within_standard("share_of_addressed"),
        "acknowledged_within": _acknowledged,
        "reopened": _flag(Field.REOPENED),
        "appealed": _flag(Field.APPEALED),
        "escalated": _escalated,
        "satisfied": _satisfied,
        "anonymous": _flag(Field.ANONYMOUS),
    }
)
