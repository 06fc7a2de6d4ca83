"""A published register by other settings: what follows of them without the spreadsheet, and what doesn't."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from grm_data.intake.dates.counts import Count, counted, own_count
from grm_data.register import (
    NO_DAY,
    NO_DURATION,
    STATUS_CODE,
    Category,
    Field,
    Finding,
    Findings,
    Register,
    Status,
)
from grm_data.register.columns import Mask, category_of
from grm_data.register.days import day_number
from grm_data.register.fields import field_named
from grm_data.register.folding import fold
from grm_data.settings import WORD_FIELDS, Settings

__all__ = ["by_settings", "words_to_read_again"]

_START = ("start-missing", "received-before-start")
_DURATIONS = tuple(
    name
    for way in Count
    for name in (
        ("duration-differs",) if way is Count.WORKING else (f"durations-{way}", f"duration-differs-{way}")
    )
)
_UNKNOWN = tuple(f"{kind}-unknown{near}" for kind in ("channel", "type", "word") for near in ("", "-near"))


def by_settings(register: Register, before: Settings, after: Settings) -> Register:
    """The register as other settings understand what it still holds.

    Its words that they give a meaning have it; what was noticed about the start, durations and these words is
    noticed anew. Whatever needs the spreadsheet stays as it was read.
    """
    found, named = _with_meanings(register, after)
    if named:
        settled = _settled(register, named)
        found = _noticed(found, _UNKNOWN, lambda one: (one.column, one.sheet, one.row) not in settled, ())
    if before.start != after.start:
        found = _noticed(found, _START, _none, _about_start(found, after))
    if before.calendar != after.calendar:
        found = _noticed(found, _DURATIONS, _none, _about_durations(found, after))
    return found


def words_to_read_again(register: Register, before: Settings, after: Settings) -> tuple[tuple[str, str], ...]:
    """(field, word) of each word whose meaning changed and that the register doesn't hold as written.

    A status never is, nor a word that had another meaning when the spreadsheet was read.
    """
    return tuple(
        (field, word)
        for field in WORD_FIELDS
        for word in {**before.own_words(field), **after.own_words(field)}
        if before.own_words(field).get(word) != after.own_words(field).get(word)
        and fold(word) not in _kept_words(register, field)
    )


def _kept_words(register: Register, name: str) -> Collection[str]:
    """The words of a field that stand in the register as they were written, folded."""
    field = field_named(name)
    if field is None or field is Field.STATUS:
        return ()
    return set(map(fold, _unknown_names(register, field)))


def _unknown_names(register: Register, field: Field) -> list[str]:
    return [name for name in register.category(field).names if name not in field.traits.codes]


def _with_meanings(register: Register, settings: Settings) -> tuple[Register, dict[Field, set[str]]]:
    """The register with the words that have a meaning now, and which these were."""
    columns: dict[Field, Category] = {}
    named: dict[Field, set[str]] = {}
    for field in register.columns.categories:
        meanings = {fold(word): code for word, code in settings.own_words(field).items()}
        new = {
            name: meanings[fold(name)] for name in _unknown_names(register, field) if fold(name) in meanings
        }
        if changed := {name: code for name, code in new.items() if name != code}:
            words = [changed.get(word, word) for word in register.category(field).texts()]
            columns[field], named[field] = category_of(words, field.traits.codes), set(new)
        elif new:
            named[field] = set(new)
    return (register.with_columns(columns) if columns else register), named


def _settled(register: Register, named: Mapping[Field, set[str]]) -> set[tuple[str | None, str, int | None]]:
    """(heading, sheet, row) of each cell whose word has a meaning now."""
    headings, places = register.reading.columns, register.places()
    return {
        (headings.get(field), *places[i])
        for field, words in named.items()
        for i, word in enumerate(register.category(field).texts())
        if word in words
    }


def _none(_: Finding) -> bool:
    return False


def _noticed(
    register: Register,
    codes: Collection[str],
    stays: Callable[[Finding], bool],
    new: Iterable[Finding],
) -> Register:
    """The register with these findings in place of those of the codes that don't stay."""
    kept = [one for one in register.reading.findings if one.code not in codes or stays(one)]
    found = sorted([*kept, *new], key=lambda one: one.row is not None)  # the whole sheet's first
    return replace(register, reading=replace(register.reading, findings=Findings.of(found)))


def _whole(register: Register, code: str, heading: str | None = None) -> Finding:
    return Finding(code, register.reading.sheets_read[0], None, heading)


def _at_rows(
    register: Register, mask: Mask, code: str, field: Field, **values: Callable[[int], object]
) -> Iterator[Finding]:
    places, heading = register.places(), register.reading.columns.get(field)
    for i in np.flatnonzero(mask).tolist():
        yield Finding(code, *places[i], heading, tuple((name, value(i)) for name, value in values.items()))


def _about_start(register: Register, settings: Settings) -> Iterator[Finding]:
    if settings.start is None:
        yield _whole(register, "start-missing")
        return
    early = register.received < day_number(settings.start)
    yield from _at_rows(register, early, "received-before-start", Field.RECEIVED_ON)


def _about_durations(register: Register, settings: Settings) -> Iterator[Finding]:
    """As intake.checks.dates.durations says it of rows."""
    those = register.reading.findings.where(lambda one: one.code == "date-swapped")
    swapped = {(one.sheet, one.row) for one in those}
    is_swapped = np.array([place in swapped for place in register.places()], bool)
    counts = (register.status == STATUS_CODE[Status.RESOLVED]) & ~is_swapped & (register.resolved != NO_DAY)
    own = np.where(counts, register.reported_days, NO_DURATION)
    dates = register.received, register.resolved
    found = own_count(own, *dates, settings.calendar)
    way = Count.WORKING if found is None else found[0]
    days = counted(way, *dates, settings.calendar)
    field, heading = Field.REPORTED_WORKING_DAYS, register.reading.columns.get(Field.REPORTED_WORKING_DAYS)
    if way is not Count.WORKING:
        yield _whole(register, f"durations-{way}", heading)
    code = "duration-differs" if way is Count.WORKING else f"duration-differs-{way}"
    differs = (own != NO_DURATION) & (days != NO_DURATION) & (own != days)
    yield from _at_rows(
        register, differs, code, field, written=lambda i: int(own[i]), computed=lambda i: int(days[i])
    )
