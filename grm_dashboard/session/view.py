"""The part of the register shown that was asked for: its period and its filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import streamlit as st

from grm_dashboard.session.sources import Source
from grm_data.analysis.as_of import default_as_of, is_interim
from grm_data.analysis.selection import Selection, select
from grm_data.register import Field, Period, Status, day_number, day_of, half_year_of

__all__ = [
    "AT_ITS_END",
    "BY_NOW",
    "FILTERS",
    "PERIODS",
    "View",
    "asked_period",
    "half_year_before",
    "is_over",
    "latest_half_year",
    "reset_filters",
    "view_of",
    "waiting_of",
]

PERIODS = ("half_year", "last_half_year", "start", "custom")

AT_ITS_END: Final = "at_its_end"
BY_NOW: Final = "by_now"
"""Both readings of a period that is over: as a report would have said, and by all that is known since."""

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
        """Any period, filtered by all but the status: what is open is a stock."""
        return self.everything.where({**self.filters, Field.STATUS: []})

    @property
    def judged(self) -> Selection:
        """Received in the period, filtered by all but the status: what ratios and shares count."""
        return self.of_every_status.within(self.period)

    @property
    def open(self) -> Selection:
        """Every addressed case without an answer on the day, whenever it was received."""
        return self.of_every_status.with_status(Status.RESOLVING)

    @property
    def waiting(self) -> Selection:
        """The same as far as the register tells, whatever the period."""
        return waiting_of(self.source).where({**self.filters, Field.STATUS: []})

    @property
    def reading(self) -> str | None:
        """How the period is read: unfinished, or which of its two readings; None where there is but one."""
        if is_interim(self.period, self.as_of):
            return "unfinished"
        if not is_over(self.source, self.period):
            return None
        return AT_ITS_END if self.as_of == self.period.last else BY_NOW


def reset_filters() -> None:
    """Ask for everything received in the period."""
    for field in FILTERS:
        st.session_state[str(field)] = []


def latest_half_year(source: Source) -> Period:
    """The half-year that the register is complete to; where nothing came in it, the last with some."""
    this = half_year_of(source.complete_to)
    received = source.register.received
    known = received[received <= day_number(source.complete_to)]
    last = day_of(int(known.max())) if len(known) else None
    return this if last is None or last >= this.first else half_year_of(last)


def waiting_of(source: Source) -> Selection:
    """Every addressed case without an answer on the day that the register is complete to."""
    everything = select(source.register, source.settings.calendar, source.complete_to)
    return everything.with_status(Status.RESOLVING)


def half_year_before(period: Period) -> Period:
    """The half-year before another."""
    return half_year_of(period.first - timedelta(days=1))


def is_over(source: Source, period: Period) -> bool:
    """Whether the register tells of days after the period, so that it can be read in two ways."""
    return period.last < source.complete_to


def asked_period(source: Source) -> Period:
    """The period that the sidebar asks for."""
    this = latest_half_year(source)
    match st.session_state.get("period"):
        case "last_half_year":
            return half_year_before(this)
        case "start":
            days = (source.settings.start, source.register.first_received, source.complete_to)
            return Period("start", min(day for day in days if day is not None), source.complete_to)
        case "custom":
            chosen = sorted(st.session_state.get("dates") or ())
            if len(chosen) == 1:  # the last day is still to be chosen
                chosen.append(max(chosen[0], source.complete_to))
            return Period("custom", *(chosen or (this.first, this.last)))
        case _:
            return this


def view_of(source: Source) -> View:
    """What the filters in the sidebar ask of a register."""
    period = asked_period(source)
    by_now = st.session_state.get("as_of") == BY_NOW and is_over(source, period)
    last = None if by_now else period.last
    filters = {field: list(st.session_state.get(str(field)) or ()) for field in FILTERS}
    as_of = default_as_of(last, source.complete_to, source.settings.today)
    everything = select(source.register, source.settings.calendar, as_of)
    history = everything.where(filters)
    return View(source, period, filters, everything, history, history.within(period))
