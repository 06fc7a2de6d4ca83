"""What a chart shows: its numbers, its table and its text. How it is drawn is another module's matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import floor
from types import MappingProxyType
from typing import TYPE_CHECKING

from grm_data.figures.labels import day_text, number_text
from grm_data.messages import clauses, digits, joined, message

if TYPE_CHECKING:  # imported where a table is made: most commands make none, and it takes half a second
    import pandas as pd

__all__ = ["NO_NOTES", "Bars", "Dot", "Dots", "Note", "Series"]

NO_NOTES: Mapping[date, str] = MappingProxyType({})

_MOST_SPOKEN = 8
"""Categories that the text of a chart names; a longer list is for its table."""


@dataclass(frozen=True, slots=True)
class Note:
    """What the project notes of a day, as a mark on a time axis."""

    day: date
    text: str
    at: float | None = None  # where on an axis of categories, 0 in the middle of the first one

    @property
    def line(self) -> str:
        """The mark, the day and the text."""
        return message("figure.note_line", day=day_text(self.day), text=self.text)


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a bar chart: a count per category."""

    name: str
    colour: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars from zero, a category each, stacked by series; every category has its place, 0 or not."""

    title: str  # what is counted: "Feedback by channel and status"
    axis: str  # what the categories are: "Channel"
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    horizontal: bool = False
    ticks: tuple[str, ...] | None = None  # shorter names along the axis, "" for none
    is_unfinished: bool = False  # the last category isn't over
    highlight: tuple[int, int] | None = None  # first and last category of the chosen period
    has_legend: bool = True
    line: tuple[int, str] | None = None  # upright, after a category: its name
    alt_text: str = ""  # of a chart whose bars add up to nothing
    notes: tuple[Note, ...] = ()  # where the categories are periods

    @property
    def totals(self) -> tuple[int, ...]:
        """The height of each bar."""
        return tuple(sum(values) for values in zip(*(one.values for one in self.series), strict=True))

    @property
    def total(self) -> int:
        """All that the chart counts."""
        return sum(self.totals)

    @property
    def alt(self) -> str:
        """The chart for who can't see it: what it counts, the total, and the largest bars."""
        if self.alt_text:
            return self.alt_text
        bars = sorted(zip(self.categories, self.totals, strict=True), key=lambda bar: -bar[1])
        named = joined(f"{name} {digits(count)}" for name, count in bars[:_MOST_SPOKEN] if count)
        key = "figure.alt_bars_first" if len(bars) > _MOST_SPOKEN else "figure.alt_bars"
        return message(key, title=self.title, total=self.total, bars=named or message("word.none"))

    @property
    def table(self) -> pd.DataFrame:
        """The same numbers: one row per category, a column per series and their total.

        Series that only colour the categories have no columns of their own.
        """
        import pandas as pd

        columns: dict[str, object] = {self.axis: list(self.categories)}
        if self.has_legend:
            columns |= {one.name: list(one.values) for one in self.series}
        if len(self.series) > 1:
            columns[message("figure.total")] = list(self.totals)
        if self.notes:
            columns[message("figure.note")] = [self._noted(i) for i in range(len(self.categories))]
        return pd.DataFrame(columns)

    def _noted(self, category: int) -> str:
        inside = [note for note in self.notes if note.at is not None and floor(note.at + 0.5) == category]
        return clauses(note.line for note in inside)


@dataclass(frozen=True, slots=True)
class Dot:
    """One case: its number, the day it was received and the working days it took."""

    name: str
    received: date
    days: int


@dataclass(frozen=True, slots=True)
class Dots:
    """Every case as a dot: when it was received and how long it took."""

    title: str
    dots: tuple[Dot, ...]
    median: float | None
    standard: int | None = None  # working days; drawn as a line
    notes: tuple[Note, ...] = ()

    @property
    def alt(self) -> str:
        """The chart for who can't see it."""
        longest = max(self.dots, key=lambda dot: dot.days, default=None)
        return message(
            "figure.alt_dots",
            title=self.title,
            n=len(self.dots),
            median=number_text(self.median),
            longest=number_text(None if longest is None else longest.days),
        )

    @property
    def table(self) -> pd.DataFrame:
        """The same numbers: one row per case."""
        import pandas as pd

        return pd.DataFrame(
            {
                message("field.registered_no"): [dot.name for dot in self.dots],
                message("field.received_on"): pd.to_datetime([dot.received for dot in self.dots]),
                message("field.working_days"): [dot.days for dot in self.dots],
            }
        )
