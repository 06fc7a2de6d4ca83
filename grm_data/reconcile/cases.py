"""Tables of single cases: what a row says of a case, by the headings of its columns and by its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from grm_data.reconcile.cells import READ, combined, first_read, is_nothing, unbroken
from grm_data.reconcile.mentions import Own, Said
from grm_data.reconcile.opening import Line
from grm_data.register import Field
from grm_data.register.folding import fold
from grm_data.register.headings import fields_of_heading

__all__ = ["CaseReader", "head_of_cases", "shapes_of"]

_MOST_HEAD_ROWS = 6
_HEADING = 100
_TEXTS = (Field.ISSUE, Field.ACTION)
_PLACE = re.compile(r"\d{1,4}\.?")
_WANTED = (
    Field.REGISTERED_NO, Field.RECEIVED_ON, Field.TYPE, Field.CHANNEL, Field.STATUS, Field.RESOLVED_ON,
    Field.REPORTED_WORKING_DAYS, Field.WAY, *_TEXTS,
)  # fmt: skip


@dataclass(slots=True, repr=False)
class Head:
    """What the columns of a table of cases hold, and the first row under its head."""

    columns: list[Field | None]
    place: int | None  # the column of running numbers
    end: int


@dataclass(slots=True, repr=False)
class _Case:
    """A case as its cells are gathered."""

    lines: list[int]
    cells: list[str]


def head_of_cases(rows: Sequence[Line]) -> Head | None:
    """The head of a table of cases; None where a table is another one."""
    for at in range(min(len(rows), _MOST_HEAD_ROWS)):
        end = at + 1
        while end < len(rows) and end - at < _MOST_HEAD_ROWS and not _begins_case(rows[end].cells):
            end += 1
        whole = _head(rows[at:end], end)  # a heading may go on in the rows below it
        first = _head(rows[at : at + 1], at + 1)
        if first and (whole is None or not {*first.columns} <= {*whole.columns}):
            return first
        if whole:
            return whole
    return None


def _is_words(cell: str) -> bool:
    """Whether a cell is that of a head, which has no figure; a page may begin with what goes on in it."""
    return bool(cell.strip()) and not any(map(str.isdigit, cell))


def _begins_case(cells: Sequence[str]) -> bool:
    return bool(cells) and (
        bool(_PLACE.fullmatch(cells[0])) or any(re.search(r"\w[-/ ]?\d", cell) for cell in cells[:3])
    )


def _head(rows: Sequence[Line], end: int) -> Head | None:
    headings = [""] * max(len(row.cells) for row in rows)
    for row in rows:
        for i, cell in enumerate(row.cells):
            headings[i] = f"{headings[i]}\n{cell}".strip()
    ranked = [
        (rank, i, one)
        for i, text in enumerate(headings)
        for one, rank in next(filter(None, map(fields_of_heading, unbroken(text))), {}).items()
    ]
    places = [i for i, text in enumerate(headings) if fold(text) in ("no", "n")]
    columns: list[Field | None] = [None] * len(headings)
    for _, i, one in sorted(ranked, key=lambda found: (found[1] in places, *found[:2])):
        if columns[i] is None and one not in columns and one in _WANTED:
            columns[i] = one
    is_one = Field.REGISTERED_NO in columns and Field.RECEIVED_ON in columns
    place = next((i for i in places if columns[i] is None), None)
    return Head(columns, place, end) if is_one else None


@dataclass(slots=True, repr=False)
class CaseReader:
    """Reads tables of cases; ``known`` is each folded number of the register → as it is written."""

    said: Said
    known: Mapping[str, str]
    shapes: frozenset[str]
    own: Own
    last: Head | None = None

    def head_again(self, rows: Sequence[Line]) -> Head | None:
        """The head of the last table, where rows without a head of their own are more of its cases."""
        if self.last is None:
            return None
        key, width = self.last.columns.index(Field.REGISTERED_NO), len(self.last.columns)
        is_like = all(len(row.cells) == width for row in rows) and not _is_words(rows[0].cells[key])
        is_ours = is_like and any(self._known(row.cells[key]) for row in rows)
        return replace(self.last, end=0) if is_ours else None

    def read(self, rows: Sequence[Line], head: Head) -> None:
        """Note what each row under the head says."""
        self.last, self.said.cases = head, True
        cases = list(_gathered(rows[head.end :], head))
        for i, case in enumerate(cases):
            before = cases[i - 1] if i else None
            _give_back(before, case)
        key = head.columns.index(Field.REGISTERED_NO)
        is_ours = any(self._known(case.cells[key]) for case in cases)
        counted = _counted(cases, head)
        for place, case in enumerate(cases, counted):
            self._case(case, head, place, is_ours)

    def _case(self, case: _Case, head: Head, at: int, is_ours: bool) -> None:
        """Note a case; ``is_ours``: the table has the register's numbers, so that others are invented."""
        cells = {one: text for one, text in zip(head.columns, case.cells, strict=False) if one}
        line = case.lines[0]
        number = "".join(cells.get(Field.REGISTERED_NO, "").split())
        if not number or not is_ours:
            self.said.cases_whole = False
            self.said.unread.add(line)
            return
        own = self._known(number)
        is_like = own or _shape(number) in self.shapes
        name = f"case.{own or number}" if is_like else f"case.line-{line}"
        self.said.add(f"{name}.listed", True, line)
        if own is None:
            return
        if head.place is not None and (place := re.match(r"\d+", case.cells[head.place])):
            self.said.add(f"{name}.place", int(place[0]), line)
            self.said.places[f"{name}.place"] = at
        parts: dict[Field, str] = {
            one: text for one, text in cells.items() if one not in (*_TEXTS, Field.REGISTERED_NO)
        }
        column, several = combined(case.cells, head.columns)
        if column is not None:
            parts.pop(column, None)
        parts |= several
        for one, text in parts.items():
            if one in READ and not is_nothing(text):
                key, read = READ[one]
                value = first_read(read, text)
                if value is None and key in self.own:
                    value = first_read(lambda word, key=key: self.own[key].get(fold(word)), text)  # type: ignore[misc]
                self.said.add(f"{name}.{key}", value, line)

    def _known(self, number: str) -> str | None:
        """A number as the register writes it."""
        return self.known.get(fold("".join(number.split())))


def _gathered(rows: Sequence[Line], head: Head) -> Iterator[_Case]:
    """The rows of one case together: a page breaks its cells over several lines."""
    key = head.place if head.place is not None else head.columns.index(Field.REGISTERED_NO)
    case: _Case | None = None
    for row in rows:
        if _is_head_again(row, head):
            continue
        begins = (
            len(row.cells) > key and bool(row.cells[key].strip()) and any(map(str.isdigit, row.cells[key]))
        )
        if begins or case is None:
            if case is not None:
                yield case
            case = _Case([row.number], [*row.cells] + [""] * (len(head.columns) - len(row.cells)))
            continue
        case.lines.append(row.number)
        for i, cell in enumerate(row.cells[: len(case.cells)]):
            case.cells[i] = f"{case.cells[i]}\n{cell}".strip()
    if case is not None:
        yield case


def _is_head_again(row: Line, head: Head) -> bool:
    found = [fields_of_heading(cell) if len(cell) < _HEADING else {} for cell in row.cells]
    return sum(one is not None and one in have for one, have in zip(head.columns, found, strict=False)) > 2


def _give_back(before: _Case | None, case: _Case) -> None:
    """What a page put in front of a case's own outcome, "Period: 1 working day", is of the case before it."""
    if before is None:
        return
    for i, cell in enumerate(case.cells):
        found = _LEFT_OVER.match(cell)
        if found and i < len(before.cells) and not re.search(r"(?i)period\s*:", before.cells[i]):
            before.cells[i] = f"{before.cells[i]}\n{found[1]}"
            case.cells[i] = cell[found.end(1) :].strip()


_LEFT_OVER = re.compile(r"(?is)(period\s*:.*?)\s*(?=resolved\b|resolving\b)")


def _counted(cases: Sequence[_Case], head: Head) -> int:
    """The number that a table's first case should have: what most rows count from, also on a later page."""
    if head.place is None:
        return 1
    found = [(i, re.match(r"\d+", case.cells[head.place])) for i, case in enumerate(cases)]
    firsts = Counter(int(place[0]) - i for i, place in found if place)
    return firsts.most_common(1)[0][0] if firsts else 1


@cache
def _shape(number: str) -> str:
    return re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "0", number))


def shapes_of(numbers: Sequence[str]) -> frozenset[str]:
    """How the register's numbers look: letters and digits alike."""
    return frozenset(map(_shape, numbers))
