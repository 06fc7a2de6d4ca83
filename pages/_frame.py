"""The frame around every page: who is here, the register, the filters, the navigation; then the page runs.

Streamlit runs this file (``app.py`` names it), and page paths are relative to it. It must not stand beside
a ``pages`` folder, whose pages Streamlit would find by itself and run without the frame.
"""

from pathlib import Path

import streamlit as st

from grm_dashboard.blocks import block, languages, log_in, sidebar
from grm_dashboard.blocks.controls import controls
from grm_dashboard.blocks.navigation import pages_for
from grm_dashboard.menu import MOVED, PAGES, MenuEntry
from grm_dashboard.people.access import current_access
from grm_dashboard.private import StreamlitPage
from grm_dashboard.serving.gate import noting_uploaders
from grm_dashboard.session import address
from grm_dashboard.session.releasing import put_all_away
from grm_dashboard.session.run import current_view, one_run
from grm_dashboard.session.speaking import speak_to_whoever_is_here
from grm_dashboard.session.view import waiting_of
from grm_dashboard.session.writing import take_what_was_typed
from grm_data.messages import message, naming_places_of_pages

_ICON = Path(__file__).with_name("_icon.svg")


def landing() -> StreamlitPage:
    """Where the root leads: at the first start to the welcome, then to what waits, else to the overview."""
    with one_run() as source:
        if isinstance(source, str):
            return pages.by_name["overview"]
        if source.is_sample and access.role.may_publish and not st.query_params:
            return pages.by_name["welcome"]
        return pages.by_name["waiting" if len(waiting_of(source)) else "overview"]


def leads_to(page: StreamlitPage) -> StreamlitPage | None:
    """Where an address leads that is no page: the root, and one of before."""
    if page is pages.root:
        return landing()
    return next((pages.by_name[MOVED[old]] for old, one in pages.moved.items() if one is page), None)


def run(page: StreamlitPage, entry: MenuEntry) -> None:
    """The sidebar and the page; or, where there is no register to show, why not."""
    take_what_was_typed()
    with one_run(entry) as source:
        is_shown = not isinstance(source, str) and not entry.without_register
        with st.sidebar:
            sidebar.what_is_shown(source)
            if is_shown:
                controls(current_view(), entry)
            sidebar.person(access)
            languages.switch()
        if is_shown or entry.without_register:
            page.run()
        elif isinstance(source, str):
            block.nothing_to_show(source)


address.keep()
speak_to_whoever_is_here()
# A Material icon here would be fetched from Google's host by every visitor.
st.set_page_config(page_title=message("page.app"), page_icon=_ICON, layout="wide")
access = current_access()
pages = pages_for(may_publish=access.role.may_publish)
page = st.navigation(pages.all, position="sidebar" if access.role.may_read else "hidden")
if not access.role.may_publish:
    put_all_away()  # whoever's log-in has ended leaves no complainant in memory
with noting_uploaders(), naming_places_of_pages():
    if not access.role.may_read:
        log_in.draw()
        languages.switch()
    elif (to := leads_to(page)) is not None:
        asked = {name: st.query_params.get_all(name) for name in st.query_params}
        st.switch_page(to, query_params=asked)
    else:
        run(page, next(entry for entry in PAGES if pages.by_name[entry.name] is page))
