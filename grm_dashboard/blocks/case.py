"""Everything about one feedback: its fields, its texts, and what was noticed about its row."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.session.view import View
from grm_data.analysis.records import RECORD_FIELDS, records
from grm_data.analysis.selection import Selection
from grm_data.figures.labels import day_text, label
from grm_data.figures.tables import findings_table
from grm_data.messages import message
from grm_data.register import Kind, Register
from grm_data.register.fields import field_named, fields_of
from grm_data.register.marks import with_words

__all__ = ["detail"]


def detail(view: View, rows: Selection, position: int) -> None:
    """Every field of one row, its place in the sheet, both durations, and what was noticed about it."""
    record = records(rows, view.source.settings.resolve_standard).iloc[position]
    st.subheader(message("cases.detail"), anchor=False)
    left, right = st.columns(2, gap="medium")
    with left:
        block.table(_facts(record), message("cases.detail"), height="content")
    with right:
        _texts(view.source.register, int(np.flatnonzero(rows.mask)[position]))
    findings = view.source.register.reading.findings
    place = (record["sheet"], record["sheet_row"])
    noticed = [finding for finding in findings if (finding.sheet, finding.row) == place]
    title = message("cases.findings", n=len(noticed))
    st.caption(title)
    if noticed:
        block.table(findings_table(noticed), title, height="content")


def _facts(record: pd.Series) -> pd.DataFrame:
    """The fields of a row and what they hold; further fields only where the register has something."""
    further = RECORD_FIELDS[RECORD_FIELDS.index("sheet_row") + 1 :]
    names = [
        name for name in record.index
        if not _is_text(name) and not (name in further and pd.isna(record[name]))
    ]  # fmt: skip
    return pd.DataFrame(
        {
            message("table.field"): [label("field", name) for name in names],
            message("table.value"): [_written(name, record[name]) for name in names],
        }
    )


def _is_text(name: str) -> bool:
    field = field_named(name)
    return field is not None and field.traits.kind is Kind.TEXT


def _texts(register: Register, row: int) -> None:
    """The issue and the actions in full, as plain text."""
    for field in fields_of(Kind.TEXT):
        column = register.text(field)
        st.caption(label("field", field))
        if column.is_shown[row]:
            st.text(with_words(column.words[row]))
        else:
            st.text(message("cases.withheld" if column.is_withheld[row] else "cases.no_text"))


def _written(name: str, value: Any) -> str:
    if pd.isna(value):
        return message("word.none")
    field = field_named(name)
    match field and field.traits.kind:
        case Kind.DAY:
            return day_text(pd.Timestamp(value).date())
        case Kind.FLAG:
            return message("word.yes" if value else "word.no")
        case Kind.CATEGORY | Kind.STATUS:
            return label(name, str(value))
        case _:
            return day_text(pd.Timestamp(value).date()) if name == "due_on" else str(value)
