"""A register about to be published: in the session of the staff member who opened it, and nowhere else.

It holds texts that nobody has cleared, so it is dropped once published or put away, and with its session.
What was decided about it is kept (``progress.py``), so that choosing the same file again goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from hashlib import sha256

import streamlit as st

from grm_dashboard.private import UploadedFile
from grm_dashboard.session.address import ask_value
from grm_dashboard.session.progress import HIDE, SHOW, hashes_of, kept_of, save
from grm_dashboard.session.resuming import (
    ACCEPTED,
    BASE,
    DAY,
    NOTE,
    REASON,
    SEEN,
    SETTINGS,
    TEXT,
    WRITTEN,
    settings_kept,
    with_decisions,
)
from grm_dashboard.session.shelf import store
from grm_dashboard.session.shown import UPLOAD
from grm_dashboard.session.sources import Source
from grm_dashboard.session.uploads import forget, session_lives
from grm_dashboard.session.work import Work, newest_settings, settings_of, work_of
from grm_data.errors import GrmError
from grm_data.intake.opening import open_upload
from grm_data.settings import Settings, parse_settings
from grm_data.store import merged_settings, settings_toml

__all__ = [
    "STEP",
    "Work",
    "accept",
    "begin",
    "cancel",
    "clear",
    "complete_to",
    "correct",
    "current_work",
    "follow",
    "give_reason",
    "keep",
    "keep_problem",
    "leave",
    "look_at",
    "open_problem",
    "say_note",
    "show_as_it_is",
    "use_settings",
    "withhold",
]

STEP = "step"
"""The parameter that names the step of publishing; the page's own."""

_WORK, _PROBLEM = "_work", "_work_problem"


def current_work() -> Work | None:
    """The register that this session is about to publish."""
    return st.session_state.get(_WORK)


def open_problem() -> str | None:
    """Why the last spreadsheet or settings could not be opened."""
    return st.session_state.get(_PROBLEM)


def keep(work: Work | None) -> None:
    """Let this be the register that the session is about to publish."""
    st.session_state[_WORK] = work


def keep_problem(problem: str) -> None:
    """Say on the page why the last change couldn't be made."""
    work = current_work()
    if work is not None:
        keep(replace(work, problem=problem))


def begin(file: UploadedFile) -> None:
    """Open a spreadsheet to be published, by the settings of the current version; forget its bytes.

    What this person decided about the same file before is decided.
    """
    st.session_state[_PROBLEM] = None
    try:
        store().require_sound()
        base, settings = newest_settings()
        content = file.getvalue()
        mark = sha256(content).hexdigest()
        upload = open_upload(file.name, content, session_lives())
        kept = kept_of(mark)
        work = work_of(Work(upload, mark, settings, base), settings_kept(kept, settings), base)
        keep(with_decisions(work, kept))
    except GrmError as error:
        st.session_state[_PROBLEM] = str(error)
    finally:
        forget(file)


def use_settings(settings: Settings) -> str | None:
    """Read the spreadsheet again by other settings; a sentence where they are none."""
    work = current_work()
    if work is None:
        return None
    try:
        sound = replace(parse_settings(settings_toml(settings).encode()), texts_cleared=False)
        keep(work_of(work, sound, work.base))
    except GrmError as error:
        return str(error)
    save(work.mark, {SETTINGS: settings_toml(sound), BASE: str(work.base)})
    return None


def follow(number: int, before: Settings) -> None:
    """Let the spreadsheet follow the version that this person made of other settings just now.

    ``before`` are the settings that these were changed from; 0: nothing is published yet.
    """
    work = current_work()
    if work is None:
        return
    settings = merged_settings(work.settings, before.with_texts_withheld(), settings_of(number))
    try:
        keep(work_of(replace(work, base=number), settings, number))
    except GrmError as error:  # it isn't open any more
        keep_problem(str(error))


def clear(keys: Iterable[str]) -> None:
    """Let reviewers see these texts: a person has read them."""
    _decide_texts(frozenset(keys), SHOW)


def withhold(keys: Iterable[str]) -> None:
    """Keep these texts from reviewers: a person has read them."""
    _decide_texts(frozenset(keys), HIDE)


def _decide_texts(keys: frozenset[str], decision: str) -> None:
    work = current_work()
    if work is not None and work.draft is not None and keys:
        keep(work.showing(keys) if decision == SHOW else work.hiding(keys))
        hashes = hashes_of(keys)
        said: dict[str, str | None] = {f"{TEXT}{one}": decision for one in hashes.values()}
        if decision == HIDE:
            said |= {f"{WRITTEN}{hashes[key]}": None for key in keys & work.corrected.keys()}
        save(work.mark, said)


def correct(key: str, row: int, text: str) -> str | None:
    """Let readers see what a person wrote instead of a text of a row, scrubbed; a sentence where that fails.

    What is written for readers is cleared by its writing, so it is kept with what else was decided.
    """
    work = current_work()
    if work is None or work.draft is None:
        return None
    try:
        written = work.upload.scrubbed(text.strip(), int(work.draft.register.sheet_row[row]))
    except GrmError as error:
        return str(error)
    if written:
        keep(work.writing({key: written}))
        one = hashes_of([key])[key]
        save(work.mark, {f"{WRITTEN}{one}": written, f"{TEXT}{one}": None})
    return None


def show_as_it_is(key: str) -> None:
    """Let readers see a text as the register has it, whatever was written instead."""
    withhold([key])
    clear([key])


def leave(cause: str, *, is_left: bool = True) -> None:
    """Leave a cause as it is, and ask about it no more; or ask again."""
    work = current_work()
    if work is not None:
        keep(replace(work, seen=work.seen | {cause} if is_left else work.seen - {cause}))
        save(work.mark, {f"{SEEN}{cause}": "1" if is_left else None})


def complete_to(day: date | None) -> None:
    """Confirm that the register tells everything up to a day; None: up to the day of publication."""
    work = current_work()
    if work is not None:
        keep(replace(work, complete_to=day))
        save(work.mark, {DAY: None if day is None else day.isoformat()})


def give_reason(reason: str) -> None:
    """Say why the file is published although something speaks against it."""
    work = current_work()
    if work is not None:
        keep(replace(work, reason=reason.strip()))
        save(work.mark, {REASON: reason.strip() or None})


def say_note(note: str) -> None:
    """Keep the note that the version will have."""
    work = current_work()
    if work is not None:
        keep(replace(work, note=note.strip()))
        save(work.mark, {NOTE: note.strip() or None})


def accept(errors: str, reason: str) -> None:
    """Keep why these errors, by a mark of theirs, are published."""
    work = current_work()
    if work is not None:
        keep(replace(work, accepted={**work.accepted, errors: reason.strip()}))
        save(work.mark, {f"{ACCEPTED}{errors}": reason.strip() or None})


def look_at(work: Work) -> None:
    """Show the register as reviewers would see it, on every page of this session."""
    if work.draft is not None:
        register, _ = work.draft.for_version()
        st.session_state[UPLOAD] = Source(register, work.settings, is_upload=True).for_readers()


def cancel() -> None:
    """Put the spreadsheet away; what was decided about it is kept."""
    work = current_work()
    if work is not None:
        work.upload.close()
        ask_value(STEP, None)
    keep(None)
