"""Everything about one feedback: its fields, its texts, and what was noticed about its row."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.session.view import View
from grm_data.analysis.records import records
from grm_data.analysis.selection import Selection
from grm_data.figures.labels import day_text, label
from grm_data.figures.tables import findings_table
from grm_data.messages import message

__all__ = ["detail"]


def detail(view: View, rows: Selection, position: int) -> None:
    """Every field of one row, its place in the sheet, both durations, and what was noticed about it."""
    record = records(rows).iloc[position]
    st.subheader(message("grievances.detail"), anchor=False)
    left, right = st.columns(2, gap="medium")
    with left:
        block.table(_facts(record), message("grievances.detail"), height="content")
    with right:
        _texts(record, view.source.settings.texts_cleared)
    findings = view.source.register.reading.findings
    noticed = [finding for finding in findings if finding.row == record["sheet_row"]]
    title = message("grievances.findings", n=len(noticed))
    st.caption(title)
    if noticed:
        block.table(findings_table(noticed), title, height="content")


def _facts(record: pd.Series) -> pd.DataFrame:
    """The fields of a row and what they hold."""
    names = [name for name in record.index if name not in ("issue", "action")]
    return pd.DataFrame(
        {
            message("table.field"): [label("field", name) for name in names],
            message("table.value"): [_written(name, record[name]) for name in names],
        }
    )


def _texts(record: pd.Series, are_shown: bool) -> None:
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
