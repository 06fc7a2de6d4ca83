"""In which published versions a case is new or changed: only what the page History tells whoever looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pandas as pd
import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.blocks.changes import change_table
from grm_dashboard.session.histories import told_changes
from grm_dashboard.session.shelf import seen
from grm_dashboard.session.sources import published
from grm_dashboard.session.view import View
from grm_data.errors import GrmError
from grm_data.messages import message
from grm_data.store import Version

__all__ = ["versions_of_case"]

_MOST = 10
"""Versions that are looked through, the newest: each is read and compared as a whole."""


def versions_of_case(view: View, row: int) -> None:
    """Looked through once somebody opens it; nothing where the case is in no version."""
    version = view.source.version
    if version is None:
        return
    box = st.expander(message("cases.versions"), on_change="rerun", key="versions_of_case")
    if not box.open:
        return
    with box:
        try:
            code = view.source.addresses.of(row)
            versions = [one for one in seen().versions if one.number <= version.number and one.purge is None]
            _told(versions[-_MOST:], code, are_all=len(versions) <= _MOST)
        except GrmError as error:
            st.error(block.plain(str(error)), icon=":material/error:")


def _told(versions: Sequence[Version], code: str | None, *, are_all: bool) -> None:
    """A table of what changed, or that nothing did."""
    if code is None:
        st.caption(message("cases.versions_unknown"))
        return
    lines = [line for line in _changes(versions, code) if len(line)]
    if not are_all:
        st.caption(message("cases.versions_looked", n=_MOST))
    if not lines:
        st.caption(message("cases.versions_unchanged", n=versions[-1].number))
        return
    block.table(pd.concat(lines), message("cases.versions"), height="content")


def _changes(versions: Sequence[Version], code: str) -> Iterator[pd.DataFrame]:
    """What each version changed of the case that has the code in it, the newest first."""
    for before, after in reversed(list(pairwise(versions))):
        row = published(after.number).addresses.row(code)
        found, _ = told_changes(before, after)
        rows = change_table(one for one in found.rows if row is not None and one.after == row)
        rows.insert(0, message("history.version"), after.number)
        yield rows
