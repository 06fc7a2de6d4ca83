"""The frame around every page: who is here, the register, the filters, the navigation; then the page runs.

Streamlit runs this file (``app.py`` names it), and page paths are relative to it. It must not stand beside
a ``pages`` folder, whose pages Streamlit would find by itself and run without the frame.
"""

from pathlib import Path

import streamlit as st

from grm_dashboard.blocks import block, log_in, sidebar
from grm_dashboard.people.access import current_access
from grm_dashboard.serving.gate import noting_uploaders
from grm_dashboard.session.drafts import cancel
from grm_dashboard.session.view import current_source
from grm_data.messages import message

_ICON = Path(__file__).with_name("_icon.svg")
_PAGES = (
    ("overview", ":material/insights:"),
    ("timeliness", ":material/schedule:"),
    ("grievances", ":material/forum:"),
    ("report", ":material/description:"),
    ("data_quality", ":material/rule:"),
    ("publish", ":material/publish:"),
    ("history", ":material/history:"),
)
_FOR_STAFF = ("publish",)
_WITHOUT_REGISTER = ("publish", "history")
"""The pages that also help where no register can be shown."""


def page_of(name: str, icon: str) -> st.Page:  # type: ignore[valid-type]
    """A page of the menu; for whoever may not publish, those for staff only say so."""
    title = message(f"page.{name}.menu")
    if name in _FOR_STAFF and not access.role.may_publish:
        return st.Page(log_in.for_staff, title=title, url_path=name, visibility="hidden")
    return st.Page(f"{name}.py", title=title, icon=icon, url_path=name)


def run(page: st.Page, name: str) -> None:  # type: ignore[valid-type]
    """The sidebar and the page; or, where there is no register to show, why not."""
    source = current_source()
    with st.sidebar:
        sidebar.what_is_shown(source)
        if not isinstance(source, str) and name not in _WITHOUT_REGISTER:
            sidebar.filters(source.register)
        if access.role.may_publish and name not in _WITHOUT_REGISTER:
            sidebar.own_spreadsheet()
        sidebar.person(access)
    if isinstance(source, str) and name not in _WITHOUT_REGISTER:
        block.nothing_to_show(source)
    else:
        page.run()


# A Material icon here would be fetched from Google's host by every visitor.
st.set_page_config(page_title=message("page.app"), page_icon=_ICON, layout="wide")
access = current_access()
pages = {name: page_of(name, icon) for name, icon in _PAGES}
# The default page has no path of its own in Streamlit; so the root leads to the first page's.
root = st.Page(lambda: None, title=message("page.app"), default=True, visibility="hidden")
page = st.navigation([root, *pages.values()], position="sidebar" if access.role.may_read else "hidden")
if not access.role.may_publish:
    cancel()  # whoever's log-in has ended leaves no complainant in memory
with noting_uploaders():
    if not access.role.may_read:
        log_in.draw()
    elif page is root:
        asked = {name: st.query_params.get_all(name) for name in st.query_params}
        st.switch_page(pages["overview"], query_params=asked)
    else:
        run(page, next(name for name, one in pages.items() if one is page))
