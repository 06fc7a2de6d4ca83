"""Two dates or two months with a dash or a "to" between them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from grm_data.intake.dates.months import MONTH, any_of, number_of
from grm_data.intake.dates.spellings import NOTHING, Readings, marked_readings
from grm_data.intake.dates.window import day_in_window
from grm_data.register.days import NO_DAY

__all__ = ["YEAR", "Period", "find_spans", "month_period", "months_from"]

Period = tuple[int, int]
End = TypeVar("End")
YEAR = "(?:(?:19|20)[0-9]{2})"

_WORDS = any_of("to till until through au al hasta по до")
_FROM = any_of("наас нээс ноос нөөс аас ээс оос өөс өдрөөс")
_BETWEEN = re.compile(  # 25-наас, 25-ны өдрөөс, to, a dash
    rf"(?: ?-?(?:{any_of('ны ний')}))?[ -]+(?:{_FROM}) | (?:{_WORDS}) | ?- ?"
)
_STARTS = re.compile(r"(?<![^ (_:,])[^ ]")
_ENDS = re.compile(r"[^ ](?![^ )_,;.])")

_MONTH_YEAR = re.compile(
    rf"({MONTH})[ ._,-]*(?:(?:{any_of('of de')}) )?({YEAR})(?: ?(?:{any_of('г год года')}))?\.?"
    rf"|({YEAR})(?: ?(?:{any_of('он оны')}))?[ ._-]*({MONTH})"
)


def months_from(year: int, month: int, count: int) -> Period | None:
    """First and last day of ``count`` months from ``month`` on."""
    last = month + count - 1
    first_day = day_in_window(year, month, 1)
    last_day = day_in_window(year, last, calendar.monthrange(year, last)[1])
    return None if NO_DAY in (first_day, last_day) else (first_day, last_day)


def month_period(marked: str) -> Period | None:
    """First and last day of a month: July 2020, 2020 оны 7-р сар."""
    found = _MONTH_YEAR.fullmatch(marked)
    if not found:
        return None
    return months_from(int(found[2] or found[3]), number_of(found[1] or found[4]), 1)


def _tails(text: str) -> Iterator[str]:
    """The text's endings, the longest first."""
    return (text[found.start() :] for found in _STARTS.finditer(text))


def _heads(text: str) -> Iterator[str]:
    """The text's beginnings, the longest first."""
    return (text[: found.end()] for found in reversed(list(_ENDS.finditer(text))))


def _ends_of_span(left: str, right: str, read: Callable[[str], End | None]) -> tuple[End, End] | None:
    """What stands left and right of the dash; the left end may take its year from the right."""
    for head in _heads(right):
        if (last := read(head)) is None:
            continue
        year = re.findall(YEAR, head)[-1:]
        for ending in ("", *(f" {digits}" for digits in year)):
            for tail in _tails(left):
                if (first := read(tail + ending)) is not None:
                    return first, last
        return None
    return None


def _read_date(marked: str) -> Readings | None:
    meant = marked_readings(marked)
    return None if meant == NOTHING else meant


def _certain_days(first: Readings, last: Readings) -> Period | None:
    """01/07/2020 - 31/12/2020 begins in July, since its end has a day over 12."""
    proofs = {*first.proof, *last.proof}
    if len(proofs) > 1:
        return None
    order = proofs.pop() if proofs else None
    start, end = first.under(order), last.under(order)
    return None if start is None or end is None else (start, end)


def find_spans(marked: str) -> Iterator[Period]:
    """Each span of days or of whole months that a marked text states."""
    for between in _BETWEEN.finditer(marked):
        left, right = marked[: between.start()], marked[between.end() :]
        if dates := _ends_of_span(left, right, _read_date):
            span = _certain_days(*dates)
        elif months := _ends_of_span(left, right, month_period):
            span = months[0][0], months[1][1]
        else:
            continue
        if span and span[0] <= span[1]:
            yield span
