"""Data quality: what was understood of the spreadsheet, what was noticed, and which rows are in no figure."""

from pathlib import Path

import streamlit as st

from grm_dashboard.blocks import block, quality
from grm_dashboard.people.access import current_access
from grm_dashboard.session.drafts import current_work
from grm_dashboard.session.run import current_view
from grm_dashboard.session.uploads import annotated_upload, spreadsheet_uploader
from grm_data.messages import message
from grm_data.register import count_by_severity

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def marked_workbook() -> None:
    """The visitor's own workbook back with its problems marked; nothing of it is kept."""
    st.header(message("quality.marked"), anchor=False)
    st.caption(message("quality.marked_note"))
    file = spreadsheet_uploader(message("quality.marked_file"), "marked")
    if file is None:
        return
    with st.spinner(message("quality.marking")):
        copy = annotated_upload(file)
    if isinstance(copy, str):
        st.error(block.plain(copy), icon=":material/error:")
        return
    counts = count_by_severity(copy.register.reading.findings)
    st.success(message("quality.marked_done", **counts), icon=":material/task_alt:")
    for sentence in copy.not_kept:
        st.caption(sentence)
    name, mime = f"{Path(file.name).stem}-checked.xlsx", _XLSX
    block.file_button(message("quality.marked_download"), copy.content, name, mime, "marked_download")


view = current_view()
block.title(view, "data_quality", message("quality.whole"))
quality.doctor_of_draft(current_work())
quality.understood(view.source.register)
quality.noticed(view.source.register)
quality.left_out(view.source.register)
if current_access().role.may_publish:
    marked_workbook()
quality.sensitive(view.source.register)
