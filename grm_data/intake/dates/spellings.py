"""One text → the days it can mean.

A text is folded (``letters``), its time dropped (``times``), the names of months and weekdays
become marks (``months``); what is left must be one of the patterns below, whole. Nothing else is a
date, nothing is completed and nothing is searched for: "31/07/2020 - 03/08/2020" is two dates, so
none. Libraries that guess read ' July 31,2020 ' as 2026-07-31 (dateutil).
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from grm_data.expressions import expression
from grm_data.intake.dates.letters import fold_date
from grm_data.intake.dates.months import (
    MONTH,
    NAMED_MONTH,
    ROMAN,
    WEEKDAY,
    any_of,
    mark_names,
    number_of,
)
from grm_data.intake.dates.times import Clock, split_time
from grm_data.intake.dates.window import LAST_DAY, day_in_window, full_year
from grm_data.register.days import NO_DAY

__all__ = [
    "NOTHING",
    "Order",
    "Readings",
    "Spelling",
    "marked_readings",
    "read_text_date",
    "readings",
    "spelling_of",
]


class Order(StrEnum):
    """In which order a numeric date names day, month and year."""

    DMY = "DMY"
    MDY = "MDY"
    YMD = "YMD"


class Readings(NamedTuple):
    """The day that a text means under each order, NO_DAY where it means none."""

    dmy: int = NO_DAY
    mdy: int = NO_DAY
    ymd: int = NO_DAY

    def under(self, order: Order | None) -> int | None:
        """The one day that the text means, else the one under ``order``, else None."""
        days = set(self) - {NO_DAY}
        if len(days) > 1:
            days = {self[list(Order).index(order)]} - {NO_DAY} if order else set()
        return days.pop() if days else None

    @property
    def proof(self) -> tuple[Order, ...]:
        """The one order in which the text is a date, if there is but one: DMY of 25/11/2020."""
        orders = tuple(order for order, day in zip(Order, self, strict=True) if day != NO_DAY)
        return orders if len(orders) == 1 else ()


NOTHING = Readings()
_LONGEST = 80  # "miércoles, 30 de septiembre de 2020 a las 14:05:33.123456" has 57

_YEAR = "(?P<y>[0-9]{4})"
_SHORT_YEAR = "(?P<y>[0-9]{2})"
_MONTH, _NAMED_MONTH = f"(?P<m>{MONTH})", f"(?P<m>{NAMED_MONTH})"
_ORDINAL = rf"(?: ?(?:{any_of('st nd rd th er ro do º')})| ?-?(?:{any_of('го ое е')}))?"
_DAY = f"(?P<d>[0-9]{{1,2}}){_ORDINAL}"
_QUOTED_DAY = re.compile(
    r"^[«„“”\"'] ?([0-9]{1,2}) ?[»“”\"'](?= )"
)  # «02» мая 2024 г., as Russian letters have it
_YEAR_WORD = rf"(?: ?(?:{any_of('г год года он оны 年')}))?"  # 2020 г., 2020 оны
_DAY_WORD = rf"(?: ?-?(?:{any_of('ны ний нд')}))?(?: ?(?:{any_of('өдөр өдрийн 日 号 號')}))?"  # 31-ний өдөр
_ARTICLE = rf"(?:(?:{any_of('the le el ngày')}) )?"
_OF = rf"(?:(?:{any_of('of de del năm')}) )?"
_GAP = "[ .,/_-]*"
_END = "[ .,;]*"

_FIGURE = re.compile("[0-9]")
_A_MONTH = re.compile(f"{MONTH}|{ROMAN}")
_NUMERIC = expression(
    rf"([0-9]{{1,4}}) ?([-/._\\ ]) ?([0-9]{{1,2}}) ?\2 ?([0-9]{{1,4}})"
    rf"(?:\.?({_YEAR_WORD})|({_DAY_WORD})){_END}"
)
_COMPACT = expression(rf"{_YEAR}(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})")
_NAMED = tuple(
    expression(pattern + _END)
    for pattern in (
        # 31 July 2020, the 31st of July 2020, 1er août 2020, 31 de julio de 2020, 31.VII.2020
        rf"{_ARTICLE}{_DAY}{_GAP}{_OF}(?P<m>{MONTH}|{ROMAN}){_GAP}{_OF}{_YEAR}{_YEAR_WORD}",
        # 31-Jul-20, 31 July '20; but 20 7-р сар 31 begins with the year
        rf"{_DAY}[-./ ]*{_NAMED_MONTH}[-./ ]*'?{_SHORT_YEAR}{_YEAR_WORD}",
        # July 31, 2020, 7-р сарын 31, 2020
        rf"{_MONTH}{_GAP}{_ARTICLE}{_DAY}{_DAY_WORD}[ .,/_-]+{_YEAR}{_YEAR_WORD}",
        # Jul-31-20, Jul 31 '20
        rf"{_NAMED_MONTH}([-/]){_DAY}\2{_SHORT_YEAR}",
        rf"{_NAMED_MONTH}[. ]*{_DAY},? ?'{_SHORT_YEAR}",
        # 2020 July 31, 2020 оны 7-р сарын 31-ний өдөр
        rf"{_YEAR}{_YEAR_WORD}{_GAP}{_MONTH}{_GAP}{_DAY}{_DAY_WORD}",
        # 20 оны 7 сарын 31
        rf"{_SHORT_YEAR} ?(?:{any_of('он оны')}) ?{_MONTH}{_GAP}{_DAY}{_DAY_WORD}",
    )
)
_WEEKDAY_WORD = rf"(?:-FEIRA| (?:{any_of('гараг гариг')}))?"
_WEEKDAY = expression(rf"^({WEEKDAY}){_WEEKDAY_WORD}[ .,]+|[ .,(]+({WEEKDAY}){_WEEKDAY_WORD}[.)]*$")
_BY_WORDS = tuple(
    expression(pattern + _END)
    for pattern in (
        # 1º/08/2024, 1er/08/2024: no month is counted so
        rf"(?P<d>1) ?(?:{any_of('er ro º')}) ?([-/.]) ?(?P<m>[0-9]{{1,2}}) ?\2 ?{_YEAR}",
        rf"{_YEAR} ?(?:{any_of('年 년')}) ?(?P<m>[0-9]{{1,2}}) ?(?:{any_of('月 월')})"
        rf" ?(?P<d>[0-9]{{1,2}}) ?(?:{any_of('日 号 號 일')})?",
    )
)
_MARKS = expression(r" ?[*†‡#]+$")  # a footnote's, behind the date
_AROUND = expression(rf"(?:{any_of('on the le el em du dated ngày')}) (.*)|\[(.*)\]|\((.*)\)")  # on 31/7/2020
_NOTE = expression(r"(?<=[^ (]) ?\([^()0-9]{2,}\)$")  # (approx), (by phone): words without a figure
_MILLISECONDS = expression(r"/DATE\(([0-9]{12,13})(?:[+-][0-9]{4})?\)/")  # as .NET writes JSON


def _numeric(first: str, mark: str, second: str, last: str, year_word: str, day_word: str) -> Readings:
    """The readings of three numbers.

    After a year of four digits comes the month: nobody writes year-day-month, and 2003-25-09 is a
    slip. With two-digit years any of the three orders may be meant, 10-11-12, but for a word that
    tells what comes last: 10.11.12 г., 10.11.12-ны өдөр.
    """
    if len(first) == 4 and len(last) <= 2:
        return _certain(first, int(second), last)
    if len(first) > 2 or len(last) not in (2, 4):
        return NOTHING
    if len(last) == 2 and mark == " ":  # 11 22 33 is a telephone's
        return NOTHING
    year, day, month = full_year(last), int(first), int(second)
    year_first = full_year(first) if len(first) == len(last) and not year_word else None
    if len(last) == 2 and day_word:
        year = None
    return Readings(
        day_in_window(year, month, day),
        day_in_window(year, day, month),
        day_in_window(year_first, month, int(last)),
    )


def _certain(year: str, month: int, day: str) -> Readings:
    number = day_in_window(full_year(year), month, int(day))
    return Readings(number, number, number)


def _date_readings(marked: str) -> Readings:
    if found := _NUMERIC.fullmatch(marked):
        return _numeric(*found.groups())
    if found := _COMPACT.fullmatch(marked):
        return _certain(found["y"], int(found["m"]), found["d"])
    for pattern in _NAMED if _A_MONTH.search(marked) else ():
        if found := pattern.fullmatch(marked):
            return _certain(found["y"], number_of(found["m"]), found["d"])
    for pattern in _BY_WORDS:
        if found := pattern.fullmatch(marked):
            return _certain(found["y"], int(found["m"]), found["d"])
    return NOTHING


def marked_readings(marked: str) -> Readings:
    """The readings of a text that is folded, without time, its names marked.

    A weekday must be the date's: "Monday, 31 July 2020" was a Friday, so one of the two is wrong.
    """
    found = _WEEKDAY.search(marked)
    if not found:
        return _date_readings(marked)
    weekday = number_of(found[1] or found[2])
    days = _date_readings(_WEEKDAY.sub("", marked, count=1))
    return Readings(*(day if (day + 3) % 7 == weekday else NO_DAY for day in days))


class Spelling(NamedTuple):
    """What one text says: the days that stand there, and the time beside them."""

    readings: Readings = NOTHING
    clock: Clock | None = None


def spelling_of(folded: str) -> Spelling:
    """The days and the time of a folded text: no day where it is not one whole date.

    A mark or a note in brackets beside the date is set aside, unless it is the weekday.
    """
    if len(folded) > _LONGEST or not _FIGURE.search(folded):
        return Spelling()
    folded = _QUOTED_DAY.sub(r"\1", folded)
    if around := _AROUND.fullmatch(folded):
        folded = next(filter(None, around.groups()), "")
    spelling = _plain_spelling(folded)
    if spelling.readings == NOTHING and (bare := _NOTE.sub("", _MARKS.sub("", folded))) != folded:
        weekday = _WEEKDAY.search(mark_names(folded))
        return Spelling() if weekday else _plain_spelling(bare)
    return spelling


def _plain_spelling(folded: str) -> Spelling:
    if (figures := _NUMERIC.fullmatch(folded)) and not (
        figures[5] or figures[6]
    ):  # most dates: no time, no word
        return Spelling(_numeric(*figures.groups()))
    if found := _MILLISECONDS.fullmatch(folded):
        day, seconds = divmod(int(found[1]) // 1000, 86_400)
        return Spelling(Readings(day, day, day), Clock(seconds, 0)) if day <= LAST_DAY else Spelling()
    split = split_time(folded)
    if split is None or not split[0]:
        return Spelling()
    days = marked_readings(mark_names(split[0]))
    return Spelling() if days == NOTHING else Spelling(days, split[1])


def readings(folded: str) -> Readings:
    """The days that stand in a folded text, its time dropped: NOTHING where it is not one whole date."""
    return spelling_of(folded).readings


def read_text_date(text: str, order: Order | None = None) -> int | None:
    """One text to a day number, None when it isn't one whole, unambiguous date (under ``order``).

    >>> read_text_date(" July 31,2020 ") == read_text_date("31.07.2020")
    True
    >>> read_text_date("03/04/2020"), read_text_date("03/04/2020", Order.DMY)
    (None, 18355)
    """
    return readings(fold_date(text)).under(order)
