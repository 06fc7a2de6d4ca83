"""A sheet that tells what became of each case later: its last status and date are the case's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.intake.book import Sheet
from grm_data.intake.cells import is_none
from grm_data.intake.choosing import Choice, recognise_columns
from grm_data.intake.coded import coded_cells
from grm_data.intake.dates import DateState, Order, read_date_column
from grm_data.intake.headers import plain_header
from grm_data.intake.table import Table, table_under
from grm_data.intake.values import is_sensitive, read_statuses
from grm_data.register.columns import Mask, Texts, blank_texts, texts_of
from grm_data.register.days import NO_DAY, Days
from grm_data.register.fields import Field
from grm_data.register.folding import fold
from grm_data.register.register import STATUS_CODE
from grm_data.register.sensitive_words import names_sensitive
from grm_data.register.vocabulary import Status, is_known_value
from grm_data.settings import Settings

__all__ = ["FollowUp", "follow_up_on", "joined"]

_PARENTS = MappingProxyType(
    {
        "parent index": "index",
        "submission id": "id",
        "submission uuid": "uuid",
        "parent key": "key",
        "parent uid": "uid",
        "parentrowid": "rowid",
    }
)
"""Folded heading in a repeat sheet → that in the main one: KoboToolbox, ODK Central, SurveyCTO, Survey123."""

_FOUND = 0.8
"""Share of a sheet's keys that are cases of the register, in its follow-up."""

_KNOWN = 0.5


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FollowUp:
    """What a follow-up sheet says of each row of the register, and how many rows it has."""

    sheet: str
    rows: int
    status_heading: str
    status: Texts | None = None  # of each row of the register; None where the sheet can't be joined
    date_heading: str | None = None
    resolved_on: npt.NDArray[np.object_] | None = None  # cells
    is_sensitive: Mask | None = None
    named: tuple[tuple[Field, str], ...] = ()

    @property
    def can_be_joined(self) -> bool:
        """Whether its rows belong to cases of the register."""
        return self.status is not None


def follow_up_on(sheet: Sheet, table: Table, settings: Settings) -> FollowUp | None:
    """What a sheet tells of the cases of the register; None where it is no follow-up."""
    header = plain_header(sheet)
    if header is None:
        return None
    own = table_under(header)
    choice = recognise_columns(own, settings.columns)
    number = recognise_columns(table, settings.columns).columns.get(Field.REGISTERED_NO)
    keys = list(_keys(own, choice, table, number))
    status = _status_column(own, choice, settings)
    if not keys or status is None:
        return None
    heading = own.header.headings[status] or ""
    cases = next((found for k, m in keys if (found := _cases(own, k, table, m)) is not None), None)
    if cases is None:
        return FollowUp(sheet.name, len(own), heading)
    date = _date_column(own, {*(k for k, _ in keys), status})
    days = None if date is None else _days(own, date, settings)
    steps = _steps(cases, days)
    words, resolved_on = _last(own, table, steps, status, date, settings)
    return FollowUp(
        sheet.name,
        len(own),
        heading,
        words,
        None if date is None else own.header.headings[date],
        resolved_on,
        _sensitive(own, choice, steps, len(table)),
        tuple((field, text) for j, field in choice.identity.items() for text in own.texts(j) if text),
    )


def _keys(own: Table, choice: Choice, table: Table, number: int | None) -> Iterator[tuple[int, int]]:
    """(a column of the sheet, the column of the register) by which its rows may belong to cases."""
    main = {fold(heading): j for j, heading in enumerate(table.header.headings) if heading}
    for j, heading in enumerate(own.header.headings):
        parent = _PARENTS.get(fold(heading or ""))
        if parent is not None:
            yield j, main.get(parent, -1)
    if number is not None:
        same = fold(table.header.headings[number] or "")
        named = [j for j, heading in enumerate(own.header.headings) if heading and fold(heading) == same]
        known = [choice.columns[Field.REGISTERED_NO]] if Field.REGISTERED_NO in choice.columns else []
        for j in dict.fromkeys([*named, *known]):
            yield j, number


def _cases(own: Table, j: int, table: Table, m: int) -> npt.NDArray[np.intp] | None:
    """The register's row of each row of the sheet, -1 where it has none; None where most have none."""
    if m < 0:
        return None
    place: dict[str, int] = {}
    for i, key in enumerate(table.texts(m)):
        if key is not None:
            place.setdefault(fold(key), i)
    texts = own.texts(j)
    found = np.array([-1 if text is None else place.get(fold(text), -1) for text in texts], np.intp)
    filled = int((~is_none(texts)).sum())
    return found if filled and int((found >= 0).sum()) >= _FOUND * filled else None


def _status_column(own: Table, choice: Choice, settings: Settings) -> int | None:
    """The column that holds statuses: by its heading, else by its words."""
    if Field.STATUS in choice.columns:
        return choice.columns[Field.STATUS]
    known = {fold(word) for word in settings.own_words(Field.STATUS)}
    for j in range(own.width):
        words = {text for text in own.texts(j) if text is not None}
        hits = sum(fold(word) in known or is_known_value(str(Field.STATUS), word) for word in words)
        if own.header.headings[j] and words and hits >= _KNOWN * len(words):
            return j
    return None


def _date_column(own: Table, taken: set[int]) -> int | None:
    """The first column of dates that isn't the program's own."""
    for j, heading in enumerate(own.header.headings):
        if heading is None or heading.startswith("_") or j in taken:
            continue
        state = read_date_column(own.cells.iloc[:, j]).state
        filled = int((state != DateState.BLANK).sum())
        if filled and int(np.isin(state, (DateState.READ, DateState.AMBIGUOUS)).sum()) >= _KNOWN * filled:
            return j
    return None


def _days(own: Table, j: int, settings: Settings) -> Days:
    order = None if settings.date_order is None else Order(settings.date_order)
    return read_date_column(own.cells.iloc[:, j], setting=order).days


def _steps(cases: npt.NDArray[np.intp], days: Days | None) -> dict[int, list[int]]:
    """The register's row → the rows of its steps, the last one last: by their days where each has one."""
    steps: dict[int, list[int]] = {}
    for i, case in enumerate(cases):
        if case >= 0:
            steps.setdefault(int(case), []).append(i)
    if days is not None:
        for rows in steps.values():
            if all(days[i] != NO_DAY for i in rows):
                rows.sort(key=lambda i: int(days[i]))
    return steps


def _last(
    own: Table,
    table: Table,
    steps: Mapping[int, list[int]],
    status: int,
    date: int | None,
    settings: Settings,
) -> tuple[Texts, npt.NDArray[np.object_]]:
    """(the last status, the cell with the date of the step that resolved the case) of each row."""
    texts = own.texts(status)
    read = read_statuses(own.coded(status), settings.own_words(Field.STATUS))
    is_resolved = read.codes == STATUS_CODE[Status.RESOLVED]
    words, cells = blank_texts(len(table)), blank_texts(len(table))
    dates: Any = None if date is None else own.cells.iloc[:, date].astype(object)
    for case, rows in steps.items():
        said = [i for i in rows if texts[i] is not None]
        if not said:
            continue
        words[case] = texts[said[-1]]
        if dates is not None and is_resolved[said[-1]]:
            first = said[-1]
            for i in reversed(said):
                if not is_resolved[i]:
                    break
                first = i
            cells[case] = None if pd.isna(dates.iloc[first]) else dates.iloc[first]
    return words, cells


def _sensitive(own: Table, choice: Choice, steps: Mapping[int, list[int]], n: int) -> Mask | None:
    """The rows of the register of which a step says that the case is sensitive."""
    marked = np.zeros(len(own), dtype=bool)
    for j in choice.all_columns(Field.SENSITIVE):
        marked |= is_sensitive(own.filled_across(j))[0] | own.is_uncalculated(j)
    for j in range(own.width):
        marked |= np.array([bool(text and names_sensitive(text)) for text in own.texts(j)], dtype=bool)
    marked |= ~is_none(own.commented)
    if not marked.any():
        return None
    found = np.zeros(n, dtype=bool)
    for case, rows in steps.items():
        found[case] = marked[rows].any()
    return found


def joined(
    table: Table, own: Mapping[str, str], found: FollowUp, settings: Settings
) -> tuple[Table, Mapping[str, str]]:
    """The table with what the follow-up says, and the headings to read it with."""
    table = replace(table, named_elsewhere=(*table.named_elsewhere, *found.named))
    if found.status is None or found.resolved_on is None:
        return table, own
    choice = recognise_columns(table, settings.columns)
    named = dict(own)
    for field, heading, cells in (
        (Field.STATUS, found.status_heading, found.status),
        (Field.RESOLVED_ON, found.date_heading, found.resolved_on),
    ):
        if is_none(cells).all() or heading is None:
            continue
        j = choice.columns.get(field)
        if j is not None:
            column = pd.Series(cells, dtype=object)
            column = column.where(column.notna(), table.cells.iloc[:, j].astype(object))
            table = table.with_columns({j: (column, coded_cells(column))})
        else:
            table, named[str(field)] = _with_new(table, heading, cells, found.sheet)
    if found.is_sensitive is not None:
        marks = texts_of("Yes" if one else None for one in found.is_sensitive)
        table, _ = _with_new(table, "Sensitive", marks, "")
    return table, MappingProxyType(named)


def _with_new(table: Table, heading: str, cells: npt.NDArray[np.object_], sheet: str) -> tuple[Table, str]:
    """The table with one more column, and its heading, which no other column has."""
    taken = {fold(one) for one in table.header.headings if one}
    if fold(heading) in taken and sheet:
        heading = f"{heading} ({sheet})"
    return table.with_column(heading, pd.Series(cells, dtype=object)), heading
