"""The part of the register shown that was asked for: its period and its filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from grm_dashboard.session.sources import Source
from grm_data.analysis.selection import Selection, select
from grm_data.register import Field, Period, Register, half_year_of

__all__ = [
    "FILTERS",
    "PERIODS",
    "View",
    "half_year_before",
    "last_known",
    "reset_filters",
    "view_of",
]

PERIODS = ("half_year", "last_half_year", "start", "custom")

FILTERS = tuple(field for field in Field if field.traits.filters)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class View:
    """What a page is about: the feedback received in a period, with the filters, as of a day."""

    source: Source
    period: Period
    filters: dict[Field, list[str]]  # the words asked for of each field; empty asks nothing
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
        return self.source.register.has_shown_texts

    @property
    def history_start(self) -> date:
        """The first day of the project, or of its register where that is earlier."""
        known = (self.source.settings.start, self.source.register.first_received)
        return min((day for day in known if day is not None), default=self.period.first)

    @property
    def of_every_status(self) -> Selection:
        """Any period, filtered by all but the status: what a balance of open cases needs."""
        return self.everything.where({**self.filters, Field.STATUS: []})


def reset_filters() -> None:
    """Ask for everything received in the period."""
    for field in FILTERS:
        st.session_state[str(field)] = []


def last_known(register: Register) -> date:
    """The day up to which the register tells something; today for an empty one."""
    return register.last_known or date.today()


def half_year_before(period: Period) -> Period:
    """The half-year before another."""
    return half_year_of(period.first - timedelta(days=1))


def view_of(source: Source) -> View:
    """What the filters in the sidebar ask of a register."""
    period = _period(source)
    filters = {field: list(st.session_state.get(str(field)) or ()) for field in FILTERS}
    everything = select(
        source.register, source.settings.calendar, min(period.last, last_known(source.register))
    )
    history = everything.where(filters)
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
