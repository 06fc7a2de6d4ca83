"""Rules about how cells look: a colour or a line through them that seems to stand for a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from grm_data.intake.cells import is_none
from grm_data.intake.checks.examined import Examined, Noticed
from grm_data.intake.table import Part
from grm_data.register.columns import Mask
from grm_data.register.fields import Field
from grm_data.register.findings import Finding

__all__ = ["colours", "struck_rows"]

_MOST_COLOURS = 6
"""A sheet in more colours than this is decorated."""

_STATUSES = 0.5
"""Where this share of the rows has a status in words, colours only repeat it."""

_OF_A_ROW = 0.5
"""Share of the columns that look alike where a whole row is coloured, or struck."""

_Row = Mapping[int, str]


def colours(seen: Examined) -> Iterator[Noticed]:
    """One warning per sheet without words for the status whose rows differ in their colour."""
    if seen.rows.has(Field.STATUS) and _share_of_words(seen) >= _STATUSES:
        return
    for part, rows in _looks(seen):
        width = sum(heading is not None for heading in part.header.headings)
        whole = [_of_row(row, width) for row in rows]
        columns = {column for row in rows for column in row}
        ways = [[row.get(column) for row in rows] for column in sorted(columns)]
        if any(whole):
            ways = [] if _are_bands(whole) else [whole]
        n = max((sum(look is not None for look in way) for way in ways if _tells_something(way)), default=0)
        if n:
            yield Finding("colours", part.header.sheet.name, values=(("n", n),))


def struck_rows(seen: Examined) -> Iterator[Noticed]:
    """One warning per sheet with rows that are struck through, and others that aren't."""
    for part, rows in _looks(seen):
        width = sum(heading is not None for heading in part.header.headings)
        struck = sum(_of_row(row, width) == "struck" for row in rows)
        if 0 < struck < len(rows):
            yield Finding("rows-struck", part.header.sheet.name, values=(("n", struck),))


def _share_of_words(seen: Examined) -> float:
    filled: Mask = ~is_none(seen.rows.texts(Field.STATUS))[seen.feedback]
    return float(filled.mean()) if len(filled) else 1.0


def _looks(seen: Examined) -> Iterator[tuple[Part, list[_Row]]]:
    """Each part of the register that has looks, with those of its feedbacks: column → look."""
    table = seen.rows.table
    for part in table.parts:
        if part.header.sheet.looks:
            places: dict[int, dict[int, str]] = {}
            for row, column, look in part.header.sheet.looks:
                places.setdefault(row, {})[column] = look
            last = max(places)
            own = np.flatnonzero(seen.feedback[part.rows] & (table.sheet_rows[part.rows] <= last))
            yield part, [places.get(int(row), {}) for row in table.sheet_rows[part.rows][own]]


def _of_row(row: _Row, width: int) -> str | None:
    """The look of a whole row; None where its cells differ."""
    look, n = next(iter(Counter(row.values()).most_common(1)), (None, 0))
    return look if n >= max(2, _OF_A_ROW * width) else None


def _tells_something(way: list[str | None]) -> bool:
    """Whether rows differ in their look, in few ways."""
    return 2 <= len({*way}) <= _MOST_COLOURS and len({*way} - {None, "struck"}) > 0


def _are_bands(whole: list[str | None]) -> bool:
    """Whether every other row is coloured, for the eye only."""
    return len(whole) > 2 and len({*whole}) == 2 and all(a != b for a, b in pairwise(whole))
