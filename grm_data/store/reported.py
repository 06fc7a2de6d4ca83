"""What the reports marked as sent said, as far as it may still be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from grm_data.analysis.counts import StatusCounts
from grm_data.analysis.reported import reported_counts
from grm_data.analysis.sent import ReportedFigures
from grm_data.figures.labels import day_text, period_text
from grm_data.messages import message
from grm_data.register import Period, Register, half_year_of
from grm_data.store.errors import StoreError
from grm_data.store.sent import SentReport
from grm_data.store.store import Store
from grm_data.store.version import Version

__all__ = ["figures_of_sent", "latest_of_each_period", "sent_by"]


def latest_of_each_period(reports: Iterable[SentReport]) -> dict[tuple[date, date], SentReport]:
    """The report sent last of each period, of those that stand oldest first."""
    return {(one.first, one.last): one for one in reports}


def figures_of_sent(
    reports: Iterable[SentReport], version: Callable[[int], Version], register: Callable[[int], Register]
) -> tuple[ReportedFigures, ...]:
    """The figures of each period as it was reported last, by the period; versions are given by their numbers.

    Where cases became sensitive since, they are counted anew without these: the difference would tell how
    many there are. A report is left out whose version can't be read any more.
    """
    latest = sorted(latest_of_each_period(reports).items())
    found = (_figures(one, version, register) for _, one in latest)
    return tuple(one for one in found if one is not None)


def sent_by(store: Store, number: int) -> tuple[ReportedFigures, ...] | None:
    """What the reports said that were sent of versions up to one; None where none was ever marked as sent."""

    def register(sent: int) -> Register:
        if (found := store.read(sent)) is None:
            raise StoreError("store-no-version", version=sent)
        return found.register

    reports = store.sent_reports()
    told = [one for one in reports if one.version <= number]
    return figures_of_sent(told, store.version, register) if reports else None


def _figures(
    sent: SentReport, version: Callable[[int], Version], register: Callable[[int], Register]
) -> ReportedFigures | None:
    period = _period(sent)
    try:
        if _is_withheld_since(sent, version(sent.version)):
            counts = reported_counts(register(sent.version), period, sent.as_of)
        else:
            counts = StatusCounts(**sent.figures["new"])
    except (StoreError, KeyError, TypeError):
        return None
    source = message("report.sent", day=day_text(sent.sent_on), version=sent.version)
    return ReportedFigures(source, period, sent.as_of, counts)


def _period(sent: SentReport) -> Period:
    """The period by the name of its half-year, else by its days."""
    half = half_year_of(sent.last)
    if (half.first, half.last) == (sent.first, sent.last):
        return half
    days = Period("sent", sent.first, sent.last)
    return Period(period_text(days), sent.first, sent.last)


def _is_withheld_since(sent: SentReport, version: Version) -> bool:
    withheld = version.withheld_at
    return withheld is not None and (sent.at is None or withheld >= sent.at)
