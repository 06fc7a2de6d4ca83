"""Report: the half-yearly report of any period as it will read, what is missing before it, and its files."""

import streamlit as st

from grm_dashboard.blocks import block, reporting
from grm_dashboard.blocks.preview import preview
from grm_dashboard.session.reports import report_of
from grm_dashboard.session.run import current_view
from grm_data.messages import message

MOST_LETTERS = 20_000

view = current_view()
block.title(view, "report", message("report.page.unfiltered"))
period = reporting.chosen_period(view)
if not len(view.source.register):
    block.is_empty(view)
elif period is None:
    st.info(message("report.page.last_day"), icon=":material/event:")
else:
    source = view.source
    other = st.text_area(
        message("report.page.other"),
        help=message("report.page.other_help"),
        max_chars=MOST_LETTERS,
        key="report_other",
    )
    report = report_of(source, period, other, reporting.logo(source))
    reporting.what_is_missing(source, report)
    reporting.files(source, report)
    preview(report)
