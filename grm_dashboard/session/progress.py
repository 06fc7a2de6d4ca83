"""What a person decided about a file that isn't published yet: choosing it again goes on from there.

The database holds decisions only: settings, days, reasons, keyed hashes of texts, and what staff wrote for
readers instead of a text; neither a text of the register nor the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime

import streamlit as st

from grm_dashboard.people.access import current_access
from grm_dashboard.session.shelf import store
from grm_data.errors import GrmError
from grm_data.secret import keyed_hash, keyed_hashes, secret

__all__ = ["HIDE", "SHOW", "begun_at", "forget_progress", "hashes_of", "kept_of", "save"]

SHOW, HIDE = "show", "hide"
_BEGUN = "_begun_at"


def hashes_of(keys: Iterable[str]) -> dict[str, str]:
    """Key of a text → the keyed hash that stands for it in the database."""
    return keyed_hashes(secret(), "text", keys)


def _person(key: bytes) -> str:
    return keyed_hash(key, "draft of", current_access().person)


def _names(mark: str) -> tuple[str, str]:
    """What this person and the file of this SHA-256 are called in the database."""
    key = secret()
    person = _person(key)
    return person, keyed_hash(key, "draft", f"{person}\0{mark}")


def save(mark: str, items: Mapping[str, str | None]) -> None:
    """Keep decisions about a file; where the database can't, the session still has them."""
    if items:
        st.session_state.pop(_BEGUN, None)
        with suppress(GrmError):
            store().save_draft(*_names(mark), items)


def kept_of(mark: str) -> dict[str, str]:
    """What this person decided about a file before; nothing where the database can't say."""
    with suppress(GrmError):
        return store().draft(*_names(mark))
    return {}


def begun_at() -> datetime | None:
    """When this person last decided something about a file that isn't published yet; asked once a session."""
    if _BEGUN not in st.session_state:
        st.session_state[_BEGUN] = None
        with suppress(GrmError):
            st.session_state[_BEGUN] = store().draft_saved_at(_person(secret()))
    found: datetime | None = st.session_state[_BEGUN]
    return found


def forget_progress(mark: str) -> None:
    """Forget what was decided about a file: it is published."""
    st.session_state.pop(_BEGUN, None)
    with suppress(GrmError):
        store().forget_draft(*_names(mark))
