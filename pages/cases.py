"""Cases: the report's table of addressed feedback, complainant-free, and everything about one row."""

import zlib

import numpy as np
import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.blocks.case import detail
from grm_dashboard.session.run import current_view
from grm_dashboard.session.view import View
from grm_data.analysis.records import records
from grm_data.analysis.selection import Selection
from grm_data.figures.labels import label
from grm_data.figures.tables import case_table
from grm_data.messages import message
from grm_data.register import Status

_WHOLE, _TALL = 7, 600  # rows that are shown without scrolling, else pixels
_WIDTHS = {"type": 115, "channel": 145, "issue": 240, "action": 240, "way": 140}
_THREE_LINES = 76  # pixels; Streamlit wraps texts in rows above 64
_ADDRESSED = (Status.RESOLVING, Status.RESOLVED)


def chosen_rows(view: View) -> Selection:
    """The addressed feedback, or all that was received."""
    everything = st.toggle(message("cases.all"), key="all_received")
    return view.selection if everything else view.selection.with_status(*_ADDRESSED)


def withheld_note(view: View) -> str | None:
    """That texts are withheld, and who can change it."""
    version = view.source.version
    if version is not None and version.texts_withheld:
        return message("cases.withheld_version", n=version.texts_withheld)
    return None if view.texts_shown else message("cases.withheld_note")


def list_of(rows: Selection, with_texts: bool) -> int | None:
    """The table; the result is the position of the row that was selected."""
    frame = case_table(rows, long=True, with_texts=with_texts)
    frame.insert(0, message("table.no"), np.arange(1, len(frame) + 1))
    event = block.table(
        frame,
        message("page.cases.title"),
        on_select="rerun",
        selection_mode="single-row",
        key=f"feedback_{_fingerprint(rows)}",
        height="content" if len(frame) <= _WHOLE else _TALL,
        row_height=_THREE_LINES if with_texts else None,
        widths={label("field", name): width for name, width in _WIDTHS.items()},
    )
    chosen: list[int] = event["selection"]["rows"]
    return chosen[0] if chosen and chosen[0] < len(frame) else None


def _fingerprint(rows: Selection) -> str:
    """Other rows have another key, so that a position never selects another case than the one clicked."""
    return f"{rows.register.reading.sha256[:8]}_{zlib.crc32(rows.mask.tobytes()):x}"


view = current_view()
block.heading(view, "cases")
if not block.is_empty(view):
    rows = chosen_rows(view)
    if note := withheld_note(view):
        st.caption(note)
    if len(rows):
        if len(rows) < len(view.selection):
            st.caption(message("cases.listed", addressed=len(rows), received=len(view.selection)))
        position = list_of(rows, view.texts_shown)
        block.download(lambda: records(rows), "records")
        if position is None:
            st.caption(message("cases.select"))
        else:
            detail(view, rows, position)
    else:
        st.info(message("cases.none_addressed"), icon=":material/inbox:")
