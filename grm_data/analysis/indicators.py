"""The service standards: how many cases were answered or acknowledged in time, each formula with its own
denominator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from grm_data.analysis.due import days_taken, days_waited
from grm_data.analysis.selection import Selection
from grm_data.register import NO_DURATION, Field, Status, day_number
from grm_data.register.columns import Mask
from grm_data.settings import Standard

__all__ = [
    "Acknowledged",
    "OnTime",
    "acknowledged_masks",
    "acknowledged_within",
    "count_masks",
    "on_time_masks",
    "within_standard",
]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Addressed cases acknowledged within the standard; what was acknowledged before receipt isn't judged."""

    within: int
    acknowledged: int  # on or after the day of receipt, by the as-of day
    past_due: int  # not acknowledged, and the standard's days are over
    unjudged: int  # acknowledged before receipt

    @property
    def judged(self) -> int:
        """The denominator: acknowledged + unacknowledged past due."""
        return self.acknowledged + self.past_due


@dataclass(frozen=True, slots=True)
class OnTime:
    """Cases within the standard."""

    on_time: int
    resolved: int  # with a duration; what has none can't be judged
    undated: int  # resolved without a duration
    open_past_due: int
    addressed: int

    @property
    def judged(self) -> int:
        """The headline's denominator: resolved with a duration + open past due."""
        return self.resolved + self.open_past_due

    @property
    def denominators(self) -> dict[str, int]:
        """Each share by its name → its denominator, the headline first; the numerator is ``on_time``."""
        return {
            "share": self.judged,
            "share_of_resolved": self.resolved,
            "share_of_addressed": self.addressed,
        }


def within_standard(selection: Selection, standard: Standard) -> OnTime:
    """How many cases of the selection were resolved within the standard, as of the cut-off."""
    return OnTime(**count_masks(on_time_masks(selection, standard)))


def acknowledged_within(selection: Selection, standard: Standard) -> Acknowledged:
    """How many addressed cases of the selection were acknowledged within the standard, as of the cut-off."""
    return Acknowledged(**count_masks(acknowledged_masks(selection, standard)))


def count_masks(masks: Mapping[str, Mask], rows: npt.NDArray[np.intp] | None = None) -> dict[str, int]:
    """How many of the rows, or of all, are in each mask."""
    return {name: int(np.count_nonzero(mask if rows is None else mask[rows])) for name, mask in masks.items()}


def on_time_masks(selection: Selection, standard: Standard) -> Mapping[str, Mask]:
    """The rows that each count of ``OnTime`` is of."""
    resolved, open_ = selection.has_status(Status.RESOLVED), selection.is_open
    taken, waited = days_taken(selection, standard), days_waited(selection, standard)
    timed = resolved & (taken != NO_DURATION)
    return {
        "on_time": timed & (taken <= standard.days),
        "resolved": timed,
        "undated": resolved & ~timed,
        "open_past_due": open_ & (waited > standard.days),
        "addressed": resolved | open_,
    }


def acknowledged_masks(selection: Selection, standard: Standard) -> Mapping[str, Mask]:
    """The rows that each count of ``Acknowledged`` is of."""
    addressed, day = selection.is_addressed, day_number(selection.as_of)
    told = selection.register.day(Field.ACKNOWLEDGED_ON)
    is_told = addressed & (told <= day)
    taken = days_taken(selection, standard, Field.ACKNOWLEDGED_ON)
    waited = days_waited(selection, standard)
    timed = is_told & (taken != NO_DURATION)
    return {
        "within": timed & (taken <= standard.days),
        "acknowledged": timed,
        "past_due": addressed & ~is_told & (waited > standard.days),
        "unjudged": is_told & ~timed,
    }
