"""One row per feedback, complainant-free: what the command line prints and the pages list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from grm_data.analysis.selection import Selection
from grm_data.register import NO_DURATION, STATUSES, iso
from grm_data.register.days import Days

if TYPE_CHECKING:  # imported where a table is made: most commands make none, and it takes half a second
    import pandas as pd

__all__ = ["RECORD_FIELDS", "records"]

RECORD_FIELDS = (
    "registered_no",
    "received_on",
    "type",
    "channel",
    "status",
    "resolved_on",
    "way",
    "working_days",
    "reported_working_days",
    "issue",
    "action",
    "sheet_row",
)


def records(selection: Selection) -> pd.DataFrame:
    """The selection's rows in the register's order: RECORD_FIELDS with ISO dates and canonical codes."""
    import pandas as pd

    register, mask = selection.register, selection.mask
    statuses = np.array([str(status) for status in STATUSES], dtype=object)
    columns: dict[str, Any] = {
        "registered_no": register.registered_no[mask],
        "received_on": _iso(register.received[mask]),
        "type": register.type.texts()[mask],
        "channel": register.channel.texts()[mask],
        "status": statuses[selection.status[mask]],
        "resolved_on": _iso(register.resolved[mask]),
        "way": register.way[mask],
        "working_days": _durations(selection.working_days()[mask]),
        "reported_working_days": _durations(register.reported_days[mask]),
        "issue": register.issue[mask],
        "action": register.action[mask],
        "sheet_row": register.sheet_row[mask],
    }
    return pd.DataFrame({name: columns[name] for name in RECORD_FIELDS})


def _iso(days: Days) -> npt.NDArray[np.object_]:
    unique, inverse = np.unique(days, return_inverse=True)
    return np.array([*map(iso, unique.tolist()), None], dtype=object)[inverse]


def _durations(days: npt.NDArray[np.int32]) -> pd.Series:
    import pandas as pd

    return pd.Series(days, dtype="Int64").mask(days == NO_DURATION)
