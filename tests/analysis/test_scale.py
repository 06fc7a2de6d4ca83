"""The SQL of docs/scale.md answers as the program does."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pytest

from grm_data.analysis.backlog import age_spread, balance
from grm_data.analysis.counts import by_period
from grm_data.analysis.durations import spread_of_counts
from grm_data.analysis.indicators import within_standard
from grm_data.analysis.months import Months, flow
from grm_data.analysis.records import records
from grm_data.analysis.selection import NOT_STATED, Selection, select
from grm_data.analysis.summary import summarise
from grm_data.register import STATUSES, Field, Period, Register, Status, day_of
from grm_data.register.spans import Span, periods_between
from grm_data.settings import Standard
from tests.analysis.test_oracle import CALENDAR, DAYS, FIRST, WORDS, drawn_rows
from tests.postgresql import Cluster
from tests.registers import register_of

SCALE = Path(__file__).parents[2] / "docs" / "scale.md"
SQL = dict(re.findall(r"^```sql (\w+)\n(.*?)^```$", SCALE.read_text("utf-8"), re.DOTALL | re.MULTILINE))
REGISTERS, EACH = 10, 10
STANDARD, ROWS = Standard(7), 5
ADDRESSED = (Status.RESOLVING, Status.RESOLVED)


@pytest.fixture(scope="module")
def database(cluster: Cluster) -> Iterator[psycopg.Connection[Any]]:
    """A PostgreSQL with the tables and every day of the calendar."""
    with psycopg.connect(cluster.new_database(), autocommit=True) as connection:
        connection.execute(SQL["tables"])
        day, before = FIRST - timedelta(days=100), 0
        for _ in range(DAYS + 400):
            connection.execute("INSERT INTO calendar VALUES (%s, %s)", (day, before))
            before += CALENDAR.is_worked(day)
            day += timedelta(days=1)
        yield connection


def fill(database: psycopg.Connection[Any], register: Register) -> None:
    """Put a register into the table."""
    rows = zip(
        register.sheet_row.tolist(),
        map(day_of, register.received.tolist()),
        map(day_of, register.resolved.tolist()),
        (str(STATUSES[code]) for code in register.status),
        register.channel.texts(),
        register.type.texts(),
        strict=True,
    )
    database.execute("TRUNCATE cases")
    with database.cursor() as cursor:
        cursor.executemany("INSERT INTO cases VALUES (%s, %s, %s, %s, %s, %s)", list(rows))


def spread_in(found: list[Any]) -> Any:
    """The spread of a histogram that the database counted."""
    counts = np.zeros(1 + max((days for days, _ in found), default=0), np.int64)
    for days, n in found:
        counts[days] = n
    return spread_of_counts(counts)


def words(counts: list[Any], column: int, *statuses: Status) -> dict[str, int]:
    """How often each word of a column stands in the rows of some statuses, or of all."""
    found = Counter[str]()
    for row in counts:
        if row[column] is not None and row[0] in (statuses or STATUSES):
            found[row[column]] += row[3]
    return dict(found)


def same(ask: Any, selection: Selection, period: Period) -> None:
    """Every figure of a selection is what the database answers."""
    part, found = selection.within(period), summarise(selection, period)
    counts = ask("counts")
    assert {str(one): getattr(found.counts, str(one)) for one in STATUSES} == {
        str(one): sum(n for status, _, _, n in counts if status == one) for one in STATUSES
    }
    assert found.channels == words(counts, 1)
    assert found.types == words(counts, 2)
    assert found.unrelated_channels == words(counts, 1, Status.UNRELATED)
    assert found.addressed_types == words(counts, 2, *ADDRESSED)
    assert spread_in(ask("days")) == found.working_days
    assert spread_in(ask("ages")) == age_spread(selection)

    months = periods_between(Span.MONTH, period.first, period.last)
    monthly = {(day, status): n for day, status, n in ask("months")}
    inside = by_period(part, months).counts
    assert [[monthly.get((one.first, status), 0) for status in STATUSES] for one in months] == list(
        map(list, inside)
    )
    every = Months(FIRST.replace(day=1), selection.as_of)
    assert [n for _, n in ask("backlog")] == flow(selection, every).open.tolist()

    moved = balance(selection, period)
    assert ask("balance") == [(moved.opening, moved.received, moved.closed)]
    judged = within_standard(part, STANDARD)
    assert ask("standard") == [(judged.on_time, judged.resolved, judged.open_past_due, judged.addressed)]

    frame = records(part).astype(object).where(lambda one: one.notna(), None)
    columns = ["sheet_row", "received_on", "status", "channel", "type", "working_days", "age"]
    shown = frame[columns].iloc[ROWS : 2 * ROWS].to_numpy().tolist()
    assert [
        [one.isoformat() if isinstance(one, date) else one for one in row] for row in ask("page")
    ] == shown


@pytest.mark.parametrize("seed", range(REGISTERS))
def test_postgresql_answers_as_the_program_does(database: psycopg.Connection[Any], seed: int) -> None:
    chance = random.Random(seed)
    register = register_of(drawn_rows(chance))
    fill(database, register)
    for _ in range(EACH):
        as_of, first = (FIRST + timedelta(chance.randrange(DAYS)) for _ in range(2))
        words: dict[Field, Any] = {
            field: chance.sample([one or NOT_STATED for one in names], chance.randrange(3))
            for field, names in WORDS.items()
        }
        words[Field.STATUS] = chance.sample(STATUSES, chance.choice((0, 0, 2)))
        period = Period("new", first, min(first + timedelta(chance.randrange(300)), as_of))
        asked = {str(field): list(map(str, names)) or None for field, names in words.items()}
        days = {"first": period.first, "last": period.last, "start": FIRST.replace(day=1), "as_of": as_of}
        values = {**asked, **days, "standard": STANDARD.days, "rows": ROWS, "after": ROWS}

        def ask(name: str, values: Any = values) -> list[Any]:
            return database.execute(f"WITH selection AS ({SQL['selection']}) {SQL[name]}", values).fetchall()  # type: ignore[call-overload]

        same(ask, select(register, CALENDAR, as_of).where(words), period)
