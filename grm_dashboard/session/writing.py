"""What staff write into a report: kept in the store for its period; of a file, in this session.

The words of a text area are kept when the next run of whatever page begins, whether it is drawn any more or
not. A callback is no place for that: the click that follows at once would break it off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from grm_dashboard.people.access import current_access
from grm_dashboard.private.asking import TYPED, typed_now
from grm_dashboard.session.sent import sent_of
from grm_dashboard.session.shelf import store
from grm_dashboard.session.sources import Source
from grm_data.errors import GrmError
from grm_data.register import Period
from grm_data.store import database_url

__all__ = [
    "is_writing",
    "may_write",
    "take_what_was_typed",
    "texts_of",
    "turn_writing",
    "typed_into",
    "writing_problem",
]

_KEPT, _PLACES, _PROBLEM, _WRITING = "_report_texts", "_report_places", "_writing_problem", "_report_writing"


@dataclass(frozen=True, slots=True)
class _Place:
    """What a text area is for, the text that was kept of it last, and the one that it said last."""

    file: str | None  # the SHA-256 of the file that the report is made of; None of a published version
    period: Period
    section: str
    text: str
    said: str
    runs: int = 0
    """Since the run that drew it."""


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


def typed_into(source: Source, period: Period, section: str) -> tuple[str, str]:
    """The key of a section's text area, whose words are kept from now on, and what it says already.

    Where it wasn't drawn before, that is what was kept.
    """
    file = source.register.reading.sha256 if source.version is None else None
    key = f"{TYPED}{section}_{period.first}_{period.last}_{(file or 'published')[:12]}"
    place = _places().get(key)
    if place is None or (place.runs > 1 and place.said == place.text):
        text = texts_of(source, period).get(section, "")
        place = _Place(file, period, section, text, text)
    _places()[key] = replace(place, runs=0)
    return key, place.said


def take_what_was_typed() -> None:
    """At the start of a run, keep the texts that changed; ``writing_problem`` says why not.

    Who may write is asked again. A text may be said in the run after the one that draws it no more.
    """
    st.session_state[_PROBLEM] = None
    said = typed_now()
    for key, place in list(_places().items()):
        text = said.get(key, place.said)
        kept = text if text != place.text and _is_kept(place, text) else place.text
        _places()[key] = replace(place, text=kept, said=text, runs=place.runs + 1)


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
