"""What a text is like that may be no whole date: without a year, of another calendar, how it is written."""

from __future__ import annotations

import re

from grm_data.intake.dates.letters import fold_date
from grm_data.intake.dates.spellings import NOTHING, Spelling, readings, spelling_of

__all__ = ["is_without_year", "looks_like_date", "style_of", "with_year", "year_in"]

_YEAR_AT_AN_END = re.compile(
    r"([0-9]{4})[-./ ][0-9]{1,2}[-./ ][0-9]{1,2}\b|[0-9]{1,2}([-./ ])[0-9]{1,2}\2([0-9]{4})\b"
)
_FIGURES = re.compile(r"[0-9]{1,2} ?([-._/\\ ]) ?[0-9]{1,2} ?\1 ?([0-9]{4}|[0-9]{2})(?![0-9])")
_A_LEAP_YEAR = 2020
_NUMERIC_WITHOUT_YEAR = re.compile(r"[0-9]{1,2} ?([/.-]) ?[0-9]{1,2}\.?")


def with_year(folded: str, year: int) -> str:
    """A date without a year, 12-JAN or 12/01, completed by the one that its section states.

    >>> with_year("12-JAN", 2022), with_year("12/01", 2022)
    ('12-JAN 2022', '12/01/2022')
    """
    if found := _NUMERIC_WITHOUT_YEAR.fullmatch(folded):
        return f"{folded.removesuffix('.')}{found[1]}{year}"
    return f"{folded} {year}"


def looks_like_date(text: str) -> bool:
    """Whether a text is meant as a date, in whatever order and calendar, its year perhaps left out.

    A person would take a column of them for one of dates: 03/04/2020, 12-Jan, 1593561600000, 31/07/2563.
    """
    folded = fold_date(text)
    if _MEANT.fullmatch(folded) or readings(folded) != NOTHING:
        return True
    return bool(re.search(r"[^\W\d_]", folded)) and readings(with_year(folded, 2020)) != NOTHING


_MEANT = re.compile(
    r"[0-9]{1,4} ?([-./_ ]) ?[0-9]{1,2} ?\1 ?[0-9]{1,4}(?:[ T].*)?"  # whatever its calendar
    r"|[0-9]{5}(?:\.[0-9]+)?|[0-9]{8}|1[0-9]{9}(?:[0-9]{3})?(?:\.0)?"  # serials, seconds, milliseconds
)


def year_in(folded: str) -> int:
    """The year of four digits that begins or ends a date in figures, in whatever calendar; 0: none."""
    found = _YEAR_AT_AN_END.match(folded)
    return int(found[1] or found[3]) if found else 0


def style_of(folded: str) -> int:
    """One number for dates with the same mark between their figures and as many figures for the year."""
    found = _FIGURES.match(folded)
    return ord(found[1]) * 8 + len(found[2]) if found else 0


def is_without_year(folded: str, spelling: Spelling) -> bool:
    """A month's name and a day, no year: 12-Jan."""
    if spelling.readings != NOTHING or not any(map(str.isalpha, folded)):
        return False
    return spelling_of(with_year(folded, _A_LEAP_YEAR)).readings != NOTHING
