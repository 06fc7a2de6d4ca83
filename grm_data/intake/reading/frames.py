"""The child's messages become sheets of typed cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from grm_data.intake.book import Sheet
from grm_data.intake.reading.columns import BOOL, DAY, EMPTY, MOMENT, NUMBER, TEXT
from grm_data.intake.reading.wire import Garbled, Message

__all__ = ["sheets_of"]

Note = tuple[str, dict[str, object]]

# What a damaged message, or one that a hostile file wrote through a fault in a library, may raise.
_FAULTS = (pa.ArrowException, OSError, ValueError, TypeError, LookupError, OverflowError, AttributeError)


def sheets_of(messages: Iterator[Message], name: str) -> tuple[list[Sheet], list[Note]]:
    """The sheets in their order, and what the child had to do; a sheet without a name gets the file's.

    Garbled where the messages don't fit each other.
    """
    sheets: list[Sheet] = []
    notes: list[Note] = []
    for message in messages:
        if message.kind != "sheet":
            raise Garbled
        try:
            count = int(message.values["columns"])
            columns = [_column(next(messages), int(message.values["rows"])) for _ in range(count)]
            sheet = _sheet(message.values, columns, name)
            notes += [_note(code, values, sheet.name) for code, values in message.values["notes"]]
        except (*_FAULTS, StopIteration):
            raise Garbled from None
        sheets.append(sheet)
    return sheets, notes


def _note(code: str, values: dict[str, Any], sheet: str) -> Note:
    return str(code), {
        "sheet": sheet,
        **{str(k): v if isinstance(v, int) else str(v) for k, v in values.items()},
    }


def _sheet(values: dict[str, Any], columns: Sequence[pd.Series[Any]], name: str) -> Sheet:
    cells = pd.DataFrame(dict(enumerate(columns)), index=pd.RangeIndex(int(values["rows"])), copy=False)
    cells.columns = pd.RangeIndex(len(columns))
    return Sheet(
        name=str(values["name"]) or name,
        cells=cells,
        hidden=bool(values["hidden"]),
        first_row=int(values["first_row"]),
        first_column=int(values["first_column"]),
        hidden_rows=frozenset(map(int, values["hidden_rows"])),
        hidden_columns=frozenset(map(int, values["hidden_columns"])),
        merged=tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in values["merged"]),
        uncalculated=frozenset((int(row), int(column)) for row, column in values["uncalculated"]),
    )


def _column(message: Message, rows: int) -> pd.Series[Any]:
    """One column with the dtype of its cells."""
    kinds = np.frombuffer(message.blobs[0], np.uint8)
    if message.kind != "column" or len(kinds) != rows:
        raise Garbled
    parts = {
        int(kind): _cells(blob) for kind, blob in zip(message.values["parts"], message.blobs[1:], strict=True)
    }
    if message.values["mixed"]:
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


def _cells(blob: memoryview) -> pa.ChunkedArray:
    """The cells of an Arrow stream, checked before anything trusts their offsets."""
    with pa.ipc.open_stream(pa.py_buffer(blob)) as reader:
        cells = reader.read_all().column(0)
    cells.validate(full=True)
    return cells


def _texts(cells: pa.ChunkedArray | None, rows: int) -> Any:
    if cells is None:
        cells = pa.chunked_array([pa.nulls(rows, pa.large_string())])
    if len(cells) != rows:
        raise Garbled
    return pd.array(cells.cast(pa.large_string()), dtype="str")


def _numpy(cells: pa.ChunkedArray) -> npt.NDArray[Any]:
    if cells.type == pa.date32():
        cells = cells.cast(pa.timestamp("us"))
    return np.asarray(cells.to_numpy())


def _objects(kinds: npt.NDArray[np.uint8], parts: dict[int, pa.ChunkedArray]) -> npt.NDArray[np.object_]:
    """str, float, bool, datetime.datetime; None where a cell is empty."""
    cells = np.full(len(kinds), None, object)
    if TEXT in parts:
        texts = parts[TEXT].to_numpy()
        cells[:] = texts
    for kind in (NUMBER, BOOL, DAY, MOMENT):
        if kind in parts:
            cells[kinds == kind] = _numpy(parts[kind]).astype(object)
    cells[kinds == EMPTY] = None
    return cells
