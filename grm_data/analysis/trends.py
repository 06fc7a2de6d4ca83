"""What the numbers carry: whether more or less came in than before, and whether a silence is one.

All that a page tests is one family (Holm): a register in which nothing changes gets a claim at most once in
twenty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from grm_data.analysis.counts import Counts
from grm_data.analysis.months import Months, by_month, everything, groups
from grm_data.analysis.poisson import Expected, Floats, expected, mid_p, ratio_interval
from grm_data.analysis.rates import monthly_rate
from grm_data.analysis.selection import Selection
from grm_data.register import Field, Period, day_number, day_of

__all__ = ["RISK", "Change", "Silence", "Trends", "dispersions", "holm", "trends", "year_pairs"]

RISK = 0.05
"""Of a claim where nothing changed, over all that is tested; and of an interval that misses its ratio."""

_FEWEST_MONTHS = 3
"""Of a year that isn't over, before it is compared."""

_STUDENT = 2.42
"""(z² + 1) ÷ 2 for 95 %: by how much of its degrees of freedom the square of Student's t exceeds z²."""

_EARLIER = 730
"""Days before a silence by which it is judged."""

_SHORTEST = 30
"""Days of a silence: what is shorter may be holidays, or a register that isn't written every day."""

Pair: TypeAlias = tuple[Period, Period]


@dataclass(frozen=True, slots=True)
class Change:
    """A word's counts in two periods, the earlier one first, and what they carry."""

    name: str
    periods: Pair
    counts: tuple[int, int]
    low: float
    high: float  # the interval of their ratio
    is_claim: bool

    @property
    def rates(self) -> tuple[float, float]:
        """Received per month."""
        counted = zip(self.counts, self.periods, strict=True)
        earlier, later = (monthly_rate(n, period, period.last) or 0.0 for n, period in counted)
        return earlier, later

    @property
    def ratio(self) -> float | None:
        """How many times the earlier rate the later one is; None where nothing came in the earlier period."""
        earlier, later = self.rates
        return later / earlier if earlier else None


@dataclass(frozen=True, slots=True)
class Silence:
    """Days without any feedback up to the as-of day, and what was to be expected in them."""

    last: date  # the day of the last feedback
    days: int
    expected: Expected


@dataclass(frozen=True, slots=True, eq=False)
class Trends:
    """All that is tested: the changes of all feedback and of each word, and a silence that isn't ordinary."""

    all: tuple[Change, ...]  # one for each pair of years
    words: Mapping[Field, tuple[Change, ...]]
    silence: Silence | None
    dispersion: float  # of all feedback

    @property
    def tested(self) -> int:
        """How many comparisons were tested together; a silence is one."""
        return len(self.all) + sum(map(len, self.words.values())) + 1


def year_pairs(months: Months) -> tuple[Pair, ...]:
    """The last whole year with the one before; what has passed of this one with the same days of the last."""
    as_of, pairs = months.as_of, []
    this = Period(str(as_of.year), date(as_of.year, 1, 1), date(as_of.year, 12, 31))
    is_over = as_of == this.last
    last = this if is_over else _year_before(this)
    if months.start <= _year_before(last).first:
        pairs.append((_year_before(last), last))
    if not is_over and as_of.month > _FEWEST_MONTHS and months.start <= last.first:
        passed = Period(this.name, this.first, as_of)
        pairs.append((_year_before(passed), passed))
    return tuple(pairs)


def _year_before(period: Period) -> Period:
    """The same days of the year before; 28 February for the 29th."""
    last = period.last
    day = 28 if (last.month, last.day) == (2, 29) else last.day
    first = period.first.replace(year=period.first.year - 1)
    return Period(str(first.year), first, date(last.year - 1, last.month, day))


def dispersions(monthly: Counts) -> Floats:
    """How many times as much as single cases the counts of each series vary: series × years × months.

    The variance within years over the mean, so that a change from year to year is none. A series' own is
    known by few months, so it goes half-way to that of all series, and is never below it, nor below 1.
    What is still uncertain widens an interval as Student's t does.
    """
    mean = monthly.mean(axis=2).sum(axis=1)
    variance = monthly.var(axis=2, ddof=1).sum(axis=1)
    own = np.where(mean > 0, variance / np.where(mean > 0, mean, 1), 1.0)
    everywhere = own.mean()
    known_by = 4 * 11 * monthly.shape[1] * len(own) / (len(own) + 3)  # the degrees of freedom of their mean
    used: Floats = np.maximum(1.0, np.maximum(everywhere, (own + everywhere) / 2) * (1 + _STUDENT / known_by))
    return used


def holm(p: Floats) -> Floats:
    """The p values adjusted for all that is tested together."""
    order = np.argsort(p)
    steps = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(1.0, steps)
    return adjusted


def trends(selection: Selection, by_now: Selection, months: Months, fields: Sequence[Field]) -> Trends:
    """What a selection of every period and status carries, of all feedback and of the words of each field.

    Whether there is a silence tells the same one by all that is known. Nothing where the register doesn't
    reach over a whole year.
    """
    series = (everything(selection), *(groups(selection, field) for field in fields))
    whole = _whole_years(np.concatenate([by_month(selection, one, months) for one in series]), months)
    if not whole.shape[1]:
        return Trends((), MappingProxyType({}), None, 1.0)
    dispersion = dispersions(whole)
    pairs, names = year_pairs(months), [name for one in series for name in one.names]
    rows = [selection.within(period).mask for pair in pairs for period in pair]
    counts = np.array([np.concatenate([one.counts(mask) for one in series]) for mask in rows], np.int64)
    silence = _silence(by_now, months.start, float(dispersion[0]))
    changes, is_claim = _tested(names, pairs, counts.reshape(len(pairs), 2, len(names)), dispersion, silence)
    ends = np.cumsum([len(one.names) for one in series])
    words = {
        field: tuple(change for one in changes for change in one[first:end])
        for field, first, end in zip(fields, ends[:-1], ends[1:], strict=True)
    }
    of_all, told = tuple(one[0] for one in changes), silence if is_claim else None
    return Trends(of_all, MappingProxyType(words), told, float(dispersion[0]))


def _tested(
    names: Sequence[str], pairs: Sequence[Pair], counts: Counts, dispersion: Floats, silence: Silence | None
) -> tuple[list[list[Change]], bool]:
    """The changes of every series, a list for each pair, and whether the silence is a finding."""
    share = np.array([_days(later) / (_days(earlier) + _days(later)) for earlier, later in pairs])[:, None]
    earlier, later = counts[:, 0] / dispersion, counts[:, 1] / dispersion
    alone = 1.0 if silence is None else min(1.0, 2 * silence.expected.none)
    is_claim = holm(np.append(mid_p(later, earlier, share).ravel(), alone)) <= RISK
    low, high = ratio_interval(later, earlier, share, RISK)
    claims = is_claim[:-1].reshape(low.shape)
    changes = [
        [
            Change(
                name, pair, (int(n[0, j]), int(n[1, j])), float(low[i, j]), float(high[i, j]), claims[i, j]
            )
            for j, name in enumerate(names)
        ]
        for i, (pair, n) in enumerate(zip(pairs, counts, strict=True))
    ]
    return changes, bool(is_claim[-1])


def _days(period: Period) -> int:
    return (period.last - period.first).days + 1


def _whole_years(monthly: Counts, months: Months) -> Counts:
    """Series × whole calendar years × months."""
    is_cut = months.start != date(months.start.year, 1, 1)
    first = 13 - months.start.month if is_cut else 0
    years = max(0, (len(months) - months.is_unfinished - first) // 12)
    return monthly[:, first : first + 12 * years].reshape(len(monthly), years, 12)


def _silence(selection: Selection, start: date, dispersion: float) -> Silence | None:
    """The days since the last feedback, and what the two years before it let expect in them."""
    received = selection.register.received[selection.mask]
    last = int(received.max(initial=day_number(start)))
    ahead, day = day_number(selection.as_of) - last, day_of(last)
    if not len(received) or ahead < _SHORTEST or day is None:
        return None
    days = min(_EARLIER, last - day_number(start) + 1)
    count = int((received > last - days).sum())
    return Silence(day, ahead, expected(count, days, ahead, dispersion, RISK))
