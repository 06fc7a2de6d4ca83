"""Tables of counts that stand on the page as they are: periods beside each other, and two fields crossed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress

import numpy as np
import numpy.typing as npt

from grm_data.analysis.crossing import Crossing
from grm_data.analysis.rates import monthly_rate
from grm_data.analysis.selection import Selection
from grm_data.analysis.summary import PeriodSummary, summarise_periods
from grm_data.figures.labels import distinct, label, number_text, rate_text, share_text
from grm_data.figures.tables import Columns, columns_of
from grm_data.messages import digits, message
from grm_data.register import Field, Period, Status

__all__ = ["Periods", "crossed", "new_previous_total", "words_crossed", "words_in_lines"]

_MOST_WORDS = 4
"""Channels, and types, that have a line each; the others are added up in one."""

_MOST_ROWS, _MOST_COLUMNS = 10, 6
"""Words of a crossing that have a line and a column each; the others are added up."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A figure of each period; what is counted has a rate, too."""

    name: str
    figures: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Periods:
    """The report's figures of the new period, the previous one and both together."""

    counts: Columns
    rates: Columns  # of the lines that are counted: how many a month
    is_counted: Sequence[bool]  # of each line

    @property
    def table(self) -> Columns:
        """Both beside each other."""
        _, *names = self.rates
        cells = {name: iter(self.rates[name]) for name in names}
        rates = {
            message("table.rate_of", period=name): [next(column) if one else "" for one in self.is_counted]
            for name, column in cells.items()
        }
        return {**self.counts, **rates}


def new_previous_total(history: Selection, period: Period, start: date | None, *, is_typed: bool) -> Periods:
    """The figures of the period, of all before and of both.

    Unrelated feedback has no type: filtered by one (``is_typed``), received : addressed isn't told.
    """
    parts = summarise_periods(history, period.first, period.last, start)
    periods = [one.period for one in parts]
    lines = [*_statuses(parts), *_ratios(parts, is_typed=is_typed)]
    lines += [*_words([one.channels for one in parts], Field.CHANNEL)]
    lines += [*_words([one.types for one in parts], Field.TYPE)]
    is_counted = [isinstance(line.figures[0], int) for line in lines]
    counted = [*compress(lines, is_counted)]
    counts = [[_figure(*one) for one in zip(line.figures, periods, strict=True)] for line in lines]
    rates = [
        [_rate(n, one, history.as_of) for n, one in zip(line.figures, periods, strict=True)]
        for line in counted
    ]
    return Periods(_columns(lines, counts, periods), _columns(counted, rates, periods), is_counted)


def _columns(lines: Sequence[_Line], cells: Sequence[list[str]], periods: Sequence[Period]) -> Columns:
    names = [message("table.figure"), *(message(f"table.{one.name}") for one in periods)]
    rows = [[line.name, *row] for line, row in zip(lines, cells, strict=True)]
    return columns_of(names, rows)


def _figure(value: int | str, period: Period) -> str:
    if period.is_empty:
        return message("word.none")
    return digits(value) if isinstance(value, int) else value


def _rate(value: int | str, period: Period, as_of: date) -> str:
    return rate_text(monthly_rate(int(value), period, as_of))


def _statuses(parts: Sequence[PeriodSummary]) -> Iterator[_Line]:
    counts = [part.counts for part in parts]
    for name in ("received", "unrelated", "unrecognised", "addressed", "resolving", "resolved"):
        figures = tuple(getattr(one, name) for one in counts)
        if name != Status.UNRECOGNISED or any(figures):
            yield _Line(message(f"table.{name}"), figures)


def _ratios(parts: Sequence[PeriodSummary], *, is_typed: bool) -> Iterator[_Line]:
    counts = [part.counts for part in parts]
    if not is_typed:
        yield _Line(
            message("table.received_to_addressed"), tuple(str(one.received_to_addressed) for one in counts)
        )
    yield _Line(
        message("table.addressed_to_resolved"), tuple(str(one.addressed_to_resolved) for one in counts)
    )
    shares = tuple(share_text(one.resolved, one.addressed) for one in counts)
    yield _Line(message("table.resolved_share"), shares)
    spreads = [part.working_days for part in parts]
    medians = tuple(message("table.n", value=number_text(one.median), n=one.n) for one in spreads)
    yield _Line(message("table.median"), medians)


def _words(counts: Sequence[Mapping[str, int]], field: Field) -> Iterator[_Line]:
    """The words with most feedback, and how many all the others have together."""
    first, others = words_in_lines(counts[-1])
    kind = label("field", str(field))
    for word in first:
        name = message("table.of_kind", kind=kind, word=label(str(field), word))
        yield _Line(name, _of(counts, [word]))
    if others:
        name = message("table.of_kind", kind=kind, word=message("figure.others", n=len(others)))
        yield _Line(name, _of(counts, others))


def words_in_lines(whole: Mapping[str, int]) -> tuple[Sequence[str], Sequence[str]]:
    """Of the counts of all periods together: the words that have a line each, and those added up in one."""
    return _first(sorted(whole, key=lambda word: -whole[word]), _MOST_WORDS)


def words_crossed(found: Crossing) -> tuple[Sequence[str], Sequence[str]]:
    """The words of a crossing that are added up: of those down, and of those across."""
    return _first(found.down, _MOST_ROWS)[1], _first(found.across, _MOST_COLUMNS)[1]


def _of(counts: Sequence[Mapping[str, int]], words: Sequence[str]) -> tuple[int, ...]:
    return tuple(sum(one.get(word, 0) for word in words) for one in counts)


def _first(words: Sequence[str], most: int) -> tuple[Sequence[str], Sequence[str]]:
    """The first words, and the others where these are at least two: one needs no more room by its name."""
    return (words, ()) if len(words) <= most + 1 else (words[:most], words[most:])


def crossed(found: Crossing, down: Field, across: Field) -> tuple[Columns, npt.NDArray[np.float64]]:
    """The counts with their totals, and how full each cell of two words is, of the fullest one."""
    rows, columns = _first(found.down, _MOST_ROWS), _first(found.across, _MOST_COLUMNS)
    cells = np.array(found.counts, dtype=np.int64).reshape(len(found.down), len(found.across))
    cells = _gathered(_gathered(cells, len(rows[0])).T, len(columns[0])).T
    total = message("figure.total")
    heads = distinct([label("field", str(down)), *_names(str(across), *columns), total])
    whole = np.vstack([cells, cells.sum(axis=0)])
    values = [*whole.T, whole.sum(axis=1)]
    table = [[*_names(str(down), *rows), total], *([digits(n) for n in column] for column in values)]
    fullness = np.zeros((len(whole), len(heads)))
    named = cells[: len(rows[0]), : len(columns[0])]
    fullness[: named.shape[0], 1 : 1 + named.shape[1]] = named / max(named.max(initial=0), 1)
    return dict(zip(heads, table, strict=True)), fullness


def _gathered(cells: npt.NDArray[np.int64], most: int) -> npt.NDArray[np.int64]:
    """The rows after the first ones as one."""
    rest = cells[most:]
    return np.vstack([cells[:most], rest.sum(axis=0)]) if len(rest) else cells


def _names(kind: str, first: Sequence[str], others: Sequence[str]) -> list[str]:
    names = [label(kind, word) for word in first]
    return [*names, message("figure.others", n=len(others))] if others else names
