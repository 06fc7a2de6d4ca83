"""The project's time zone: a time with a zone is the day that it was there."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.register.days import NO_DAY, Days
from grm_data.register.zones import zones_of_country

__all__ = ["UNKNOWN_ZONE", "ZONE_WORDS", "Told", "Zone", "offset_of_word", "project_zone"]

_MOST = 0.9
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

_AHEAD = """UTC 0 GMT 0 WAT 60 CET 60 CEST 120 EET 120 EEST 180 CAT 120 SAST 120 EAT 180 MSK 180 TRT 180
AZT 240 AFT 270 PKT 300 UZT 300 TJT 300 TMT 300 NPT 345 KGT 360 BTT 360 MMT 390 ICT 420 WIB 420 HOVT 420
WITA 480 ULAT 480 HKT 480 SGT 480 MYT 480 PHT 480 AWST 480 WIT 540 KST 540 JST 540 CHST 600 FJT 720"""
_OFFSETS = {word: int(minutes) * 60 for word, minutes in re.findall(r"([A-Z]+) ([0-9]+)", _AHEAD)}
"""Zone words that mean one zone only: IST is India's, Israel's and Ireland's, CST China's and Chicago's."""


def offset_of_word(word: str) -> int | None:
    """The seconds that a zone word such as ULAT is ahead of UTC, None where it isn't one zone's."""
    return 0 if word == "Z" else _OFFSETS.get(word)


ZONE_WORDS = tuple(_OFFSETS)


class Told(StrEnum):
    """What tells the project's zone."""

    SETTING = "setting"
    COUNTRY = "country"
    SEVERAL = "several"  # the country has more than one: its first
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Zone:
    """The project's zone; without one a time keeps the day on the clock that it was written by."""

    name: str | None
    told: Told

    def days_of_seconds(self, seconds: npt.NDArray[np.float64]) -> Days:
        """The day of each time, counted in seconds since 1970 in UTC."""
        moments = pd.to_datetime(seconds, unit="s", utc=True)
        local = moments.tz_convert(self.name or "UTC").tz_localize(None).to_numpy()
        days: Days = local.astype("datetime64[D]").astype(np.int64).astype(np.int32)
        return days

    def are_midnights(self, seconds: npt.NDArray[np.float64]) -> bool:
        """Whether nine of ten of the times, counted as above, are midnight in the zone."""
        local = pd.to_datetime(seconds, unit="s", utc=True).tz_convert(self.name or "UTC")
        return bool((local == local.normalize()).mean() >= _MOST)

    def day_of_clock(self, day: int, seconds: int, offset: int) -> int:
        """The day in the project's zone when a clock ``offset`` seconds ahead of UTC showed the time."""
        if self.name is None or day == NO_DAY:
            return day
        moment = _EPOCH + dt.timedelta(days=day, seconds=seconds - offset)
        local = moment.astimezone(_zone(self.name))
        return local.date().toordinal() - _EPOCH.date().toordinal()


UNKNOWN_ZONE = Zone(None, Told.NOTHING)


@cache
def _zone(name: str) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(name)


def project_zone(timezone: str | None, country: str | None) -> Zone:
    """The zone of the settings, else the country's first one in tzdata's table."""
    if timezone is not None:
        return Zone(timezone, Told.SETTING)
    zones = zones_of_country(country) if country is not None else ()
    if not zones:
        return UNKNOWN_ZONE
    return Zone(zones[0], Told.COUNTRY if len(zones) == 1 else Told.SEVERAL)
