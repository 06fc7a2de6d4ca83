"""A report that was checked in this browser session: its figures are kept, never its text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from grm_dashboard.people.access import current_access
from grm_dashboard.private import UploadedFile
from grm_dashboard.session.shelf import seen
from grm_dashboard.session.sources import Source, published
from grm_dashboard.session.uploads import forget
from grm_data.errors import GrmError
from grm_data.reconcile import Checked, Document, check, document_from_bytes
from grm_data.store import StoreError

__all__ = ["Result", "check_file", "check_text", "forget_check", "last_check"]

_KEPT = "_check"


@dataclass(frozen=True, slots=True, repr=False)
class Result:
    """A check by the version that was current once the period had ended, and by the one shown."""

    source: Source
    checked: Checked
    shown: Checked | None = None  # None where it is the same version
    number_shown: int = 0


def last_check(source: Source) -> Result | str | None:
    """What was checked last of the register shown, by whoever is here, or why it couldn't be."""
    key, found = st.session_state.get(_KEPT, (None, None))
    return found if key == _key(source) else None


def _key(source: Source) -> tuple[object, ...]:
    """The register and who sees it: a check tells staff more than readers."""
    number = source.version.number if source.version else None
    return number, source.register.reading.sha256, source.is_upload, current_access().role.may_publish


def forget_check() -> None:
    """Make room for another report."""
    st.session_state.pop(_KEPT, None)


def check_text(text: str, source: Source) -> None:
    """Check a pasted text."""
    st.session_state[_KEPT] = _key(source), _checked(text.encode("utf-8", "replace"), source)


def check_file(file: UploadedFile, source: Source) -> None:
    """Check a report's file, whose bytes are forgotten."""
    try:
        st.session_state[_KEPT] = _key(source), _checked(file.getvalue(), source)
    finally:
        forget(file)


def _checked(content: bytes, source: Source) -> Result | str:
    try:
        document = document_from_bytes(content)
        shown = _check(document, source)
        then = _current_then(source, shown.period[1])
        if then is None:
            return Result(source, shown)
        return Result(then, _check(document, then), shown, source.version.number if source.version else 0)
    except GrmError as error:
        return str(error)


def _check(document: Document, source: Source) -> Checked:
    return check(document, source.register, replace(source.settings, complete_to=source.complete_to))


def _current_then(source: Source, last: date) -> Source | None:
    """The first version that was published after a report's period; None where it is the one shown."""
    if source.version is None:
        return None
    number, day_of = source.version.number, source.settings.day_of
    since = [
        one.number
        for one in seen().versions
        if one.number < number and one.purge is None and day_of(one.published_at) > last
    ]
    try:
        return published(since[0]) if since else None
    except StoreError:
        return None
