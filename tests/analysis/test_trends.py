"""What the numbers carry: simulated registers in which nothing changes, or in which it is known how much does."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest

from grm_data.analysis.months import Months, months_of
from grm_data.analysis.poisson import mid_p, ratio_interval
from grm_data.analysis.selection import Selection, select
from grm_data.analysis.trends import RISK, Trends, dispersions, holm, trends, year_pairs
from grm_data.register import Field, Period, WorkCalendar
from tests.registers import Row, register_of, row
from tests.rounds import THOROUGH

REGISTERS = 1000
EVEN = np.array([0.5])


def selection_of(rows: list[Row], as_of: date) -> Selection:
    return select(register_of(rows), WorkCalendar("MN"), as_of)


def found_in(rows: list[Row], as_of: date, start: date | None = None, by_now: date | None = None) -> Trends:
    selection = selection_of(rows, as_of)
    now = selection_of(rows, by_now or as_of)
    return trends(selection, now, months_of(selection, start), (Field.CHANNEL, Field.TYPE))


# Which years are compared


@pytest.mark.parametrize(
    ("start", "as_of", "pairs"),
    [
        (date(2021, 1, 1), date(2023, 12, 31), ["2022-01-01–2022-12-31 2023-01-01–2023-12-31"]),
        (date(2022, 1, 2), date(2023, 12, 31), []),
        (date(2022, 1, 1), date(2024, 2, 29), ["2022-01-01–2022-12-31 2023-01-01–2023-12-31"]),
        (
            date(2015, 9, 15),
            date(2023, 10, 29),
            ["2021-01-01–2021-12-31 2022-01-01–2022-12-31", "2022-01-01–2022-10-29 2023-01-01–2023-10-29"],
        ),
        (date(2022, 1, 1), date(2023, 4, 30), ["2022-01-01–2022-04-30 2023-01-01–2023-04-30"]),
        (date(2022, 1, 1), date(2022, 12, 30), []),
    ],
)
def test_whole_years_are_compared_and_this_one_with_the_same_days(
    start: date, as_of: date, pairs: list[str]
) -> None:
    def told(period: Period) -> str:
        return f"{period.first}–{period.last}"

    found = year_pairs(Months(start, as_of))
    assert [f"{told(earlier)} {told(later)}" for earlier, later in found] == pairs
    assert all(int(later.name) == int(earlier.name) + 1 for earlier, later in found)


def test_the_29th_of_february_is_compared_with_the_28th(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grm_data.analysis.trends._FEWEST_MONTHS", 1)
    ((_, _), (earlier, later)) = year_pairs(Months(date(2020, 1, 1), date(2024, 2, 29)))
    assert (earlier.last, later.last) == (date(2023, 2, 28), date(2024, 2, 29))


# What is tested together


def test_holm_s_values_are_those_of_its_definition() -> None:
    p = np.array([0.04, 0.001, 0.03, 0.5, 0.001])
    ordered = sorted(range(5), key=lambda i: p[i])
    worst, expected = 0.0, [0.0] * 5
    for rank, i in enumerate(ordered):
        worst = max(worst, p[i] * (5 - rank))
        expected[i] = min(1.0, worst)
    assert holm(p).tolist() == pytest.approx(expected)


def test_single_cases_have_no_dispersion_bursts_theirs_and_a_change_of_years_none() -> None:
    random = np.random.default_rng(12)
    single = random.poisson(20.0, (1, 400, 12))
    bursts = 3 * random.poisson(20 / 3, (1, 400, 12))
    rising = random.poisson(np.linspace(5, 500, 400)[:, None].repeat(12, 1))[None]
    assert dispersions(single)[0] == pytest.approx(1, abs=0.06)
    assert dispersions(bursts)[0] == pytest.approx(3, abs=0.2)
    assert dispersions(rising)[0] == pytest.approx(1, abs=0.06)
    both = dispersions(np.concatenate([single, bursts]))
    assert both == pytest.approx([2, 2.5], abs=0.2)
    assert dispersions(np.zeros((2, 3, 12), int)) == pytest.approx(1, abs=0.05)


# Simulated registers: series × years × months


def bursty(random: np.random.Generator, mean: np.ndarray, dispersion: float) -> np.ndarray:
    """Counts whose variance is ``dispersion`` times their mean."""
    if dispersion == 1:
        return random.poisson(mean)
    return random.poisson(random.gamma(mean / (dispersion - 1)) * (dispersion - 1))


def by_words(random: np.random.Generator, years: int, dispersion: float) -> np.ndarray:
    """A register in which nothing changes: all of it, its channels and its types, as a page tests them."""
    shares = random.dirichlet(np.ones(random.integers(2, 10)))
    monthly = random.choice([1.0, 3.0, 8.0, 30.0]) * shares[:, None, None].repeat(years, 1).repeat(12, 2)
    channels = bursty(random, monthly, dispersion)
    whole = channels.sum(axis=0)
    types = random.multinomial(whole, random.dirichlet(np.ones(random.integers(2, 10)))).transpose(2, 0, 1)
    return np.concatenate([whole[None], channels, types])


def last_years(counts: np.ndarray) -> SimpleNamespace:
    """The last year of each series and the one before, by their dispersion."""
    years, dispersion = counts.sum(axis=2), dispersions(counts)
    return SimpleNamespace(later=years[:, -1] / dispersion, earlier=years[:, -2] / dispersion)


def claims(registers: list[np.ndarray]) -> list[np.ndarray]:
    """Of each register, which of its series get a claim."""
    found = [last_years(one) for one in registers]
    later, earlier = (np.concatenate([getattr(one, name) for one in found]) for name in ("later", "earlier"))
    p = mid_p(later, earlier, np.full(len(later), 0.5))
    ends = np.cumsum([len(one) for one in registers])[:-1]
    return [holm(one) <= RISK for one in np.split(p, ends)]


def test_a_register_in_which_nothing_changes_gets_a_claim_at_most_once_in_twenty() -> None:
    """Of 3 to 10 years, half of them with bursts of a dispersion of 2."""
    random = np.random.default_rng(2026)
    for dispersion in (1.0, 2.0):
        registers = [by_words(random, random.integers(3, 11), dispersion) for _ in range(REGISTERS // 2)]
        assert np.mean([one.any() for one in claims(registers)]) <= 0.05


def test_bursts_of_one_channel_only_make_no_claim_either() -> None:
    random = np.random.default_rng(2026)
    registers = []
    for _ in range(REGISTERS // 2):
        monthly = np.full((6, random.integers(3, 11), 12), 3.0)
        counts = np.concatenate([bursty(random, monthly[:1], 7), bursty(random, monthly[1:], 1)])
        registers.append(np.concatenate([counts.sum(axis=0)[None], counts]))
    assert np.mean([one.any() for one in claims(registers)]) <= 0.05


@pytest.mark.property
@pytest.mark.parametrize("comparisons", [5, 30, 100])
def test_a_rise_from_60_to_120_a_year_is_found_among_many_comparisons(comparisons: int) -> None:
    random = np.random.default_rng(2026)
    registers = []
    for _ in range(REGISTERS if THOROUGH else REGISTERS // 2):
        counts = random.poisson(5.0, (comparisons, random.integers(3, 11), 12))
        counts[0, -1] = random.poisson(10.0, 12)
        registers.append(counts)
    assert np.mean([one[0] for one in claims(registers)]) >= 0.8


@pytest.mark.parametrize("dispersion", [1.0, 2.0])
def test_the_interval_covers_a_known_ratio(dispersion: float) -> None:
    """In at least 93.6 % of 1,000 registers: 95 % less two standard errors."""
    random = np.random.default_rng(2026)
    ratio = random.choice([0.25, 0.5, 1.0, 1.6, 2.0, 4.0], REGISTERS)
    found = []
    for times in ratio:
        years = int(random.integers(3, 11))
        monthly = np.full((1, years, 12), random.choice([0.5, 2.0, 5.0, 20.0]))
        monthly[:, -1] *= times
        found.append(last_years(bursty(random, monthly, dispersion)))
    later, earlier = (np.concatenate([getattr(one, name) for one in found]) for name in ("later", "earlier"))
    low, high = ratio_interval(later, earlier, np.full(REGISTERS, 0.5), RISK)
    assert np.mean((low <= ratio) & (ratio <= high)) >= 0.936


# Registers of rows


def rows_by_rate(random: np.random.Generator, years: dict[int, float], channel: str = "email") -> list[Row]:
    """Rows at so many a year."""
    rows = []
    for year, n in years.items():
        for day in random.integers(0, 365, random.poisson(n)):
            kind = random.choice(["request", "complaint"])
            rows.append(row(date(year, 1, 1) + timedelta(days=int(day)), channel=channel, type=kind))
    return rows


def unchanging(random: np.random.Generator, bursts: bool) -> tuple[list[Row], date]:
    """Rows of a register of 3 to 10 years in which nothing changes, and its as-of day; bursts come on one day."""
    years = int(random.integers(3, 11))
    as_of = date(2014 + years, 1, 1) + timedelta(days=int(random.integers(0, 365)))
    days = (as_of - date(2014, 1, 1)).days
    size = 2 / 3 if bursts else 1.0  # clusters of k: the dispersion is that of k² over k, 2
    rows: list[Row] = []
    for _ in range(random.poisson(random.choice([10, 40, 120]) * years * size)):
        day = date(2014, 1, 1) + timedelta(days=int(random.integers(0, days + 1)))
        channel = f"channel {random.integers(0, 6)}"
        kind = str(random.choice(["request", "complaint", "comment"]))
        rows += [row(day, channel=channel, type=kind)] * int(random.geometric(size))
    return rows, as_of


@pytest.mark.property
def test_registers_of_rows_in_which_nothing_changes_get_a_claim_at_most_once_in_twenty() -> None:
    """Through all that a page tests: both pairs of years, each word, and a silence."""
    random = np.random.default_rng(2026)
    n, wrong = REGISTERS if THOROUGH else 30, 0
    for i in range(n):
        rows, as_of = unchanging(random, bursts=i % 2 == 1)
        found = found_in(rows, as_of, date(2014, 1, 1))
        changes = [*found.all, *(one for words in found.words.values() for one in words)]
        wrong += found.silence is not None or any(one.is_claim for one in changes)
    assert wrong <= 0.05 * n


def test_a_rise_of_one_channel_is_told_of_all_and_of_it_alone() -> None:
    random = np.random.default_rng(3)
    rows = rows_by_rate(random, {2020: 60, 2021: 60, 2022: 60, 2023: 150})
    rows += rows_by_rate(random, dict.fromkeys(range(2020, 2024), 60), "written")
    found = found_in(rows, date(2023, 12, 31), date(2020, 1, 1))
    (whole,) = found.all
    assert whole.is_claim
    assert whole.counts[0] == sum(one["received"].year == 2022 for one in rows)
    assert whole.ratio == pytest.approx(whole.counts[1] / whole.counts[0])
    assert 1 < whole.low < whole.ratio < whole.high
    assert {one.name: one.is_claim for one in found.words[Field.CHANNEL]} == {"email": True, "written": False}
    assert found.tested == 1 + 2 + 2 + 1


def test_rates_are_by_the_days_that_have_passed() -> None:
    rows = [row(date(2022, 1, 1), channel="email") for _ in range(10)]
    rows += [row(date(2023, 1, 1), channel="email") for _ in range(20)] + [row(date(2022, 12, 1))] * 7
    found = found_in(rows, date(2023, 10, 29), date(2022, 1, 1)).all[0]
    assert found.counts == (10, 20)
    assert found.rates == pytest.approx((10 / 302 * 30.4375, 20 / 302 * 30.4375))


@pytest.mark.parametrize("years", [1, 2, 3])
def test_what_does_not_reach_over_two_years_is_not_compared(years: int) -> None:
    rows = [row(date(2020 + i, 3, 5), channel="email") for i in range(years)]
    found = found_in(rows, date(2020 + years - 1, 12, 31))
    assert bool(found.all) is (years > 2)
    assert found.silence is None


def test_an_empty_register_carries_nothing() -> None:
    found = found_in([], date(2023, 12, 31), date(2020, 1, 1))
    assert not any(one.is_claim for one in found.all)
    assert found.all[0].ratio is None
    assert found.silence is None


def every(days: int, first: date, last: date) -> list[Row]:
    return [row(first + timedelta(days=i)) for i in range(0, (last - first).days, days)]


def test_a_silence_is_a_finding_where_something_was_to_be_expected() -> None:
    rows = every(25, date(2020, 1, 1), date(2023, 1, 1))
    silence = found_in(rows, date(2023, 7, 1)).silence
    assert silence is not None
    assert silence.last == max(one["received"] for one in rows)
    assert silence.days == (date(2023, 7, 1) - silence.last).days
    assert 1 <= silence.expected.low < silence.days / 25 < silence.expected.high


@pytest.mark.parametrize(
    ("apart", "as_of"),
    [
        (25, date(2023, 2, 25)),  # two are missing
        (2, date(2023, 1, 20)),  # holidays
        (200, date(2023, 12, 31)),  # two a year
    ],
)
def test_of_an_ordinary_silence_nothing_is_said(apart: int, as_of: date) -> None:
    assert found_in(every(apart, date(2020, 1, 1), date(2023, 1, 1)), as_of).silence is None


def test_a_silence_is_that_of_now_whatever_day_is_looked_at() -> None:
    rows = every(5, date(2020, 1, 1), date(2023, 1, 1))
    assert found_in(rows, date(2022, 12, 31), by_now=date(2022, 12, 31)).silence is None
    silence = found_in(rows, date(2022, 12, 31), by_now=date(2023, 7, 1)).silence
    assert silence is not None
    assert silence.days > 180


def test_a_silence_is_judged_by_the_rate_before_it_and_by_bursts() -> None:
    """A register that was busy long ago, and one whose feedback comes on a few days a year."""
    busy_once = every(1, date(2016, 1, 1), date(2018, 1, 1)) + every(90, date(2018, 1, 1), date(2023, 1, 1))
    assert found_in(busy_once, date(2023, 5, 1)).silence is None
    bursts = every(100, date(2019, 1, 1), date(2023, 1, 1)) * 8
    assert found_in(bursts, date(2023, 5, 1)).silence is None
