"""What the first visitor would wait for, done at the start: libraries loaded, the register open."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pkgutil import iter_modules
from threading import Thread

from grm_dashboard import blocks
from grm_data.errors import GrmError

__all__ = ["warm", "warming"]

_NAME = "warming"
_LATE = ("plotly.tools", "pyarrow.pandas_compat")
"""What Streamlit loads with the first chart and the first table."""


@asynccontextmanager
async def warming(_app: object) -> AsyncIterator[None]:
    """Around a server's life: it answers at once, and is warm a second later."""
    context = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    context.addFilter(lambda record: record.threadName != _NAME)  # its word that nobody looks on
    Thread(target=warm, name=_NAME, daemon=True).start()
    yield


def warm() -> None:
    """Load what the pages draw with, and open what they show; why it can't be opened they say themselves."""
    names = (module.name for module in iter_modules(blocks.__path__, f"{blocks.__name__}."))
    for name in (*names, *_LATE):
        import_module(name)
    from grm_dashboard.session.sources import open_ahead  # Streamlit's caches want a server that runs

    with suppress(GrmError):
        open_ahead()
