"""What a report says, as JSON holds it: it comes out of the guarded process, where the text is understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from grm_data.reconcile.mentions import Mention, Said, Value
from grm_data.reconcile.understanding import Understood

__all__ = ["from_json", "to_json"]

_KINDS: Mapping[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "flag": (bool, bool, bool),
    "count": (int, int, int),
    "decimal": (Decimal, str, Decimal),
    "day": (date, date.isoformat, date.fromisoformat),
    "list": (tuple, list, lambda found: tuple(int(one) for one in found)),
    "word": (str, str, str),
}
"""Each kind of value: its type, how it is written, and how it is read."""


def to_json(found: Understood) -> dict[str, Any]:
    """What a report says."""
    said = found.said
    return {
        "mentions": [[one.figure, *_written(one.value), one.line, one.sure] for one in said.mentions],
        "lists": said.lists,
        "spellings": {code: sorted(words) for code, words in said.spellings.items()},
        "unread": sorted(said.unread),
        "places": said.places,
        "cases": [said.cases, said.cases_whole],
        "period": found.period and [day.isoformat() for day in found.period],
        "as_of": found.as_of and found.as_of.isoformat(),
        "interim": found.is_interim,
    }


def from_json(values: Mapping[str, Any]) -> Understood:
    """The same again; ValueError, KeyError or TypeError where it isn't that."""
    is_read, is_whole = values["cases"]
    said = Said(
        [
            Mention(str(figure), _read(kind, value), int(line), bool(sure))
            for figure, kind, value, line, sure in values["mentions"]
        ],
        {str(name): bool(whole) for name, whole in values["lists"].items()},
        {str(code): set(map(str, words)) for code, words in values["spellings"].items()},
        set(map(int, values["unread"])),
        {str(name): int(place) for name, place in values["places"].items()},
        bool(is_read),
        bool(is_whole),
    )
    period = values["period"] and _days(values["period"])
    as_of = values["as_of"] and date.fromisoformat(values["as_of"])
    return Understood(said, period or None, as_of or None, bool(values["interim"]))


def _written(value: Value | None) -> tuple[str, Any]:
    if value is None:
        return "none", None
    return next((kind, write(value)) for kind, (its, write, _) in _KINDS.items() if isinstance(value, its))


def _read(kind: str, value: Any) -> Value | None:
    if kind == "none":
        return None
    read: Value = _KINDS[kind][2](value)
    return read


def _days(texts: Sequence[str]) -> tuple[date, date]:
    first, last = map(date.fromisoformat, texts)
    return first, last
