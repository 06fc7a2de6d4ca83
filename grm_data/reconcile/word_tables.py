"""Tables of words by status, as our report has them: "Channel, New period | Resolving | Resolved | Total"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grm_data.reconcile.mentions import NOT_STATED, STATUSES, Own, Said
from grm_data.reconcile.opening import Line
from grm_data.reconcile.ours import is_said
from grm_data.reconcile.scanning import SPLITS
from grm_data.reconcile.words import coded
from grm_data.register.folding import fold
from grm_data.register.vocabulary import value_code

__all__ = ["read_words", "tables_in"]

_TOTAL = "total"
_NUMBER = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class _Head:
    kind: str  # "channels" or "types"
    columns: tuple[tuple[str, str], ...]  # (period, status), the last of a period perhaps its total
    end: int  # where the rows begin


def tables_in(rows: Sequence[Line]) -> Iterator[list[Line]]:
    """The rows in parts that begin with such a head: in a pasted text tables follow each other."""
    begun = 0
    for at in range(1, len(rows)):
        if _head(rows, at) and not _head(rows, at - 1):
            yield list(rows[begun:at])
            begun = at
    yield list(rows[begun:])


def read_words(rows: Sequence[Line], said: Said, own: Own) -> bool:
    """Whether a table is one of these; sums that aren't those of their cells are listed as not read."""
    if (head := _head(rows, 0)) is None:
        return False
    sums = [0] * len(head.columns)
    for row, word, numbers in _rows(rows[head.end :], len(head.columns)):
        if not word or None in numbers:
            said.unread.add(row.number)
        elif coded("periods", word) == _TOTAL:
            if numbers != sums:
                said.unread.add(row.number)
        else:
            counts = [n or 0 for n in numbers]
            sums = [a + b for a, b in zip(sums, counts, strict=True)]
            _word(head, word, counts, row.number, said, own)
    return True


def _head(rows: Sequence[Line], at: int) -> _Head | None:
    """The head at a row: of one period that it names, or of several over the statuses of each."""
    first, *cells = rows[at].cells
    name, _, period = first.partition(", ")
    kind = coded("lists", name)
    if kind not in SPLITS or not cells:
        return None
    periods = [coded("periods", cell) for cell in cells]
    if all(periods) and not period and at + 1 < len(rows):
        statuses = [_status(cell) for cell in rows[at + 1].cells[1:]]
        return _head_of(kind, periods, statuses, at + 2)
    return _head_of(kind, [coded("periods", period)] * len(cells), list(map(_status, cells)), at + 1)


def _head_of(
    kind: str, periods: Sequence[str | None], statuses: Sequence[str | None], end: int
) -> _Head | None:
    if len(periods) != len(statuses):
        return None
    columns = [
        (period, status) for period, status in zip(periods, statuses, strict=True) if period and status
    ]
    return _Head(kind, tuple(columns), end) if len(columns) == len(periods) else None


def _status(cell: str) -> str | None:
    code = coded("labels", cell)
    return code if code in STATUSES else coded("periods", cell)


def _rows(rows: Sequence[Line], n: int) -> Iterator[tuple[Line, str, list[int | None]]]:
    """(row, its word, its numbers); a word may go on in the rows below its numbers."""
    found: list[tuple[Line, str, list[int | None]]] = []
    for row in rows:
        word, *cells = row.cells
        if found and not any(cells):
            last, before, numbers = found[-1]
            found[-1] = (last, f"{before} {word}", numbers)
            continue
        numbers = [int(cell) if _NUMBER.fullmatch(cell.strip()) else None for cell in cells]
        found.append((row, word, numbers if len(numbers) == n else [None]))
    yield from found


def _word(head: _Head, word: str, counts: Sequence[int], line: int, said: Said, own: Own) -> None:
    field = SPLITS[head.kind]
    is_blank = is_said("word.not_stated", word)
    code = NOT_STATED if is_blank else value_code(field, word) or own[field].get(fold(word))
    if code is None:
        said.unread.add(line)
        # The line may hold words that aren't shown, so a word without a line needn't be none.
        said.lists |= {f"{period}.{head.kind}.{status}": False for period, status in head.columns}
        return
    sums: dict[str, int] = {}
    for (period, status), n in zip(head.columns, counts, strict=True):
        if status == _TOTAL:
            if n != sums.get(period, 0):
                said.unread.add(line)
            continue
        sums[period] = sums.get(period, 0) + n
        name = f"{period}.{head.kind}.{status}"
        if n or not is_blank:
            said.add(f"{name}.{code}", n, line)
        said.lists.setdefault(name, True)
