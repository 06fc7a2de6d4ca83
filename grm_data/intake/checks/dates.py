"""Rules about dates and durations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd

from grm_data.intake.checks.examined import Examined, Noticed
from grm_data.intake.dates import Count, DateState, Told, counted, own_count
from grm_data.intake.dates.calendars import may_be_ethiopian
from grm_data.register.calendar import NO_DURATION
from grm_data.register.columns import Mask
from grm_data.register.days import NO_DAY, day_number, day_of, iso
from grm_data.register.fields import Field
from grm_data.register.findings import spoken_as
from grm_data.register.register import STATUS_CODE
from grm_data.register.vocabulary import Status

__all__ = [
    "date_cells",
    "date_columns",
    "date_orders",
    "date_zone",
    "durations",
    "numbers_as_dates",
    "order_of_dates",
    "received_before_start",
    "received_date_missing",
    "status_against_date",
    "years_ago",
]


def date_cells(seen: Examined) -> Iterator[Noticed]:
    """A date that can't be read is refused, never completed; one that may be swapped is shown."""
    for field, column in seen.rows.dates.items():
        state = column.state
        refused = seen.feedback & (state == DateState.REFUSED) & ~column.said_of_column
        yield from seen.find(refused, "date-unreadable", field)
        yield from seen.find(seen.feedback & (state == DateState.AMBIGUOUS), "date-ambiguous", field)
        yield from seen.find(seen.feedback & column.swapped, "date-swapped", field)
        supposed = column.supposed
        yield from seen.find(
            seen.feedback & (supposed != NO_DAY),
            "date-year",
            field,
            supposed=lambda i, days=supposed: iso(int(days[i])),  # type: ignore[misc]
        )
        yield from seen.find(
            seen.used & (column.days != NO_DAY) & (column.days > seen.today), "date-future", field
        )


def date_orders(seen: Examined) -> Iterator[Noticed]:
    """Which order of day and month a column was read in, and why."""
    for field, column in seen.rows.dates.items():
        if column.contradicted:
            yield seen.say("date-order-contradicted", field)
        elif column.order is not None and column.evidence is not None:
            yield seen.say(f"date-order-{column.evidence}", field, order=column.order.value)


def date_columns(seen: Examined) -> Iterator[Noticed]:
    """What is odd about a whole column: another calendar, no years, days that stand on the evening before."""
    for field, column in seen.rows.dates.items():
        if column.calendar is not None:
            name = spoken_as(f"project.choice.dates.calendar.{column.calendar}")
            yield from _once(seen, column.in_calendar, "date-calendar", field, calendar=name)
        unread = column.without_year & (column.state == DateState.REFUSED)
        yield from _once(seen, unread, "date-year-missing", field)
        if (shift := column.shift) is not None:
            code = "date-shifted" if shift.applied else "date-shift-offered"
            yield seen.say(code, field, time=shift.time, first=iso(shift.first))


def years_ago(seen: Examined) -> Iterator[Noticed]:
    """A register that ended years ago may be one of today in a calendar whose years are behind."""
    settings, days = seen.settings, seen.rows.date(Field.RECEIVED_ON).days[seen.used]
    newest = int(days.max()) if len(days) else NO_DAY
    last, start = day_of(newest), None if settings.start is None else settings.start.year
    if last and may_be_ethiopian(last.year, settings.calendar.country, start, settings.date_calendar):
        yield seen.say("date-calendar-offered", Field.RECEIVED_ON, last=iso(newest))


def _once(seen: Examined, mask: Mask, code: str, field: Field, **values: object) -> Iterator[Noticed]:
    """One finding for all feedback of the mask, with their count and the first row."""
    rows = seen.rows.table.sheet_rows[mask & seen.feedback]
    if len(rows):
        yield seen.say(code, field, n=len(rows), row=int(rows[0]), **values)


def date_zone(seen: Examined) -> Iterator[Noticed]:
    """In which time zone times were read, where the day depends on it."""
    zone = seen.rows.zone
    if any(column.zoned for column in seen.rows.dates.values()):
        if zone.told is Told.NOTHING:
            yield seen.say("date-zone-unknown")
        else:
            yield seen.say("date-zone-several" if zone.told is Told.SEVERAL else "date-zone", zone=zone.name)


def numbers_as_dates(seen: Examined) -> Iterator[Noticed]:
    """Case numbers such as 3-2020 that the spreadsheet took for dates."""
    j = seen.rows.choice.columns.get(Field.REGISTERED_NO)
    if j is not None:
        cells = seen.rows.table.cells.iloc[:, j]
        if isinstance(cells.dtype, pd.StringDtype):
            return
        is_date = np.array([isinstance(cell, date) and not pd.isna(cell) for cell in cells], np.bool_)
        yield from _once(seen, is_date, "number-as-date", Field.REGISTERED_NO)


def received_date_missing(seen: Examined) -> Iterator[Noticed]:
    """A feedback without a received date belongs to no period and is excluded."""
    blank = seen.rows.date(Field.RECEIVED_ON).state == DateState.BLANK
    yield from seen.find(seen.feedback & blank, "date-missing", Field.RECEIVED_ON)


def received_before_start(seen: Examined) -> Iterator[Noticed]:
    """Feedback from before the project counts in the previous period."""
    start = seen.settings.start
    if start is None:
        yield seen.say("start-missing")
        return
    early = seen.used & (seen.rows.date(Field.RECEIVED_ON).days < day_number(start))
    yield from seen.find(early, "received-before-start", Field.RECEIVED_ON)


def order_of_dates(seen: Examined) -> Iterator[Noticed]:
    """A case can't be resolved before it was received: it then has no duration."""
    received, resolved = (
        seen.rows.date(Field.RECEIVED_ON).days,
        seen.rows.date(Field.RESOLVED_ON).days,
    )
    is_early = seen.used & (resolved != NO_DAY) & (resolved < received)
    yield from seen.find(is_early, "resolved-before-received", Field.RESOLVED_ON)


def status_against_date(seen: Examined) -> Iterator[Noticed]:
    """Resolved needs a date; a resolved date on a resolving case is ignored: the status column wins."""
    resolved = seen.rows.date(Field.RESOLVED_ON)
    status = seen.rows.status
    without = seen.used & (status == STATUS_CODE[Status.RESOLVED]) & (resolved.state == DateState.BLANK)
    yield from seen.find(without, "resolved-without-date", Field.RESOLVED_ON)
    with_date = seen.used & (status == STATUS_CODE[Status.RESOLVING]) & (resolved.days != NO_DAY)
    yield from seen.find(with_date, "resolving-with-date", Field.STATUS)


def durations(seen: Examined) -> Iterator[Noticed]:
    """A duration written in the register is never overwritten; where it differs, both are shown.

    Where nearly all of them are counted in another way than the project's, that is said once, and only
    the cases that differ from that way are named; those whose dates seem to be swapped are named as such.
    """
    rows = seen.rows
    swapped = rows.date(Field.RECEIVED_ON).swapped | rows.date(Field.RESOLVED_ON).swapped
    received, resolved = rows.date(Field.RECEIVED_ON).days, rows.date(Field.RESOLVED_ON).days
    counts = seen.used & (rows.status == STATUS_CODE[Status.RESOLVED]) & ~swapped
    own = np.where(counts, rows.durations, NO_DURATION)
    calendar = seen.settings.calendar
    found = own_count(own, received, resolved, calendar)
    way = Count.WORKING if found is None else found[0]
    days = counted(way, received, resolved, calendar)
    if way is not Count.WORKING:
        yield seen.say(f"durations-{way}", Field.REPORTED_WORKING_DAYS)
    yield from seen.find(
        (own != NO_DURATION) & (days != NO_DURATION) & (own != days),
        "duration-differs" if way is Count.WORKING else f"duration-differs-{way}",
        Field.REPORTED_WORKING_DAYS,
        written=rows.durations,
        computed=days,
    )
    yield from seen.find(
        seen.used & rows.unread_durations, "duration-unreadable", Field.REPORTED_WORKING_DAYS
    )
