"""Which register a browser session is shown: its own spreadsheet, a version, or a file of the server's."""

from __future__ import annotations

import streamlit as st

from grm_dashboard.session.address import VERSION, ask_value, asked_value
from grm_dashboard.session.shelf import Shelf, look, newest_number, seen
from grm_dashboard.session.sources import Source, is_file_served, published, served_file
from grm_data.errors import GrmError
from grm_data.store import Version

__all__ = [
    "UPLOAD",
    "is_nothing_published",
    "is_older",
    "newer_version",
    "published_or_file",
    "show_newest",
    "source_of_session",
    "what_is_published",
]

UPLOAD = "_upload"
"""Where a session keeps a person's own spreadsheet."""

_SHOWN = "_version"


def source_of_session() -> Source | str:
    """The register of this browser session: the person's own, else the published one, else why not."""
    return st.session_state.get(UPLOAD) or published_or_file()


def what_is_published(*, with_all_versions: bool) -> Shelf | None:
    """What the database says of the version shown and of newer ones; None where no version is shown.

    StoreError where it can't be asked. ``with_all_versions`` adds the older ones.
    """
    if st.session_state.get(UPLOAD) or (is_file_served() and not _asked()):
        return None
    shown = _asked() or st.session_state.get(_SHOWN)
    return look(0 if with_all_versions or shown is None else max(shown - 1, 0))


def published_or_file() -> Source | str:
    """The version asked for in the URL, else the current one; a file where the server was started to show it.

    A session stays with the version that it began with until it asks for a newer one. A sentence says
    why there is nothing to show.
    """
    try:
        if number := _asked() or (0 if is_file_served() else _shown()):
            return published(number)
    except GrmError as error:
        return str(error)
    return served_file()


def _asked() -> int:
    """The version that the address asks for; 0 where it asks for none."""
    text = asked_value(VERSION) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _shown() -> int:
    """The version that was current when the session began, or when it last switched."""
    if _SHOWN not in st.session_state:
        st.session_state[_SHOWN] = newest_number()
    number: int = st.session_state[_SHOWN]
    return number


def is_nothing_published() -> bool:
    """Whether nothing was published when this session began."""
    return st.session_state.get(_SHOWN) == 0


def is_older(number: int) -> bool:
    """Whether a version was asked for that isn't the current one."""
    return bool(_asked()) and number < newest_number()


def newer_version() -> Version | None:
    """A version newer than the one shown that can be read, None where there is none."""
    if is_file_served() and not _asked():
        return None
    shown = _asked() or st.session_state.get(_SHOWN, 0)
    newest = seen(shown).versions[-1:]
    return newest[0] if newest and newest[0].number > shown else None


def show_newest() -> None:
    """Switch to the current version."""
    st.session_state.pop(_SHOWN, None)
    ask_value(VERSION, None)
