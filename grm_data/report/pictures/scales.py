"""Axes without pixels: where a value lies between the ends, and which ticks have which names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil, floor, log10
from typing import Any

from grm_data.figures.plotting import DATE_TICKS, NUMBER
from grm_data.messages import message
from grm_data.report.pictures.known import check_keys, one_of
from grm_data.report.pictures.texts import Line, Run, read

__all__ = ["Scale", "Tick", "scale_of"]

_EPOCH = datetime(1970, 1, 1)
_MARGIN = 0.05  # of the values, on either side of an axis that has no ends of its own
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_DAYS = (1, 2, 7, 14)
_DAYS_OF_MONTH = 30.4


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis with its name in lines; a place without a name has only its line across."""

    number: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """One axis as a figure describes it."""

    layout: Mapping[str, Any]
    kind: str  # linear, date or category
    first: float
    last: float
    categories: tuple[str, ...] = ()

    def number(self, value: Any) -> float:
        """A value as a number: days of dates, the index of a category."""
        if isinstance(value, str):
            return _days(value) if self.kind == "date" else self.categories.index(value)
        return float(value)

    def share(self, value: Any) -> float:
        """Where a value lies: 0 at the first end, 1 at the last."""
        return (self.number(value) - self.first) / (self.last - self.first)

    def holds(self, value: Any) -> bool:
        """Whether a value lies between the ends."""
        return -1e-9 <= self.share(value) <= 1 + 1e-9

    def ticks(self, most: int) -> list[Tick]:
        """The places that have a name, about so many at most where the figure doesn't name them."""
        if not self.layout.get("visible", True):
            return []
        values = self.layout.get("tickvals")
        if values is None:
            found = self._date_ticks(most) if self.kind == "date" else self._steps(most)
            return [one for one in found if self.holds(one.number)]
        names = self.layout.get("ticktext") or [self._name(value) for value in values]
        return [
            Tick(self.number(value), tuple(read(name)))
            for value, name in zip(values, names, strict=True)
            if self.holds(value)
        ]

    def _name(self, value: float) -> str:
        style = one_of("tickformat", self.layout.get("tickformat"), None, ".0%", ",d", NUMBER)
        return f"{value:.0%}" if style == ".0%" else f"{value:,.3f}".rstrip("0").rstrip(".")

    def _steps(self, most: int) -> Iterator[Tick]:
        """Round numbers; of counts whole ones."""
        if self.kind == "category":
            yield from (Tick(i, tuple(read(name))) for i, name in enumerate(self.categories))
            return
        low, high = sorted((self.first, self.last))
        size = _round((high - low) / most)
        if self.layout.get("tickformat") != ".0%":
            size = max(size, 1)
        for i in range(ceil(low / size - 1e-9), floor(high / size + 1e-9) + 1):
            yield Tick(i * size, ((Run(self._name(round(i * size, 9))),),))

    def _date_ticks(self, most: int) -> Iterator[Tick]:
        """Days, months or years, with the year under the first and wherever it begins."""
        one_of("tickformatstops", self.layout.get("tickformatstops"), DATE_TICKS)
        days = self.last - self.first
        months = [n for n in _MONTHS if days / _DAYS_OF_MONTH / n <= most]
        few = next((n for n in _DAYS if days / n <= most), None)
        if one_of("dtick", self.layout.get("dtick"), None, "M1") == "M1":
            few, months = None, [1]
        first, last = (_day(number) for number in (ceil(self.first), floor(self.last)))
        if few is not None:
            yield from _named(_every(first, last, few), _day_name)
        elif (n := months[0] if months else _MONTHS[-1]) < 12:
            yield from _named(_firsts(first, last, n), _month)
        else:
            yield from (Tick(_number(day), ((Run(str(day.year)),),)) for day in _firsts(first, last, n))


def scale_of(layout: Mapping[str, Any], values: Iterable[Any]) -> Scale:
    """The axis that a figure describes, over the values that lie on it."""
    check_keys("axis", layout)
    kind = one_of("axis", layout.get("type", "linear"), "linear", "date", "category")
    one_of("rangemode", layout.get("rangemode"), None, "tozero")
    one_of("tickmode", layout.get("tickmode"), None, "array")
    one_of("tickangle", layout.get("tickangle"), None, 0)
    categories = tuple(layout.get("categoryarray", ()))
    scale = Scale(layout, kind, 0, 1, categories)
    if (ends := layout.get("range")) is None:
        if kind == "category":
            ends = (-0.5, max(len(categories), 1) - 0.5)
        else:
            numbers = [scale.number(value) for value in values if value is not None] or [0.0]
            margin = _MARGIN * (max(numbers) - min(numbers)) or 1
            ends = (min(numbers) - margin, max(numbers) + margin)
    first, last = map(scale.number, ends)
    return Scale(layout, kind, first, last if last != first else first + 1, categories)


def _round(size: float) -> float:
    """The next of 1, 2 and 5 times a power of ten.

    >>> _round(3), _round(0.11), _round(70)
    (5.0, 0.2, 100.0)
    """
    power: float = 10.0 ** floor(log10(size))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= size * (1 - 1e-9))


def _days(text: str) -> float:
    return (datetime.fromisoformat(text) - _EPOCH) / timedelta(days=1)


def _day(number: float) -> date:
    return (_EPOCH + timedelta(days=number)).date()


def _number(day: date) -> float:
    return float((day - _EPOCH.date()).days)


def _every(first: date, last: date, days: int) -> list[date]:
    return [first + timedelta(days=i) for i in range(0, (last - first).days + 1, days)]


def _firsts(first: date, last: date, months: int) -> list[date]:
    """The first days of every so many months, counted from a January."""
    begin, end = (12 * day.year + day.month - 1 for day in (first, last))
    found = [date(i // 12, i % 12 + 1, 1) for i in range(begin - begin % months, end + 1, months)]
    return [day for day in found if first <= day <= last]


def _month(day: date) -> str:
    return message(f"month_alone.{day.month}")


def _day_name(day: date) -> str:
    return message("word.day_of_year", day=day.day, month=message(f"month.{day.month}"))


def _named(days: Sequence[date], name: Any) -> Iterator[Tick]:
    year = None
    for day in days:
        below = () if day.year == year else ((Run(str(day.year)),),)
        yield Tick(_number(day), ((Run(name(day)),), *below))
        year = day.year
