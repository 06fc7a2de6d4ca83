"""What differs between versions, worked out once for everybody: versions never change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from grm_dashboard.people.access import current_access
from grm_dashboard.session.sent import sent_figures
from grm_dashboard.session.shelf import store
from grm_dashboard.session.sources import fingerprint, published
from grm_data.analysis.reported import ReportedBy, reported_by
from grm_data.analysis.sent import ReportedFigures
from grm_data.comparing.comparison import Comparison
from grm_data.errors import GrmError
from grm_data.messages import message
from grm_data.register import Reading, Register
from grm_data.speech import language
from grm_data.store import (
    StoreError,
    Version,
    changes_since,
    database_url,
    more_sensitive,
    without_disappeared,
)

__all__ = ["MOST_COMPARED", "reported_by_versions", "told_changes", "verify"]

MOST_COMPARED = 8
"""Versions beside each other."""


def told_changes(before: Version, after: Version) -> tuple[Comparison, bool]:
    """What is different between two versions, as whoever is here may know it; and whether that is all."""
    is_staff = current_access().role.may_publish
    stamps = (_stamp(before), _stamp(after))
    spoken = language().code  # what a case without a number is called is a word
    sent = sent_figures(by_version=before.number)
    return _compared(database_url(), stamps, spoken, is_staff, repr(sent), before, after, sent)


def _stamp(version: Version) -> tuple[int, str]:
    return version.number, fingerprint(version)


@st.cache_resource(max_entries=16, show_spinner=False)
def _compared(
    url: str,  # noqa: ARG001
    stamps: tuple[tuple[int, str], ...],  # noqa: ARG001
    spoken: str,  # noqa: ARG001
    is_staff: bool,
    said: str,  # noqa: ARG001
    _before: Version,
    _after: Version,
    _sent: tuple[ReportedFigures, ...] | None,
) -> tuple[Comparison, bool]:
    first, second = published(_before.number).register, published(_after.number).register
    found = changes_since(_before, first, second, _sent)
    if more_sensitive(first, second) and not is_staff:
        return without_disappeared(found), False
    return found, True


def reported_by_versions(versions: Sequence[Version]) -> dict[int, ReportedBy]:
    """What the newest versions report of each half-year, the oldest of them first.

    Whoever may not publish isn't told of versions with fewer sensitive cases than the newest has.
    """
    found: list[tuple[int, ReportedBy, Register]] = []
    for version in reversed([one for one in versions if one.purge is None][-MOST_COMPARED:]):
        try:
            told = _reported(database_url(), _stamp(version), version)
        except StoreError:
            continue
        found.append((version.number, *told))
    if found and not current_access().role.may_publish:
        newest = found[0][2]
        found = [one for one in found if not more_sensitive(one[2], newest)]
    return {number: told for number, told, _ in reversed(found)}


@st.cache_resource(max_entries=64, show_spinner=False)
def _reported(url: str, stamp: tuple[int, str], _version: Version) -> tuple[ReportedBy, Register]:  # noqa: ARG001
    """What a version reports, and of its register only how many cases are sensitive."""
    found = store().read(_version.number)
    if found is None:
        raise StoreError("store-no-version", version=_version.number)
    register = found.register
    counts = replace(register.where(register.received < 0), reading=Reading(""))
    return reported_by(register, _version.published_at.date()), counts


def verify() -> tuple[bool, str]:
    """(whether everything is as it was published, the sentence that says so or names every break)."""
    try:
        broken = store().verify()
        n = 0 if broken else len(store().history())
    except GrmError as error:
        return False, str(error)
    if broken:
        return False, " ".join(one.message for one in broken)
    return True, message("history.sound", n=n)
