"""Every figure of a selection drawn at random is what pandas counts row by row."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from grm_data.analysis.backlog import age_spread
from grm_data.analysis.counts import by_period
from grm_data.analysis.durations import Spread
from grm_data.analysis.months import flow, months_of
from grm_data.analysis.selection import NOT_STATED, Selection, select
from grm_data.analysis.summary import summarise
from grm_data.register import STATUSES, Field, Period, Register, Status, WorkCalendar
from grm_data.register.spans import Span, periods_between
from tests.registers import Row, register_of, row
from tests.rounds import THOROUGH

WORDS: dict[Field, tuple[str | None, ...]] = {
    Field.CHANNEL: ("email", "phone", "Pigeon", None),
    Field.TYPE: ("complaint", "request", None),
}
FIRST, DAYS = date(2019, 11, 20), 500
CALENDAR = WorkCalendar("MN")
EACH = 20
"""Selections of one register."""


def drawn_rows(chance: random.Random) -> list[Row]:
    """Up to 80 rows with every status, dates that stand before one another, and blanks."""
    return [
        row(
            day := FIRST + timedelta(chance.randrange(DAYS)),
            chance.choice(STATUSES),
            chance.choice((None, day + timedelta(chance.randrange(-2, 60)))),
            channel=chance.choice(WORDS[Field.CHANNEL]),
            type=chance.choice(WORDS[Field.TYPE]),
        )
        for _ in range(chance.choice((0, 1, 2, 80)))
    ]


def frame_of(register: Register, as_of: date) -> pd.DataFrame:
    """The cases that are there on a day, each with its status, its days and the day on which it left the balance."""
    resolved = pd.Series(register.resolved.astype("M8[D]").astype("M8[s]")).where(register.resolved < 10**6)
    frame = pd.DataFrame(
        {
            "received": register.received.astype("M8[D]").astype("M8[s]"),
            "resolved": resolved,
            "status": [STATUSES[code] for code in register.status],
            "channel": register.channel.texts(),
            "type": register.type.texts(),
        }
    )
    later = (frame.status == "resolved") & (frame.resolved > pd.Timestamp(as_of))
    frame.loc[later, "status"] = "resolving"
    frame = frame[frame.received <= pd.Timestamp(as_of)]
    left = frame[["received", "resolved"]].max(axis=1).where(frame.status == "resolved")
    return frame.assign(left=left)


@cache
def is_worked(day: pd.Timestamp) -> bool:
    """Whether it is a working day, asked once."""
    return CALENDAR.is_worked(day.date())


def counted(first: pd.Series, last: pd.Series | pd.Timestamp) -> list[int]:
    """Working days from one day to another, counted day by day; none where a day is missing or before the other."""
    days = pd.DataFrame({"first": first, "last": last}).dropna()
    return [
        sum(map(is_worked, pd.date_range(one.first, one.last)))
        for one in days.itertuples()
        if one.last >= one.first
    ]


def spread_of(days: list[int]) -> Spread:
    """The same by numpy's own functions."""
    if not days:
        return Spread(0)
    found = np.array(days)
    p90 = pytest.approx(np.percentile(found, 90))
    return Spread(len(days), min(days), float(np.median(found)), float(found.mean()), p90, max(days))


def words(frame: pd.DataFrame, name: str, *statuses: Status) -> dict[str, int]:
    """How often each word stands in the rows of some statuses."""
    return dict(frame[frame.status.isin(statuses)][name].value_counts())


def asked(frame: pd.DataFrame, filters: dict[Field, list[str]]) -> pd.DataFrame:
    """The rows with one of the words of each field that is asked for."""
    for field, names in filters.items():
        if names:
            frame = frame[frame[str(field)].fillna(NOT_STATED).isin(names)]
    return frame


def same_figures(selection: Selection, frame: pd.DataFrame, period: Period) -> None:
    """Each figure of the selection is the frame's."""
    part = frame[frame.received.between(pd.Timestamp(period.first), pd.Timestamp(period.last))]
    found, statuses = summarise(selection, period), part.status.value_counts()
    assert {str(one): getattr(found.counts, str(one)) for one in STATUSES} == {
        str(one): int(statuses.get(one, 0)) for one in STATUSES
    }
    addressed = Status.RESOLVING, Status.RESOLVED
    assert found.unrelated_channels == words(part, "channel", Status.UNRELATED)
    assert found.addressed_channels == words(part, "channel", *addressed)
    assert found.unrelated_types == words(part, "type", Status.UNRELATED)
    assert found.addressed_types == words(part, "type", *addressed)
    done = part[part.status == "resolved"]
    assert found.working_days == spread_of(counted(done.received, done.resolved))
    waiting = frame[frame.status == "resolving"]
    assert age_spread(selection) == spread_of(counted(waiting.received, pd.Timestamp(selection.as_of)))
    months = periods_between(Span.MONTH, period.first, period.last)
    each = frame.groupby([frame.received.dt.strftime("%Y-%m"), "status"]).size()
    assert by_period(selection, months).counts == tuple(
        tuple(int(each.get((f"{one.first:%Y-%m}", status), 0)) for status in STATUSES) for one in months
    )
    flowing = months_of(selection, FIRST)
    seen = frame[frame.status.isin(addressed)]
    ends = [pd.Timestamp(day) for day in flowing.lasts]
    assert flow(selection, flowing).open.tolist() == [
        int(((seen.received <= end) & ~(seen.left <= end)).sum()) for end in ends
    ]


@pytest.mark.property
@pytest.mark.parametrize("seed", range(500 if THOROUGH else 4))
def test_every_figure_is_what_pandas_counts(seed: int) -> None:
    chance = random.Random(seed)
    register = register_of(drawn_rows(chance))
    for _ in range(EACH):
        as_of, first = (FIRST + timedelta(chance.randrange(DAYS)) for _ in range(2))
        filters: dict[Field, Any] = {
            field: chance.sample([one or NOT_STATED for one in names], chance.randrange(3))
            for field, names in WORDS.items()
        }
        filters[Field.STATUS] = chance.sample(STATUSES, chance.choice((0, 0, 2)))
        selection = select(register, CALENDAR, as_of).where(filters)
        frame = asked(frame_of(register, as_of), filters)
        same_figures(selection, frame, Period("new", first, first + timedelta(chance.randrange(300))))
