"""Waiting now: every case without an answer, whatever the period, against the service standard."""

from datetime import date
from functools import partial

import streamlit as st
from pandas import DataFrame

from grm_dashboard.blocks import block, opened
from grm_dashboard.session.run import current_view
from grm_dashboard.session.words import codes_of_words
from grm_data.analysis.backlog import AGE_BANDS, age_bands
from grm_data.analysis.waiting import Waiting, waiting
from grm_data.figures import durations
from grm_data.figures.labels import day_text, days_text, label
from grm_data.figures.waiting import age_by_type, bars, waiting_table
from grm_data.figures.workbook import xlsx_bytes
from grm_data.messages import message
from grm_data.register import Field

_MOST_BARS = 30
"""Cases that have a bar each; of more, how many have waited how long."""

_MOST_ROWS = 500
_WHOLE, _TALL = 12, 440  # rows that are shown without scrolling, else pixels
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sentence(found: Waiting, today: date) -> str:
    """How many wait, how many of them are late, how long the oldest has waited, what falls due."""
    oldest = message("waiting.oldest", days=days_text(int(found.ages.max())))
    standard = found.standard
    if standard is None:
        return f"{message('waiting.sentence', n=len(found))} {oldest}"
    of = days_text(standard.days, standard.unit)
    late = message("waiting.late", n=found.late, late=found.late, standard=of)
    key = "waiting.due" if found.is_of_week(today) else "waiting.due_then"
    due = message(key, n=found.due_this_week, day=day_text(found.selection.as_of))
    return " ".join([message("waiting.sentence", n=len(found)), late, oldest, due])


def without_standard() -> None:
    """That none is set; for staff the way to set one."""
    st.caption(message("waiting.no_standard"))
    block.to_project("standards", message("page.set_standard"))


def how_long(found: Waiting) -> None:
    """A bar for each case; of many the bands of age, and these by type."""
    day = day_text(found.selection.as_of)
    if len(found) <= _MOST_BARS:
        unit = found.standard.unit if found.standard else "none"
        block.figure(bars(found), message("waiting.how_long"), message(f"waiting.bars_where.{unit}", day=day))
        return
    where = message("waiting.where", day=day)
    block.figure(durations.ages(age_bands(found.selection)), message("timeliness.ages"), where)
    st.header(message("waiting.by_type"), anchor=False)
    rows = age_by_type(found)
    opened.cells(rows, message("waiting.by_type"), partial(_figure, rows), height="content")


def _figure(rows: DataFrame, row: int, column: int) -> opened.Figure | None:
    """Open cases of a type, in a band of days or in all."""
    types = codes_of_words(view.source.register, Field.TYPE)
    parts = {str(Field.TYPE): code for word, code in types.items() if label("type", word) == rows.iat[row, 0]}
    if 0 < column <= len(AGE_BANDS):
        first, last = AGE_BANDS[column - 1]
        parts["band"] = f"{first}-{'' if last is None else last}"
    return ("open", parts) if column else None


def cases(found: Waiting) -> None:
    """The cases as a table, those longest past the standard first, and all of them as a workbook."""
    st.header(message("waiting.cases"), anchor=False)
    rows = waiting_table(found)
    if len(rows) > _MOST_ROWS:
        st.caption(message("page.first_rows", n=_MOST_ROWS, all=len(rows)))
    height = "content" if len(rows) <= _WHOLE else _TALL
    block.table(rows.head(_MOST_ROWS), message("waiting.cases"), height=height)
    block.file_button(
        message("waiting.download"),
        lambda: xlsx_bytes(rows, message("page.waiting.title")),
        "waiting.xlsx",
        _XLSX,
        "waiting_xlsx",
    )


view = current_view()
found = waiting(view.waiting, view.source.settings.resolve_standard)
where = message("waiting.where", day=day_text(found.selection.as_of))
block.title(view, "waiting", where)
if not len(view.source.register):
    block.is_empty(view)
elif not len(found):
    st.success(message("waiting.none"), icon=":material/task_alt:")
else:
    st.markdown(sentence(found, view.source.settings.today))
    block.notes(view)
    if found.standard is None:
        without_standard()
    how_long(found)
    cases(found)
