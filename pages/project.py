"""Project: what the project says of itself and its register; saved, it is a version of the same file."""

import streamlit as st

from grm_dashboard.blocks import block, linking, project
from grm_dashboard.session.project import editing, last_result
from grm_dashboard.session.shelf import looking, seen
from grm_dashboard.session.sources import is_file_served
from grm_data.errors import GrmError
from grm_data.messages import message

linking.title(None, "project")
try:
    with looking(seen()):
        kept = editing()
        st.caption(message("project.about" if kept.base else "project.about_first", n=kept.base))
        if is_file_served():
            st.info(message("publish.file_served"), icon=":material/info:")
        if result := last_result():
            block.result(*result)
        wrong = project.parts(kept)
        project.saving(editing(), wrong)
        project.settings_file()
except GrmError as error:
    st.error(block.plain(str(error)), icon=":material/error:")
