"""From a register about to be published to a version: once, never over somebody else's by the same click."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

import streamlit as st

from grm_dashboard.people.access import current_access
from grm_dashboard.session.address import ask_value
from grm_dashboard.session.drafts import STEP, cancel, current_work, keep
from grm_dashboard.session.naming import name_given
from grm_dashboard.session.progress import HIDE, SHOW, forget_progress, hashes_of
from grm_dashboard.session.shelf import store
from grm_dashboard.session.shown import UPLOAD, show_newest
from grm_dashboard.session.work import Work, settings_of, work_of
from grm_data.errors import GrmError
from grm_data.intake.opening import Upload
from grm_data.messages import message
from grm_data.secret import secret
from grm_data.settings import Settings
from grm_data.store import (
    PublishedMeanwhile,
    correction_hashes,
    merged_settings,
)

__all__ = ["Outcome", "forget_outcome", "goes_on", "last_outcome", "publish", "put_all_away", "undo_last"]

_OUTCOME = "_outcome"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Outcome:
    """What this session published last, and the file that it came of."""

    number: int
    base: int
    upload: Upload
    settings: Settings
    undone_by: int | None = None  # the version that brought the one before back
    problem: str | None = None  # why the last try to undo it failed


def last_outcome() -> Outcome | None:
    """What this session published last."""
    return st.session_state.get(_OUTCOME)


def publish(*, by: str, note: str, accepted: str | None) -> int | None:
    """Publish; the number of the new version, None where ``current_work`` says why not.

    The second of two clicks finds it published, or somebody else's to be looked at, and does nothing. Who may
    publish is asked again.
    """
    work = current_work()
    if work is None or work.draft is None or work.meanwhile is not None:
        return None
    if not current_access().role.may_publish:
        keep(replace(work, problem=message("publish.not_staff")))
        return None
    try:
        number = _published(work, by, note, accepted)
    except PublishedMeanwhile as error:
        keep(_after(work, error))
        return None
    except GrmError as error:
        keep(replace(work, problem=str(error)))
        return None
    try:
        _is_out(work, number, by)
    except BaseException:  # another click breaks a run off, once, at whatever it asks of its session
        _is_out(work, number, by)
        raise
    return number


def _is_out(work: Work, number: int, by: str) -> None:
    """Put the file away, and keep what was decided about it. It may be done twice."""
    keep(None)  # not closed: its marked copy may be wanted
    st.session_state[_OUTCOME] = Outcome(number, work.base, work.upload, work.settings)
    st.session_state[UPLOAD] = None
    ask_value(STEP, None)
    show_newest()
    with suppress(GrmError):  # it is published; what isn't kept is asked once more
        store().decide("text", _decided(work), by=by)
        forget_progress(work.mark)


def _published(work: Work, by: str, note: str, accepted: str | None) -> int:
    """The number of the version, which is out from here on."""
    store().require_sound()
    assert work.draft is not None
    return (
        store()
        .publish(
            work.draft,
            by=by,
            note=note,
            base=work.base,
            accepted=accepted,
            complete_to=work.complete_to,
            found=work.following,
        )
        .number
    )


def _decided(work: Work) -> dict[str, str]:
    """What is to be known again of the texts: those kept from readers, and those written anew."""
    hashes = hashes_of(one.key for one in work.texts)
    before = store().decisions("text", hashes.values())
    wanted = {one: HIDE if key in work.hidden else SHOW for key, one in hashes.items()}
    hidden = {one: HIDE for key, one in hashes.items() if key in work.hidden}
    again = {one: SHOW for one in before if wanted[one] == SHOW}
    said = {**hidden, **again}.items()
    new = {one: how for one, how in said if one not in before or before[one].decision != how}
    return new | dict.fromkeys(correction_hashes(work.corrected, secret()), SHOW)


def _after(work: Work, error: PublishedMeanwhile) -> Work:
    """The same spreadsheet beside the version that somebody else published; whose goes on is to be said."""
    theirs = error.versions[-1]
    settings = merged_settings(work.settings, settings_of(work.base), settings_of(theirs.number))
    try:
        return replace(work_of(work, settings, theirs.number), meanwhile=theirs)
    except GrmError as broken:  # it isn't open any more
        return replace(work, problem=str(broken))


def goes_on(*, mine: bool) -> None:
    """Say whose goes on after somebody else published: this file follows theirs, or is put away."""
    work = current_work()
    if work is not None and mine:
        keep(replace(work, meanwhile=None))
    elif work is not None:
        cancel()
        show_newest()


def undo_last() -> None:
    """Bring the version before back, once: a second click finds it done."""
    outcome = last_outcome()
    if outcome is None or outcome.undone_by is not None or not outcome.base:
        return
    if not current_access().role.may_publish:
        st.session_state[_OUTCOME] = replace(outcome, problem=message("publish.not_staff"))
        return
    try:
        version = store().publish_again(outcome.base, by=name_given(), base=outcome.number)
    except GrmError as error:
        st.session_state[_OUTCOME] = replace(outcome, problem=str(error))
        return
    st.session_state[_OUTCOME] = replace(outcome, undone_by=version.number, problem=None)
    show_newest()


def put_all_away() -> None:
    """Leave nothing of a spreadsheet in this session."""
    cancel()
    forget_outcome()


def forget_outcome() -> None:
    """Close the file that was published last."""
    outcome = st.session_state.pop(_OUTCOME, None)
    if outcome is not None:
        outcome.upload.close()
