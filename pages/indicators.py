"""Indicators: the Bank's and the project's, each with its formula, and who complains."""

from collections.abc import Sequence

import streamlit as st

from grm_dashboard.blocks import block, opened
from grm_dashboard.session.run import current_view
from grm_dashboard.session.shelf import newest_number
from grm_dashboard.session.view import View
from grm_data.analysis.indicator_table import INDICATORS, indicators
from grm_data.analysis.who import GroupTable, group_tables
from grm_data.figures.indicators import group_rows, indicator_rows
from grm_data.figures.labels import label
from grm_data.messages import message
from grm_data.register import Period

_RECORDED = 3
_WIDTHS = (350, 340, 230)
_LETTER, _SIDES = 6.3, 16
"""Pixels: of the columns of sentences; of a letter and both sides of a cell of figures. By itself, Streamlit
makes a column too narrow for a long word that is rare in it; what is missing is in sight at 1280."""


def every_indicator(view: View) -> None:
    """A line for each indicator: in the period and since the start."""
    everything, settings = view.of_every_status, view.source.settings
    ever = Period("total", view.history_start, view.as_of)
    rows = indicator_rows(
        indicators(everything, view.period, settings),
        indicators(everything, ever, settings),
        for_readers=view.source.register.is_for_readers,
    )
    figures = {name: max(map(len, (name, *rows[name]))) for name in rows.columns[1:_RECORDED]}
    widths = {name: round(n * _LETTER) + _SIDES for name, n in figures.items()}
    widths |= dict(zip(rows.columns[_RECORDED:], _WIDTHS, strict=True))
    opened.cells(rows, message("page.indicators.title"), _figure, height="content", widths=widths)
    block.download(rows, "indicators")


def _figure(row: int, column: int) -> opened.Figure | None:
    """In the period, since the start, or in how many rows it is recorded."""
    period = {1: "", 2: "ever"}.get(column)
    if period is None:
        return ("recorded", {}) if column == _RECORDED else None
    return list(INDICATORS)[row], {"period": period}


def who_complains(view: View) -> None:
    """A table for each field that says who; of the newest version only where readers get it."""
    source, version = view.source, view.source.version
    st.header(message("indicators.who"), anchor=False)
    is_old = version is not None and version.number < newest_number()
    if source.register.is_for_readers:
        tables: Sequence[GroupTable] = () if is_old else source.groups
        st.caption(message("indicators.who_old" if is_old else "indicators.who_readers"))
    else:
        tables = group_tables(source.register, source.complete_to, suppressed=False)
        st.caption(message("indicators.who_staff"))
    if not tables and not is_old:
        st.markdown(message("indicators.who_none"))
    for table in tables:
        rows, name = group_rows(table), label("field", str(table.field))
        st.subheader(block.plain(name), anchor=False)
        block.table(rows, name, height="content")
        block.download(rows, str(table.field))


view = current_view()
block.heading(view, "indicators")
if len(view.source.register):
    every_indicator(view)
    who_complains(view)
else:
    block.is_empty(view)
