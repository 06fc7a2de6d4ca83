"""The frame around every page: the register, the filters, the navigation; then the page runs.

Streamlit runs this file (``app.py`` names it), and page paths are relative to it. It must not stand beside
a ``pages`` folder, whose pages Streamlit would find by itself and run without the frame.
"""

from pathlib import Path

import streamlit as st

from grm_data.messages import message
from pages import _blocks as block
from pages import _sidebar as sidebar
from pages._state import current_source

_ICON = Path(__file__).with_name("_icon.svg")
_PAGES = (
    ("overview", ":material/insights:"),
    ("timeliness", ":material/schedule:"),
    ("grievances", ":material/forum:"),
    ("report", ":material/description:"),
    ("data_quality", ":material/rule:"),
)

# A Material icon here would be fetched from Google's host by every visitor.
st.set_page_config(page_title=message("page.app"), page_icon=_ICON, layout="wide")
pages = [
    st.Page(f"{name}.py", title=message(f"page.{name}.menu"), icon=icon, url_path=name)
    for name, icon in _PAGES
]
# The default page has no path of its own in Streamlit; so the root leads to the first page's.
root = st.Page(lambda: None, title=message("page.app"), default=True, visibility="hidden")
page = st.navigation([root, *pages])
if page is root:
    asked = {name: st.query_params.get_all(name) for name in st.query_params}
    st.switch_page(pages[0], query_params=asked)
source = current_source()
with st.sidebar:
    if not isinstance(source, str):
        if source.is_upload:
            sidebar.opened_spreadsheet(source)
        sidebar.filters(source.register)
    sidebar.own_spreadsheet()
if isinstance(source, str):
    st.title(message("page.app"), anchor=False)
    st.error(block.plain(source), icon=":material/error:")
else:
    page.run()
