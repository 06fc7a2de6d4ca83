"""What the charts of times show: shares answered by each day, how groups spread, shares on time by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from grm_data.analysis.answered import Answered
from grm_data.analysis.durations import Spread
from grm_data.figures.labels import distinct, month_text, number_text, percent_text, share_text
from grm_data.messages import joined, message

if TYPE_CHECKING:  # imported where a table is made: most commands make none, and it takes half a second
    import pandas as pd

__all__ = ["MonthShare", "Shares", "Step", "Steps", "Strip", "Strips"]


@dataclass(frozen=True, slots=True)
class Step:
    """The share of a group's cases answered by each day."""

    name: str
    found: Answered

    @property
    def counted(self) -> str:
        """The group with the number of its cases."""
        return message("figure.with_n", name=self.name, n=self.found.cases)


@dataclass(frozen=True, slots=True)
class Steps:
    """The share answered by each day, a line that rises in steps for each group."""

    title: str
    axis: str  # what the days are: "Working days from receipt"
    lines: tuple[Step, ...]
    last: int  # where the axis ends; a case may take longer
    standard: int | None = None

    @property
    def total(self) -> int:
        """The cases of all groups."""
        return sum(one.found.cases for one in self.lines)

    @property
    def alt(self) -> str:
        """The chart for who can't see it: the shares by the standard, else by the axis' end."""
        day = self.last if self.standard is None else self.standard
        shares = joined(f"{one.counted} {self.share(one, day) or message('word.none')}" for one in self.lines)
        return message("figure.alt_steps", title=self.title, n=self.total, day=day, shares=shares)

    @staticmethod
    def share(one: Step, day: int) -> str | None:
        """The share of a group answered by a day; None where nothing has been followed for so long."""
        share = one.found.by(day)
        return None if share is None else percent_text(share, 1)

    @property
    def table(self) -> pd.DataFrame:
        """The same numbers: one row per day on which a share changes, a column per group."""
        import pandas as pd

        marks = () if self.standard is None else (self.standard,)
        days = sorted({*marks, *(day for one in self.lines for day in one.found.days)})
        names = distinct([self.axis, *(one.counted for one in self.lines)])
        shares = [[self.share(one, day) for day in days] for one in self.lines]
        return pd.DataFrame(dict(zip(names, [days, *shares], strict=True)))


@dataclass(frozen=True, slots=True)
class Strip:
    """How a group's working days spread, and of few cases each."""

    name: str
    spread: Spread
    middle: tuple[float, float]  # half of the cases lie between
    most: tuple[float, float]  # eight of ten lie between
    days: tuple[int, ...] = ()  # of each case, where there are few
    names: tuple[str, ...] = ()  # of the same cases


@dataclass(frozen=True, slots=True)
class Strips:
    """Groups under each other: a dot per case, of many cases the middle half and eight of ten."""

    title: str
    axis: str  # what the groups are: "Channel"
    strips: tuple[Strip, ...]
    last: int  # where the axis ends; a case may have taken longer
    standard: int | None = None  # working days; drawn as a line

    @property
    def total(self) -> int:
        """The cases of all groups."""
        return sum(one.spread.n for one in self.strips)

    @property
    def alt(self) -> str:
        """The chart for who can't see it."""
        told = joined(
            message("figure.strip", name=one.name, n=one.spread.n, median=number_text(one.spread.median))
            for one in self.strips
        )
        return message("figure.alt_strips", title=self.title, n=self.total, strips=told)

    @property
    def table(self) -> pd.DataFrame:
        """The same numbers: one row per group."""
        import pandas as pd

        spreads = [one.spread for one in self.strips]
        columns = {
            "shortest": [one.min for one in spreads],
            "median": [number_text(one.median) for one in spreads],
            "p90": [number_text(one.p90) for one in spreads],
            "longest": [one.max for one in spreads],
        }
        return pd.DataFrame(
            {
                self.axis: [one.name for one in self.strips],
                message("figure.cases"): [one.n for one in spreads],
                **{message(f"figure.{name}"): values for name, values in columns.items()},
            }
        )


@dataclass(frozen=True, slots=True)
class MonthShare:
    """How many of a month's cases were on time, of those that can be judged."""

    first: date
    on_time: int
    judged: int
    undecided: int  # not due yet

    @property
    def name(self) -> str:
        """The month: Nov 2020."""
        return month_text(self.first)

    @property
    def text(self) -> str | None:
        """5 of 6 (83%); None where nothing is judged."""
        return share_text(self.on_time, self.judged) if self.judged else None


@dataclass(frozen=True, slots=True)
class Shares:
    """The share on time of the cases received in each month; none where none is judged."""

    title: str
    months: tuple[MonthShare, ...]

    @property
    def alt(self) -> str:
        """The chart for who can't see it: all months together, and the last judged."""
        on_time, judged = sum(one.on_time for one in self.months), sum(one.judged for one in self.months)
        last = next((one for one in reversed(self.months) if one.judged), None)
        told = message("word.none") if last is None else f"{last.name} {last.text}"
        return message("figure.alt_shares", title=self.title, share=share_text(on_time, judged), last=told)

    @property
    def table(self) -> pd.DataFrame:
        """The same numbers: one row per month, blank where none is judged."""
        import pandas as pd

        return pd.DataFrame(
            {
                message("figure.month"): [one.name for one in self.months],
                message("figure.on_time"): [one.text for one in self.months],
                message("figure.undecided"): [one.undecided for one in self.months],
            }
        )
