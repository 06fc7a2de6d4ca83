"""Cases: the addressed feedback, complainant-free, and everything about one, which has an address."""

import zlib

import numpy as np
import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.blocks.case import detail
from grm_dashboard.blocks.rows import MOST_ROWS, say_if_capped
from grm_dashboard.session.linked import asked_case, close, is_linked, link_to, list_key
from grm_dashboard.session.run import current_view
from grm_dashboard.session.view import View
from grm_data.analysis.records import records
from grm_data.analysis.searching import containing
from grm_data.analysis.selection import Selection
from grm_data.figures.labels import label
from grm_data.figures.tables import case_table
from grm_data.messages import message
from grm_data.register import Status

_LONGEST_SEARCH = 200  # letters; the server itself leaves out the rest
_WHOLE, _TALL = 7, 600  # rows that are shown without scrolling, else pixels
_WIDTHS = {
    "registered_no": 110,
    "received_on": 105,
    "status": 90,
    "type": 105,
    "issue": 225,
    "due_on": 100,
    "days_left": 75,
    "age": 150,
    "channel": 130,
    "resolved_on": 105,
    "working_days": 105,
    "way": 130,
    "action": 240,
}
"""The columns in their order, those first that a phone shows, and their pixels."""

_DUE, _TEXTS = ("due_on", "days_left"), ("issue", "action")
_OF_OPEN_CASES = (*_DUE, "age")
_THREE_LINES = 76  # pixels; Streamlit wraps texts in rows above 64
_ADDRESSED = (Status.RESOLVING, Status.RESOLVED)


def chosen_rows(view: View) -> Selection:
    """The addressed feedback, or all that was received, that holds the words asked for."""
    asked = st.text_input(
        message("cases.search"),
        key="search",
        type="search",
        placeholder=message("cases.search_in"),
        max_chars=_LONGEST_SEARCH,
        width=420,
    )
    everything = st.toggle(message("cases.all"), key="all_received")
    rows = view.selection if everything else view.selection.with_status(*_ADDRESSED)
    return containing(rows, asked or "")


def withheld_note(view: View) -> str | None:
    """That texts are withheld, and who can change it."""
    texts = view.source.register.columns.texts.values()
    if view.source.version is not None and (n := sum(int(one.is_withheld.sum()) for one in texts)):
        return message("cases.withheld_version", n=n)
    return None if view.texts_shown else message("cases.withheld_note")


def counted(view: View, rows: Selection) -> None:
    """How many of those received are listed, and how many of these are shown."""
    if st.session_state["search"]:
        st.caption(message("cases.found", n=len(rows)))
    elif len(rows) < len(view.selection):
        st.caption(message("cases.listed", addressed=len(rows), received=len(view.selection)))
    say_if_capped(len(rows))


def holds_texts(view: View) -> bool:
    """Whether there is an issue or action text to read."""
    return any(column.is_shown.any() for column in view.source.register.columns.texts.values())


def fields_of_list(view: View, rows: Selection) -> list[str]:
    """The columns that hold something: texts where they are shown, what is due where something is open."""
    hidden = set() if holds_texts(view) else {*_TEXTS}
    if not len(rows.with_status(Status.RESOLVING)):
        hidden |= {*_OF_OPEN_CASES}
    elif view.source.settings.resolve_standard is None:
        hidden |= {*_DUE}
    return [name for name in _WIDTHS if name not in hidden]


def list_of(view: View, rows: Selection) -> int | None:
    """The table; the result is the row of the register that was selected."""
    frame = case_table(rows, fields_of_list(view, rows), view.source.settings.resolve_standard)
    event = block.table(
        frame,
        message("page.cases.title"),
        on_select="rerun",
        selection_mode="single-row",
        key=list_key(_fingerprint(rows)),
        height="content" if len(frame) <= _WHOLE else _TALL,
        row_height=_THREE_LINES if holds_texts(view) else None,
        widths={label("field", name): width for name, width in _WIDTHS.items()},
    )
    chosen: list[int] = event["selection"]["rows"]
    return int(np.flatnonzero(rows.mask)[chosen[0]]) if chosen and chosen[0] < len(frame) else None


def _fingerprint(rows: Selection) -> str:
    """Other rows have another key, so that a position never selects another case than the one clicked."""
    return f"{rows.register.reading.sha256[:8]}_{zlib.crc32(rows.mask.tobytes()):x}"


def linked(view: View) -> None:
    """The case that a link leads to, whatever the period and the filters; or that there is none."""
    row = asked_case(view)
    if row is None:
        st.warning(message("cases.no_such"), icon=":material/link_off:")
    st.button(message("cases.show_list"), on_click=close, icon=":material/list:", key="show_list")
    if row is not None:
        detail(view, row)


def listed(view: View) -> None:
    """The list, and the case that is selected in it."""
    rows = chosen_rows(view)
    if note := withheld_note(view):
        st.caption(note)
    if not len(rows):
        found = "none_found_of_all" if st.session_state["all_received"] else "none_found"
        key = found if st.session_state["search"] else "none_addressed"
        st.info(message(f"cases.{key}"), icon=":material/inbox:")
        return
    counted(view, rows)
    row = list_of(view, rows.first(MOST_ROWS))
    block.download(lambda: records(rows, view.source.settings.resolve_standard), "records")
    link_to(view, row)
    if row is None:
        st.caption(message("cases.select"))
    else:
        detail(view, row)


view = current_view()
block.heading(view, "cases")
if is_linked():
    linked(view)
elif not block.is_empty(view):
    listed(view)
