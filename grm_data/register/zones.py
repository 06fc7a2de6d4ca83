"""Time zones: those there are, and a country's own, from tzdata's tables."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from importlib import resources
from pathlib import Path

from grm_data.register.countries import code_of_country

__all__ = ["day_there", "is_known_zone", "zones_of_country"]


@cache
def is_known_zone(name: str) -> bool:
    """Whether tzdata knows a time zone of that name: Asia/Ulaanbaatar."""
    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return False
    return True


@cache
def zones_of_country(country: str) -> tuple[str, ...]:
    """A country's time zones in the order of tzdata's zone table; none where there is no such table.

    ``country`` is a code of the holidays package; MNG is MN.

    >>> zones_of_country("MNG")
    ('Asia/Ulaanbaatar', 'Asia/Hovd')
    """
    code = code_of_country(country)
    rows = (line.split("\t") for line in _zone_table().splitlines() if not line.startswith("#"))
    return tuple(row[2].strip() for row in rows if len(row) > 2 and row[0] == code)


def day_there(moment: datetime, timezone: str | None, country: str | None) -> date:
    """The day of a moment in a time zone, else in the country's first one, else on this machine's clock.

    >>> from datetime import UTC
    >>> day_there(datetime(2025, 12, 31, 20, tzinfo=UTC), None, "MN")
    datetime.date(2026, 1, 1)
    """
    zones = [timezone] if timezone else zones_of_country(country) if country else ()
    return moment.astimezone(zoneinfo.ZoneInfo(zones[0]) if zones else None).date()


def _zone_table() -> str:
    """The system's table, else that of the package tzdata, as zoneinfo looks for its zones."""
    for place in _places():
        try:
            return place.read_text("utf-8")
        except OSError:
            continue
    return ""


def _places() -> Iterator[Path | resources.abc.Traversable]:
    for folder in zoneinfo.TZPATH:
        yield Path(folder) / "zone.tab"
    try:
        yield resources.files("tzdata") / "zoneinfo" / "zone.tab"
    except ModuleNotFoundError:
        return
