"""A table on the screen and on paper: its cells are texts, numbers and days, never links or pictures."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import streamlit as st

from grm_dashboard.blocks.printing import on_paper, shade
from grm_dashboard.blocks.wording import plain
from grm_data.figures.tables import Columns
from grm_data.messages import message

__all__ = ["static_table", "table"]

_SEPARATED = 10_000
"""A column that reaches this has its thousands separated; one of years never does."""


def table(
    frame: pd.DataFrame,
    alt: str,
    *,
    widths: dict[str, int] | None = None,
    is_printed: bool = True,
    **more: Any,
) -> Any:
    """A table whose cells are texts, numbers and days, never links or pictures; widths in pixels."""
    columns = {name: _column(frame[name], (widths or {}).get(name)) for name in frame.columns}
    none = message("word.none")
    event = st.dataframe(frame, hide_index=True, column_config=columns, placeholder=none, alt=alt, **more)
    if is_printed:
        on_paper(frame)
    return event


def static_table(columns: Columns, alt: str, fullness: npt.NDArray[np.float64] | None = None) -> None:
    """A short table of texts that stands whole on the page, its words inert.

    The fuller a cell is, from 0 to 1, the stronger is its colour.
    """
    # Arrow's, since a frame is made into it at four times the cost.
    inert = pa.table([[*map(plain, cells)] for cells in columns.values()], [*map(plain, columns)])
    st.table(inert, border="horizontal", hide_index=True, alt=alt)
    if fullness is not None:
        shade(alt, fullness)


def _column(values: pd.Series, width: int | None) -> Any:
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DateColumn(format=message("page.day_column"), width=width)
    if pd.api.types.is_numeric_dtype(values):
        # Whole numbers throughout. Streamlit 1.67's own format "plain" shows 97 as 96.999999999.
        form = "localized" if (values >= _SEPARATED).any() else "%d"
        return st.column_config.NumberColumn(format=form, width=width)
    return st.column_config.TextColumn(width=width)
