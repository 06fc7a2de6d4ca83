"""The page Project: a tab for each part of the settings, what a change does, and the button that saves it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from grm_dashboard.blocks.setting_controls import CONTROLS
from grm_dashboard.blocks.setting_shown import NotRead, Shown
from grm_dashboard.blocks.setting_words import headings, words
from grm_dashboard.blocks.wording import plain
from grm_dashboard.people.access import Setup, current_setup
from grm_dashboard.people.roles import listing_of
from grm_dashboard.session.naming import ask_name, name_given
from grm_dashboard.session.project import Editing, give_up, open_settings, read_again, remember, save
from grm_dashboard.session.settings_table import (
    PLACES,
    Control,
    Part,
    Place,
    changed_places,
    value_of,
    with_value,
)
from grm_dashboard.session.uploads import uploader
from grm_data.messages import joined, message
from grm_data.settings import Settings

__all__ = ["PART", "parts", "saving", "settings_file"]

PART = "part"
"""The parameter of the address that opens a part."""

_CONTROLS: Mapping[Control, Callable[[Shown, Any], Any]] = {
    **CONTROLS,
    Control.WORDS: words,
    Control.HEADINGS: headings,
}


def parts(kept: Editing) -> list[str]:
    """Every part with its settings; the names of those whose entry can't be read."""
    names = {part: message(f"project.part.{part}") for part in Part}
    asked = next((name for part, name in names.items() if part == st.query_params.get(PART)), None)
    own, wrong = kept.shown, []
    for part, tab in zip(names, st.tabs(list(names.values()), default=asked), strict=True):
        with tab:
            if part is Part.READERS:
                _people()
            for place in (one for one in PLACES if one.part is part):
                own, is_read = _changed(own, place, kept)
                wrong += [] if is_read else [message(f"project.label.{place.key}")]
            if part is Part.WORDS or any(one.is_read_again for one in PLACES if one.part is part):
                st.caption(message(f"project.read_again.{part}"))
    off_and_worked = sorted(own.calendar.days_off & own.calendar.worked_days)
    if off_and_worked:
        st.error(message("project.wrong.both", day=off_and_worked[0].isoformat()), icon=":material/error:")
        wrong.append(message("project.label.calendar.worked_days"))
    remember(own)
    return wrong


def _changed(settings: Settings, place: Place, kept: Editing) -> tuple[Settings, bool]:
    """The settings as the control of one leaves them, and whether it could be read."""
    shown = Shown(place, f"{place.key}_{kept.key}", settings, kept.register)
    try:
        value = _CONTROLS[place.control](shown, value_of(kept.shown, place.attribute))
    except NotRead as error:
        st.error(plain(str(error)), icon=":material/error:")
        return settings, False
    return with_value(settings, place.attribute, value), True


def _people() -> None:
    """Who may read and who may publish: whoever runs the dashboard says so, not this page."""
    setup = current_setup()
    st.markdown(message(f"project.people.{setup}"))
    if setup is Setup.LOGIN:
        listing = listing_of(os.environ)
        rows: Mapping[str, frozenset[str]] = {
            "publish": listing.staff | listing.staff_groups,
            "read": listing.reviewers | listing.reviewer_groups,
        }
        for name, people in rows.items():
            told = joined(sorted(people)) or message("word.none")
            st.caption(plain(message(f"project.people.{name}", people=told)))


def settings_file() -> None:
    """A settings file fills the page; what it says is saved by the same button."""
    with st.expander(message("publish.settings_file")):
        file = uploader(message("publish.settings_file"), "project", None, message("publish.settings_help"))
        if file is None:
            return
        if problem := open_settings(file):
            st.error(plain(problem), icon=":material/error:")
        else:
            st.rerun()


def saving(kept: Editing, wrong: list[str]) -> None:
    """What differs, what it needs, and the button."""
    changed = changed_places(kept.known, kept.own)
    if wrong:
        st.error(message("project.correct", names=plain(joined(wrong))), icon=":material/error:")
        return
    if not changed:
        st.caption(message("project.unchanged"))
        return
    with st.container(border=True):
        names = joined(message(f"project.label.{one.key}") for one in changed)
        st.markdown(message("project.changed", n=len(changed), names=names))
        if again := read_again(kept):
            names = joined(message(f"project.label.{key}") for key in again)
            st.info(message("project.again", names=names), icon=":material/table_view:")
        by = ask_name(f"by_{kept.key}") if kept.base else name_given()
        note = (
            st.text_input(message("publish.note"), max_chars=300, key=f"note_{kept.key}") if kept.base else ""
        )
        with st.container(horizontal=True):
            label = message("project.save", n=kept.base + 1) if kept.base else message("project.save_first")
            if st.button(label, icon=":material/save:", key="save_project"):
                save(by=by, note=note)
                st.rerun()
            st.button(message("project.give_up"), icon=":material/undo:", key="give_up", on_click=give_up)
