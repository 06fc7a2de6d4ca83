"""What a definition of a figure is: which rows it counts, and how its value follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from grm_data.messages import has_message, message

__all__ = ["Definition", "How", "Split", "meaning_of", "phrase_of"]


class How(StrEnum):
    """How a value follows from the rows; each has its formula, ``definition.how.<how>``."""

    COUNT = "count"
    RATIO = "ratio"  # of : rows
    SHARE = "share"  # rows ÷ of
    QUOTIENT = "quotient"  # the same, where it is no share of a whole
    PER_1000 = "per_1000"
    RATE = "rate"  # a month
    MEDIAN = "median"
    P90 = "p90"
    SHORTEST = "shortest"
    LONGEST = "longest"
    EACH = "each"  # a number for every row
    BY_DAY = "by_day"
    TOLD = "told"  # in words of its own: from rows by more than a count, or from none that anybody is shown

    @property
    def divides(self) -> bool:
        """Whether the value is one number of rows beside another."""
        return self in (How.RATIO, How.SHARE, How.QUOTIENT, How.PER_1000)


class Split(StrEnum):
    """By what a figure is told in parts."""

    PERIOD = "period"
    WORDS = "words"  # of channel, type, place
    BAND = "band"  # of days
    DAY = "day"  # after receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A figure. Its name is ``definition.name.<code>``; what it counts are names of sets of rows."""

    code: str
    how: How
    rows: str = ""  # the numerator's set; of what is told in words, those that it follows from, if any
    of: str | None = None  # the denominator's
    left_out: tuple[str, ...] = ()  # sets that could be expected in it and aren't
    days: str | None = None  # which days of each row: working days taken, waited, …
    asks: tuple[str, ...] = ()  # fields or settings without any of which nothing is known of it
    fields: tuple[str, ...] = ()  # columns that show why a row counts, beside the usual ones
    splits: tuple[Split, ...] = ()
    is_stock: bool = False  # whenever received
    shows_rows: bool = True  # not where the rows would tell a field that readers get in tables only

    @property
    def name(self) -> str:
        """What it is called."""
        if self.how is How.RATE:
            return message("definition.a_month", name=message(f"definition.name.{self.rows}"))
        return message(f"definition.name.{self.code}")

    @property
    def formula(self) -> str:
        """How it is counted, in words."""
        if self.how is How.TOLD:
            return message(f"definition.told.{self.code}")
        if self.how is How.COUNT:
            return meaning_of(self.rows) or phrase_of(self.rows)
        words = {"rows": phrase_of(self.rows), "of": phrase_of(self.of) if self.of else ""}
        days = message(f"definition.days.{self.days}") if self.days else ""
        return message(f"definition.how.{self.how}", **words, days=days)

    @property
    def sets(self) -> tuple[str, ...]:
        """The sets that the formula names."""
        return tuple(name for name in (self.rows, self.of) if name)


def phrase_of(name: str) -> str:
    """A set of rows as a formula names it."""
    return message(f"definition.rows.{name}")


def meaning_of(name: str) -> str | None:
    """What belongs to a set of rows; None where its name says it."""
    key = f"definition.meaning.{name}"
    return message(key) if has_message(key) else None
