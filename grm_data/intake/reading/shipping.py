"""Sheets and columns as messages for the reader of the reading process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from grm_data.intake.reading.columns import TEXT, Column
from grm_data.intake.reading.extras import ReadSheet

__all__ = ["column_message", "sheet_values"]


def sheet_values(sheet: ReadSheet) -> dict[str, Any]:
    """What is known of a sheet beside its cells."""
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "first_row": sheet.table.first_row,
        "first_column": sheet.table.first_column,
        "rows": sheet.table.rows,
        "columns": len(sheet.table.columns),
        "hidden_rows": sheet.extras.hidden_rows,
        "hidden_columns": sheet.extras.hidden_columns,
        "uncalculated": sheet.extras.uncalculated,
        "merged": sheet.merged,
        "notes": sheet.notes,
    }


def column_message(column: Column) -> tuple[str, dict[str, Any], list[Any]]:
    """A column: its kinds, one byte a cell, then an Arrow stream for each kind that stands in it."""
    parts: list[int] = []
    blobs: list[Any] = [column.kinds]
    if TEXT in column.kinds:
        parts.append(TEXT)
        blobs.append(_stream(column.texts, pa.string()))
    for kind, values in sorted(column.values.items()):
        parts.append(kind)
        blobs.append(_stream(values, values[0].type))
    return "column", {"parts": parts, "mixed": column.is_mixed}, blobs


def _stream(pieces: Sequence[Any], type: Any) -> Any:
    """Arrays of one type as an Arrow IPC stream."""
    schema = pa.schema([("cells", type)])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as writer:
        for piece in pieces:
            writer.write_batch(pa.record_batch([piece], schema=schema))
    return sink.getvalue()
