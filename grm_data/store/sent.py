"""Reports that were sent: the figures that they said, by which version, when, and the hashes of their files.

Kept as versions are: only added to, chained, so that nobody can say later that something else was reported.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from grm_data.store.chain import BEGINNING, ROW_FORMAT, chain_hash
from grm_data.store.entry import not_before, now, person
from grm_data.store.errors import StoreError
from grm_data.store.opening import Database
from grm_data.store.table import sent_reports, versions
from grm_data.store.version import moment
from grm_data.store.writing import writing

__all__ = ["SentReport", "SentReports", "all_sent"]


_AHEAD = timedelta(days=1)
"""What the day of a project may be ahead of that of UTC."""


@dataclass(frozen=True, slots=True)
class SentReport:
    """What a report said when it was sent."""

    version: int
    first: date  # of its period
    last: date
    as_of: date
    figures: Mapping[str, Mapping[str, int]]  # "new", "previous", "total" → status → feedbacks
    files: Mapping[str, str]  # format → SHA-256
    sent_on: date
    by: str = ""
    at: datetime | None = None  # when it was marked, UTC


class SentReports(Database):
    """The reports marked as sent, in a database of ours."""

    def mark_sent(self, report: SentReport, *, by: str) -> SentReport:
        """Keep that a report was sent, for good.

        StoreError where nobody is named, there is no such version, or it is sent on a day to come.
        """
        at = now()
        if report.sent_on > moment(at).date() + _AHEAD:
            raise StoreError("store-sent-future")
        row: dict[str, Any] = {
            "version": report.version,
            "period_first": report.first.isoformat(),
            "period_last": report.last.isoformat(),
            "as_of": report.as_of.isoformat(),
            "figures": json.dumps({name: dict(one) for name, one in report.figures.items()}),
            "files": json.dumps(dict(report.files)),
            "sent_on": report.sent_on.isoformat(),
            "marked_by": person(by),
            "format": ROW_FORMAT,
        }
        with self._writable() as connection, writing(connection):
            known = sa.select(versions.c.version).where(versions.c.version == report.version)
            if connection.scalar(known) is None:
                raise StoreError("store-no-version", version=report.version)
            number, chain, before = _end(connection)
            row |= {"number": number + 1, "marked_at": not_before(before, at)}
            row["chain"] = chain_hash(chain, row, sent_reports)
            connection.execute(sa.insert(sent_reports).values(**row))
        return _report_of(row)

    def sent_end(self) -> tuple[int, str]:
        """(how many reports were marked as sent, the hash with which their chain ends)."""
        with self._connected() as connection:
            return _end(connection)[:2] if self._has_sent else (0, BEGINNING)

    def sent_reports(self) -> tuple[SentReport, ...]:
        """Every report that was marked as sent, oldest first; StoreError where one can't be read."""
        with self._connected() as connection:
            return tuple(map(_report_of, all_sent(connection))) if self._has_sent else ()


def _end(connection: sa.Connection) -> tuple[int, str, str]:
    """Number, hash and time of the last report."""
    query = sa.select(sent_reports).order_by(sent_reports.c.number.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    return (0, BEGINNING, "") if last is None else (last.number, last.chain, last.marked_at)


def all_sent(connection: sa.Connection) -> Iterator[Mapping[str, Any]]:
    """Every row of the table, oldest first."""
    query = sa.select(sent_reports).order_by(sent_reports.c.number)
    return (dict(row._mapping) for row in connection.execute(query))


def _report_of(row: Mapping[str, Any]) -> SentReport:
    try:
        first, last, as_of, sent_on = (
            date.fromisoformat(row[name]) for name in ("period_first", "period_last", "as_of", "sent_on")
        )
        figures = {
            name: {key: int(n) for key, n in one.items()} for name, one in json.loads(row["figures"]).items()
        }
        files = {str(name): str(text) for name, text in json.loads(row["files"]).items()}
        at = moment(row["marked_at"])
        return SentReport(row["version"], first, last, as_of, figures, files, sent_on, row["marked_by"], at)
    except (ValueError, TypeError, AttributeError):
        raise StoreError("store-sent-damaged") from None
