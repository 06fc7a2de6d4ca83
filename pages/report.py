"""Report: the half-yearly report of any period as it will read, what is missing before it, and its files."""

import streamlit as st

from grm_dashboard.blocks import block, reporting, sent, writing
from grm_dashboard.blocks.preview import preview
from grm_dashboard.session.reports import report_of
from grm_dashboard.session.run import current_view
from grm_dashboard.session.writing import is_writing, texts_of
from grm_data.messages import message
from grm_data.speech import speaking

view = current_view()
block.title(view, "report", message("report.page.unfiltered"))
period = reporting.chosen_period(view)
if not len(view.source.register):
    block.is_empty(view)
elif period is None:
    st.info(message("report.page.last_day"), icon=":material/event:")
else:
    source = view.source
    writing.sections(source, period)
    with reporting.in_its_language(source):
        report = report_of(source, period, texts_of(source, period), reporting.logo(source))
    reporting.what_is_missing(source, report)
    if is_writing():
        st.caption(message("writing.first"))
    else:
        reporting.files(source, report)
        sent.marking(source, report)
    with speaking(report.language):
        preview(report)
