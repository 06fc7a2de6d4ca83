"""The project's settings while somebody changes them; saved, they are a version of the same file."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from grm_dashboard.people.access import current_access
from grm_dashboard.private import UploadedFile
from grm_dashboard.session.drafts import follow
from grm_dashboard.session.settings_table import PLACES, changed_places
from grm_dashboard.session.shelf import newest_number, store, version_numbered
from grm_dashboard.session.shown import show_newest
from grm_dashboard.session.sources import FIRST_SETTINGS, first_settings, published
from grm_dashboard.session.uploads import forget
from grm_data.errors import GrmError
from grm_data.messages import joined, message
from grm_data.register import Register
from grm_data.settings import Settings, parse_settings
from grm_data.store import (
    PublishedMeanwhile,
    StoreError,
    merged_settings,
    settings_toml,
    words_to_read_again,
)

__all__ = ["Editing", "editing", "give_up", "last_result", "open_settings", "read_again", "remember", "save"]

_KEPT, _RESULT = "_project", "_project_result"


@dataclass(frozen=True, slots=True, eq=False)
class Editing:
    """Settings that somebody is changing."""

    base: int  # the version whose settings they were; 0 before anything is published
    known: Settings  # of that version
    shown: Settings  # with which the page's controls began
    own: Settings  # as they stand on the page
    turn: int = 0  # another one, other controls

    @property
    def key(self) -> str:
        """What the controls' keys end with."""
        return f"{self.base}_{self.turn}"

    @property
    def register(self) -> Register | None:
        """The register that they are of, where it can be read."""
        try:
            return published(self.base).register if self.base else None
        except StoreError:
            return None


def editing() -> Editing:
    """What this session is changing: begun with the newest version, gone on with where it was left.

    StoreError where the newest version can't be read.
    """
    kept: Editing | None = st.session_state.get(_KEPT)
    newest = newest_number()
    is_drawn = kept is not None and f"{PLACES[0].key}_{kept.key}" in st.session_state
    if kept is None or (not is_drawn and kept.own == kept.known and kept.base != newest):
        known = version_numbered(newest).settings if newest else first_settings()
        turn = 0 if kept is None else kept.turn + 1
        st.session_state[_KEPT] = kept = Editing(newest, known, known, known, turn)
    elif not is_drawn and kept.own != kept.shown:
        kept = _begin_again(kept)  # the page was left, and with it its controls
    return kept


def remember(own: Settings) -> None:
    """Keep how the settings stand on the page."""
    st.session_state[_KEPT] = replace(st.session_state[_KEPT], own=own)


def _begin_again(kept: Editing) -> Editing:
    """Other controls, which begin with the settings as they stood."""
    st.session_state[_KEPT] = kept = replace(kept, shown=kept.own, turn=kept.turn + 1)
    return kept


def open_settings(file: UploadedFile) -> str | None:
    """Let the page stand as a settings file says, to be saved; a sentence where it is none.

    A path in it could name any document of the server, and it clears no text: these stay as they are.
    """
    kept: Editing = st.session_state[_KEPT]
    try:
        found = parse_settings(file.getvalue())
    except GrmError as error:
        return str(error)
    finally:
        forget(file)
    own = kept.own
    found = replace(found, report_template=own.report_template, report_logo=own.report_logo)
    st.session_state[_KEPT] = replace(kept, own=replace(found, texts_cleared=own.texts_cleared))
    _begin_again(st.session_state[_KEPT])
    return None


def give_up() -> None:
    """Go back to the settings of the newest version."""
    st.session_state.pop(_KEPT, None)


def read_again(kept: Editing) -> tuple[str, ...]:
    """The changed settings that take effect once the spreadsheet is opened again, by their keys."""
    keys = [one.key for one in changed_places(kept.known, kept.own) if one.is_read_again]
    register = kept.register
    if register is not None and words_to_read_again(register, kept.known, kept.own):
        keys.append("values")
    return tuple(keys)


def last_result() -> tuple[bool, str] | None:
    """(whether it was saved, the sentence that says so) of the last time, told once."""
    result: tuple[bool, str] | None = st.session_state.pop(_RESULT, None)
    return result


def save(*, by: str, note: str) -> None:
    """Save the settings as the next version; ``last_result`` says what came of it.

    Who may publish is asked here again, whatever brought the call about.
    """
    kept: Editing | None = st.session_state.get(_KEPT)
    if kept is None or kept.own == kept.known:  # the second click of two
        return
    try:
        st.session_state[_RESULT] = True, _saved(kept, by, note)
    except PublishedMeanwhile as error:
        follows = error.versions[-1]
        merged = merged_settings(kept.own, kept.known, follows.settings)
        turn = kept.turn + 1
        st.session_state[_KEPT] = Editing(follows.number, follows.settings, merged, merged, turn)
        st.session_state[_RESULT] = False, message("project.meanwhile", n=follows.number, by=follows.by)
    except GrmError as error:
        st.session_state[_RESULT] = False, str(error)


def _saved(kept: Editing, by: str, note: str) -> str:
    if not current_access().role.may_publish:
        raise StoreError("store-not-staff")
    parse_settings(settings_toml(kept.own).encode())
    if not kept.base:
        st.session_state[FIRST_SETTINGS] = kept.own
        give_up()
        follow(0, kept.known)
        return message("project.saved_first")
    names = joined(message(f"project.label.{one.key}") for one in changed_places(kept.known, kept.own))
    told = message("project.note", names=names) + (f" {note.strip()}" if note.strip() else "")
    store().require_sound()
    version = store().change_settings(kept.own, by=by, note=told, base=kept.base)
    give_up()
    show_newest()
    follow(version.number, kept.known)
    return message("project.saved", n=version.number)
