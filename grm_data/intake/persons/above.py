"""What stands above the headings of a sheet: "Complainant" merged over "ID" and "Age"."""

from __future__ import annotations

from grm_data.intake.cells import cell_text
from grm_data.intake.headers import Header

__all__ = ["headings_above"]


def headings_above(header: Header) -> dict[int, str]:
    """Column → the upper heading over it; a title over most columns is none."""
    sheet, row = header.sheet, header.row - (header.height == 1)
    if row < 0:
        return {}
    texts = [cell_text(value) for value in sheet.cells.iloc[row].to_numpy(object)]
    found = {j: text for j, text in enumerate(texts) if text}
    most = sum(heading is not None for heading in header.headings) / 2
    spread = 0
    for first, left, last, right in sheet.merged:
        start, end = left - sheet.first_column, right - sheet.first_column
        if first <= sheet.first_row + row <= last and start in found:
            text = found.pop(start)
            if end > start and end - start < most:
                spread += 1
                found |= dict.fromkeys(range(start, end + 1), text)
            elif end == start:
                found[start] = text
    is_title = not spread and len(found) < 2
    return {} if is_title else found
