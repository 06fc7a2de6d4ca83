"""How many times as many: the mid-P test and interval of two Poisson counts, and what a rate lets expect.

Given their sum, the later of two counts is binomial. Counts that come in bursts are divided by their
dispersion first, so the sums of the binomial are incomplete beta functions, which take fractions, too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, lgamma, log, log1p
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Floats", "mid_p", "ratio_interval"]

Floats: TypeAlias = npt.NDArray[np.float64]

_STEPS = 2000
"""Of a continued fraction, at most: it takes about as many as the root of the counts."""

_TRIES, _NEAR = 80, 1e-10
_FARTHEST = 30.0  # an interval's ends lie within e^±30 of even odds
_SMALL = 1e-300

_log_gamma: Callable[[Floats], Floats] = np.vectorize(lgamma, otypes=[np.float64])


@dataclass(frozen=True, slots=True)
class Expected:
    """What a rate lets expect: the lowest and the highest count, and the chance of none at all."""

    low: int
    high: int
    none: float


def mid_p(later: Floats, earlier: Floats, share: Floats) -> Floats:
    """The two-sided mid-P value of the later counts where ``share`` of both is expected later."""
    upper, _ = _upper(later, earlier)(share)
    p: Floats = np.minimum(1.0, 2 * np.minimum(upper, 1 - upper))
    return p


def ratio_interval(later: Floats, earlier: Floats, share: Floats, risk: float) -> tuple[Floats, Floats]:
    """The ratios of the rates that the test doesn't reject at ``risk``; of a count of 0 one end is open."""
    ends = _odds_where(later, earlier, risk) / (share / (1 - share))
    return np.where(later > 0, ends[0], 0.0), np.where(earlier > 0, ends[1], np.inf)


def _odds_where(later: Floats, earlier: Floats, risk: float) -> Floats:
    """The odds of a later case that leave half of the risk above the counts, and those that leave it below.

    By Newton's method on the logarithm, and by halves where that leads out of what is left.
    """
    upper, side = _upper(later, earlier), np.array([-1.0, 1.0]).reshape(2, *[1] * later.ndim)
    level = 0.5 + side * (0.5 - risk / 2)
    wald = 2 * side * np.sqrt(1 / (later + 0.5) + 1 / (earlier + 0.5))
    tried = np.clip(np.log((later + 0.5) / (earlier + 0.5)) + wald, -_FARTHEST, _FARTHEST)
    low, high = np.full(tried.shape, -_FARTHEST), np.full(tried.shape, _FARTHEST)
    for _ in range(_TRIES):
        found, slope = upper(1 / (1 + np.exp(-tried)))
        low, high = np.where(found < level, tried, low), np.where(found < level, high, tried)
        step = tried + (level - found) / np.maximum(slope, _SMALL)
        step = np.where((step > low) & (step < high), step, (low + high) / 2)
        is_found = (np.abs(step - tried) < _NEAR).all()
        tried = step
        if is_found:
            break
    odds: Floats = np.exp(tried)
    return odds


def _upper(later: Floats, earlier: Floats) -> Callable[[Floats], tuple[Floats, Floats]]:
    """The chance of more than the later counts and half of that of just these, by the share of later ones.

    Beside it its slope along the logarithm of the odds.
    """
    ways = _log_gamma(later + earlier + 1) - _log_gamma(later + 1) - _log_gamma(earlier + 1)

    def upper(share: Floats) -> tuple[Floats, Floats]:
        just = np.exp(ways + later * np.log(share) + earlier * np.log1p(-share))
        is_left = share * (later + earlier + 3) < later + 2  # of the mean, where the fraction is short
        a, b = np.where(is_left, later + 1, earlier), np.where(is_left, earlier, later + 1)
        tail = just * share * _fraction(a, b, np.where(is_left, share, 1 - share))
        more = np.where(is_left, tail * earlier / (later + 1), 1 - tail)
        slope = just * (earlier * share + later * (1 - share)) / 2
        return np.where(earlier > 0, more, 0.0) + just / 2, slope

    return upper


def _fraction(a: Floats, b: Floats, x: Floats) -> Floats:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    front, back = np.ones_like(a), 1 / _nonzero(1 - (a + b) * x / (a + 1))
    found = back
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        before = found
        for step in (even, odd):
            front, back = _nonzero(1 + step / front), 1 / _nonzero(1 + step * back)
            found = found * front * back
        if (np.abs(found - before) <= 1e-13 * np.abs(found)).all():
            break
    return found


def _nonzero(values: Floats) -> Floats:
    return np.where(np.abs(values) < _SMALL, _SMALL, values)


def expected(count: int, days: int, ahead: int, dispersion: float, risk: float) -> Expected:
    """What is to be expected in the days ahead, but for ``risk``, after a count above 0 in some days.

    Negative binomial: counts vary around a rate by their dispersion, and the rate is known by a count only.
    """
    mean, spread = count * ahead / days, dispersion * (1 + ahead / days)
    size = mean / (spread - 1)
    log_none = -size * log(spread)
    ends, up_to, k = [], exp(log_none), 0
    for level in (risk / 2, 1 - risk / 2):
        while up_to < level:
            k += 1
            ways = lgamma(size + k) - lgamma(size) - lgamma(k + 1)
            up_to += exp(log_none + ways + k * log1p(-1 / spread))
        ends.append(k)
    low, high = ends
    return Expected(low, high, exp(log_none))
