"""Days that a program in another time zone wrote as the evening before.

1 July, 00:00 in Ulaanbaatar, is 30 June, 16:00 in Greenwich; some programs write that, or 23:59:52.
Nobody receives every feedback at one hour, so a whole column of it is no time of day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from grm_data.intake.dates.cells import Cells, Flags
from grm_data.intake.dates.zones import Zone
from grm_data.register.days import NO_DAY, Days

__all__ = ["Shift", "find_shifts"]

_DAY = 86_400
_BEFORE_MIDNIGHT = _DAY - 120  # as far as a zone's local mean time is from its zone time to the minute
_END_OF_DAY = _DAY - 1  # 23:59:59 is how programs write a day's end
_EARLIEST = 10 * 3600  # midnight of the easternmost zone, UTC+14
_NOON = 12 * 3600  # how programs write a day without a time; before it, an hour of work like any other
_QUARTER = 900  # zones differ by quarters of an hour
_HOUR = 3600  # summer time
_MOST = 0.9  # of the column stand at the odd time
_FEWEST = 3

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True, eq=False)
class Shift:
    """A column of the day before, at which time it stands, and whether it was read as the next day."""

    rows: Flags
    time: str  # 16:00, or 23:59:52
    first: int  # day number of the first day, the shift undone
    applied: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Suspicion:
    rows: Flags
    seconds: int
    certain: bool


def find_shifts(
    columns: Mapping[Name, tuple[Cells, Days]], zone: Zone, setting: int | None
) -> dict[Name, Shift]:
    """The columns that seem to hold the day before. ``setting``: 1 they do, 0 they don't.

    Where the settings are silent, they do if the time is just before midnight, if it is midnight in the
    project's zone, or if two columns stand at the same hour.
    """
    if setting == 0:
        return {}
    found = {}
    for name, (cells, days) in columns.items():
        suspicion = _suspicion(cells, days, zone)
        if suspicion is not None:
            found[name] = suspicion
    agreed = len(found) > 1 and len({one.seconds // _HOUR for one in found.values()}) == 1
    return {
        name: Shift(
            one.rows,
            _clock(one.seconds),
            int(columns[name][1][one.rows].min()) + 1,
            applied=setting == 1 or one.certain or agreed,
        )
        for name, one in found.items()
    }


def _suspicion(cells: Cells, days: Days, zone: Zone) -> _Suspicion | None:
    read = (days != NO_DAY) & ~cells.zoned
    seconds = np.where(read, np.nan_to_num(cells.seconds), 0.0)
    if np.count_nonzero(read) < _FEWEST:
        return None
    enough = _MOST * np.count_nonzero(read)
    late = read & (seconds >= _BEFORE_MIDNIGHT)
    if np.count_nonzero(late) >= enough:
        return _Suspicion(late, _commonest(seconds[late]), certain=bool((seconds[late] != _END_OF_DAY).any()))
    usual = _commonest(seconds[read])
    if usual < _EARLIEST or usual == _NOON or usual % _QUARTER:
        return None
    alike = read & np.isin(seconds, [usual, _neighbour(seconds[read], usual)])
    if np.count_nonzero(alike) < enough:
        return None
    moments = days[alike].astype(np.float64) * _DAY + seconds[alike]
    certain = zone.name is not None and zone.are_midnights(moments)
    return _Suspicion(alike, usual, certain) if certain or usual > _NOON else None


def _commonest(seconds: npt.NDArray[np.float64]) -> int:
    values, counts = np.unique(seconds.astype(np.int64), return_counts=True)
    return int(values[counts.argmax()])


def _neighbour(seconds: npt.NDArray[np.float64], usual: int) -> int:
    """The hour beside the usual one that more dates stand at: that of the other half of the year."""
    return max((usual - _HOUR, usual + _HOUR), key=lambda hour: int(np.count_nonzero(seconds == hour)))


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, _HOUR)
    minutes, seconds = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
