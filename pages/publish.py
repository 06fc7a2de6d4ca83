"""Publish: an updated spreadsheet is checked, mapped, compared, its texts cleared, and becomes a version."""

import streamlit as st

from grm_dashboard.blocks import block, linking, publishing
from grm_dashboard.session.drafts import cancel, current_work
from grm_data.messages import message

linking.title(None, "publish")
work = current_work()
if work is None:
    publishing.open_file()
else:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(message("publish.opened", file=block.plain(work.upload.name)), width="content")
        st.button(message("publish.cancel"), on_click=cancel, icon=":material/close:", key="cancel")
    if work.problem:
        st.error(block.plain(work.problem), icon=":material/error:")
    publishing.understanding(work)
    if work.draft is not None:
        publishing.changes(work)
        publishing.texts(work, work.draft)
        publishing.readers(work)
        publishing.publishing(work)
