"""What somebody sees who may see nothing: the way in, or why there is none."""

from __future__ import annotations

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.people.access import Setup, current_setup, log_out, logged_in_as, providers
from grm_data.messages import message

__all__ = ["draw", "for_staff"]


def draw() -> None:
    """The log-in; for somebody who isn't listed, what to do; on a laptop, where to open the dashboard."""
    st.title(message("page.app"), anchor=False)
    if current_setup() is not Setup.LOGIN:
        st.info(message("login.elsewhere"), icon=":material/lock:")
        return
    address = logged_in_as()
    if address is None:
        st.markdown(message("login.welcome"))
    else:
        st.warning(message("login.not_listed", address=block.plain(address)), icon=":material/lock:")
    with st.container(horizontal=True):
        for name in providers():
            again = "login.button" if address is None else "login.again"
            label = message(again) if name is None else message("login.with", name=block.plain(name))
            if st.button(label, icon=":material/login:", key=f"log_in_{name}"):
                st.login(name)
        if address is not None and st.button(message("login.out"), icon=":material/logout:", key="log_out"):
            log_out()


def for_staff() -> None:
    """What a reviewer sees at the address of a page for staff."""
    st.title(message("page.app"), anchor=False)
    st.info(message("login.for_staff"), icon=":material/lock:")
