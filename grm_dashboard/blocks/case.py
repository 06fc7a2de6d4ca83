"""Everything about one feedback: its days, its fields, its texts, and what was noticed about its row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.blocks.versions_of_case import versions_of_case
from grm_dashboard.people.access import current_access
from grm_dashboard.session.view import View
from grm_data.analysis.naming import case_names
from grm_data.analysis.records import RECORD_FIELDS, records
from grm_data.analysis.selection import Selection
from grm_data.figures.labels import day_text, label
from grm_data.figures.tables import findings_table
from grm_data.figures.timeline import timeline
from grm_data.messages import message
from grm_data.register import Kind
from grm_data.register.fields import field_named, fields_of
from grm_data.register.marks import with_words

__all__ = ["detail"]

_PLACE = ("sheet", "sheet_row")


def detail(view: View, row: int) -> None:
    """A case of the register, as of the view's day: what happened, every field, and what was noticed."""
    standard, case = view.source.settings.resolve_standard, _alone(view, row)
    record = records(case, standard).iloc[0]
    (name,) = case_names(view.source.register, [row])
    st.header(message("cases.detail", name=block.plain(name)), anchor=False)
    left, right = st.columns(2, gap="medium")
    with left:
        st.caption(message("cases.happened", day=day_text(view.as_of)))
        lines = (
            message("timeline.on", day=day_text(day), what=what) for day, what in timeline(case, standard)
        )
        st.markdown("\n".join(lines))
        _texts(case)
    with right:
        block.table(_facts(record), message("cases.fields"), height="content")
    _noticed(view, record)
    versions_of_case(view, row)


def _alone(view: View, row: int) -> Selection:
    """One row of the register, as it was known."""
    mask = np.zeros(len(view.source.register), dtype=bool)
    mask[row] = True
    return replace(view.everything, mask=mask).alone.as_known


def _noticed(view: View, record: pd.Series) -> None:
    """The findings about its row, where rows are told."""
    sheet, row = (record[name] for name in _PLACE)
    noticed = view.source.register.reading.findings.on(row).where(lambda one: one.sheet == sheet)
    title = message("cases.findings", n=len(noticed))
    st.caption(title)
    if noticed:
        block.table(findings_table(noticed), title, height="content")


def _facts(record: pd.Series) -> pd.DataFrame:
    """The fields of a row and what they hold; further fields only where the register has something.

    Where it stands in the sheet is told to staff, who have the sheet.
    """
    further = RECORD_FIELDS[RECORD_FIELDS.index("sheet_row") + 1 :]
    hidden = () if current_access().role.may_publish else _PLACE
    names = [
        name for name in record.index
        if not _is_text(name) and name not in hidden and not (name in further and pd.isna(record[name]))
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


def _texts(case: Selection) -> None:
    """The issue and the actions in full, as plain text."""
    for field in fields_of(Kind.TEXT):
        column = case.register.text(field)
        st.caption(label("field", field))
        if column.is_shown[0]:
            st.text(with_words(column.words[0]))
        else:
            st.text(message("cases.withheld" if column.is_withheld[0] else "cases.no_text"))


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
