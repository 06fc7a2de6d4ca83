"""Reports marked as sent: marking one on the page Report, and their list on the page History."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.people.access import current_access, sees_people
from grm_dashboard.session.sent import mark_sent, sent_of, sent_reports
from grm_dashboard.session.sources import Source
from grm_data.errors import GrmError
from grm_data.figures.labels import day_text, period_text
from grm_data.messages import message
from grm_data.register import Period
from grm_data.report import ReportModel
from grm_data.store import SentReport

__all__ = ["list_of_sent", "marking"]

_PROBLEM = "_sent_problem"


def marking(source: Source, model: ReportModel) -> None:
    """Whether this report was sent, and for staff the way to say so; only of what is published."""
    if source.version is None:
        return
    sent = sent_of(model.new.period)
    if sent is not None:
        st.caption(message("sent.was", day=day_text(sent.sent_on), version=sent.version))
    if not current_access().role.may_publish:
        return
    if problem := st.session_state.pop(_PROBLEM, None):
        st.error(block.plain(problem), icon=":material/error:")
    with st.popover(message("sent.mark"), icon=":material/send:"):
        st.markdown(message("sent.about"))
        st.date_input(
            message("sent.day"),
            value=source.settings.today,
            max_value=source.settings.today,
            format=message("page.day_input"),
            key="sent_on",
        )
        st.button(message("sent.confirm"), on_click=_mark, args=(source, model), key="mark_sent")


def _mark(source: Source, model: ReportModel) -> None:
    day: date = st.session_state["sent_on"]
    try:
        mark_sent(source, model, day)
    except GrmError as error:
        st.session_state[_PROBLEM] = str(error)


def list_of_sent() -> None:
    """Every report that was marked as sent, the latest first; nothing where none was."""
    found = sent_reports()
    if not found:
        return
    st.subheader(message("sent.title"), anchor=False)
    rows = pd.DataFrame([_row(one) for one in reversed(found)])
    block.table(rows, message("sent.title"), height="content")
    block.download(rows, "reports sent")


def _row(sent: SentReport) -> dict[str, object]:
    new = sent.figures.get("new", {})
    row: dict[str, object] = {
        "period": period_text(Period("sent", sent.first, sent.last)),
        "version": sent.version,
        "sent_on": day_text(sent.sent_on),
        "by": sent.by,
        "pdf": sent.files.get("pdf"),
        "docx": sent.files.get("docx"),
        "xlsx": sent.files.get("xlsx"),
    }
    if current_access().role.may_publish:
        row["received"] = sum(new.values())
    if not sees_people():
        del row["by"]
    return {message(f"sent.column.{name}"): value for name, value in row.items()}
