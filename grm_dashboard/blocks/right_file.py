"""Step 1: whether it is the right file, how it follows the last version, and up to which day it tells all."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from grm_dashboard.blocks import block, mapping, quality
from grm_dashboard.blocks.printing import wide_table
from grm_dashboard.session.drafts import complete_to, current_work, give_reason
from grm_dashboard.session.shelf import version_numbered
from grm_dashboard.session.work import Work
from grm_data.figures.labels import label
from grm_data.intake.opening import Preview
from grm_data.messages import message
from grm_data.register.days import FIRST_ASKED
from grm_data.register.places import column_letters
from grm_data.register.register import SheetState

__all__ = ["right_file"]

_ROWS = 6
_DAY_IS, _DAY, _REASON = "complete_to_is", "complete_to", "suspicion_reason"
_TODAY, _OTHER = "today", "other_day"


def right_file(work: Work) -> None:
    """Its cases and those of before, what speaks against it, the day it is complete to, its first rows."""
    if work.draft is not None:
        left, right = st.columns([3, 1])
        with left:
            _cases(work)
        with right:
            _complete_to(work)
        _suspicions(work)
        quality.sheets(work.draft.register.reading)
    if work.previews:
        fields = {fact.column: fact.field for fact in work.columns}
        _first_rows(work.previews[_first_read(work)], fields)
    with st.expander(message("publish.project" if work.settings.name else "publish.project_unnamed")):
        mapping.project(work)
        block.to_project("project", message("page.project.title"))


def _cases(work: Work) -> None:
    found = work.following
    if found is None or work.draft is None:
        return
    words = message("file.cases", n=found.cases)
    if found.before is not None:
        words = message("file.follows", cases=words, before=found.before, new=found.new, gone=found.gone)
    st.markdown(f"**{words}**  \n{quality.rows_sentence(work.draft.register)}")
    if work.base and version_numbered(work.base).sha256 == work.mark:
        st.info(message("file.same", n=work.base), icon=":material/history:")


def _suspicions(work: Work) -> None:
    """What speaks against the file; it takes a reason to go on."""
    found = work.following
    if found is None or not found.suspicions:
        return
    st.error(" ".join(map(block.plain, found.sentences())), icon=":material/error:")
    st.session_state[_REASON] = work.reason
    st.text_input(message("file.reason"), max_chars=500, key=_REASON, on_change=_give_reason)


def _give_reason() -> None:
    give_reason(st.session_state[_REASON])


def _complete_to(work: Work) -> None:
    """Up to which day the register tells everything: today, unless a person names another."""
    st.session_state[_DAY_IS] = _OTHER if work.complete_to else _TODAY
    chosen = st.segmented_control(
        message("file.complete_to"), (_TODAY, _OTHER), required=True, key=_DAY_IS, on_change=_choose_day,
        format_func=lambda one: message(f"file.{one}"), help=message("file.complete_to_help"),
    )  # fmt: skip
    if chosen == _OTHER:
        st.session_state[_DAY] = work.complete_to
        st.date_input(
            message("file.day"), min_value=FIRST_ASKED, max_value=work.settings.today,
            format=message("page.day_input"), key=_DAY, on_change=_confirm_day, label_visibility="collapsed",
        )  # fmt: skip


def _choose_day() -> None:
    work = current_work()
    is_today = work is None or st.session_state[_DAY_IS] == _TODAY
    complete_to(None if work is None or is_today else work.settings.today)


def _confirm_day() -> None:
    complete_to(st.session_state[_DAY])


def _first_read(work: Work) -> int:
    """Which sheet of the workbook the columns are of."""
    sheets = () if work.draft is None else work.draft.register.reading.sheets
    read = (i for i, one in enumerate(sheets) if one.state is SheetState.READ)
    first = next(read, 0)
    return first if first < len(work.previews) else 0


def _first_rows(preview: Preview, fields: Mapping[int, str | None]) -> None:
    """A sheet's first rows as shapes, what each column was taken for in its heading."""
    if not preview.rows:
        return
    names = [_heading(preview, fields, j) for j in range(len(preview.rows[0]))]
    rows, none = preview.rows[:_ROWS], message("word.none")
    frame = pd.DataFrame([[cell or none for cell in row] for row in rows], columns=names)
    frame.insert(0, message("table.row"), [str(preview.first_row + i) for i in range(len(frame))])
    st.caption(message("file.first_rows"))
    wide_table(frame, message("doctor.rows"))


def _heading(preview: Preview, fields: Mapping[int, str | None], j: int) -> str:
    letters, field = column_letters(preview.first_column + j), fields.get(j)
    return f"{letters} · {label('field', field) if field else message('doctor.unused')}"
