"""The time of day beside a date: told apart from it, with the zone in which it was written."""

from __future__ import annotations

import re
from typing import NamedTuple

from grm_data.expressions import expression
from grm_data.intake.dates.months import any_of
from grm_data.intake.dates.zones import ZONE_WORDS, offset_of_word

__all__ = ["Clock", "split_time", "without_time"]


class Clock(NamedTuple):
    """A time of day in seconds, and by how many seconds its zone is ahead of UTC; None: no zone is named."""

    seconds: int
    offset: int | None = None


_HOUR, _SIXTY = "(?:[01]?[0-9]|2[0-3])", "[0-5][0-9]"
_CLOCK = rf"{_HOUR} ?[:H時时] ?{_SIXTY}分?(?::{_SIXTY}(?:[.,:][0-9]+)?)?"  # 14:05, 14h05, 10:20:30.123
_DOTTED = rf"{_HOUR}\.{_SIXTY}(?:\.{_SIXTY}(?:[.,][0-9]+)?)?"  # 14.05, 09.41.12
_HALF_DAY = r"(?:[AP](?:\. ?M\.?|M)|DE LA MANANA|DE LA TARDE|DE LA NOCHE|DU MATIN|DU SOIR)"
_OFFSET = r"(?:(?:UTC|GMT)? ?[+-][0-9]{2}(?::?[0-9]{2})?|(?:UTC|GMT) ?[+-][0-9](?::?[0-9]{2})?)"
_NAME = r"(?: \([^()0-9]*\))?"  # GMT+0800 (Ulaanbaatar Standard Time)
_ZONE = rf"(?:{_OFFSET}{_NAME}|Z|{any_of(' '.join(ZONE_WORDS))})"
_HOURS = any_of("h hs hrs hours ч цаг цагт uhr")
_LEAD = rf"(?:T|(?<=[0-9日号])-(?=[0-9]{{2}}\.)|[ ,]+(?:- |(?:A LAS|{any_of('at à в um')}) )?)"
_NO_FIGURE = "(?![0-9]{1,3}(?![0-9]))"  # 5 July 14:05 20 is no date; 31 Jul 10:20:30 2020 is one


def _time_of_day(clock: str) -> str:
    return (
        rf"(?P<clock>(?:{any_of('上午 下午 오전 오후')})? ?"
        rf"(?:{clock}(?: ?{_HALF_DAY})?|{_HOUR} ?{_HALF_DAY}|{_HOUR}H))"
        rf"(?: ?(?P<zone>{_ZONE})| ?(?:{_HOURS})\.?)?"
    )


_BEFORE = expression(rf"^{_time_of_day(_CLOCK)}(?:,? |$)")
_AFTER = expression(rf"{_LEAD}{_time_of_day(f'(?:{_CLOCK}|{_DOTTED})')}(?:,? {_NO_FIGURE}|$)")
_BASIC = expression(  # ISO 8601 basic
    rf"(?<=^[0-9]{{8}})T(?P<clock>{_HOUR}{_SIXTY}(?:{_SIXTY})?)(?P<zone>Z|[+-][0-9]{{2}}(?::?[0-9]{{2}})?)?$"
)
_DAY_WITH_ZONE = expression(
    r"(?<=^[0-9]{4}-[0-9]{2}-[0-9]{2})(?:T|Z|[+-][0-9]{2}:[0-9]{2})$"
)  # no time of day
_MAY_HOLD_TIME = expression("[:.THMD時时]")
_WHOLE_DATE = expression(r"[0-9]{4}|[^\W\d_]")  # beside a dotted time: 10.11.12 10.11.12 are two dates
_OFFSET_PARTS = expression(r"([+-]) ?([0-9]{1,2}):?([0-9]{2})?")
_FIGURES = expression("[0-9]+")


def split_time(folded: str) -> tuple[str, Clock | None] | None:
    """The folded text without its time of day, and that time; None where it has two, a span of time.

    >>> split_time("31/07/2020 2:05 PM")
    ('31/07/2020', Clock(seconds=50700, offset=None))
    >>> split_time("2020-07-31T23:30:00Z")
    ('2020-07-31', Clock(seconds=84600, offset=0))
    """
    found: list[re.Match[str]] = []

    def take(match: re.Match[str]) -> str:
        found.append(match)
        return " "

    text = _DAY_WITH_ZONE.sub("", folded)
    for pattern in (_BASIC, _BEFORE, _AFTER) if _MAY_HOLD_TIME.search(text) else ():
        text = pattern.sub(take, text)
    date_text = " ".join(text.split())
    if not found:
        return date_text, None
    clock = found[0]["clock"]
    if len(found) > 1 or ("." in clock and ":" not in clock and not _WHOLE_DATE.search(date_text)):
        return None
    return date_text, Clock(_seconds(clock), _offset(found[0]["zone"]))


def without_time(folded: str) -> str | None:
    """The folded text without its time of day; None where it has two, a span of time.

    >>> without_time("31/07/2020 2:05 PM")
    '31/07/2020'
    """
    split = split_time(folded)
    return None if split is None else split[0]


def _seconds(clock: str) -> int:
    figures = _FIGURES.findall(clock)
    if len(figures) == 1 and len(figures[0]) > 2:  # 1020, 102030
        figures = [figures[0][place : place + 2] for place in range(0, len(figures[0]), 2)]
    hour, minute, second = (int(part) for part in [*figures, "0", "0"][:3])
    if re.search(r"[AP](?:\.|M)", clock):
        hour = hour % 12 + (12 if "P" in clock else 0)
    return hour * 3600 + minute * 60 + second


def _offset(zone: str | None) -> int | None:
    if zone is None:
        return None
    if parts := _OFFSET_PARTS.search(zone):
        seconds = int(parts[2]) * 3600 + int(parts[3] or 0) * 60
        return -seconds if parts[1] == "-" else seconds
    return offset_of_word(zone)
