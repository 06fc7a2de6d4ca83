"""Rules about dates and durations."""

from __future__ import annotations

from collections.abc import Iterator

from grm_data.intake.checks.case import Case
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


def date_cells(case: Case) -> Iterator[Finding]:
    """A date that can't be read is refused, never completed; one that may be swapped is shown."""
    for field, column in case.rows.dates.items():
        state = column.state
        yield from case.find(case.feedback & (state == DateState.REFUSED), "date-unreadable", field)
        yield from case.find(case.feedback & (state == DateState.AMBIGUOUS), "date-ambiguous", field)
        yield from case.find(case.feedback & column.swapped, "date-swapped", field)
        yield from case.find(
            case.used & (column.days != NO_DAY) & (column.days > case.today), "date-future", field
        )


def date_orders(case: Case) -> Iterator[Finding]:
    """Which order of day and month a column was read in, and why."""
    for field, column in case.rows.dates.items():
        if column.contradicted:
            yield case.say("date-order-contradicted", field)
        elif column.order is not None and column.evidence is not None:
            yield case.say(f"date-order-{column.evidence}", field, order=column.order.value)


def received_date_missing(case: Case) -> Iterator[Finding]:
    """A feedback without a received date belongs to no period and is excluded."""
    blank = case.rows.date(Field.RECEIVED_ON).state == DateState.BLANK
    yield from case.find(case.feedback & blank, "date-missing", Field.RECEIVED_ON)


def received_before_start(case: Case) -> Iterator[Finding]:
    """Feedback from before the project counts in the previous period."""
    start = case.settings.start
    if start is None:
        yield case.say("start-missing")
        return
    early = case.used & (case.rows.date(Field.RECEIVED_ON).days < day_number(start))
    yield from case.find(early, "received-before-start", Field.RECEIVED_ON)


def order_of_dates(case: Case) -> Iterator[Finding]:
    """A case can't be resolved before it was received: it then has no duration."""
    received, resolved = case.rows.date(Field.RECEIVED_ON).days, case.rows.date(Field.RESOLVED_ON).days
    is_early = case.used & (resolved != NO_DAY) & (resolved < received)
    yield from case.find(is_early, "resolved-before-received", Field.RESOLVED_ON)


def status_against_date(case: Case) -> Iterator[Finding]:
    """Resolved needs a date; a resolved date on a resolving case is ignored: the status column wins."""
    resolved = case.rows.date(Field.RESOLVED_ON)
    status = case.rows.status
    without = case.used & (status == STATUS_CODE[Status.RESOLVED]) & (resolved.state == DateState.BLANK)
    yield from case.find(without, "resolved-without-date", Field.RESOLVED_ON)
    with_date = case.used & (status == STATUS_CODE[Status.RESOLVING]) & (resolved.days != NO_DAY)
    yield from case.find(with_date, "resolving-with-date", Field.STATUS)


def durations(case: Case) -> Iterator[Finding]:
    """A duration written in the register is never overwritten; where it differs, both are shown."""
    rows = case.rows
    received, resolved = rows.date(Field.RECEIVED_ON).days, rows.date(Field.RESOLVED_ON).days
    days = case.settings.calendar.working_days(received, resolved)
    is_resolved = rows.status == STATUS_CODE[Status.RESOLVED]
    differs = (rows.days != NO_DURATION) & (days != NO_DURATION) & (rows.days != days)
    yield from case.find(
        case.used & is_resolved & differs,
        "duration-differs",
        Field.REPORTED_WORKING_DAYS,
        written=lambda i: int(rows.days[i]),
        computed=lambda i: int(days[i]),
    )
    yield from case.find(case.used & rows.unread_days, "duration-unreadable", Field.REPORTED_WORKING_DAYS)
