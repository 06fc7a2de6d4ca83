"""What the first visitor would wait for, done at the start: libraries loaded, the register open."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pkgutil import iter_modules
from threading import Thread

from grm_dashboard import blocks
from grm_dashboard.session.sources import open_ahead
from grm_data.errors import GrmError

__all__ = ["warm", "warming"]

_LATE = ("plotly.tools", "pyarrow.pandas_compat")
"""What Streamlit loads with the first chart and the first table."""


@asynccontextmanager
async def warming(_app: object) -> AsyncIterator[None]:
    """Around a server's life: it answers at once, and is warm a second later."""
    Thread(target=warm, name="warming", daemon=True).start()
    yield


def warm() -> None:
    """Load what the pages draw with, and open what they show; why it can't be opened they say themselves."""
    names = (module.name for module in iter_modules(blocks.__path__, f"{blocks.__name__}."))
    for name in (*names, *_LATE):
        import_module(name)
    with suppress(GrmError):
        open_ahead()
