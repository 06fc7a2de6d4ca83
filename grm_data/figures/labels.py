"""How words, days and shares are written for a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from math import floor

from grm_data.analysis.selection import NOT_STATED
from grm_data.messages import digits, has_message, message, percent
from grm_data.register import Period
from grm_data.register.marks import with_words

__all__ = [
    "day_of_month",
    "day_text",
    "days_text",
    "distinct",
    "label",
    "month_text",
    "number_text",
    "part_of_year",
    "percent_text",
    "period_name",
    "period_text",
    "rate_text",
    "share_text",
]


_PART_OF_YEAR = re.compile(r"(?P<year>\d{4}) (?P<letter>[HQ])(?P<number>\d)", re.ASCII)

_SMALL = 10
"""A rate of fewer than this a month needs its second decimal."""


def label(kind: str, word: str | None) -> str:
    """A word of ``kind`` ("channel", "type", "status", "field", …) as it is read; unknown ones as written.

    >>> label("channel", "facebook"), label("channel", "Carrier pigeon"), label("channel", None)
    ('Facebook page', 'Carrier pigeon', 'Not stated')
    """
    if word is None or word == NOT_STATED:
        return message("word.not_stated")
    key = f"{kind}.{word}"
    return message(key) if has_message(key) else with_words(word)


def day_of_month(day: date) -> str:
    """The number of a day in its month; of the first one as the language writes it (French: 1er)."""
    return message("word.first_day") if day.day == 1 else str(day.day)


def day_text(day: date | None, *, with_year: bool = True) -> str:
    """A day as 31 Dec 2020, or 31 Dec; a dash where there is none."""
    if day is None:
        return message("word.none")
    number, month = day_of_month(day), message(f"month.{day.month}")
    return message("word.day" if with_year else "word.day_of_year", day=number, month=month, year=day.year)


def month_text(day: date) -> str:
    """The month of a day: Dec 2020."""
    return message("word.month_of", month=message(f"month_alone.{day.month}"), year=day.year)


def period_text(period: Period) -> str:
    """The first and the last day of a period; a dash where it is empty."""
    if period.is_empty:
        return message("word.none")
    first, last = period.first, period.last
    if first.year != last.year:
        return message("word.span", first=day_text(first), last=day_text(last))
    days = {"first": day_text(first, with_year=False), "last": day_text(last, with_year=False)}
    return message("word.span_of_year", **days, year=first.year)


def period_name(period: Period) -> str:
    """The name of a period as it is read: a month by its own.

    >>> period_name(Period("2020-07", date(2020, 7, 1), date(2020, 7, 31)))
    'Jul 2020'
    """
    return month_text(period.first) if "-" in period.name else part_of_year(period.name)


def part_of_year(name: str) -> str:
    """The name of a half-year or a quarter as it is read; of anything else the name itself.

    >>> part_of_year("2020 H2"), part_of_year("2020")
    ('2020 H2', '2020')
    """
    if (found := _PART_OF_YEAR.fullmatch(name)) is None:
        return name
    key = "word.half_year" if found["letter"] == "H" else "word.quarter"
    return message(key, year=found["year"], n=found["number"])


def number_text(value: float | None) -> str:
    """A figure with at most one decimal; a dash where it does not exist.

    >>> number_text(11), number_text(6.5), number_text(None)
    ('11', '6.5', '–')
    """
    return message("word.none") if value is None else digits(value, 0 if f"{value:.1f}".endswith(".0") else 1)


def rate_text(rate: float | None) -> str:
    """How many a month, with two decimals where it is small; a dash where no day has passed.

    >>> rate_text(1.4438), rate_text(310.04), rate_text(None)
    ('1.44', '310.0', '–')
    """
    if rate is None:
        return message("word.none")
    return digits(rate, 2 if rate < _SMALL else 1)


def days_text(value: float | None, unit: str = "working") -> str:
    """A number of working or calendar days with its unit."""
    if value is None:
        return message("word.none")
    return message(f"word.{unit}_days", n=value, days=number_text(value))


def percent_text(part: float, whole: float) -> str:
    """A percentage; 100% only where it is all and 0% only where it is none, a dash of nothing.

    A half goes up, as a spreadsheet shows it.

    >>> percent_text(5, 8), percent_text(999, 1000), percent_text(1, 1000), percent_text(0, 0)
    ('63%', '>99%', '<1%', '–')
    """
    if not whole:
        return message("word.none")
    rounded = floor(100 * part / whole + 0.5)
    if part and not rounded:
        return percent("<1")
    return percent(">99" if rounded == 100 and part < whole else rounded)


def share_text(part: int, whole: int) -> str:
    """A count before its percentage: ``6 of 9 (67%)``, without one where there is nothing to share."""
    key = "word.share" if whole else "word.part"
    return message(key, part=part, whole=whole, percent=percent_text(part, whole))


def distinct(names: Sequence[str]) -> list[str]:
    """The names, each once: a word as written may look like one of our labels; nobody sees the difference."""
    return [name + "\u200b" * names[:i].count(name) for i, name in enumerate(names)]
