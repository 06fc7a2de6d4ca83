"""The part of the register shown that was asked for: its period and its filters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from grm_dashboard.menu import AS_OF, COMPARE, FILTERED, PERIOD, STATUS
from grm_dashboard.session.asked import AT_ITS_END, BY_NOW, START, Asked
from grm_dashboard.session.sources import Source
from grm_dashboard.session.stepping import compared_with
from grm_dashboard.session.words import words_of_codes
from grm_data.analysis.as_of import default_as_of, has_begun, is_interim
from grm_data.analysis.counts import last_received
from grm_data.analysis.selection import Selection, select
from grm_data.register import Field, Period, Status
from grm_data.register.spans import Span, period_of

__all__ = [
    "AT_ITS_END",
    "BY_NOW",
    "View",
    "asked_on",
    "asked_period",
    "is_over",
    "latest_half_year",
    "newest_period",
    "view_of",
    "waiting_of",
]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class View:
    """What a page is about: the feedback received in a period, with the filters, as of a day."""

    source: Source
    period: Period
    filters: dict[Field, list[str]]  # the words asked for of each field; empty asks nothing
    asked: Asked  # the same as a link has it, as far as the page is asked for it
    compared: Period | None  # the period to compare with, none where none is asked for or known
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
        return history_start(self.source) or self.period.first

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
        """Not begun, unfinished, or which of two readings the period has; None where it has but one."""
        if not has_begun(self.period, self.as_of):
            return "not_begun"
        if is_interim(self.period, self.as_of):
            return "unfinished"
        if not is_over(self.source, self.period):
            return None
        readings = {self.period.last: AT_ITS_END, self.source.complete_to: BY_NOW}
        return readings.get(self.as_of)

    @property
    def compared_selection(self) -> Selection | None:
        """Received in the period compared with, with the filters, and read as this one is."""
        if self.compared is None:
            return None
        if self.as_of > self.period.last:
            return self.history.within(self.compared)
        as_of = default_as_of(self.compared.last, self.as_of, self.as_of)
        history = select(self.source.register, self.source.settings.calendar, as_of).where(self.filters)
        return history.within(self.compared)


def newest_period(source: Source, span: Span) -> Period:
    """The period up to which the register is complete; where nothing came in it, the last with some."""
    this, last = period_of(span, source.complete_to), last_received(source.register, source.complete_to)
    return this if last is None or last >= this.first else period_of(span, last)


def latest_half_year(source: Source) -> Period:
    """The newest half-year that received anything, with which the dashboard opens."""
    return newest_period(source, Span.HALF_YEAR)


def history_start(source: Source) -> date | None:
    """The first day of the project, or of its register where that is earlier; None where neither is known."""
    known = (source.settings.start, source.register.first_received)
    return min((day for day in known if day is not None), default=None)


def waiting_of(source: Source) -> Selection:
    """Every addressed case without an answer on the day that the register is complete to."""
    everything = select(source.register, source.settings.calendar, source.complete_to)
    return everything.with_status(Status.RESOLVING)


def is_over(source: Source, period: Period) -> bool:
    """Whether the register tells of days after the period, so that it can be read in two ways."""
    return period.last < source.complete_to


def asked_period(source: Source, asked: Asked) -> Period:
    """The period that is asked for."""
    if asked.kind == START:
        first = min(history_start(source) or source.complete_to, source.complete_to)
        return Period(START, first, source.complete_to)
    return asked.period or newest_period(source, asked.span or Span.HALF_YEAR)


def _as_of(source: Source, period: Period, asked: Asked) -> date:
    """The day that everything is as of: never before the period nor after what the register tells."""
    complete_to, today = source.complete_to, source.settings.today
    if asked.as_of == BY_NOW:
        return default_as_of(None, complete_to, today)
    if isinstance(asked.as_of, date) and period.first <= asked.as_of <= min(complete_to, today):
        return asked.as_of
    return default_as_of(period.last, complete_to, today)


def asked_on(asked: Asked, controls: Collection[str]) -> Asked:
    """What a page is asked that has these controls only."""
    default = Asked()
    if PERIOD not in controls:
        asked = replace(asked, kind=default.kind, period=default.period)
    if AS_OF not in controls:
        asked = replace(asked, as_of=default.as_of)
    if COMPARE not in controls:
        asked = replace(asked, compare=default.compare)
    if FILTERED not in controls:
        asked = asked.without_words()
    return asked if STATUS in controls else asked.without_words(Field.STATUS)


def view_of(source: Source, asked: Asked) -> View:
    """What is asked of a register."""
    period = asked_period(source, asked)
    filters = words_of_codes(source.register, asked.words)
    everything = select(source.register, source.settings.calendar, _as_of(source, period, asked))
    history = everything.where(filters)
    compared = compared_with(asked, period, history_start(source))
    return View(source, period, filters, asked, compared, everything, history, history.within(period))
