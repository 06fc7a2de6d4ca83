"""The session: which register is shown, and which part of it was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from grm_dashboard.session.sources import Source, current_number, is_file_served, published, served_file
from grm_data.analysis.selection import Selection, select
from grm_data.errors import GrmError
from grm_data.register import Period, Register, half_year_of

__all__ = [
    "PERIODS",
    "UPLOAD",
    "Source",
    "View",
    "current_source",
    "current_view",
    "half_year_before",
    "is_older",
    "last_known",
    "newer_number",
    "published_or_file",
    "reset_filters",
    "show_newest",
]

UPLOAD = "_upload"
"""Where a session keeps a person's own spreadsheet."""

_SHOWN, _ASKED = "_version", "_version_asked"
_VERSION = "version"  # in the URL

PERIODS = ("half_year", "last_half_year", "start", "custom")

FILTERS = ("channel", "type", "status")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class View:
    """What a page is about: the feedback received in a period, with the filters, as of a day."""

    source: Source
    period: Period
    filters: dict[str, list[str]]  # channel, type, status → the words asked for; empty asks nothing
    everything: Selection  # as of the day, any period, no filter
    history: Selection  # as of the day, any period, with the filters
    selection: Selection  # with the filters, received in the period

    @property
    def as_of(self) -> date:
        """The day up to which everything counts."""
        return self.selection.as_of

    @property
    def texts_shown(self) -> bool:
        """Whether there may be issue and action texts that a person has cleared."""
        return self.source.has_texts

    @property
    def history_start(self) -> date:
        """The first day of the project, or of its register where that is earlier."""
        known = (self.source.settings.start, self.source.register.first_received)
        return min((day for day in known if day is not None), default=self.period.first)

    @property
    def of_every_status(self) -> Selection:
        """Any period, filtered by channel and type only: what a balance of open cases needs."""
        return self.everything.where(channels=self.filters["channel"], types=self.filters["type"])


def current_source() -> Source | str:
    """The register of this browser session: the person's own, else the published one, else why not."""
    return st.session_state.get(UPLOAD) or published_or_file()


def published_or_file() -> Source | str:
    """The version asked for in the URL, else the current one; a file where the server was started to show it.

    A session stays with the version that it began with until it asks for a newer one. A sentence says
    why there is nothing to show.
    """
    try:
        if number := _asked() or (0 if is_file_served() else _shown()):
            return published(number)
    except GrmError as error:
        return str(error)
    return served_file()


def _asked() -> int:
    """The version that the URL asks for, kept there across pages; 0 where it asks for none."""
    text = st.query_params.get(_VERSION)
    if text is not None:
        st.session_state[_ASKED] = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    asked: int = st.session_state.get(_ASKED, 0)
    if asked and text is None:
        st.query_params[_VERSION] = str(asked)
    return asked


def _shown() -> int:
    """The version that was current when the session began, or when it last switched."""
    if _SHOWN not in st.session_state:
        st.session_state[_SHOWN] = current_number()
    number: int = st.session_state[_SHOWN]
    return number


def is_older(number: int) -> bool:
    """Whether a version was asked for that isn't the current one."""
    return bool(_asked()) and number < current_number()


def newer_number() -> int | None:
    """The number of a version newer than the one shown, None where there is none."""
    newest = 0 if is_file_served() and not _asked() else current_number()
    return newest if newest > (_asked() or st.session_state.get(_SHOWN, 0)) else None


def show_newest() -> None:
    """Switch to the current version."""
    st.session_state[_SHOWN], st.session_state[_ASKED] = current_number(), 0
    st.query_params.pop(_VERSION, None)


def reset_filters() -> None:
    """Ask for everything received in the period."""
    for name in FILTERS:
        st.session_state[name] = []


def last_known(register: Register) -> date:
    """The day up to which the register tells something; today for an empty one."""
    return register.last_known or date.today()


def half_year_before(period: Period) -> Period:
    """The half-year before another."""
    return half_year_of(period.first - timedelta(days=1))


def current_view() -> View:
    """What the filters in the sidebar ask of the register shown."""
    source = current_source()
    if isinstance(source, str):
        raise LookupError("no register is open")
    period = _period(source)
    filters = {name: list(st.session_state.get(name) or ()) for name in FILTERS}
    everything = select(
        source.register, source.settings.calendar, min(period.last, last_known(source.register))
    )
    history = everything.where(channels=filters["channel"], types=filters["type"], statuses=filters["status"])
    return View(source, period, filters, everything, history, history.within(period))


def _period(source: Source) -> Period:
    known = last_known(source.register)
    this = half_year_of(known)
    match st.session_state.get("period"):
        case "last_half_year":
            return half_year_before(this)
        case "start":
            days = (source.settings.start, source.register.first_received, known)
            return Period("start", min(day for day in days if day is not None), known)
        case "custom":
            chosen = sorted(st.session_state.get("dates") or ())
            if len(chosen) == 1:  # the last day is still to be chosen
                chosen.append(max(chosen[0], known))
            return Period("custom", *(chosen or (this.first, this.last)))
        case _:
            return this
