"""How a register was read ↔ what stands of it in a body: JSON, and the places of its findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Any

import numpy as np

from grm_data.register.findings import Excluded, Finding
from grm_data.register.noticed import NO_ROW, Findings
from grm_data.register.register import Reading, SheetRead, SheetState

__all__ = ["entry_of", "places_of", "reading_of", "scalar"]

_PLACE = np.dtype("<i4")


def entry_of(reading: Reading) -> dict[str, Any]:
    """What stands in JSON of a reading; of its findings each kind once, without the rows."""
    return {
        "sheet": reading.sheet,
        "header_row": reading.header_row,
        "rows_read": reading.rows_read,
        "columns": dict(reading.columns),
        "findings": [[one.code, one.sheet, one.column, dict(one.values)] for one in reading.findings.kinds],
        "excluded": [[item.sheet, item.row, item.reason] for item in reading.excluded],
        "date_orders": dict(reading.date_orders),
        "sha256": reading.sha256,
        "file": reading.file,
        "rows_joined": reading.rows_joined,
        "sheets": [[one.sheet, str(one.state), one.rows, one.reason] for one in reading.sheets],
    }


def scalar(value: object) -> object:
    """A value of a finding that JSON doesn't know, as it is printed."""
    plain = value.value if isinstance(value, Enum) else value
    return plain.item() if isinstance(plain, np.generic) else str(plain)


def places_of(findings: Findings) -> bytes:
    """The kind of each finding, and its row."""
    return np.stack([findings.which, findings.rows]).astype(_PLACE).tobytes()


def _findings(told: Sequence[Any], places: bytes | None) -> Findings:
    """Findings by their kinds and places; up to format 2 each was told with its row."""
    if places is None:
        return Findings.of(
            Finding(code, sheet, row, column, tuple(values.items()))
            for code, sheet, row, column, values in told
        )
    kinds = [
        Finding(code, sheet, None, column, tuple(values.items())) for code, sheet, column, values in told
    ]
    which, rows = np.frombuffer(places, _PLACE).reshape(2, -1)
    if len(which) and not 0 <= which.min() <= which.max() < len(kinds):
        raise ValueError("a finding of no kind")
    if len(rows) and rows.min() < NO_ROW:
        raise ValueError("a finding on no row that there can be")
    return Findings(kinds, which, rows)


def reading_of(entry: Mapping[str, Any], places: bytes | None) -> Reading:
    """The reading that an entry and the places of its findings tell."""
    return Reading(
        sheet=entry["sheet"],
        header_row=entry["header_row"],
        rows_read=entry["rows_read"],
        columns=MappingProxyType(entry["columns"]),
        findings=_findings(entry["findings"], places),
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
