"""A figure opened: the rows that its numerator and denominator count, and those that it leaves out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grm_data.analysis.answered import Followed, answered_by_day
from grm_data.analysis.indicator_table import INDICATORS, Indicator, indicator
from grm_data.analysis.rates import monthly_rate
from grm_data.analysis.row_sets import DAYS, SETS
from grm_data.analysis.scopes import Scope
from grm_data.definitions import Definition, How
from grm_data.register import NO_DURATION, Register, Status
from grm_data.register.columns import Mask, Numbers
from grm_data.register.fields import field_named
from grm_data.settings import Settings

__all__ = ["Opened", "asks_are_met", "open_figure"]

_SETTINGS = {"resolve": "resolve_standard", "acknowledge": "acknowledge_standard"}
"""What definitions call a setting → its name."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Opened:
    """A figure of a scope with its rows, each a mask over the register."""

    definition: Definition
    scope: Scope
    rows: Mask
    of: Mask | None  # None where there is no denominator of rows
    days: Numbers | None  # which days of each row, where the figure counts any

    @property
    def numerator(self) -> int:
        """How many rows the figure counts."""
        return int(np.count_nonzero(self.rows))

    @property
    def denominator(self) -> int | None:
        """The number to divide by; None where the figure divides by none."""
        if self.definition.how is How.PER_1000:
            return self.scope.settings.beneficiaries or 0
        return None if self.of is None else int(np.count_nonzero(self.of))

    @property
    def behind(self) -> Mask:
        """Every row that stands behind the figure."""
        return self.rows if self.of is None else self.rows | self.of

    @property
    def recorded(self) -> Indicator | None:
        """In how many rows the register tells what an indicator asks; None where it asks nothing more."""
        code = self.definition.code
        return indicator(code, self.scope) if self.definition.asks and code in INDICATORS else None

    @property
    def is_recorded(self) -> bool:
        """Whether the register, and the settings, tell what the figure asks."""
        found, scope = self.recorded, self.scope
        if found is None:
            return asks_are_met(self.definition, scope.settings, scope.everything.register)
        return found.value is not None or found.recorded > 0

    @property
    def value(self) -> float | None:
        """The figure; None where there is none: of no row no middle, of nothing no share."""
        how, n, whole = self.definition.how, self.numerator, self.denominator
        if how in (How.TOLD, How.EACH) or not self.is_recorded:
            return None
        if how is How.COUNT:
            return n
        if how is How.RATE:
            return monthly_rate(n, self.scope.period, self.scope.everything.as_of)
        if how.divides:
            return (1000 if how is How.PER_1000 else 1) * n / whole if whole else None
        return self._of_days()

    def _of_days(self) -> float | None:
        """What follows from the days of its rows."""
        if self.days is None or not self.numerator:
            return None
        known = self.days[self.rows]
        match self.definition.how:
            case How.BY_DAY:
                is_answered = self.scope.everything.has_status(Status.RESOLVED)[self.rows]
                return answered_by_day(Followed(known, is_answered)).by(self.scope.day or 0)
            case How.MEDIAN:
                return float(np.median(known))
            case How.P90:
                return float(np.percentile(known, 90))
            case How.SHORTEST:
                return int(known.min())
            case _:
                return int(known.max())

    @property
    def left_out(self) -> dict[str, int]:
        """Set → how many of its rows the figure leaves out, where there are any."""
        counts = {name: int(np.count_nonzero(SETS[name](self.scope))) for name in self.definition.left_out}
        return {name: n for name, n in counts.items() if n}


def asks_are_met(definition: Definition, settings: Settings, register: Register) -> bool:
    """Whether there is every setting that a figure asks, and any of the columns."""
    asked = [field_named(name) for name in definition.asks]
    columns = [field in register.columns for field in asked if field is not None]
    are_set = (getattr(settings, _SETTINGS.get(name, name), name) is not None for name in definition.asks)
    return all(are_set) and (any(columns) or not columns)


def open_figure(definition: Definition, scope: Scope) -> Opened:
    """The rows behind a figure; none of what is only told."""
    rows = SETS[definition.rows](scope) if definition.rows else np.zeros(len(scope.everything.register), bool)
    of = SETS[definition.of](scope) if definition.of and definition.of in SETS else None
    days = DAYS[definition.days](scope) if definition.days else None
    if scope.band is not None and days is not None:
        first, last = scope.band
        inside = (days != NO_DURATION) & (days >= first)
        rows = rows & (inside if last is None else inside & (days <= last))
    return Opened(definition, scope, rows, of, days)
