"""Several tables as one: the columns that mean the same under one heading, the rows one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np
import pandas as pd

from grm_data.intake.choosing import Choice, recognise_columns
from grm_data.intake.coded import coded
from grm_data.intake.headers import own_headings
from grm_data.intake.table import Part, Table
from grm_data.register.columns import Texts, blank_texts
from grm_data.register.fields import Field
from grm_data.register.folding import fold

__all__ = ["fields_in", "united"]

_Key: TypeAlias = Hashable


def fields_in(choice: Choice) -> dict[tuple[Field, int], int]:
    """(field, how many columns hold it before) → its column, identities included."""
    found = {(field, 0): j for field, j in choice.columns.items()}
    count: Counter[Field] = Counter(choice.columns.keys())
    for j, field in sorted({**choice.further, **choice.identity}.items()):
        found[field, count[field]] = j
        count[field] += 1
    return found


def united(tables: Sequence[Table], main: Table, own: Mapping[str, str]) -> Table:
    """One table of the rows of all, in their order; its columns begin with those of ``main``.

    Columns are the same where they are headed alike, else where they hold the same field and neither table
    has the other's heading. ``own`` are the settings' headings by field.
    """
    if len(tables) == 1:
        return tables[0]
    columns = _Columns(own)
    columns.add(main)
    for table in tables:
        if table is not main:
            columns.add(table)
    places = [columns.places[id(table)] for table in tables]
    order = list(columns.headings)
    cells = {i: _joined([_column(t, p.get(key)) for t, p in zip(tables, places, strict=True)])
             for i, key in enumerate(order)}  # fmt: skip
    texts = {i: coded(np.concatenate([_texts(t, p.get(key)) for t, p in zip(tables, places, strict=True)]))
             for i, key in enumerate(order)}  # fmt: skip
    merged = [_merged(t, [p.get(key) for key in order]) for t, p in zip(tables, places, strict=True)]
    header = replace(main.header, headings=tuple(columns.headings.values()))
    return Table(
        header,
        pd.DataFrame(cells, copy=False),
        np.concatenate([table.sheet_rows for table in tables]),
        tuple(_parts(tables, [[p.get(key) for key in order] for p in places])),
        texts,
        np.concatenate([table.commented for table in tables]),
        np.concatenate(merged),
    )


class _Columns:
    """The columns of all tables by key, and where each table has them."""

    def __init__(self, own: Mapping[str, str]) -> None:
        self.own = own
        self.own_folded = own_headings(own)
        self.headings: dict[_Key, str | None] = {}
        self.places: dict[int, dict[_Key, int]] = {}
        self.fields: dict[tuple[Field, int], _Key] = {}

    def add(self, table: Table) -> None:
        """Give each column of a table its key."""
        keys = self._by_heading(table)
        fields = fields_in(recognise_columns(table, self.own))
        here = set(keys.values())
        for field, j in fields.items():
            same = self.fields.get(field)
            if keys[j] not in self.headings and same is not None and same not in here:
                keys[j] = same
        for j, key in keys.items():
            heading = table.header.headings[j]
            if key not in self.headings or (heading and fold(heading) in self.own_folded):
                self.headings[key] = heading
        for field, j in fields.items():
            self.fields.setdefault(field, keys[j])
        self.places[id(table)] = {key: j for j, key in keys.items()}

    def _by_heading(self, table: Table) -> dict[int, _Key]:
        seen: Counter[str] = Counter()
        keys: dict[int, _Key] = {}
        for j in range(table.width):
            heading = table.header.headings[j]
            name = "" if heading is None else fold(heading)
            keys[j] = (name, seen[name])
            seen[name] += 1
        return keys


def _column(table: Table, j: int | None) -> pd.Series | int:
    return len(table) if j is None else table.cells.iloc[:, j]


def _texts(table: Table, j: int | None) -> Texts:
    return blank_texts(len(table)) if j is None else table.texts(j)


def _joined(parts: Sequence[pd.Series | int]) -> pd.Series:
    """One column of several; a number stands for so many blank cells."""
    dtypes = {part.dtype for part in parts if isinstance(part, pd.Series) and not part.isna().all()}
    kept = next(iter(dtypes)) if len(dtypes) == 1 and dtypes != {np.dtype(bool)} else np.dtype(object)
    if all(isinstance(part, pd.Series) and part.dtype == bool for part in parts):
        kept = np.dtype(bool)
    return pd.concat([_as(part, kept) for part in parts], ignore_index=True)


def _as(part: pd.Series | int, dtype: object) -> pd.Series:
    if isinstance(part, int) or (part.dtype != dtype and part.isna().all()):
        n = part if isinstance(part, int) else len(part)
        return pd.Series([None] * n, dtype=dtype)  # type: ignore[call-overload,no-any-return]
    if part.dtype == dtype:
        return part
    return part.astype(object).where(part.notna(), None)


def _merged(table: Table, places: Sequence[int | None]) -> np.ndarray:
    blank = np.zeros(len(table), dtype=bool)
    return np.column_stack([blank if j is None else table.merged_down[:, j] for j in places])


def _parts(tables: Sequence[Table], places: Sequence[Sequence[int | None]]) -> list[Part]:
    """The parts of all tables, each a table of one part."""
    parts, start = [], 0
    for table, columns in zip(tables, places, strict=True):
        parts.append(Part(table.header, slice(start, start + len(table)), tuple(columns)))
        start += len(table)
    return parts
