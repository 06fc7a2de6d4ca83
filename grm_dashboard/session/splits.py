"""The parts into which a figure of a page can be split: periods, words, bands of days, days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from grm_dashboard.session.scopes import Part, periods_of
from grm_dashboard.session.view import View
from grm_dashboard.session.words import codes_of_words
from grm_data.analysis.answered import answered_by_day, followed
from grm_data.analysis.backlog import AGE_BANDS
from grm_data.analysis.counts import count_words
from grm_data.analysis.crossing import cross
from grm_data.analysis.durations import working_day_spread
from grm_data.analysis.group_times import groups_of
from grm_data.analysis.months import groups
from grm_data.analysis.scopes import Scope
from grm_data.definitions import Definition, Split
from grm_data.figures.durations import band_name, bin_ends
from grm_data.figures.labels import label
from grm_data.figures.periods import words_crossed, words_in_lines
from grm_data.figures.timely import MOST_STRIPS
from grm_data.messages import message
from grm_data.register import Field, reporting_periods

__all__ = ["splits_of"]

_WORDS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        "waiting": (Field.TYPE,),
        "overview": (Field.CHANNEL, Field.TYPE),
        "trends": (Field.CHANNEL, Field.TYPE, Field.LOCATION),
        "timeliness": (Field.TYPE, Field.CHANNEL),
        "report": (Field.CHANNEL, Field.TYPE, Field.CATEGORY, Field.OUTCOME, Field.LOCATION),
    }
)
"""The fields by whose words a page splits its figures."""


def splits_of(page: str, view: View, scope: Scope, definition: Definition) -> dict[str, tuple[Part, ...]]:
    """By what a figure of the page can be split → its parts, the one that opens unasked first."""
    found: dict[str, tuple[Part, ...]] = {}
    if Split.PERIOD in definition.splits:
        found["period"] = periods_of(page, view, scope)
    if Split.WORDS in definition.splits:
        found |= {str(field): _words(page, scope, field) for field in _WORDS.get(page, ())}
    if Split.BAND in definition.splits:
        found["band"] = _bands(scope, definition)
    if Split.DAY in definition.splits:
        found["day"] = _days(scope)
    return {name: parts for name, parts in found.items() if parts}


def _whole(name: str) -> Part:
    return Part("", message(f"definition.part.all.{name}"), lambda scope: scope)


def _words(page: str, scope: Scope, field: Field) -> tuple[Part, ...]:
    """Each word of a field, and those that a table of the page adds up."""
    register = scope.everything.register
    if field not in register.columns:
        return ()
    codes = codes_of_words(register, field)
    parts = [Part(code, label(str(field), word), _of_words(field, [word])) for word, code in codes.items()]
    parts += [
        Part(
            name,
            message("definition.part.others", n=len(words), where=message(where)),
            _of_words(field, words),
        )
        for name, where, words in _added_up(page, scope, field)
        if words
    ]
    return (_whole("words"), *parts)


def _of_words(field: Field, words: Sequence[str]) -> Callable[[Scope], Scope]:
    return lambda scope: scope.of_words(field, words)


def _added_up(page: str, scope: Scope, field: Field) -> list[tuple[str, str, Sequence[str]]]:
    """(code, the table, the words that it adds up) of each table of the page that does."""
    every = scope.everything
    if page == "overview":
        start, first = scope.settings.start, every.register.first_received
        *_, total = reporting_periods(scope.period.first, scope.period.last, start, first)
        lines = words_in_lines(count_words(every.register.category(field), every.within(total).mask))[1]
        down, across = words_crossed(cross(scope.received, Field.CHANNEL, Field.TYPE))
        crossed = down if field is Field.CHANNEL else across
        return [("others", "overview.table", lines), ("others_crossed", "overview.crossed", crossed)]
    if page == "trends":
        shown = groups(every, field).names
        rest = [word for word in every.register.category(field).names if word not in shown]
        return [("others", f"trends.words.{field}", rest)] if shown else []
    if page == "timeliness":
        words = [one.word for one in groups_of(scope.received, field)[MOST_STRIPS:] if one.word is not None]
        return [("others", f"timeliness.spread_{field}", words)] if len(words) > 1 else []
    return []


def _bands(scope: Scope, definition: Definition) -> tuple[Part, ...]:
    """The bands of days that a chart counts by."""
    bands: Sequence[tuple[int, int | None]] = AGE_BANDS
    if definition.days == "taken":
        standard = scope.settings.resolve_standard
        spread = working_day_spread(scope.received)
        ends = bin_ends(spread.max or 0, standard.as_duration if standard else None)
        bands = [*zip([0, *(end + 1 for end in ends)], ends, strict=False), (ends[-1] + 1, None)]
    return (
        _whole("band"),
        *(
            Part(f"{first}-{'' if last is None else last}", _band(first, last), _of_band(first, last))
            for first, last in bands
        ),
    )


def _band(first: int, last: int | None) -> str:
    return str(first) if first == last else band_name(first, last)


def _of_band(first: int, last: int | None) -> Callable[[Scope], Scope]:
    return lambda scope: replace(scope, band=(first, last))


def _days(scope: Scope) -> tuple[Part, ...]:
    """The days on which the share changes, and the standard's, which is the first."""
    standard = scope.settings.resolve_standard
    found = answered_by_day(followed(scope.received, standard)).days
    days = list(dict.fromkeys([*([standard.days] if standard else []), *found]))
    return tuple(
        Part(str(day) if i else "", message("definition.part.day", day=day), _of_day(day))
        for i, day in enumerate(days)
    )


def _of_day(day: int) -> Callable[[Scope], Scope]:
    return lambda scope: replace(scope, day=day)
