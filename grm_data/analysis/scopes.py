"""What a figure is of: the feedback that a page is about, and the part of it that was chosen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from grm_data.analysis.selection import Selection
from grm_data.register import Field, Period
from grm_data.settings import Settings

__all__ = ["Scope"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Scope:
    """Feedback of every period as of a day, without a filter by status, and the period asked for."""

    everything: Selection
    period: Period
    settings: Settings
    unfiltered: Selection | None = None  # the same without filters; None where there are none
    band: tuple[int, int | None] | None = None  # only what took or has waited so many days
    day: int | None = None  # answered by which day

    @property
    def received(self) -> Selection:
        """What was received in the period."""
        return self.everything.within(self.period)

    def of_words(self, field: Field, words: Collection[str]) -> Scope:
        """Only the feedback with one of the words."""
        return replace(self, everything=self.everything.where({field: words}))
