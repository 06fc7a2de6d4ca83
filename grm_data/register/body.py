"""Register ↔ bytes, exactly: an Arrow stream of its arrays, compressed, with everything else as JSON.

Measured (benchmarks/store.py): 4,900 rows, 706 KB, are written in 1.5 ms; Parquet takes 2.3, JSON and
zlib 86 ms, both in more room. Never pickle: reading a body runs no code. The columns are written by their
type, so that a new field is one of them without a change here.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
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
    Field,
    HeldBack,
    Kind,
    Register,
    TextColumn,
    columns_of,
)
from grm_data.register.body_1 import upgraded
from grm_data.register.body_reading import entry_of, places_of, reading_of, scalar
from grm_data.register.collecting import uncollected
from grm_data.register.columns import texts_of
from grm_data.register.fields import fields_of

__all__ = ["FORMAT", "LaterBody", "body_of", "register_of_body"]

FORMAT = 3
"""1: a column for each field of a Register of 0.1. 2: a column for each field of the table of fields.
3: each kind of finding once, and the places of them all.
"""

_KEY = b"grm"
_FINDINGS = b"findings"
_STATE = ".state"
_MOST_BESIDE = 1 << 28
"""The most bytes of what stands beside the columns: of 100,000 rows with 100,000 findings it is 8 million."""
_NO_BODY = (
    OSError, KeyError, TypeError, AttributeError, OverflowError, StopIteration, RecursionError,
    NotImplementedError, zlib.error,
)  # fmt: skip
"""What bytes that are no body raise, beside ValueError."""
_AT_ONCE = 5_000
"""Texts that are read before other threads get a turn."""
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
        "reading": entry_of(register.reading),
    }
    if register.held_back:
        rest["held_back"] = [astuple(one) for one in register.held_back]
    text = json.dumps(rest, separators=(",", ":"), default=scalar)
    batch = pa.RecordBatch.from_arrays(list(arrays.values()), names=[str(name) for name in arrays])
    beside = {_KEY: text.encode("ascii"), _FINDINGS: places_of(register.reading.findings)}
    schema = batch.schema.with_metadata({name: zlib.compress(one, 1) for name, one in beside.items()})
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
        with uncollected():
            return _read(content, texts_withheld)
    except _NO_BODY as error:
        raise ValueError(type(error).__name__) from None


class LaterBody(ValueError):
    """A later program wrote the body."""


def _read(content: bytes, texts_withheld: int) -> Register:
    batch = pa.ipc.open_stream(content).read_next_batch()
    batch.validate(full=True)
    beside = batch.schema.metadata
    rest = json.loads(_unpacked(beside[_KEY]))
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
        reading=reading_of(rest["reading"], _unpacked(beside[_FINDINGS]) if _FINDINGS in beside else None),
        held_back=tuple(HeldBack(*one) for one in rest.get("held_back", ())),
    )


def _unpacked(packed: bytes) -> bytes:
    """What was compressed; ValueError where it is more than any register has."""
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(packed, _MOST_BESIDE)
    if not unpacking.eof:
        raise ValueError("cut off, or too much")
    return content


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
    parts = (array.slice(begin, _AT_ONCE) for begin in range(0, len(array), _AT_ONCE))
    return texts_of(text for part in parts for text in part.to_pylist())


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
