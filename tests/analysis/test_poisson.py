"""Two counts compared: the mid-P test and its interval against exact sums, and what a rate lets expect."""

from __future__ import annotations

from fractions import Fraction
from math import comb, exp, fsum, inf, lgamma, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.analysis.poisson import expected, mid_p, ratio_interval
from tests.rounds import rounds


def upper_by_sums(later: int, earlier: int, share: float) -> float:
    """The chance of more than the later counts and half of that of just these: the binomial's sum."""
    n = later + earlier
    terms = [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    return fsum([*terms[later + 1 :], terms[later] / 2])


def one(value: float) -> np.ndarray:
    return np.array([float(value)])


def interval(later: int, earlier: int, share: float = 0.5) -> tuple[float, float]:
    low, high = ratio_interval(one(later), one(earlier), one(share), 0.05)
    return float(low[0]), float(high[0])


COUNTS = st.integers(0, 150)


@settings(max_examples=rounds(500))
@given(COUNTS, COUNTS, st.integers(1, 99))
def test_the_p_value_is_that_of_exact_sums(later: int, earlier: int, percent: int) -> None:
    upper = upper_by_sums(later, earlier, percent / 100)
    (found,) = mid_p(one(later), one(earlier), one(percent / 100))
    assert found == pytest.approx(min(1, 2 * min(upper, 1 - upper)), rel=1e-8, abs=1e-11)


@settings(max_examples=rounds(500))
@given(COUNTS, COUNTS, st.integers(5, 95))
def test_at_the_ends_of_the_interval_the_exact_sums_leave_the_risk(
    later: int, earlier: int, percent: int
) -> None:
    odds = percent / (100 - percent)
    for end, level in zip(interval(later, earlier, percent / 100), (0.025, 0.975), strict=True):
        if 0 < end < inf:
            share = end * odds / (1 + end * odds)
            assert upper_by_sums(later, earlier, share) == pytest.approx(level, abs=1e-8)
        else:
            assert end == (0 if level < 0.5 else inf)
            assert (later if level < 0.5 else earlier) == 0


def test_the_sums_are_those_of_fractions() -> None:
    share = Fraction(3, 7)
    exact = sum((comb(9, k) * share**k * (1 - share) ** (9 - k) for k in range(7, 10)), Fraction(0))
    just = comb(9, 6) * share**6 * (1 - share) ** 3
    assert mid_p(one(6), one(3), one(3 / 7))[0] == pytest.approx(float(2 * exact + just), rel=1e-12)


def test_of_a_count_of_zero_one_end_is_open_and_of_none_at_all_both() -> None:
    assert interval(0, 0) == (0, inf)
    assert interval(0, 7)[0] == 0
    assert interval(7, 0)[1] == inf
    assert interval(7, 0)[0] == pytest.approx(1 / interval(0, 7)[1])


def test_the_interval_holds_the_ratio_and_ends_at_one_where_the_p_value_is_the_risk() -> None:
    later, earlier = np.meshgrid(np.arange(0.0, 60), np.arange(0.0, 60))
    share = np.full(later.shape, 0.5)
    low, high = ratio_interval(later, earlier, share, 0.05)
    is_outside = (low > 1) | (high < 1)
    assert (is_outside == (mid_p(later, earlier, share) < 0.05)).all()
    ratio = np.divide(later, earlier, out=np.full(later.shape, np.nan), where=earlier > 0)
    assert ((low <= ratio) & (ratio <= high))[earlier > 0].all()


def test_many_cases_are_compared_as_well_as_few() -> None:
    (p,) = mid_p(one(50_300), one(50_000), one(0.5))
    z = 300 / 100_300**0.5
    assert p == pytest.approx(1 - _normal(z) + _normal(-z), rel=1e-3)
    low, high = interval(50_300, 50_000)
    assert log(high / low) == pytest.approx(2 * 1.96 * (1 / 50_300 + 1 / 50_000) ** 0.5, rel=1e-3)


def _normal(z: float) -> float:
    steps = np.linspace(-12, z, 200_001)
    return float(np.trapezoid(np.exp(-(steps**2) / 2), steps) / (2 * np.pi) ** 0.5)


@pytest.mark.parametrize(
    ("count", "days", "ahead"), [(20, 730, 150), (3, 30, 60), (90, 730, 60), (1, 100, 10)]
)
def test_what_is_expected_is_what_the_binomial_says_of_so_many_cases(
    count: int, days: int, ahead: int
) -> None:
    """Of cases without bursts: a case more falls into the days before with a chance, so often until ``count``."""
    before = Fraction(days, days + ahead)
    chances = [comb(count + k - 1, k) * before**count * (1 - before) ** k for k in range(150)]
    found = expected(count, days, ahead, 1.0, 0.05)
    assert found.none == pytest.approx(float(chances[0]))
    assert sum(chances[: found.low + 1]) >= 0.025 > sum(chances[: found.low])
    assert sum(chances[: found.high + 1]) >= 0.975 > sum(chances[: found.high])


def test_bursts_widen_what_is_expected() -> None:
    """Against the negative binomial of the same mean and variance, summed by itself."""
    found = expected(60, 730, 150, 2.0, 0.05)
    mean, spread = 60 * 150 / 730, 2 * (1 + 150 / 730)
    size = mean / (spread - 1)
    chance = [
        exp(lgamma(size + k) - lgamma(size) - lgamma(k + 1) - size * log(spread) + k * log(1 - 1 / spread))
        for k in range(400)
    ]
    k = np.arange(400)
    assert (k * chance).sum() == pytest.approx(mean)
    assert ((k - mean) ** 2 * chance).sum() == pytest.approx(mean * spread)
    assert found.none == pytest.approx(chance[0])
    plain = expected(60, 730, 150, 1.0, 0.05)
    assert found.low < plain.low < mean < plain.high < found.high


def test_a_large_register_lets_expect_many() -> None:
    found = expected(50_000, 730, 200, 1.0, 0.05)
    assert found.low < 50_000 * 200 / 730 < found.high
    assert found.none == 0
