"""Which row of a register is which row of an earlier one.

Every way of telling is a key for each row of both, of one column or several. The surest ways come first, so
that a loose one sees only the rows that they left.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from grm_data.comparing.pairing import Rows, Way
from grm_data.comparing.row_keys import Keys, masked
from grm_data.register import Register
from grm_data.register.columns import Places

__all__ = ["match_rows"]


def match_rows(before: Register, after: Register) -> tuple[Places, Places]:
    """The rows of ``before`` and those of ``after`` that are the same feedbacks, in the order of ``after``.

    By registered number, whatever its capitals; where several rows bear one number, those most alike find
    each other first. Then rows of which one or both have no number, by what they hold; then rows alike in
    everything, whatever their numbers: they were corrected. At last rows without a number by their place.
    An issue that is withheld may be any.
    """
    rows = Rows(before, after)
    ways = chain(_by_number(rows), _by_content(rows), _by_place(rows))
    while rows.are_left and (way := next(ways, None)) is not None:
        rows.pair(way)
    return rows.pairs


def _by_number(rows: Rows) -> Iterator[Way]:
    yield (rows.alone(rows.number),)
    if rows.shares(rows.number):
        for way in (*_alike(rows), (rows.content,), (rows.receipt,), ()):
            yield (rows.number, *way)


def _by_content(rows: Rows) -> Iterator[Way]:
    """Keys of rows without a number; then of all rows, unless one alike is paired already."""
    numberless = rows.is_numberless, *rows.of_one_side(rows.is_numberless)
    for first, *more in _alike(rows) if rows.are_numberless_left else ():
        for some in numberless:
            yield (masked(first, some), *more)
    yield (rows.unpaired(rows.whole),)
    yield from _untold(rows, rows.unpaired(rows.content))


def _alike(rows: Rows) -> Iterator[Way]:
    """What one feedback's rows are alike in, from all of it to what it was when it came in.

    A case differs least in that while it is worked on; its issue tells it best, unless it was withheld.
    """
    yield (rows.whole,)
    yield rows.receipt, rows.issue
    yield from _untold(rows, rows.content)
    yield from _untold(rows, rows.receipt)


def _untold(rows: Rows, keys: Keys) -> Iterator[Way]:
    """Keys of rows whose issues may be the same, since one of them isn't known."""
    for some in rows.of_one_side(rows.is_withheld):
        yield (masked(keys, some),)


def _by_place(rows: Rows) -> Iterator[Way]:
    """Keys of edited rows without a number, the last ones by where they stand.

    Those of one day and issue; those with the same issue below the same paired row; those alike in all but
    the day, in all but the texts; those of one day below the same row; those of one sheet row that differ
    in the day and the texts alone. The others below the same row in their order, where as many are left in
    both registers: where rows came or went as well, nobody can tell which was edited.
    """
    if not rows.are_numberless_left:
        return
    above, numberless = rows.above(), rows.is_numberless
    yield masked(rows.received, numberless), rows.issue
    yield above, rows.issue
    yield masked(rows.undated, numberless), rows.issue
    for some in rows.of_one_side(numberless):
        yield (masked(rows.content, some),)
    yield above, rows.received
    yield masked(rows.place, numberless), rows.undated
    yield (rows.equally_many(above),)
