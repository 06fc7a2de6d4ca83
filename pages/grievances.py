"""Grievances: the report's table of addressed feedback, complainant-free, and everything about one row."""

import zlib
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.session.view import View, current_view
from grm_data.analysis.records import records
from grm_data.analysis.selection import Selection
from grm_data.figures.labels import day_text, label
from grm_data.figures.tables import case_table, findings_table
from grm_data.messages import message
from grm_data.register import Status

_WHOLE, _TALL = 7, 600  # rows that are shown without scrolling, else pixels
_WIDTHS = {"type": 115, "channel": 145, "issue": 240, "action": 240, "way": 140}
_THREE_LINES = 76  # pixels; Streamlit wraps texts in rows above 64
_ADDRESSED = (Status.RESOLVING, Status.RESOLVED)


def chosen_rows(view: View) -> Selection:
    """The addressed feedback, or all that was received."""
    everything = st.toggle(message("grievances.all"), key="all_received")
    return view.selection if everything else view.selection.where(statuses=_ADDRESSED)


def withheld_note(view: View) -> str | None:
    """That texts are withheld, and who can change it."""
    version = view.source.version
    if version is not None and version.texts_withheld:
        return message("grievances.withheld_version", n=version.texts_withheld)
    return None if view.texts_shown else message("grievances.withheld_note")


def list_of(rows: Selection, with_texts: bool) -> int | None:
    """The table; the result is the position of the row that was selected."""
    frame = case_table(rows, long=True, with_texts=with_texts)
    frame.insert(0, message("table.no"), np.arange(1, len(frame) + 1))
    event = block.table(
        frame,
        message("page.grievances.title"),
        on_select="rerun",
        selection_mode="single-row",
        key=f"feedback_{_fingerprint(rows)}",
        height="content" if len(frame) <= _WHOLE else _TALL,
        row_height=_THREE_LINES if with_texts else None,
        widths={label("field", name): width for name, width in _WIDTHS.items()},
    )
    chosen = event["selection"]["rows"]
    return chosen[0] if chosen and chosen[0] < len(frame) else None


def _fingerprint(rows: Selection) -> str:
    """Other rows have another key, so that a position never selects another case than the one clicked."""
    return f"{rows.register.reading.sha256[:8]}_{zlib.crc32(rows.mask.tobytes()):x}"


def detail(view: View, rows: Selection, position: int) -> None:
    """Every field of one row, its place in the sheet, both durations, and what was noticed about it."""
    record = records(rows).iloc[position]
    st.subheader(message("grievances.detail"), anchor=False)
    left, right = st.columns(2, gap="medium")
    with left:
        block.table(facts(record), message("grievances.detail"), height="content")
    with right:
        texts(record, view.source.settings.texts_cleared)
    findings = view.source.register.reading.findings
    noticed = [finding for finding in findings if finding.row == record["sheet_row"]]
    title = message("grievances.findings", n=len(noticed))
    st.caption(title)
    if noticed:
        block.table(findings_table(noticed), title, height="content")


def facts(record: pd.Series) -> pd.DataFrame:
    """The fields of a row and what they hold."""
    names = [name for name in record.index if name not in ("issue", "action")]
    return pd.DataFrame(
        {
            message("table.field"): [label("field", name) for name in names],
            message("table.value"): [_written(name, record[name]) for name in names],
        }
    )


def texts(record: pd.Series, are_shown: bool) -> None:
    """The issue and the actions in full, as plain text."""
    instead = message("grievances.no_text" if are_shown else "grievances.withheld")
    for name in ("issue", "action"):
        st.caption(label("field", name))
        st.text(instead if pd.isna(record[name]) else record[name])


def _written(name: str, value: Any) -> str:
    if pd.isna(value):
        return message("word.none")
    if name in ("received_on", "resolved_on"):
        return day_text(pd.Timestamp(value).date())
    return label(name, str(value)) if name in ("type", "channel", "status") else str(value)


view = current_view()
block.heading(view, "grievances")
if not block.is_empty(view):
    rows = chosen_rows(view)
    if note := withheld_note(view):
        st.caption(note)
    if len(rows):
        if len(rows) < len(view.selection):
            st.caption(message("grievances.listed", addressed=len(rows), received=len(view.selection)))
        position = list_of(rows, view.texts_shown)
        block.download(records(rows), "records")
        if position is None:
            st.caption(message("grievances.select"))
        else:
            detail(view, rows, position)
    else:
        st.info(message("grievances.none_addressed"), icon=":material/inbox:")
