"""The first start: three ways to begin, beside each other."""

from __future__ import annotations

import streamlit as st

from grm_dashboard.blocks.files import file_button
from grm_data.intake.template import template_workbook
from grm_data.messages import message

__all__ = ["ways"]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def ways(*, is_sample: bool) -> None:
    """One's own register, an empty one, and the register shown: the sample before anything is published."""
    look = "look" if is_sample else "see"
    grid = st.grid(3, min_column_width=240, gap="small")
    for name in ("own", "template", look):
        with grid.cell(), st.container(border=True, height="stretch"):
            match name:
                case "own":
                    st.page_link("publish.py", label=message("welcome.own"), icon=":material/upload_file:")
                case "template":
                    file = message("welcome.template_file")
                    file_button(message("welcome.template"), template_workbook, file, _XLSX, "template")
                case _:
                    st.page_link("overview.py", label=message(f"welcome.{name}"), icon=":material/insights:")
            st.caption(message(f"welcome.{name}_note"))
