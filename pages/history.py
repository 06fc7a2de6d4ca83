"""History: every published version, what each reported, what differs between any two, and undo."""

import streamlit as st

from grm_dashboard.blocks import block, linking, sent, undoing, versions
from grm_dashboard.people.access import current_access
from grm_dashboard.session.shelf import Shelf, looking, seen
from grm_dashboard.session.undo import history_result
from grm_data.errors import GrmError
from grm_data.messages import joined, message


def told(shelf: Shelf) -> None:
    """What is published, as far as it can be read."""
    if shelf.lost:
        numbers = joined(map(str, shelf.lost))
        st.error(message("cli.unreadable", n=len(shelf.lost), numbers=numbers), icon=":material/error:")
    if shelf.versions:
        versions.list_of(shelf.versions)
        versions.check()
        sent.list_of_sent()
        number = versions.choose_one(shelf.versions)
        versions.files_of(number)
        if current_access().role.may_publish and number != shelf.newest:
            undoing.undo(number, shelf)
            undoing.removal(number)
        versions.reported(shelf.versions)
        versions.compare_two(shelf.versions)
    elif not shelf.lost:
        st.info(message("history.nothing"), icon=":material/inbox:")


linking.title(None, "history")
st.caption(message("history.about"))
try:
    if result := history_result():
        block.result(*result)
    shelf = seen()
    with looking(shelf):
        told(shelf)
except GrmError as error:
    st.error(block.plain(str(error)), icon=":material/error:")
