"""By what cases are compared, kept in the link; and the register's own durations beside the computed ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.blocks.rows import MOST_ROWS, say_if_capped
from grm_dashboard.session.address import ask_value
from grm_dashboard.session.unheard import is_chosen, show
from grm_data.analysis.durations import cases
from grm_data.analysis.selection import Selection
from grm_data.figures.tables import durations_table
from grm_data.messages import message
from grm_data.register import NO_CODE, NO_DURATION, Field, Register, Status

__all__ = ["chosen_field", "register_against_computed"]

_FIELDS = (Field.TYPE, Field.CHANNEL)
_GROUPS, _ALL = "groups", "all"
_FEW, _TALL = 12, 440  # rows that are shown without scrolling, else pixels


def chosen_field(register: Register) -> Field | None:
    """The field by which cases are compared, of those that the register tells; None: all together."""
    names = [str(field) for field in _FIELDS if (register.category(field).codes != NO_CODE).any()] + [_ALL]
    asked = st.query_params.get(_GROUPS)
    shown = asked if asked in names else names[0]
    show(_GROUPS, shown)
    chosen = st.segmented_control(
        message("timeliness.groups"),
        names,
        required=True,
        default=shown,
        format_func=lambda name: message(f"timeliness.group.{name}"),
        key=_GROUPS,
        on_change=_keep_in_link,
    )
    return next((field for field in _FIELDS if field == chosen), None)


def _keep_in_link() -> None:
    if is_chosen(_GROUPS, [*map(str, _FIELDS), _ALL]):
        ask_value(_GROUPS, st.session_state[_GROUPS])


def register_against_computed(selection: Selection) -> None:
    """What the register says of each case beside what we compute; nothing where it says nothing."""
    reported, computed = selection.register.reported_days, selection.working_days()
    written = selection.has_status(Status.RESOLVED) & (reported != NO_DURATION)
    both = written & (computed != NO_DURATION)
    if not written.any():
        return
    n, agree = int(both.sum()), int((both & (reported == computed)).sum())
    st.header(message("timeliness.comparison"), anchor=False)
    st.markdown(message("timeliness.agree", agree=agree, n=n))
    say_if_capped(int(written.sum()))
    differing = written & (reported != computed)
    rows = durations_table(cases(_first(selection, differing, written)))
    block.table(rows, message("timeliness.comparison"), height="content" if len(rows) <= _FEW else _TALL)
    whole = replace(selection, mask=written)
    block.download(lambda: durations_table(cases(whole)), message("timeliness.comparison"))


def _first(selection: Selection, differing: np.ndarray, written: np.ndarray) -> Selection:
    """The first rows to show, those that differ before the others."""
    order = np.concatenate([np.flatnonzero(differing), np.flatnonzero(written & ~differing)])
    mask = np.zeros(len(written), dtype=bool)
    mask[order[:MOST_ROWS]] = True
    return replace(selection, mask=mask)
