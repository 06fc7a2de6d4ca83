"""What staff write into a report: kept in the store for its period; of a file, in this session.

The words of a text area stay in the session when it isn't drawn any more, and are kept when the next run
of whatever page begins. A callback is no place for that: the click that follows at once would break it off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from grm_dashboard.people.access import current_access
from grm_dashboard.private import TYPED
from grm_dashboard.session.sent import sent_of
from grm_dashboard.session.shelf import store
from grm_dashboard.session.sources import Source
from grm_data.errors import GrmError
from grm_data.register import Period
from grm_data.store import database_url

__all__ = [
    "is_writing",
    "key_of",
    "may_write",
    "take_what_was_typed",
    "texts_of",
    "turn_writing",
    "writing_problem",
]

_KEPT, _PLACES, _PROBLEM, _WRITING = "_report_texts", "_report_places", "_writing_problem", "_report_writing"


@dataclass(frozen=True, slots=True)
class _Place:
    """What a text area is for, and the text that was kept of it last."""

    file: str | None  # the SHA-256 of the file that the report is made of; None of a published version
    period: Period
    section: str
    text: str


def may_write(source: Source) -> bool:
    """Whether whoever is here writes into the report: staff, and everybody into one of their own file."""
    return source.is_upload or current_access().role.may_publish


def is_writing() -> bool:
    """Whether the sections stand open to be written."""
    return bool(st.session_state.get(_WRITING))


def turn_writing(is_on: bool) -> None:
    """Open the sections to be written, or close them."""
    st.session_state[_WRITING] = is_on


def texts_of(source: Source, period: Period) -> Mapping[str, str]:
    """Section → what was written for the period; readers get it once the report was marked as sent."""
    if source.version is None:
        return dict(_here(source.register.reading.sha256, period))  # a report that was made is known by it
    if may_write(source) or sent_of(period) is not None:
        return _stored(database_url(), period)
    return {}


def key_of(source: Source, period: Period, section: str) -> str:
    """The key of a section's text area, whose words are kept from now on; at first it holds what was kept."""
    key = f"{TYPED}{section}_{period.first}_{period.last}"
    file = source.register.reading.sha256 if source.version is None else None
    place = _places().get(key)
    if place is None or place.file != file:
        text = texts_of(source, period).get(section, "")
        _places()[key] = _Place(file, period, section, text)
        st.session_state[key] = text
    return key


def take_what_was_typed(*, goes_on: bool) -> None:
    """Keep the texts that changed; ``writing_problem`` says why not. Who may write is asked again.

    Unless it goes on, the text areas are forgotten whose texts were kept.
    """
    st.session_state[_PROBLEM] = None
    for key, place in list(_places().items()):
        text = st.session_state.get(key, place.text)
        if text != place.text and _is_kept(place, text):
            _places()[key] = place = replace(place, text=text)
        if not goes_on and text == place.text:
            del _places()[key]
            st.session_state.pop(key, None)


def _is_kept(place: _Place, text: str) -> bool:
    if place.file is not None:
        _here(place.file, place.period)[place.section] = text
        return True
    access = current_access()
    try:
        if access.role.may_publish:
            store().write_texts(place.period, {place.section: text}, by=access.person)
    except GrmError as error:
        st.session_state[_PROBLEM] = str(error)
        return False
    _stored.clear()
    return True


def _places() -> dict[str, _Place]:
    """The text areas of this session, by their keys."""
    found: dict[str, _Place] = st.session_state.setdefault(_PLACES, {})
    return found


@st.cache_resource(ttl=30, max_entries=20, show_spinner=False)
def _stored(url: str, period: Period) -> Mapping[str, str]:  # noqa: ARG001
    return store().texts_of(period)


def _here(file: str, period: Period) -> dict[str, str]:
    """The texts of this session, by the file that they are about."""
    kept: dict[tuple[str, Period], dict[str, str]] = st.session_state.setdefault(_KEPT, {})
    return kept.setdefault((file, period), {})


def writing_problem() -> str | None:
    """Why the last text couldn't be kept."""
    return st.session_state.get(_PROBLEM)
