"""The register's value of a figure, and the rows that it was counted from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

import numpy as np

from grm_data.analysis.backlog import age_spread, balance_masks
from grm_data.analysis.durations import cases
from grm_data.analysis.indicators import on_time_masks, within_standard
from grm_data.analysis.selection import Selection, select
from grm_data.analysis.summary import PeriodSummary, summarise_periods
from grm_data.reconcile.figures import COUNTS, RATIOS
from grm_data.reconcile.mentions import NOT_STATED
from grm_data.reconcile.shares import Share
from grm_data.register import (
    NO_CODE,
    NO_DURATION,
    STATUSES,
    Field,
    Register,
    Status,
    day_of,
)
from grm_data.register.columns import Mask
from grm_data.register.small_numbers import sums_are_told
from grm_data.settings import Settings

__all__ = ["RegisterFigures"]

_WORDS = {"type": Field.TYPE, "channel": Field.CHANNEL, "way": Field.WAY}
_FIELDS = {"channels": Field.CHANNEL, "types": Field.TYPE}


@dataclass(frozen=True, slots=True)
class Found:
    """A value of the register and the rows behind it."""

    value: Any
    rows: Mask | None = None


def _counted(rows: Mask) -> Found:
    return Found(int(rows.sum()), rows)


class RegisterFigures:
    """Every figure of a register for a report's period, as of a day."""

    def __init__(
        self, register: Register, settings: Settings, period: tuple[date, date], as_of: date
    ) -> None:
        self.register, self.settings, self.as_of = register, settings, as_of
        self.selection = select(register, settings.calendar, as_of)
        self.periods = {
            one.period.name: one for one in summarise_periods(self.selection, *period, settings.start)
        }

    def find(self, figure: str) -> Found | None:
        """The register's value; None for a figure that it doesn't have."""
        first, _, rest = figure.partition(".")
        if first in self.periods:
            return self._of_period(self.periods[first], rest)
        if first == "open_bands":
            return self._of_band(*map(int, rest.split("-")))
        if first == "case":
            name, _, key = rest.rpartition(".")
            return self._of_case(name, key)
        found = self._whole.get(figure)
        return found() if found else None

    @cached_property
    def _whole(self) -> Mapping[str, Callable[[], Found]]:
        register, waits = self.register, age_spread(self.selection)
        reading, known = register.reading, register.last_known
        is_told = not register.is_for_readers or sums_are_told(register)
        mask = self.selection.is_open
        return {
            "as_of": lambda: Found(self.as_of),
            "open": lambda: Found(int(mask.sum()), mask),
            "open_days.max": lambda: Found(waits.max, mask),
            "open_days.median": lambda: Found(waits.median, mask),
            "register.rows_read": lambda: Found(reading.rows_read if is_told else None),
            "register.rows_used": lambda: Found(len(register)),
            "register.rows_excluded": lambda: Found(len(reading.excluded) if is_told else None),
            "register.last_entry": lambda: Found(known),
            "register.days_since": lambda: Found(None if known is None else (self.as_of - known).days),
        }

    def _of_band(self, first: int, last: int) -> Found:
        """How many open cases have waited so many working days, both ends inside."""
        ages = self.selection.age()
        return _counted((ages >= first) & (ages <= last))

    def _of_standard(self, part: Selection, name: str) -> Found | None:
        """What was answered within the service standard; None where none is set."""
        if (standard := self.settings.resolve_standard) is None:
            return None
        if name == "days":
            return Found(standard.days)
        rows, counted = on_time_masks(part, standard), within_standard(part, standard)
        if name in counted.denominators:
            return Found(Share.of(counted.on_time, counted.denominators[name]), rows["on_time"])
        judged = rows["resolved"] | rows["open_past_due"]
        return Found(getattr(counted, name), judged if name == "judged" else rows[name])

    def _of_period(self, one: PeriodSummary, name: str) -> Found | None:
        part = self.selection.within(one.period)
        if name in COUNTS:
            return Found(getattr(one.counts, name), _with_status(part, name))
        if name in RATIOS:
            return Found(str(getattr(one.counts, name)), part.mask)
        kind, _, rest = name.partition(".")
        if kind == "working_days":
            return self._durations(one, part, rest)
        if kind == "standard":
            return self._of_standard(part, rest)
        if kind in _FIELDS:
            status, _, word = rest.partition(".")
            return self._split(part, _FIELDS[kind], status, word)
        found = self._of_days(one, part).get(name)
        return found() if found else None

    def _of_days(self, one: PeriodSummary, part: Selection) -> Mapping[str, Callable[[], Found]]:
        counts, period = one.counts, one.period
        moved = balance_masks(self.selection, period)
        is_unknown = period.is_empty or (period.name != "new" and self.settings.start is None)
        return {
            "from": lambda: Found(None if is_unknown else period.first),
            "to": lambda: Found(None if period.is_empty else period.last),
            "opening_on": lambda: Found(min(period.first, self.as_of)),
            "closing_on": lambda: Found(min(period.last, self.as_of)),
            "start_month": lambda: Found(None if is_unknown else period.first.replace(day=1)),
            "addressed_share": lambda: Found(Share.of(counts.addressed, counts.received), part.mask),
            "resolved_share": lambda: Found(Share.of(counts.resolved, counts.addressed), part.is_addressed),
            "channel_words": lambda: Found(_words(part, Field.CHANNEL), part.mask),
            **{name: partial(_counted, rows) for name, rows in moved.items()},
        }

    def _durations(self, one: PeriodSummary, part: Selection, name: str) -> Found | None:
        rows = part.working_days() != NO_DURATION
        if name == "each":
            days = tuple(case.working_days for case in cases(part) if case.working_days is not None)
            return Found(days, rows)
        return Found(getattr(one.working_days, name), rows) if hasattr(one.working_days, name) else None

    def _split(self, part: Selection, field: Field, status: str, word: str) -> Found:
        category = self.register.category(field)
        if word == NOT_STATED and field is Field.TYPE and status in ("unrelated", "unrecognised"):
            return Found(None)  # it needs none, and a report needn't say so
        code = NO_CODE if word == NOT_STATED else category.code(word)
        rows = _with_status(part, status) & (category.codes == code)
        return Found(int(rows.sum()), rows)

    def words(self, period: str, kind: str, status: str) -> list[str]:
        """The words of a split that the register counts."""
        part = self.selection.within(self.periods[period].period)
        category, rows = self.register.category(_FIELDS[kind]), _with_status(part, status)
        return [category.names[i] for i in np.unique(category.codes[rows]).tolist() if i != NO_CODE]

    # --- single cases ---------------------------------------------------------------------------

    @cached_property
    def _rows_by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for i, name in enumerate(self.register.registered_no):
            found.setdefault(name or "", []).append(i)
        return found

    @cached_property
    def _addressed(self) -> list[int]:
        part = self.selection.within(self.periods["new"].period)
        rows = np.flatnonzero(part.is_addressed)
        order = np.lexsort((self.register.sheet_row[rows], self.register.received[rows]))
        return [int(i) for i in rows[order]]

    def expected_cases(self) -> Iterator[str]:
        """The numbers of the cases that a report of the period tells: those addressed in it."""
        return (name for i in self._addressed if (name := self.register.registered_no[i]))

    def is_ambiguous(self, name: str) -> bool:
        """Whether several cases have the number."""
        return len(self._rows_by_name.get(name, ())) > 1

    def _of_case(self, name: str, key: str) -> Found | None:
        rows = self._rows_by_name.get(name, [])
        if key == "listed":
            return Found(bool(rows), self._mask(rows))
        if len(rows) != 1:
            return None
        i = rows[0]
        return Found(self._cell(i, key), self._mask(rows))

    def _mask(self, rows: list[int]) -> Mask:
        mask = np.zeros(len(self.register), dtype=bool)
        mask[rows] = True
        return mask

    def _cell(self, i: int, key: str) -> Any:
        register = self.register
        status = STATUSES[self.selection.status[i]]
        is_resolved = status is Status.RESOLVED
        match key:
            case "received_on":
                return day_of(int(register.received[i]))
            case "type" | "channel":
                return self._texts[key][i]
            case "status":
                return str(status)
            case "resolved_on":
                return day_of(int(register.resolved[i])) if is_resolved else None
            case "working_days":
                days = int(self._working_days[i])
                return None if days == NO_DURATION else days
            case "age":
                days = int(self._ages[i])
                return None if days == NO_DURATION else days
            case "way":
                return self._texts[key][i] if is_resolved else None
        return None

    @cached_property
    def _texts(self) -> dict[str, Any]:
        return {key: self.register.category(one).texts() for key, one in _WORDS.items()}

    @cached_property
    def rows(self) -> list[tuple[str, int]]:
        """(sheet, row) of each feedback."""
        return self.register.places()

    @cached_property
    def _ages(self) -> Any:
        return self.selection.age()

    @cached_property
    def _working_days(self) -> Any:
        return self.selection.working_days()


def _with_status(part: Selection, name: str) -> Mask:
    if name == "received":
        return part.mask
    return part.is_addressed if name == "addressed" else part.has_status(Status(name))


def _words(part: Selection, field: Field) -> int:
    codes = part.register.category(field).codes[part.mask]
    return len(np.unique(codes[codes != NO_CODE]))
