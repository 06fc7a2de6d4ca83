"""The calendar's periods: months, quarters, half-years and years, each without gaps, and a code for each."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum

from grm_data.register.days import FIRST_ASKED, LAST_ASKED
from grm_data.register.periods import Period

__all__ = ["Span", "period_coded", "period_of", "periods_between", "stepped"]

_CODE = re.compile(r"(?P<year>\d{4})(-(?P<letter>[QH]?)(?P<number>\d{1,2}))?", re.ASCII)


class Span(StrEnum):
    """How much of a year a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months it has."""
        return _MONTHS[self]

    @property
    def letter(self) -> str | None:
        """What stands before its number in a code; None where a code has no number."""
        return _LETTERS[self]

    def code(self, period: Period) -> str:
        """A period of this span in a link: 2020-07, 2020-Q3, 2020-H2, 2020."""
        year, number = period.first.year, (period.first.month - 1) // self.months + 1
        if self.letter is None:
            return f"{year}"
        return f"{year}-{self.letter}{number}" if self.letter else f"{year}-{number:02}"


_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF_YEAR: 6, Span.YEAR: 12}
_LETTERS = {Span.MONTH: "", Span.QUARTER: "Q", Span.HALF_YEAR: "H", Span.YEAR: None}


def period_of(span: Span, day: date) -> Period:
    """The calendar's period that holds the day.

    >>> period_of(Span.QUARTER, date(2020, 8, 3)).name, period_of(Span.YEAR, date(2020, 8, 3)).last
    ('2020 Q3', datetime.date(2020, 12, 31))
    """
    return _nth(span, (day.year * 12 + day.month - 1) // span.months)


def _nth(span: Span, n: int) -> Period:
    """The n-th period since the year 0; its name is its code with a blank, as half-years are named."""
    year, month = divmod(n * span.months, 12)
    last = month + span.months
    days = date(year, month + 1, 1), date(year, last, monthrange(year, last)[1])
    code = span.code(Period("", *days))
    return Period(code.replace("-", " ") if span.letter else code, *days)


def periods_between(span: Span, first: date, last: date) -> tuple[Period, ...]:
    """Every period from the one that holds ``first`` to the one that holds ``last``, without gaps."""
    begin, end = (period_of(span, day).first for day in (first, last))
    return tuple(
        _nth(span, n)
        for n in range(
            (begin.year * 12 + begin.month - 1) // span.months,
            (end.year * 12 + end.month - 1) // span.months + 1,
        )
    )


def stepped(span: Span, period: Period, steps: int) -> Period | None:
    """The period so many steps later, or earlier; None where nobody may ask for it."""
    months = period.first.year * 12 + period.first.month - 1 + steps * span.months
    return _nth(span, months // span.months) if _is_asked(months // 12) else None


def _is_asked(year: int) -> bool:
    return FIRST_ASKED.year <= year <= LAST_ASKED.year


def period_coded(code: str) -> tuple[Span, Period] | None:
    """The period that a code stands for; None where it stands for none that anybody may ask for.

    >>> period_coded("2020-H2"), period_coded("2020-Q5"), period_coded("next year")
    ((<Span.HALF_YEAR: 'half_year'>, Period(name='2020 H2', first=datetime.date(2020, 7, 1), \
last=datetime.date(2020, 12, 31))), None, None)
    """
    if (found := _CODE.fullmatch(code)) is None or not _is_asked(int(found["year"])):
        return None
    for span in Span:
        number = int(found["number"] or 1)
        if span.letter == found["letter"] and 1 <= number <= 12 // span.months:
            period = _nth(span, int(found["year"]) * 12 // span.months + number - 1)
            return (span, period) if span.code(period) == code else None
    return None
