"""The service standard: how many cases were answered within it, with each formula's own denominator."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grm_data.analysis.selection import Selection
from grm_data.register import NO_DAY, Status, day_number
from grm_data.settings import Standard

__all__ = ["OnTime", "within_standard"]


@dataclass(frozen=True, slots=True)
class OnTime:
    """Cases within the standard; each share is None where its denominator is 0."""

    on_time: int
    resolved: int
    open_past_due: int
    addressed: int

    @property
    def share(self) -> float | None:
        """The headline: on time ÷ (resolved + open past due)."""
        return _share(self.on_time, self.resolved + self.open_past_due)

    @property
    def share_of_resolved(self) -> float | None:
        """On time ÷ resolved."""
        return _share(self.on_time, self.resolved)

    @property
    def share_of_addressed(self) -> float | None:
        """On time ÷ all addressed."""
        return _share(self.on_time, self.addressed)


def within_standard(selection: Selection, standard: Standard) -> OnTime:
    """How many cases of the selection were resolved within the standard, as of the cut-off."""
    register = selection.register
    resolved = selection.has_status(Status.RESOLVED)
    open_ = selection.has_status(Status.RESOLVING)
    if standard.unit == "working":
        taken, waited = selection.working_days(), selection.age()
    else:
        with_date = register.resolved != NO_DAY
        taken = np.where(with_date, register.resolved - register.received, -1)
        waited = day_number(selection.as_of) - register.received
    return OnTime(
        on_time=int((resolved & (taken >= 0) & (taken <= standard.days)).sum()),
        resolved=int(resolved.sum()),
        open_past_due=int((open_ & (waited > standard.days)).sum()),
        addressed=int((resolved | open_).sum()),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
