"""The tables of a sheet that holds several: beside each other, or one below the other in other columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from grm_data.intake.cells import cell_text
from grm_data.intake.headers import (
    FEWEST_FIELDS,
    Header,
    header_of,
    may_be_second_row,
    own_headings,
    score_of,
)
from grm_data.register.fields import Field
from grm_data.register.folding import fold
from grm_data.register.headings import fields_of_heading

__all__ = ["tables_under"]

_MOST_GAPS = 1000
"""Rows under a gap that are looked at for another header."""


def tables_under(header: Header, columns: Mapping[str, str]) -> Iterator[Header]:
    """The header, and those of further tables on its sheet: beside the first, or below it in other columns.

    Each stands on a sheet of its own, with the cells of its table only. The same header again below is none:
    the rows under it belong to the first table.
    """
    own = own_headings(columns)
    for piece in _beside(header):
        yield from _below(piece, own)


def _beside(header: Header) -> Iterator[Header]:
    """The header cut where its first heading begins anew, if the received date comes anew with it."""
    folded = [None if heading is None else fold(heading) for heading in header.headings]
    first = next(iter([name for name in folded if name]), None)
    starts = [j for j, name in enumerate(folded) if name and name == first]
    ends = [*starts[1:], len(folded)]
    pieces = [header.headings[start:end] for start, end in zip(starts, ends, strict=True)]
    if len(starts) < 2 or not all(map(_has_received, pieces)):
        yield header
        return
    for start, end in zip(starts, ends, strict=True):
        cells = header.sheet.cells.iloc[:, start:end]
        cells.columns = range(end - start)  # type: ignore[assignment]
        sheet = replace(header.sheet, cells=cells, first_column=header.sheet.first_column + start)
        yield replace(header, sheet=sheet, headings=header.headings[start:end])


def _has_received(headings: Sequence[str | None]) -> bool:
    return any(Field.RECEIVED_ON in fields_of_heading(heading) for heading in headings if heading)


def _below(header: Header, own: frozenset[str]) -> Iterator[Header]:
    """The header cut where another one stands under a blank row or a lone title."""
    cells = header.sheet.cells
    start = header.row + header.height
    filled = cells.notna().to_numpy().sum(axis=1)
    under_gap = np.flatnonzero((filled[1:] >= FEWEST_FIELDS) & (filled[:-1] <= 1)) + 1
    for i in under_gap[under_gap > start][:_MOST_GAPS]:
        lower = _another(header, int(i), own)
        if lower is not None:
            yield replace(header, sheet=replace(header.sheet, cells=cells.iloc[:i]))
            yield from _below(lower, own)
            return
    yield header


def _another(header: Header, i: int, own: frozenset[str]) -> Header | None:
    """The header on row i, None where there is none, or the same one again."""
    values = header.sheet.cells.iloc[i].to_numpy(object)
    row = [cell_text(value) for value in values]
    same = sum(text is not None and text == over for text, over in zip(row, header.headings, strict=True))
    is_same = same * 2 > sum(text is not None for text in row)
    if is_same or not may_be_second_row(values) or score_of(row, own) < FEWEST_FIELDS:
        return None
    cells = header.sheet.cells.iloc[i:].reset_index(drop=True)
    sheet = replace(header.sheet, cells=cells, first_row=header.sheet.first_row + i)
    found = header_of(replace(sheet, cells=cells.iloc[:2]), own)
    is_table = found is not None and found.row == 0 and _has_received(row)
    return replace(found, sheet=sheet) if found is not None and is_table else None
