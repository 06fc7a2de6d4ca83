"""What staff write into a report, kept for its period: the last text of each section counts.

In no chain, and nothing keeps an older text: what was written by mistake is gone once it is written anew.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from grm_data.register import Period
from grm_data.store.entry import now, person
from grm_data.store.opening import Database
from grm_data.store.table import report_texts
from grm_data.store.writing import writing

__all__ = ["CARRIED_OVER", "SECTIONS", "Written"]

SECTIONS = ("other", "lessons", "contacts")
"""The sections that staff write."""

CARRIED_OVER = ("contacts",)
"""Those that hold until they are written anew, in every later period."""


class Written(Database):
    """The texts of reports in a database of ours."""

    def write_texts(self, period: Period, texts: Mapping[str, str], *, by: str) -> None:
        """Keep what staff wrote for a period: each section's text takes the place of the one before."""
        at, who = now(), person(by)
        with self._writable() as connection, writing(connection):
            for section, text in texts.items():
                is_it = (report_texts.c.section == section) & (report_texts.c.period == _key(period))
                connection.execute(sa.delete(report_texts).where(is_it))
                row = {
                    "section": section,
                    "period": _key(period),
                    "text": text,
                    "written_at": at,
                    "written_by": who,
                }
                connection.execute(sa.insert(report_texts).values(**row))

    def texts_of(self, period: Period) -> dict[str, str]:
        """The text of each section for a period; of one that is carried over, else the last one before."""
        with self._connected() as connection:
            rows = connection.execute(sa.select(report_texts)).all() if self._has_sent else []
        texts: dict[str, str] = {}
        for row in sorted(rows, key=lambda row: row.period):
            is_before = row.section in CARRIED_OVER and row.period < _key(period)
            if row.period == _key(period) or is_before:
                texts[row.section] = row.text
        return texts


def _key(period: Period) -> str:
    return f"{period.first.isoformat()}/{period.last.isoformat()}"
