"""The address of one case: ``case=`` and its code, which the page writes when a case is selected.

A search stands in no address: it is free text, and may be a complainant's name. A link to a case says more.
"""

from __future__ import annotations

import streamlit as st

from grm_dashboard.session.view import View
from grm_data.errors import SecretError

__all__ = ["asked_case", "close", "is_linked", "link_to", "list_key"]

_CASE = "case"  # in the address
_WRITTEN, _TURN = "_case_written", "_case_turn"


def is_linked() -> bool:
    """Whether a link led to a case; not, where the case was selected in the list of this page."""
    asked = st.query_params.get(_CASE)
    return asked is not None and asked != st.session_state.get(_WRITTEN)


def asked_case(view: View) -> int | None:
    """The row of the case that the address names; None where no case known on the view's day has it."""
    try:
        row = view.source.addresses.row(st.query_params.get(_CASE, ""))
    except SecretError:
        return None
    return row if row is not None and view.everything.mask[row] else None


def close() -> None:
    """Leave the case for the list."""
    st.query_params.pop(_CASE, None)
    st.session_state.pop(_WRITTEN, None)


def list_key(rows: str) -> str:
    """The key of the list of some rows: another one once Back has closed a case, so that none is selected."""
    return f"feedback_{rows}_{st.session_state.get(_TURN, 0)}"


def link_to(view: View, row: int | None) -> None:
    """Let the address follow the case that is selected, and the selection the browser's Back."""
    code = None if row is None else _code(view, row)
    if code is None:
        close()
    elif st.query_params.get(_CASE) is None and st.session_state.get(_WRITTEN) == code:  # Back was pressed
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
        close()
        st.rerun()
    else:
        st.session_state[_WRITTEN] = code
        if st.query_params.get(_CASE) != code:
            st.query_params[_CASE] = code


def _code(view: View, row: int) -> str | None:
    try:
        return view.source.addresses.of(row)
    except SecretError:
        return None
