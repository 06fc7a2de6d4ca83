"""Every figure over 1,000,000 feedbacks, beside Polars, DuckDB and pandas counting the same.

As a reader's session meets them: what is kept with a register was computed once before.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import duckdb
import numpy as np
import pandas as pd
import polars as pl

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks._measuring import cheapest, note
from grm_data.analysis.months import flow, months_of
from grm_data.analysis.selection import Selection, select
from grm_data.analysis.summary import summarise, summarise_periods
from grm_data.guarded import give_back
from grm_data.register import (
    CHANNELS,
    STATUSES,
    TYPES,
    Category,
    Field,
    Period,
    Reading,
    Register,
    WorkCalendar,
    columns_of,
    day_number,
)

ROWS, TIMES = 1_000_000, 7
FIRST, LAST, START = date(2020, 7, 1), date(2020, 12, 31), date(2011, 1, 1)
ADDRESSED = ["resolving", "resolved"]
Periods: TypeAlias = Sequence[tuple[date, date]]
Words: TypeAlias = Mapping[str, Sequence[str]]
FILTERS = {Field.CHANNEL: CHANNELS[:2], Field.TYPE: TYPES[:1], Field.STATUS: STATUSES[:2]}


def million() -> Register:
    """A register of random feedback of ten years."""
    chance = np.random.default_rng(1)
    received = chance.integers(day_number(START), day_number(LAST), ROWS).astype(np.int32)
    columns = {
        Field.RECEIVED_ON: received,
        Field.RESOLVED_ON: (received + chance.integers(0, 40, ROWS)).astype(np.int32),
        Field.CHANNEL: Category(chance.integers(-1, len(CHANNELS), ROWS).astype(np.int16), CHANNELS),
        Field.TYPE: Category(chance.integers(-1, len(TYPES), ROWS).astype(np.int16), TYPES),
    }
    return Register(
        columns=columns_of(columns),
        status=chance.integers(0, len(STATUSES), ROWS).astype(np.int8),
        sheet=Category(np.zeros(ROWS, np.int16), ("Register",)),
        sheet_row=np.arange(ROWS, dtype=np.int32),
        sensitive_by_half_year=MappingProxyType({}),
        last_known=LAST,
        reading=Reading("Register"),
    )


def frame_of(register: Register, calendar: WorkCalendar) -> pd.DataFrame:
    """The same rows as pandas holds them best, their working days and their status on the day computed."""
    return pd.DataFrame({
        "received": pd.to_datetime(register.received, unit="D"),
        "left": pd.to_datetime(register.resolved, unit="D"),
        "days": calendar.working_days(register.received, register.resolved),
        "status": pd.Categorical.from_codes(register.status_as_of(LAST), list(map(str, STATUSES))),
        "channel": pd.Categorical.from_codes(register.channel.codes, list(CHANNELS)),
        "type": pd.Categorical.from_codes(register.type.codes, list(TYPES)),
    })  # fmt: skip


ASKED = {str(field): list(map(str, words)) for field, words in FILTERS.items()}


class Pandas:
    """The figures by pandas."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def figures(self, periods: Periods, words: Words) -> int:
        """Counts by status and word, and the spread of days, of each period; the last one's cases."""
        frame = self.frame
        for column, names in words.items():
            frame = frame[frame[column].isin(names)]
        for first, last in periods:
            part = frame[frame.received.between(pd.Timestamp(first), pd.Timestamp(last))]
            for column in ("channel", "type"):
                part.groupby(["status", column], observed=True).size()
            part.days[part.status == "resolved"].describe(percentiles=[0.5, 0.9])
        return len(part)

    def backlog(self) -> int:
        """Open at the end of each month; at the end of the last."""
        seen = self.frame[self.frame.status.isin(ADDRESSED)]
        came = seen.received.dt.to_period("M").value_counts()
        left = seen.left[seen.status == "resolved"].dt.to_period("M").value_counts()
        return int(came.sub(left, fill_value=0).sort_index().cumsum().iloc[-1])


class Polars:
    """The figures by Polars, all of a question at once so that it may share its work."""

    def __init__(self, frame: pd.DataFrame) -> None:
        enums = {name: pl.Enum(frame[name].cat.categories) for name in ("status", "channel", "type")}
        columns = {name: frame[name].astype(object) if name in enums else frame[name] for name in frame}
        self.frame = pl.DataFrame(columns, schema_overrides=enums).with_columns(
            pl.col("received", "left").cast(pl.Date)
        )

    def figures(self, periods: Periods, words: Words) -> int:
        """As ``Pandas.figures``."""
        asked = [pl.col(column).is_in(names) for column, names in words.items()]
        day = pl.col("days").filter(pl.col("status") == "resolved")
        spread = day.min(), day.median().alias("median"), day.mean().alias("mean"), \
            day.quantile(0.9, "linear").alias("p90"), day.max().alias("max")  # fmt: skip
        plans = []
        for first, last in periods:
            part = self.frame.lazy().filter(pl.col("received").is_between(first, last), *asked)
            plans += [part.group_by("status", one).len() for one in ("channel", "type")]
            plans.append(part.select(*spread))
        return int(pl.collect_all(plans)[-3]["len"].sum())

    def backlog(self) -> int:
        """As ``Pandas.backlog``."""
        seen = self.frame.lazy().filter(pl.col("status").is_in(ADDRESSED))
        gone = seen.filter(pl.col("status") == "resolved")
        came, left = pl.collect_all(
            [
                part.group_by(pl.col(day).dt.truncate("1mo")).len()
                for part, day in ((seen, "received"), (gone, "left"))
            ]
        )
        both = came.join(left, left_on="received", right_on="left", how="left").sort("received")
        return int((both["len"].cast(pl.Int64) - both["len_right"].fill_null(0).cast(pl.Int64)).cum_sum()[-1])


class Duck:
    """The figures by DuckDB, by grouping sets."""

    def __init__(self, frame: pd.DataFrame) -> None:  # noqa: ARG002  DuckDB finds it by its name
        self.database = duckdb.connect()
        self.database.execute(
            'CREATE TABLE cases AS SELECT received::DATE received, "left"::DATE gone, days, status, channel, type FROM frame'
        )

    def figures(self, periods: Periods, words: Words) -> int:
        """As ``Pandas.figures``."""
        asked = "".join(f" AND {column} IN {(*names, '')}" for column, names in words.items())
        for first, last in periods:
            where = f"FROM cases WHERE received BETWEEN '{first}' AND '{last}'{asked}"
            found = self.database.execute(
                f"SELECT status, channel, type, count(*) {where} GROUP BY GROUPING SETS ((status, channel), (status, type), ())"
            ).fetchall()
            self.database.execute(
                f"SELECT min(days), median(days), avg(days), quantile_cont(days, 0.9), max(days) {where} AND status = 'resolved'"
            ).fetchall()
        return max(row[3] for row in found)

    def backlog(self) -> int:
        """As ``Pandas.backlog``."""
        (row,) = self.database.execute("""
            WITH moved AS (
                SELECT date_trunc('month', received) AS m, 1 AS n FROM cases WHERE status IN ('resolving', 'resolved')
                UNION ALL SELECT date_trunc('month', gone), -1 FROM cases WHERE status = 'resolved'),
            monthly AS (SELECT m, sum(n) AS n FROM moved GROUP BY m)
            SELECT last(open ORDER BY m) FROM (SELECT m, sum(n) OVER (ORDER BY m) AS open FROM monthly)
        """).fetchall()
        return int(row[0])


def main() -> None:
    """Measure and write down."""
    give_back(at_once=False)  # as the server does
    register, calendar = million(), WorkCalendar("MN")
    frame = frame_of(register, calendar)
    peers = {"polars": Polars(frame), "duckdb": Duck(frame), "pandas": Pandas(frame)}

    def everything() -> Selection:
        return select(register, calendar, LAST)

    def beside(work: str, ours: Callable[[], int], of: Callable[[Any], int]) -> None:
        found = {name: of(peer) for name, peer in peers.items()}
        if {*found.values()} != {ours()}:
            raise SystemExit(f"{work}: {ours()} is not {found}")
        note(work, cheapest(TIMES, ours=ours, **{name: partial(of, one) for name, one in peers.items()}))

    def of_periods() -> int:
        return summarise_periods(everything(), FIRST, LAST, START)[2].counts.received

    half = Period("half", FIRST, LAST)
    three = ((FIRST, LAST), (START, FIRST - timedelta(days=1)), (START, LAST))
    beside("figures of three periods, 1M rows", of_periods, lambda one: one.figures(three, {}))
    beside(
        "the same of a half-year with a channel, type and status asked for",
        lambda: summarise(everything().where(FILTERS), half).counts.received,
        lambda one: one.figures(three[:1], ASKED),
    )
    beside(
        "the same of three periods, and open at the end of 120 months",
        lambda: of_periods() and int(flow(everything(), months_of(everything(), START)).open[-1]),
        lambda one: one.figures(three, {}) and one.backlog(),
    )
    received, resolved = (days.astype("M8[D]") for days in (register.received, register.resolved))
    off = np.array([day for day, _ in calendar.days_off_between(START, LAST + timedelta(days=40))], "M8[D]")
    counting = {
        "ours": lambda: calendar.working_days(register.received, register.resolved),
        "numpy_busday_count": lambda: np.busday_count(received, resolved + 1),
        "numpy_with_the_same_holidays": lambda: np.busday_count(received, resolved + 1, holidays=off),
    }
    if (counting["ours"]() != counting["numpy_with_the_same_holidays"]()).any():
        raise SystemExit("working days: ours aren't numpy's")
    note("working days, 1M cases", cheapest(TIMES, **counting))


if __name__ == "__main__":
    main()
