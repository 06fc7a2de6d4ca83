"""The cells of a case: each field as it is read, also from one cell of several, or broken over lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from grm_data.intake.combined import parse_combined, parse_days, parse_detail
from grm_data.reconcile.mentions import Value
from grm_data.reconcile.ours import is_said
from grm_data.reconcile.words import DAY, any_of, coded, day_in, marked, our_texts
from grm_data.register import Field
from grm_data.register.folding import fold, tidy
from grm_data.register.vocabulary import value_code

__all__ = ["READ", "combined", "first_read", "is_nothing", "unbroken"]

_MOST_PIECES = 12
_OWN_DAYS = re.compile(r"\s*\([^()]*\)\s*$")


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing."""
    return fold(text) in ("", "n a", "none") or is_said("word.not_stated", text) or is_said("word.none", text)


def combined(cells: Sequence[str], columns: Sequence[Field | None]) -> tuple[Field | None, dict[Field, str]]:
    """The parts of a cell that holds status, date, days and way, and what its column was taken for."""
    for cell, column in zip(cells, columns, strict=False):
        if column in (None, Field.STATUS, Field.REPORTED_WORKING_DAYS, Field.RESOLVED_ON) and cell:
            found = [parts for text in unbroken(cell) if (parts := _parts(text))]
            if found:
                return column, next(filter(_is_readable, found), found[0])
    return None, {}


@cache
def _open_for() -> re.Pattern[str]:
    """A status and for how long a case has been open, as our reports say it."""
    labels = (
        re.escape(tidy(text.partition("{days}")[0]).rstrip(" :")) for text in our_texts("report.waiting")
    )
    return re.compile(
        rf"(?i)(?P<status>[^\W\d_]+(?: [^\W\d_]+){{0,3}}),? {any_of(labels)}\s*:\s*(?P<days>.+)"
    )


def _parts(text: str) -> dict[Field, str]:
    """The parts of a cell by their labels; nothing where it names neither a status nor a day."""
    if match := _open_for().fullmatch(text):
        return {Field.STATUS: match["status"], Field.PERIOD_LABEL: match["days"]}
    found = parse_combined(text) or parse_detail(text)
    if found is None or not (found.status or found.resolved_on):
        return {}
    parts = {
        Field.STATUS: found.status,
        Field.RESOLVED_ON: found.resolved_on,
        Field.REPORTED_WORKING_DAYS: found.days,
        Field.WAY: found.way,
    }
    return {one: part for one, part in parts.items() if part}


def _is_readable(parts: dict[Field, str]) -> bool:
    return all(READ[one][1](text) is not None for one, text in parts.items())


def unbroken(text: str) -> Iterator[str]:
    """A text that a narrow cell broke over lines: between words, else within one of them, or all."""
    pieces = [tidy(piece) for piece in text.split("\n")]
    yield " ".join(pieces)
    for i in range(1, len(pieces) if len(pieces) < _MOST_PIECES else 1):
        yield " ".join([*pieces[: i - 1], pieces[i - 1] + pieces[i], *pieces[i + 1 :]])
    if len(pieces) > 2:
        yield "".join(pieces)


def first_read(read: Callable[[str], Value | None], text: str) -> Value | None:
    return next((value for one in unbroken(text) if (value := read(one)) is not None), None)


def _day(text: str) -> Value | None:
    found = marked(text)
    days = re.findall(DAY, found.text)
    return day_in(text) or (found.day(days[0]) if len(days) == 1 else None)


def _days(text: str) -> Value | None:
    return parse_days(_OWN_DAYS.sub("", tidy(text)))


READ: Mapping[Field, tuple[str, Callable[[str], Value | None]]] = {
    Field.RECEIVED_ON: ("received_on", _day),
    Field.TYPE: ("type", lambda text: value_code("type", text)),
    Field.CHANNEL: ("channel", lambda text: value_code("channel", text)),
    Field.STATUS: ("status", lambda text: value_code("status", text) or coded("labels", text)),
    Field.PERIOD_LABEL: ("age", _days),
    Field.RESOLVED_ON: ("resolved_on", _day),
    Field.REPORTED_WORKING_DAYS: ("working_days", _days),
    Field.WAY: ("way", fold),
}
