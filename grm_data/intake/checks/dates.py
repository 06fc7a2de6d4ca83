"""Rules about dates and durations."""

from __future__ import annotations

from collections.abc import Iterator

from grm_data.intake.checks.examined import Examined
from grm_data.intake.dates import DateState
from grm_data.register.calendar import NO_DURATION
from grm_data.register.days import NO_DAY, day_number
from grm_data.register.fields import Field
from grm_data.register.findings import Finding
from grm_data.register.register import STATUS_CODE
from grm_data.register.vocabulary import Status

__all__ = [
    "date_cells",
    "date_orders",
    "durations",
    "order_of_dates",
    "received_before_start",
    "received_date_missing",
    "status_against_date",
]


def date_cells(seen: Examined) -> Iterator[Finding]:
    """A date that can't be read is refused, never completed; one that may be swapped is shown."""
    for field, column in seen.rows.dates.items():
        state = column.state
        yield from seen.find(seen.feedback & (state == DateState.REFUSED), "date-unreadable", field)
        yield from seen.find(seen.feedback & (state == DateState.AMBIGUOUS), "date-ambiguous", field)
        yield from seen.find(seen.feedback & column.swapped, "date-swapped", field)
        yield from seen.find(
            seen.used & (column.days != NO_DAY) & (column.days > seen.today), "date-future", field
        )


def date_orders(seen: Examined) -> Iterator[Finding]:
    """Which order of day and month a column was read in, and why."""
    for field, column in seen.rows.dates.items():
        if column.contradicted:
            yield seen.say("date-order-contradicted", field)
        elif column.order is not None and column.evidence is not None:
            yield seen.say(f"date-order-{column.evidence}", field, order=column.order.value)


def received_date_missing(seen: Examined) -> Iterator[Finding]:
    """A feedback without a received date belongs to no period and is excluded."""
    blank = seen.rows.date(Field.RECEIVED_ON).state == DateState.BLANK
    yield from seen.find(seen.feedback & blank, "date-missing", Field.RECEIVED_ON)


def received_before_start(seen: Examined) -> Iterator[Finding]:
    """Feedback from before the project counts in the previous period."""
    start = seen.settings.start
    if start is None:
        yield seen.say("start-missing")
        return
    early = seen.used & (seen.rows.date(Field.RECEIVED_ON).days < day_number(start))
    yield from seen.find(early, "received-before-start", Field.RECEIVED_ON)


def order_of_dates(seen: Examined) -> Iterator[Finding]:
    """A case can't be resolved before it was received: it then has no duration."""
    received, resolved = (
        seen.rows.date(Field.RECEIVED_ON).days,
        seen.rows.date(Field.RESOLVED_ON).days,
    )
    is_early = seen.used & (resolved != NO_DAY) & (resolved < received)
    yield from seen.find(is_early, "resolved-before-received", Field.RESOLVED_ON)


def status_against_date(seen: Examined) -> Iterator[Finding]:
    """Resolved needs a date; a resolved date on a resolving case is ignored: the status column wins."""
    resolved = seen.rows.date(Field.RESOLVED_ON)
    status = seen.rows.status
    without = seen.used & (status == STATUS_CODE[Status.RESOLVED]) & (resolved.state == DateState.BLANK)
    yield from seen.find(without, "resolved-without-date", Field.RESOLVED_ON)
    with_date = seen.used & (status == STATUS_CODE[Status.RESOLVING]) & (resolved.days != NO_DAY)
    yield from seen.find(with_date, "resolving-with-date", Field.STATUS)


def durations(seen: Examined) -> Iterator[Finding]:
    """A duration written in the register is never overwritten; where it differs, both are shown."""
    rows = seen.rows
    received, resolved = rows.date(Field.RECEIVED_ON).days, rows.date(Field.RESOLVED_ON).days
    days = seen.settings.calendar.working_days(received, resolved)
    is_resolved = rows.status == STATUS_CODE[Status.RESOLVED]
    differs = (rows.durations != NO_DURATION) & (days != NO_DURATION) & (rows.durations != days)
    yield from seen.find(
        seen.used & is_resolved & differs,
        "duration-differs",
        Field.REPORTED_WORKING_DAYS,
        written=lambda i: int(rows.durations[i]),
        computed=lambda i: int(days[i]),
    )
    yield from seen.find(
        seen.used & rows.unread_durations, "duration-unreadable", Field.REPORTED_WORKING_DAYS
    )
