"""Files to download, each made when somebody asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

import pandas as pd
import streamlit as st

from grm_dashboard.private import say_why
from grm_data.errors import GrmError
from grm_data.figures.tables import Columns, csv_bytes
from grm_data.messages import message
from grm_data.speech import language, speaking

__all__ = ["download", "file_button", "file_name"]

Rows: TypeAlias = pd.DataFrame | Columns


def download(
    rows: Rows | Callable[[], Rows],
    name: str,
    label: str = "page.download_csv",
    *,
    at_once: bool = False,
) -> None:
    """The table as a CSV file, made when somebody asks for it.

    A button whose file is still made can't be used meanwhile, so the keyboard leaves it; one whose file is
    made ``at_once`` keeps it.
    """
    file = file_name(name)

    def content() -> bytes:
        return csv_bytes(pd.DataFrame(rows() if callable(rows) else rows))

    file_button(
        message(label),
        content() if at_once else content,
        f"{file}.csv",
        "text/csv",
        f"csv_{file}",
    )


def file_name(name: str) -> str:
    """What a file is called after something, without its ending."""
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-")


def file_button(name: str, content: bytes | Callable[[], bytes], file: str, mime: str, key: str) -> None:
    """A file to download; where ``content`` is to be called, it is made when somebody asks for it."""
    code = language().code  # where the file is made there is no page that would tell

    def made() -> bytes:
        with speaking(code):
            try:
                return content() if callable(content) else content
            except Exception as error:  # whatever it is: there is no page that would tell, but the button
                say_why(str(error) if isinstance(error, GrmError) else message("page.error"))
                raise

    st.download_button(
        name,
        made if callable(content) else content,
        file_name=file,
        mime=mime,
        icon=":material/download:",
        on_click="ignore",
        key=key,
    )
