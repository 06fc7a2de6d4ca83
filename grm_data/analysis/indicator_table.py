"""The table of indicators: each code, and how it is counted. Formulas: ``grm_data.definitions``.

A blank flag, outcome or satisfaction isn't recorded. In a column where a blank means *not (yet)*, such as
*escalated to* or *acknowledged*, every row is. What the register doesn't record has no value, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from grm_data.analysis import indicator_counts as counts
from grm_data.analysis.indicator_counts import Counted
from grm_data.analysis.scopes import Scope
from grm_data.analysis.selection import Selection
from grm_data.register import Field, Period
from grm_data.register.fields import OUTCOMES
from grm_data.settings import Settings

__all__ = ["INDICATORS", "Indicator", "indicator", "indicators"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A count, or a share with its denominator; no value where nothing is recorded or there is no divisor."""

    code: str
    numerator: int | None
    denominator: int | None  # None: a count
    value: float | None  # a count as int
    recorded: int  # of how many feedbacks what it asks is recorded,
    of: int  # out of how many


def indicators(selection: Selection, period: Period, settings: Settings) -> tuple[Indicator, ...]:
    """Every indicator of a period, in the table's order; ``selection`` is of every period, as of the day."""
    asked = Scope(selection, period, settings)
    return tuple(indicator(code, asked) for code in INDICATORS)


def indicator(code: str, asked: Scope) -> Indicator:
    """One indicator."""
    found = INDICATORS[code](asked)
    masks = found.rows, found.recorded, found.whole
    numerator, recorded, of = (int(np.count_nonzero(mask)) for mask in masks)
    if not found.is_recorded or (of > 0 and not recorded and not found.is_known):
        return Indicator(code, None, None, None, 0, of)
    denominator = found.denominator
    value: float | None = numerator
    if denominator is not None:
        value = found.per * numerator / denominator if denominator else None
    return Indicator(code, numerator, denominator, value, recorded, of)


INDICATORS: Mapping[str, Callable[[Scope], Counted]] = MappingProxyType(
    {
        "received": counts.received,
        "resolved": counts.resolved,
        "open": counts.open_now,
        "referred": counts.referred,
        "flow_ratio": counts.flow_ratio,
        "benefit_addressed": counts.benefit_addressed,
        "within_standard": counts.on_time("resolved", "open_past_due"),
        "within_standard_of_resolved": counts.on_time("resolved"),
        "within_standard_of_addressed": counts.on_time("addressed"),
        "acknowledged_within": counts.acknowledged,
        "reopened": counts.flag(Field.REOPENED),
        "appealed": counts.flag(Field.APPEALED),
        "escalated": counts.escalated,
        "satisfied": counts.word(Field.SATISFACTION, "satisfied"),
        "anonymous": counts.flag(Field.ANONYMOUS),
        **{f"outcome_{word}": counts.outcome(word) for word in OUTCOMES},
        "complaints_per_1000": counts.complaints_per_1000,
    }
)
