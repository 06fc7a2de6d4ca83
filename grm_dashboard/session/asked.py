"""What is asked of a register: period, comparison, day and filters, and the codes of these in links.

No label is in a link, so that it outlives a language; nor a word as a register writes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from grm_data.register import Field, Period
from grm_data.register.days import FIRST_ASKED, LAST_ASKED
from grm_data.register.spans import Span, period_coded

__all__ = [
    "AT_ITS_END",
    "BEFORE",
    "BY_NOW",
    "CUSTOM",
    "FILTERS",
    "KINDS",
    "LAST_YEAR",
    "NAMES",
    "NOTHING",
    "START",
    "Asked",
    "asked_of",
    "code_of_period",
    "parameters_of",
    "period_coded_by",
]

START: Final = "start"
CUSTOM: Final = "custom"
KINDS: tuple[str, ...] = (*map(str, Span), START, CUSTOM)
"""The kinds of periods: of the calendar, since the start, and any days."""

AT_ITS_END: Final = "at_its_end"
BY_NOW: Final = "by_now"
"""Both readings of a period that is over: as a report would have said, and by all that is known since."""

BEFORE: Final = "before"
LAST_YEAR: Final = "year"
NOTHING: Final = "none"
COMPARED = (BEFORE, LAST_YEAR, NOTHING)
"""What a period is compared with: the one before, the same one a year earlier, or none."""

FILTERS = tuple(one for one in Field if one.traits.filters)

_PERIOD, _AS_OF, _COMPARE = "period", "as_of", "compare"
NAMES = (_PERIOD, _AS_OF, _COMPARE, *map(str, FILTERS))
"""The names of what is asked in an address."""

_READINGS = {"end": AT_ITS_END, "now": BY_NOW}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks for, whatever the register. As nothing is asked: its newest half-year, whole."""

    kind: str = str(Span.HALF_YEAR)
    period: Period | None = None  # None: the newest of its kind; since the start it is always None
    as_of: str | date = AT_ITS_END
    compare: str = BEFORE
    words: Mapping[Field, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    """Of each field that is filtered by the codes of its words; a register may know none of them."""

    @property
    def span(self) -> Span | None:
        """The kind of period, where it is one of the calendar's."""
        return Span(self.kind) if self.kind in list(Span) else None

    def without_words(self, *fields: Field) -> Asked:
        """The same without filters by these fields, else by any."""
        left = {one: codes for one, codes in self.words.items() if fields and one not in fields}
        return replace(self, words=left)


def asked_of(parameters: Mapping[str, Sequence[str]]) -> Asked:
    """What an address asks for: a value that is unknown asks nothing, of several the last one counts."""
    last = {name: values[-1] for name, values in parameters.items() if values}
    kind, period = period_coded_by(last.get(_PERIOD, ""))
    compare = last.get(_COMPARE, "")
    words = {one: tuple(dict.fromkeys(filter(None, parameters.get(one, ())))) for one in FILTERS}
    return Asked(
        kind,
        period,
        _as_of(last.get(_AS_OF, "")),
        compare if compare in COMPARED else BEFORE,
        {one: codes for one, codes in words.items() if codes},
    )


def period_coded_by(code: str) -> tuple[str, Period | None]:
    """The kind of period that a code asks for, and which one it is: of the newest of its kind none."""
    if coded := period_coded(code):
        return str(coded[0]), coded[1]
    if days := _days_of(code):
        return CUSTOM, days
    kind = code.replace("-", "_")
    return (kind if kind in KINDS and kind != CUSTOM else Asked().kind), None


def _days_of(code: str) -> Period | None:
    """Any days, in either order."""
    days = [_day_of(part) for part in code.split("..")]
    known = sorted(day for day in days if day is not None)
    return Period(CUSTOM, *known) if len(known) == len(days) == 2 else None


def _day_of(code: str) -> date | None:
    try:
        day = date.fromisoformat(code)
    except ValueError:
        return None
    return day if FIRST_ASKED <= day <= LAST_ASKED and day.isoformat() == code else None


def _as_of(code: str) -> str | date:
    return _READINGS.get(code) or _day_of(code) or AT_ITS_END


def parameters_of(asked: Asked) -> dict[str, list[str]]:
    """The address that asks for this, as short as it can be."""
    as_of = asked.as_of
    told = {name for name, reading in _READINGS.items() if reading == as_of}
    found = {
        _PERIOD: [] if (code := code_of_period(asked.kind, asked.period)) == _DEFAULT else [code],
        _AS_OF: [] if as_of == AT_ITS_END else [as_of.isoformat() if isinstance(as_of, date) else told.pop()],
        _COMPARE: [] if asked.compare == BEFORE else [asked.compare],
        **{str(one): list(codes) for one, codes in asked.words.items()},
    }
    return {name: values for name, values in found.items() if values}


def code_of_period(kind: str, period: Period | None) -> str:
    """The code of a period of some kind, and of the newest of the kind where none is named."""
    if period is None:
        return kind.replace("_", "-")
    if kind != CUSTOM:
        return Span(kind).code(period)
    return f"{period.first.isoformat()}..{period.last.isoformat()}"


_DEFAULT = code_of_period(Asked().kind, None)
