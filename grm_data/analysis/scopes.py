"""What a figure is of: the feedback that a page is about, and the part of it that was chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from grm_data.analysis.indicators import on_time_masks
from grm_data.analysis.selection import Selection
from grm_data.register import Field, Period
from grm_data.register.columns import Mask
from grm_data.settings import Settings

__all__ = ["Scope"]


@dataclass(frozen=True, eq=False, repr=False)
class Scope:
    """Feedback of every period as of a day, without a filter by status, and the period asked for."""

    everything: Selection
    period: Period
    settings: Settings
    unfiltered: Selection | None = None  # the same without filters; None where there are none
    band: tuple[int, int | None] | None = None  # only what took or has waited so many days
    day: int | None = None  # answered by which day

    @cached_property
    def received(self) -> Selection:
        """What was received in the period."""
        return self.everything.within(self.period)

    @cached_property
    def on_time(self) -> Mapping[str, Mask] | None:
        """Which were answered by the standard, as ``on_time_masks`` has it; None without a standard."""
        standard = self.settings.resolve_standard
        return on_time_masks(self.received, standard) if standard else None

    def of_words(self, field: Field, words: Collection[str]) -> Scope:
        """Only the feedback with one of the words."""
        return replace(self, everything=self.everything.where({field: words}))
