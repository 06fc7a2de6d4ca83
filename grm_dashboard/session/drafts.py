"""A register about to be published: in the session of the staff member who opened it, and nowhere else.

It holds texts that nobody has cleared, so it is dropped once published or cancelled, and with its session.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from grm_dashboard.people.access import current_access, logged_in_as
from grm_dashboard.private import UploadedFile
from grm_dashboard.session.sent import sent_half_years
from grm_dashboard.session.shelf import newest_number, store, version_numbered
from grm_dashboard.session.shown import UPLOAD, show_newest
from grm_dashboard.session.sources import Source, first_settings, published
from grm_dashboard.session.uploads import forget, session_lives
from grm_data.analysis.comparison import ChangeKind, Comparison
from grm_data.errors import GrmError
from grm_data.intake.opening import ColumnFact, Doubt, Preview, UnknownWord, Upload, open_upload
from grm_data.messages import message
from grm_data.readers import Waiting, waiting
from grm_data.settings import Settings, parse_settings
from grm_data.store import (
    Draft,
    DraftText,
    PublishedMeanwhile,
    changes_since,
    draft_of,
    known_to_both,
    merged_settings,
    more_sensitive,
    settings_changes,
    settings_toml,
)

__all__ = [
    "Work",
    "begin",
    "cancel",
    "clear",
    "current_work",
    "look_at",
    "open_problem",
    "publish",
    "use_settings",
    "withhold",
]

_WORK, _PROBLEM = "_work", "_work_problem"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Work:
    """An opened spreadsheet on its way to a version."""

    upload: Upload
    settings: Settings
    draft: Draft | None  # None where no register can be read yet
    problem: str | None  # why it can't, or why the last try to publish failed
    base: int  # the version that it follows
    changes: Comparison | None  # what is different from that version; None where there is none to compare
    texts: tuple[DraftText, ...]  # each text once, where it first stands
    to_read: frozenset[str]  # keys of the texts that the base doesn't show
    unknown: tuple[UnknownWord, ...]  # to be mapped, those mapped since among them
    unmappable: int  # words that may name a person
    columns: tuple[ColumnFact, ...] = ()  # of the sheet, as they are read now
    previews: tuple[Preview, ...] = ()  # the first rows of each sheet
    doubts: tuple[Doubt, ...] = ()  # rows that are held back until somebody has read them
    waiting: tuple[Waiting, ...] = ()  # words, numbers and names that readers don't get yet
    settings_changes: tuple[str, ...] = ()  # lines of the settings that differ from the base's
    may_be_sensitive: bool = False  # whether a case that the base shows may be sensitive now
    ticked: frozenset[str] = frozenset()  # texts that this person cleared
    unticked: frozenset[str] = frozenset()  # and those withheld, though the base shows them


def current_work() -> Work | None:
    """The register that this session is about to publish."""
    return st.session_state.get(_WORK)


def open_problem() -> str | None:
    """Why the last spreadsheet or settings could not be opened."""
    return st.session_state.get(_PROBLEM)


def begin(file: UploadedFile) -> None:
    """Open a spreadsheet to be published, by the settings of the current version; forget its bytes."""
    st.session_state[_PROBLEM] = None
    try:
        store().require_sound()
        base = newest_number()
        upload = open_upload(file.name, file.getvalue(), session_lives())
        _keep(_work(upload, _settings_of(base), base))
    except GrmError as error:
        st.session_state[_PROBLEM] = str(error)
    finally:
        forget(file)


def _settings_of(base: int) -> Settings:
    """The settings of a version, else those that the server was started with; no text is cleared by them."""
    settings = version_numbered(base).settings if base else first_settings()
    return settings.with_texts_withheld()


def _work(upload: Upload, settings: Settings, base: int, before: Work | None = None) -> Work:
    """Read the spreadsheet by the settings; what this person decided about texts stays decided."""
    known = _settings_of(base)
    answers = upload.ask(settings, known_to_both(settings, known))
    understood: dict[str, Any] = {
        "unknown": answers.unknown_words,
        "unmappable": answers.unmappable,
        "columns": answers.columns,
        "previews": answers.previews,
        "doubts": answers.doubts,
    }
    register = answers.register
    if register is None:
        return Work(upload, settings, None, str(answers.problem), base, None, (), frozenset(), **understood)
    shown = published(base) if base else None
    draft = draft_of(register, settings, None if shown is None else shown.register)
    understood["waiting"] = waiting(draft.for_version()[0], settings)
    texts = tuple({one.key: one for one in reversed(draft.texts())}.values())[::-1]
    to_read = frozenset(one.key for one in texts if not one.is_cleared)
    if before is not None:
        understood |= {"ticked": before.ticked, "unticked": before.unticked}
        draft = draft.clear(before.ticked).withhold(before.unticked)
    changes = None
    if shown is not None and shown.version is not None:
        changes = changes_since(shown.version, shown.register, register, sent_half_years())
        understood["settings_changes"] = settings_changes(known, settings)
        understood["may_be_sensitive"] = more_sensitive(shown.register, register) and bool(
            changes.of_kind(ChangeKind.DISAPPEARED)
        )
    return Work(upload, settings, draft, None, base, changes, texts, to_read, **understood)


def _keep(work: Work | None) -> None:
    st.session_state[_WORK] = work


def use_settings(settings: Settings) -> str | None:
    """Read the spreadsheet again by other settings; a sentence where they are none."""
    work = current_work()
    if work is None:
        return None
    try:
        sound = parse_settings(settings_toml(settings).encode())
        _keep(_work(work.upload, replace(sound, texts_cleared=False), work.base, work))
    except GrmError as error:
        return str(error)
    return None


def clear(keys: Iterable[str]) -> None:
    """Let reviewers see these texts: a person has read them."""
    work, keys = current_work(), frozenset(keys)
    if work is not None and work.draft is not None:
        ticked, unticked = work.ticked | keys, work.unticked - keys
        _keep(replace(work, draft=work.draft.clear(keys), ticked=ticked, unticked=unticked))


def withhold(keys: Iterable[str]) -> None:
    """Keep these texts from reviewers."""
    work, keys = current_work(), frozenset(keys)
    if work is not None and work.draft is not None:
        ticked, unticked = work.ticked - keys, work.unticked | keys
        _keep(replace(work, draft=work.draft.withhold(keys), ticked=ticked, unticked=unticked))


def look_at(work: Work) -> None:
    """Show the register as reviewers would see it, on every page of this session."""
    if work.draft is not None:
        register, _ = work.draft.for_version()
        st.session_state[UPLOAD] = Source(register, work.settings, is_upload=True).for_readers()


def cancel() -> None:
    """Forget the spreadsheet."""
    work = current_work()
    if work is not None:
        work.upload.close()
    _keep(None)


def publish(work: Work, *, by: str, note: str, accepted: str | None) -> int | None:
    """Publish; the number of the new version, None where ``current_work`` says why not.

    Who may publish is asked here again, whatever brought the call about.
    """
    access = current_access()
    if not access.role.may_publish or work.draft is None:
        _keep(replace(work, problem=message("publish.not_staff")))
        return None
    try:
        store().require_sound()
        version = store().publish(
            work.draft, by=_name(by, access.person), note=note, base=work.base, accepted=accepted
        )
    except PublishedMeanwhile as error:
        _keep(_after(work, error))
        return None
    except GrmError as error:
        _keep(replace(work, problem=str(error)))
        return None
    cancel()
    st.session_state[UPLOAD] = None
    show_newest()
    return version.number


def _after(work: Work, meanwhile: PublishedMeanwhile) -> Work:
    """The same spreadsheet on its way to follow the version that somebody else published."""
    follows = meanwhile.versions[-1].number
    settings = merged_settings(work.settings, _settings_of(work.base), _settings_of(follows))
    try:
        return replace(_work(work.upload, settings, follows, work), problem=str(meanwhile))
    except GrmError as error:  # it isn't open any more
        return replace(work, problem=str(error))


def _name(given: str, person: str) -> str:
    """Who publishes: the address of the log-in; only where there is none, the name given."""
    return person if logged_in_as() is not None else given or person
