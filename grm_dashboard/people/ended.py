"""Log-ins that ended by logging out, so that a copy of their cookie is worth nothing, at whichever replica.

They are kept in the database. This process remembers its own also where that can't be asked.
"""

from __future__ import annotations

from contextlib import suppress
from time import monotonic

import streamlit as st

from grm_data.store import Store, StoreError, database_url

__all__ = ["end", "has_ended"]

_LOOK_AGAIN = 5.0
"""Seconds until a log-out at another replica counts here."""


class _Known:
    """What this process knows of log-ins that ended."""

    def __init__(self) -> None:
        self.own: set[str] = set()
        self.all: frozenset[str] = frozenset()
        self.looked_at = float("-inf")


_known = _Known()


def has_ended(log_in: str) -> bool:
    """Whether a log-in, by its keyed hash, ended by logging out."""
    if monotonic() - _known.looked_at > _LOOK_AGAIN:
        _known.looked_at = monotonic()
        with suppress(StoreError):
            _known.all = _store(database_url()).log_outs()
    return log_in in _known.own or log_in in _known.all


def end(log_in: str) -> None:
    """From now on it has ended."""
    _known.own.add(log_in)
    with suppress(StoreError):
        _store(database_url()).add_log_out(log_in)


@st.cache_resource(max_entries=1, show_spinner=False, on_release=Store.close)
def _store(url: str) -> Store:
    return Store(url, make=False)
