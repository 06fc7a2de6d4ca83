"""A chart on a page: its question, and its numbers as a table beside the files that it is given as."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st
from plotly.basedatatypes import BaseFigure

from grm_dashboard.blocks.files import download, file_button, file_name
from grm_dashboard.blocks.tables import table
from grm_dashboard.blocks.wording import plain
from grm_data.figures.charts import Bars, Dots
from grm_data.figures.drawing import Chart, config, draw
from grm_data.figures.panels import Panels
from grm_data.messages import message

__all__ = ["figure"]

_PICTURES = {"png": "image/png", "svg": "image/svg+xml"}
_WHOLE = 12  # rows that are shown without scrolling
_TEMPLATE = {"layout": {}, "data": {"scatter": [{"type": "scatter", "marker": {"line": {"width": 0}}}]}}
"""What Streamlit's theme fills in the browser, and all that its own template says of our kinds of marks."""


class Drawn(BaseFigure):  # type: ignore[misc]  # Plotly has no types
    """A drawing of ours as it is: Plotly would validate it at each rerun, which the tests have done once."""

    def __init__(self, drawn: dict[str, Any]) -> None:
        self._drawn = {**drawn, "layout": {**drawn["layout"], "template": _TEMPLATE}}

    def to_dict(self) -> dict[str, Any]:
        """What the browser gets."""
        return self._drawn


def figure(chart: Chart, question: str, where: str, *, name: str = "") -> None:
    """A chart under its question, with the same numbers as a table and as files one click away.

    These are made once somebody opens them, and stay open while the page is another's of the same ``name``,
    or question.
    """
    notes = chart.notes if isinstance(chart, Bars | Dots | Panels) else ()
    lines = (where, *(note.line for note in notes))
    with st.container(gap="xxsmall"):
        st.header(question, anchor=False)
        st.caption("  \n".join(map(plain, lines)))
    st.plotly_chart(Drawn(draw(chart)), config=config(), alt=chart.alt, key=f"chart_{chart.title}")
    opened = st.expander(message("page.table_and_files"), key=f"table_{name or question}", on_change="rerun")
    if opened.open:
        with opened:
            rows = chart.table
            height = "content" if len(rows) < _WHOLE else "auto"
            table(rows, chart.title, height=height, is_printed=False)
            with st.container(horizontal=True, gap="small"):
                download(rows, chart.title, "page.table_csv")
                for kind in _PICTURES:
                    _picture(chart, question, lines, kind)


def _picture(chart: Chart, question: str, lines: Sequence[str], kind: str) -> None:
    """The chart as a picture, which is drawn when somebody asks for it."""

    def content() -> bytes:
        from grm_data.report.pictures import picture  # typst is loaded with it

        return picture(chart, question, lines, kind)

    file = file_name(chart.title)
    label = message(f"page.picture_{kind}")
    file_button(label, content, f"{file}.{kind}", _PICTURES[kind], f"{kind}_{file}")
