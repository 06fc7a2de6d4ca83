"""What the cells of a column look like, whatever its heading: dates, known words, a count of the rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import numpy as np
import pandas as pd

from grm_data.intake.dates import looks_like_date
from grm_data.intake.table import Table
from grm_data.register.fields import DATE_FIELDS, Field
from grm_data.register.grammar import is_plain_date, speaks_against
from grm_data.register.vocabulary import is_known_value

__all__ = ["Evidence"]

_LOOKS_LIKE_DATES = 0.5
"""Share of a column's non-blank cells that must look like dates for it to be a date column."""

_LOOKED_AT = 500
"""Different texts of a column that are looked at to tell what it holds."""

_ZEROS = frozenset({"0", "00:00:00", "1899-12-30", "1899-12-31", "1900-01-00", "1900-01-01"})
"""What a formula gives that was stored without its result."""

_SERIAL = r"\d{5}(\.\d+)?|\d{8}|\d{10}|\d{13}"
"""Dates that are numbers: days or seconds since some day, or 20200731."""

_DATE_SHAPE = r"\d{1,4}\s*[./\-_ ]\s*\d{1,2}\s*[./\-_ ]\s*\d{1,4}"

_TOLD_BY_WORDS = (Field.STATUS, Field.CHANNEL, Field.TYPE)
_TOLD_BY_DATES = (Field.RECEIVED_ON, Field.RESOLVED_ON)
_KNOWN = 0.5
"""Share of a column's different values that are known words of a field, in a column of that field."""


_OF_CASES = frozenset(
    {Field.REGISTERED_NO, Field.CHANNEL, Field.TYPE, Field.CATEGORY, Field.ISSUE, Field.ACTION, Field.STATUS}
)
_FEWEST_OF_CASES = 2


class Evidence:
    """The columns of a table as their cells show them; each is looked at once."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._shares: dict[int, float] = {}

    def reads_badly(self, j: int, name: Field) -> bool:
        """Whether a column is blank, or is to hold dates and doesn't."""
        blank = bool(self._table.coded(j).is_blank.all())
        return blank or (name in DATE_FIELDS and not self.looks_like_dates(j))

    def is_ordinal(self, j: int) -> bool:
        """Whether a column merely counts the rows of each sheet: 1, 2, 3 …"""
        return all(
            text == str(i)
            for part in self._table.parts
            for i, text in enumerate(filter(None, self._table.texts(j)[part.rows]), 1)
        )

    def share_known(self, j: int, name: Field) -> float:
        """Which share of a column's different values are known words of a field."""
        words = self._table.coded(j).different()
        return sum(is_known_value(str(name), word) for word in words) / len(words) if len(words) else 0.0

    def looks_like_dates(self, j: int) -> bool:
        """Whether half of a column's different texts look like dates."""
        return self.share_of_dates(j) >= _LOOKS_LIKE_DATES

    def share_of_dates(self, j: int) -> float:
        """Which share of a column's different texts look like dates; all of a blank column's."""
        if j not in self._shares:
            texts = pd.Series(self._table.coded(j).different()[:_LOOKED_AT], dtype="str")
            looks = texts.str.contains(_DATE_SHAPE, regex=True) | texts.str.fullmatch(_SERIAL)
            looks |= np.array([looks_like_date(text) for text in texts], dtype=bool)
            self._shares[j] = 1.0 if texts.empty else float(looks.mean())
        return self._shares[j]

    def has_dates(self, j: int) -> bool:
        """Whether a column of no known heading holds dates: a postcode is none, nor a date of birth."""
        texts = self._table.coded(j)
        filled = texts[np.flatnonzero(~texts.is_blank)[:_LOOKED_AT]].texts()
        numbers = pd.Series(filled, dtype="str").str.fullmatch(_SERIAL)
        return (
            len(filled) > 0
            and not numbers.all()
            and self.looks_like_dates(j)
            and not speaks_against(self._table.header.headings[j] or "")
        )

    def plain_date(self, unused: Iterable[int], known: Collection[Field]) -> int | None:
        """The one column headed "Date" and no more, in a table that is of cases by its other columns."""
        if len(_OF_CASES.intersection(known)) < _FEWEST_OF_CASES:
            return None
        found = [j for j in unused if is_plain_date(self._table.header.headings[j] or "")]
        return found[0] if len(found) == 1 and self.has_dates(found[0]) else None

    def are_zeros(self, j: int) -> bool:
        """Whether a column holds nothing but what a formula gives that was stored without its result."""
        return _ZEROS.issuperset(self._table.coded(j).different())

    def fields_of(self, j: int) -> Iterator[Field]:
        """The fields that a column's values look like, the likeliest first."""
        yield from (name for name in _TOLD_BY_WORDS if self.share_known(j, name) >= _KNOWN)
        if self.has_dates(j):
            yield from _TOLD_BY_DATES
