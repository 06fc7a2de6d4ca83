"""A register about to be published: in the session of the staff member who opened it, and nowhere else.

It holds texts that nobody has cleared, so it is dropped once published or put away, and with its session.
What was decided about it is kept (``progress.py``), so that choosing the same file again goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from hashlib import sha256

import streamlit as st

from grm_dashboard.private import UploadedFile
from grm_dashboard.session.address import ask_value
from grm_dashboard.session.progress import HIDE, SHOW, hashes_of, kept_of, save
from grm_dashboard.session.shelf import store
from grm_dashboard.session.shown import UPLOAD
from grm_dashboard.session.sources import Source
from grm_dashboard.session.uploads import forget, session_lives
from grm_dashboard.session.work import Work, newest_settings, settings_of, work_of
from grm_data.errors import GrmError
from grm_data.intake.opening import open_upload
from grm_data.settings import Settings, parse_settings, read_stored_settings
from grm_data.store import merged_settings, settings_toml

__all__ = [
    "STEP",
    "Work",
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
    "use_settings",
    "withhold",
]

STEP = "step"
"""The parameter that names the step of publishing; the page's own."""

_WORK, _PROBLEM = "_work", "_work_problem"
_SETTINGS, _BASE, _DAY, _REASON, _SEEN, _TEXT = "settings", "base", "complete_to", "reason", "seen:", "text:"


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
        work = work_of(Work(upload, mark, settings, base), _settings_kept(kept, settings), base)
        keep(_with_decisions(work, kept))
    except GrmError as error:
        st.session_state[_PROBLEM] = str(error)
    finally:
        forget(file)


def _settings_kept(kept: Mapping[str, str], now: Settings) -> Settings:
    """The settings with what this person changed before; the newest version may have others since."""
    if _SETTINGS not in kept:
        return now
    try:
        own, _ = read_stored_settings(kept[_SETTINGS])
        own = replace(own, report_template=now.report_template)
        return merged_settings(own, settings_of(int(kept.get(_BASE, "0"))), now).with_texts_withheld()
    except (GrmError, ValueError):
        return now


def _with_decisions(work: Work, kept: Mapping[str, str]) -> Work:
    """The work with what this person decided before about days, reasons and texts."""
    if not kept:
        return work
    with suppress(ValueError):
        work = replace(work, complete_to=date.fromisoformat(kept.get(_DAY, "")))
    seen = frozenset(item.removeprefix(_SEEN) for item in kept if item.startswith(_SEEN))
    work = replace(work, reason=kept.get(_REASON, ""), seen=seen)
    if work.draft is None:
        return work
    said = {key: kept.get(f"{_TEXT}{one}") for key, one in hashes_of(one.key for one in work.texts).items()}
    work = _cleared(work, [key for key, decision in said.items() if decision == SHOW])
    return _withheld(work, [key for key, decision in said.items() if decision == HIDE])


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
    save(work.mark, {_SETTINGS: settings_toml(sound), _BASE: str(work.base)})
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
        keep(_cleared(work, keys) if decision == SHOW else _withheld(work, keys))
        save(work.mark, {f"{_TEXT}{one}": decision for one in hashes_of(keys).values()})


def _cleared(work: Work, keys: Iterable[str]) -> Work:
    if work.draft is None:
        return work
    found = frozenset(keys)
    draft = work.draft.clear(found)
    return replace(work, draft=draft, ticked=work.ticked | found, hidden=work.hidden - found)


def _withheld(work: Work, keys: Iterable[str]) -> Work:
    if work.draft is None:
        return work
    found = frozenset(keys)
    draft = work.draft.withhold(found)
    return replace(
        work, draft=draft, ticked=work.ticked - found, hidden=work.hidden | found, corrected=draft.corrected
    )


def correct(key: str, row: int, text: str) -> str | None:
    """Let readers see what a person wrote instead of a text of a row, scrubbed; a sentence where that fails.

    It is kept once it is published: a draft in the database holds no text.
    """
    work = current_work()
    if work is None or work.draft is None:
        return None
    try:
        written = work.upload.scrubbed(text.strip(), int(work.draft.register.sheet_row[row]))
    except GrmError as error:
        return str(error)
    if written:
        draft = work.draft.correct({key: written})
        keep(replace(work, draft=draft, corrected=draft.corrected, hidden=work.hidden - {key}))
    return None


def leave(cause: str, *, is_left: bool = True) -> None:
    """Leave a cause as it is, and ask about it no more; or ask again."""
    work = current_work()
    if work is not None:
        keep(replace(work, seen=work.seen | {cause} if is_left else work.seen - {cause}))
        save(work.mark, {f"{_SEEN}{cause}": "1" if is_left else None})


def complete_to(day: date | None) -> None:
    """Confirm that the register tells everything up to a day; None: up to the day of publication."""
    work = current_work()
    if work is not None:
        keep(replace(work, complete_to=day))
        save(work.mark, {_DAY: None if day is None else day.isoformat()})


def give_reason(reason: str) -> None:
    """Say why the file is published although something speaks against it."""
    work = current_work()
    if work is not None:
        keep(replace(work, reason=reason.strip()))
        save(work.mark, {_REASON: reason.strip() or None})


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
