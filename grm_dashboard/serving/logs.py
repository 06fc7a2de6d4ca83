"""What a log may hold, and a page may say, of an error: never a cell's text."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Any

import streamlit as st

from grm_data.messages import message

__all__ = ["keep_messages_out_of_logs", "show_script_error"]


def show_script_error(_: Exception) -> bool:
    """One sentence on the page, whatever went wrong."""
    st.error(message("page.error"), icon=":material/error:")
    return True


class _WithoutMessages(logging.LogRecord):
    """An exception is logged by its type and the lines it passed; its text may quote a cell."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.msg = _told(self.msg)
        if isinstance(self.args, tuple):
            self.args = tuple(_told(one) for one in self.args)
        if self.exc_info and self.exc_info[1] is not None:
            self.msg, self.args, self.exc_info = _told(self.exc_info[1]), (), None


def _told(value: Any) -> Any:
    """What stands for an exception in a log; anything else is itself."""
    if not isinstance(value, BaseException):
        return value
    frames = traceback.extract_tb(value.__traceback__)
    lines = (f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(value).__name__}: {' > '.join(lines)}"


def keep_messages_out_of_logs() -> None:
    """Let no log hold the text of an exception, whichever logger writes it and whenever that is made."""
    logging.setLogRecordFactory(_WithoutMessages)
