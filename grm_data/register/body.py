"""Register ↔ bytes, exactly: an Arrow stream of its arrays, compressed, with everything else as JSON.

Measured (benchmarks/store.py): 4,900 rows, 706 KB, are written in 1.5 ms; Parquet takes 2.3, JSON and
zlib 86 ms, both in more room. Never pickle: reading a body runs no code. The columns are written by their
type, so that a new field is one of them without a change here.
"""

from __future__ import annotations

import gc
import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa

from grm_data.register import (
    NO_CODE,
    Category,
    Columns,
    Excluded,
    Field,
    Finding,
    HeldBack,
    Kind,
    Reading,
    Register,
    TextColumn,
    columns_of,
)
from grm_data.register.body_1 import upgraded
from grm_data.register.columns import texts_of
from grm_data.register.fields import fields_of
from grm_data.register.noticed import encoded
from grm_data.register.register import SheetRead, SheetState

__all__ = ["FORMAT", "LaterBody", "body_of", "register_of_body"]

FORMAT = 2
"""1: a column for each field of a Register of 0.1. 2: a column for each field of the table of fields."""

_KEY = b"grm"
_STATE = ".state"
_OWN = ("status", "sheet", "sheet_row")
"""The columns that every register has beside those of its fields."""


def body_of(register: Register) -> bytes:
    """The register as bytes."""
    arrays = {name: _arrow(getattr(register, name)) for name in _OWN}
    for field, column in register.columns:
        if isinstance(column, TextColumn):
            arrays[field + _STATE] = pa.array(column.state)
            arrays[field] = _arrow(column.words)
        else:
            arrays[field] = _arrow(column)
    rest = {
        "format": FORMAT,
        "sensitive_by_half_year": dict(register.sensitive_by_half_year),
        "last_known": register.last_known and register.last_known.isoformat(),
        "reading": None,
    }
    if register.held_back:
        rest["held_back"] = [list(astuple(one)) for one in register.held_back]
    packed = zlib.compress(_json(rest, reading=_reading_json(register.reading)).encode("ascii"), 1)
    batch = pa.RecordBatch.from_arrays(list(arrays.values()), names=[str(name) for name in arrays])
    schema = batch.schema.with_metadata({_KEY: packed})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_batch(batch.replace_schema_metadata(schema.metadata))
    content: bytes = sink.getvalue().to_pybytes()
    return content


def register_of_body(content: bytes, *, texts_withheld: int = 0) -> Register:
    """The register in a body; LaterBody where a later program wrote it, ValueError where it holds none.

    A body of format 1 doesn't tell a withheld text from a blank one; ``texts_withheld`` is how many there
    were, as its version says. A field that it doesn't have isn't recorded; one that isn't in the table of
    fields is left out.
    """
    try:
        with _uncollected():
            return _read(content, texts_withheld)
    except (OSError, KeyError, TypeError, StopIteration, zlib.error) as error:
        raise ValueError(type(error).__name__) from None


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage is collected meanwhile: there is none, and at each look every thread would wait."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class LaterBody(ValueError):
    """A later program wrote the body."""


def _read(content: bytes, texts_withheld: int) -> Register:
    batch = pa.ipc.open_stream(content).read_next_batch()
    batch.validate(full=True)
    rest = json.loads(zlib.decompress(batch.schema.metadata[_KEY]))
    columns: dict[str, Any] = {name: _value(batch.column(name)) for name in batch.schema.names}
    if rest["format"] > FORMAT:
        raise LaterBody(rest["format"])
    if rest["format"] == 1:
        rest, columns = upgraded(rest, columns, texts_withheld)
    last_known = rest["last_known"]
    return Register(
        columns=_columns(columns),
        **{name: columns[name] for name in _OWN},
        sensitive_by_half_year=MappingProxyType(rest["sensitive_by_half_year"]),
        last_known=None if last_known is None else date.fromisoformat(last_known),
        reading=_reading(rest["reading"]),
        held_back=tuple(HeldBack(*one) for one in rest.get("held_back", ())),
    )


def _columns(columns: Mapping[str, Any]) -> Columns:
    """The columns of fields that the table knows, by field."""
    known = {field: columns[field] for field in Field if field in columns and field.is_kept}
    texts = {
        field: TextColumn(known[field], columns[field + _STATE])
        for field in fields_of(Kind.TEXT)
        if field in known
    }
    return columns_of({field: column for field, column in known.items() if field is not Field.STATUS} | texts)


def _arrow(value: Any) -> pa.Array:
    if isinstance(value, Category):
        codes = pa.array(value.codes, mask=value.codes == NO_CODE)
        return pa.DictionaryArray.from_arrays(codes, pa.array(value.names, pa.string()))
    if value.dtype == object:
        return pa.array(value, pa.string())
    return pa.array(value)


def _value(array: pa.Array) -> Any:
    """A column as numpy has it. Arrow's own ``to_numpy`` would import pandas, which takes half a second."""
    if pa.types.is_dictionary(array.type):
        codes = np.where(_is_valid(array.indices), _numbers(array.indices), NO_CODE)
        return Category(codes.astype(_dtype(array.indices)), tuple(array.dictionary.to_pylist()))
    if pa.types.is_boolean(array.type):
        return _bits(array, array.buffers()[1])
    if pa.types.is_primitive(array.type):
        return _numbers(array).copy()
    return texts_of(array.to_pylist())


def _dtype(array: pa.Array) -> np.dtype[Any]:
    dtype: np.dtype[Any] = np.dtype(array.type.to_pandas_dtype())
    return dtype


def _numbers(array: pa.Array) -> np.ndarray:
    """The cells of a column of numbers; whatever where there is none."""
    data = array.buffers()[1]
    if not len(array) or data is None:
        return np.zeros(len(array), _dtype(array))
    return np.frombuffer(data, _dtype(array), array.offset + len(array))[array.offset :]


def _is_valid(array: pa.Array) -> np.ndarray:
    """Which cells hold something."""
    return _bits(array, array.buffers()[0]) if array.null_count else np.ones(len(array), dtype=bool)


def _bits(array: pa.Array, data: pa.Buffer | None) -> np.ndarray:
    if not len(array) or data is None:
        return np.zeros(len(array), dtype=bool)
    bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
    return bits[array.offset : array.offset + len(array)].astype(bool)


def _json(items: Mapping[str, Any], **encoded: str) -> str:
    """A mapping as JSON, in which some items are encoded already."""
    each = (
        f"{json.dumps(name)}:{encoded.get(name) or json.dumps(value, separators=(',', ':'))}"
        for name, value in items.items()
    )
    return f"{{{','.join(each)}}}"


def _reading_json(reading: Reading) -> str:
    entry = {
        "sheet": reading.sheet,
        "header_row": reading.header_row,
        "rows_read": reading.rows_read,
        "columns": dict(reading.columns),
        "findings": None,
        "excluded": [[item.sheet, item.row, item.reason] for item in reading.excluded],
        "date_orders": {name: list(order) for name, order in reading.date_orders.items()},
        "sha256": reading.sha256,
        "file": reading.file,
        "rows_joined": reading.rows_joined,
        "sheets": [[one.sheet, str(one.state), one.rows, one.reason] for one in reading.sheets],
    }
    return _json(entry, findings=encoded(reading.findings))


def _reading(entry: Mapping[str, Any]) -> Reading:
    findings = tuple(
        Finding(code, sheet, row, column, tuple(values.items()))
        for code, sheet, row, column, values in entry["findings"]
    )
    return Reading(
        sheet=entry["sheet"],
        header_row=entry["header_row"],
        rows_read=entry["rows_read"],
        columns=MappingProxyType(entry["columns"]),
        findings=findings,
        excluded=tuple(Excluded(*item) for item in entry["excluded"]),
        date_orders=MappingProxyType(
            {name: (order, evidence) for name, (order, evidence) in entry["date_orders"].items()}
        ),
        sha256=entry["sha256"],
        file=entry["file"],
        rows_joined=entry.get("rows_joined", 0),
        sheets=_sheets(entry),
    )


def _sheets(entry: Mapping[str, Any]) -> tuple[SheetRead, ...]:
    """Every sheet; a body of an earlier program holds the one that was read."""
    before = [[entry["sheet"], SheetState.READ, entry["rows_read"], None]]
    return tuple(
        SheetRead(sheet, SheetState(state), rows, reason)
        for sheet, state, rows, reason in entry.get("sheets", before)
    )
