"""Check a report: each figure of a report that was made elsewhere beside the register's."""

import streamlit as st

from grm_dashboard.blocks import block, checking
from grm_dashboard.session.checks import last_check
from grm_dashboard.session.run import current_view
from grm_data.messages import message

view = current_view()
block.title(view, "check_report", message("reconcile.page.about"))
found = last_check(view.source)
if isinstance(found, str):
    st.error(block.plain(found), icon=":material/error:")
if not len(view.source.register):
    block.is_empty(view)
elif found is None or isinstance(found, str):
    checking.ask(view.source)
else:
    checking.told(found)
