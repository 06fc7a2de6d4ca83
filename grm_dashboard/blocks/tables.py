"""A table on the screen and on paper: its cells are texts, numbers and days, never links or pictures."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from grm_dashboard.blocks.printing import on_paper
from grm_data.messages import message

__all__ = ["table"]

_DAY = "D MMM YYYY"


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


def _column(values: pd.Series, width: int | None) -> Any:
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DateColumn(format=_DAY, width=width)
    if pd.api.types.is_numeric_dtype(values):
        # Whole numbers throughout. Streamlit 1.67's own format "plain" shows 97 as 96.999999999.
        return st.column_config.NumberColumn(format="%d", width=width)
    return st.column_config.TextColumn(width=width)
