"""The time of day beside a date: recognised so that it can be dropped."""

from __future__ import annotations

import re

from grm_data.intake.dates.months import any_of

__all__ = ["without_time"]

_HOUR, _SIXTY = "(?:[01]?[0-9]|2[0-3])", "[0-5][0-9]"
_CLOCK = rf"{_HOUR} ?[:H] ?{_SIXTY}(?::{_SIXTY}(?:[.,][0-9]+)?)?"  # 14:05, 14h05, 10:20:30.123
_HALF_DAY = r"[AP](?:\.M\.|M)"
_ZONE = r"(?:Z|(?:UTC|GMT)?[+-][0-9]{2}(?::?[0-9]{2})?|UTC|GMT)"
_LEAD = rf"(?:T|[ ,]+(?:(?:A LAS|{any_of('at à в')}) )?)"
_TIME_OF_DAY = (
    rf"(?:{_CLOCK}(?: ?{_HALF_DAY})?|{_HOUR} ?{_HALF_DAY}|{_HOUR}H)"
    rf"(?: ?{_ZONE}| ?(?:{any_of('h hs hrs ч цаг цагт')})\.?)?"
)
_NO_FIGURE = "(?![0-9]{1,3}(?![0-9]))"  # 5 July 14:05 20 is no date; 31 Jul 10:20:30 2020 is one
_TIME = re.compile(rf"^{_TIME_OF_DAY}(?:,? |$)|{_LEAD}{_TIME_OF_DAY}(?:,? {_NO_FIGURE}|$)")
_BASIC = re.compile(rf"(?<=^[0-9]{{8}})T{_HOUR}{_SIXTY}(?:{_SIXTY})?(?:{_ZONE})?$")  # ISO 8601 basic


def without_time(folded: str) -> str | None:
    """The folded text without its time of day; None where it has two, a span of time.

    The date is kept as written, whatever the zone: 2020-07-31T23:30:00Z is the day that stands
    there, although it was August in Ulaanbaatar.

    >>> without_time("31/07/2020 2:05 PM")
    '31/07/2020'
    """
    date_text, times = _TIME.subn(" ", _BASIC.sub("", folded))
    return " ".join(date_text.split()) if times < 2 else None
