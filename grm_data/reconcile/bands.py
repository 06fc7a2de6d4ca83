"""A table of open cases by how long they have waited: "Working days waited | Open cases", a band a row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grm_data.reconcile.mentions import Said
from grm_data.reconcile.opening import Line
from grm_data.reconcile.words import coded, plain

__all__ = ["NO_END", "band_of", "read_bands"]

_BAND = re.compile(r"(\d+) ?(?:-|to) ?(\d+)(?: (?:working )?days)?|(\d+) (?:or more|and more|\+)|(\d+)\+")
_COUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
NO_END = 10**9
"""The last day of a band without an end."""


def band_of(text: str) -> tuple[int, int] | None:
    """The first and last day of a band, both inside; NO_END for one without an end.

    >>> band_of("6–10"), band_of("161 or more"), band_of("some")
    ((6, 10), (161, 1000000000), None)
    """
    match = _BAND.fullmatch(plain(text).strip())
    if match is None:
        return None
    first, last, *others = match.groups()
    return (int(first), int(last)) if last else (int(next(filter(None, others))), NO_END)


def read_bands(rows: Sequence[Line], said: Said) -> bool:
    """Whether a table is one of bands; how many cases each has is noted, what can't be read is listed."""
    heads = [tuple(coded("labels", cell) for cell in row.cells) for row in rows]
    at = next((i for i, head in enumerate(heads) if head == ("waited", "open_cases")), None)
    if at is None:
        return False
    for row in rows[at + 1 :]:
        band, count = band_of(row.cells[0]), row.cells[-1].strip()
        if band and len(row.cells) == 2 and _COUNT.fullmatch(count):
            said.add(f"open_bands.{band[0]}-{band[1]}", int(count.replace(",", "")), row.number)
        elif any(map(str.isdigit, row.text)):
            said.unread.add(row.number)
    return True
