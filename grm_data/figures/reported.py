"""Half-years × versions: what each version reports, and where that isn't what the version before reported."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from grm_data.analysis.reported import ReportedBy
from grm_data.figures.labels import part_of_year
from grm_data.figures.tables import Columns, columns_of
from grm_data.messages import digits, message

__all__ = ["matrix"]


def matrix(versions: Mapping[int, ReportedBy], figure: str) -> tuple[Columns, npt.NDArray[np.float64]]:
    """(a row for each half-year, the newest first, and a column for each version; 1 where a figure changed).

    A changed cell says what it was. A half-year that wasn't over when the version before was published
    hasn't changed: it went on.
    """
    names = sorted({name for one in versions.values() for name in one.figures}, reverse=True)
    cells, changed = [], []
    for name in names:
        row, marks = [part_of_year(name)], [0.0]
        before: ReportedBy | None = None
        for one in versions.values():
            now = getattr(one.figures.get(name), figure, 0)
            was = now if before is None or name not in before.over else getattr(before.figures[name], figure)
            row.append(
                message(
                    "history.cell" if was == now else "history.cell_changed", n=digits(now), was=digits(was)
                )
            )
            marks.append(float(was != now))
            before = one
        cells.append(row)
        changed.append(marks)
    heads = [message("history.half_year"), *(message("history.name", n=number) for number in versions)]
    return columns_of(heads, cells), np.array(changed).reshape(len(cells), len(heads))
