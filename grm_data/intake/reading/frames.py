"""Columns of Arrow pieces become sheets of typed cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from grm_data.intake.book import Sheet
from grm_data.intake.reading.columns import BOOL, DAY, EMPTY, MOMENT, NUMBER, TEXT, Column
from grm_data.intake.reading.extras import ReadSheet

__all__ = ["Note", "notes_of", "sheet_of"]

Note = tuple[str, dict[str, object]]


def sheet_of(read: ReadSheet, name: str) -> Sheet:
    """The sheet, its columns taken out of ``read`` one by one; one without a name gets ``name``."""
    table, extras = read.table, read.extras
    columns = []
    while table.columns:
        columns.append(_column(table.columns.pop(0)))
    cells = pd.DataFrame(dict(enumerate(columns)), index=pd.RangeIndex(table.rows), copy=False)
    cells.columns = pd.RangeIndex(len(columns))
    return Sheet(
        name=read.name or name,
        cells=cells,
        hidden=read.hidden,
        first_row=table.first_row,
        first_column=table.first_column,
        hidden_rows=frozenset(extras.hidden_rows),
        hidden_columns=frozenset(extras.hidden_columns),
        merged=tuple(read.merged),
        uncalculated=frozenset((row, column) for row, column in extras.uncalculated),
        looks=tuple(extras.looks),
        comments=tuple(extras.comments),
    )


def notes_of(read: ReadSheet, sheet: str) -> Iterator[Note]:
    """What was to be done to read a sheet."""
    for code, values in read.notes:
        yield code, {"sheet": sheet, **values}


def _column(column: Column) -> pd.Series[Any]:
    """One column with the dtype of its cells."""
    kinds = np.frombuffer(column.kinds, np.uint8)
    rows = len(kinds)
    parts = {kind: _cells(pieces) for kind, pieces in column.values.items()}
    if TEXT in column.kinds:
        parts[TEXT] = _cells(column.texts)
    if column.is_mixed:
        return pd.Series(_objects(kinds, parts), dtype=object, copy=False)
    if not parts or TEXT in parts:
        return pd.Series(_texts(parts.get(TEXT), rows), copy=False)
    if BOOL in parts:
        return pd.Series(_numpy(parts[BOOL]), dtype=bool, copy=False)
    if NUMBER in parts:
        numbers = np.full(rows, np.nan)
        numbers[kinds == NUMBER] = _numpy(parts[NUMBER])
        return pd.Series(numbers, copy=False)
    moments = np.full(rows, "NaT", "datetime64[us]")
    for kind, cells in parts.items():
        moments[kinds == kind] = _numpy(cells)
    return pd.Series(moments, copy=False)


def _cells(pieces: Sequence[Any]) -> pa.ChunkedArray:
    return pa.chunked_array(pieces)


def _texts(cells: pa.ChunkedArray | None, rows: int) -> Any:
    if cells is None:
        cells = pa.chunked_array([pa.nulls(rows, pa.large_string())])
    return pd.array(cells.cast(pa.large_string()), dtype="str")


def _numpy(cells: pa.ChunkedArray) -> npt.NDArray[Any]:
    if cells.type == pa.date32():
        cells = cells.cast(pa.timestamp("us"))
    return np.asarray(cells.to_numpy())


def _objects(kinds: npt.NDArray[np.uint8], parts: dict[int, pa.ChunkedArray]) -> npt.NDArray[np.object_]:
    """str, float, bool, datetime.datetime; None where a cell is empty."""
    cells = np.full(len(kinds), None, object)
    if TEXT in parts:
        cells[:] = parts[TEXT].to_numpy()
    for kind in (NUMBER, BOOL, DAY, MOMENT):
        if kind in parts:
            codes, different = pd.factorize(_numpy(parts[kind]), use_na_sentinel=False)
            cells[kinds == kind] = different.astype(object)[codes]  # one object for all cells that are alike
    cells[kinds == EMPTY] = None
    return cells
