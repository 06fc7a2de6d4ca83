"""The person's own workbook with its problems marked, made of the file that is open here."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from grm_dashboard.blocks import block
from grm_data.errors import GrmError
from grm_data.intake.opening import Upload
from grm_data.messages import message
from grm_data.settings import Settings

__all__ = ["XLSX", "marked_copy"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def marked_copy(upload: Upload, settings: Settings) -> None:
    """A button that marks the problems, and then the copy; a sentence where it can't be made."""
    if not st.button(message("decide.mark"), icon=":material/format_color_fill:", key="mark"):
        return
    try:
        with st.spinner(message("quality.marking")):
            copy = upload.marked(settings)
    except GrmError as error:
        st.error(block.plain(str(error)), icon=":material/error:")
        return
    for sentence in copy.not_kept:
        st.caption(sentence)
    name = f"{PurePath(upload.name).stem}-checked.xlsx"
    block.file_button(message("quality.marked_download"), copy.content, name, XLSX, "marked_download")
