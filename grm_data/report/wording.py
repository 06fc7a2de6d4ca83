"""How the report writes days, lists and shares, in the manner of the source report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from grm_data.figures.labels import percent_text
from grm_data.messages import joined, message
from grm_data.register import Category, Period, Register, TextColumn, texts_of
from grm_data.register.columns import Texts
from grm_data.register.marks import with_words

__all__ = ["clean", "day_of_report", "listed", "month_of_report", "printable", "share_of", "span_of_report"]

_NOT_PRINTED = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_NO_CHARACTER, _CHANGED = re.compile(f"[{_NOT_PRINTED}]"), re.compile(rf"[\r\[{_NOT_PRINTED}]")
"""What no format prints; and that, or the beginning of a mark."""


def clean(text: str) -> str:
    """The text without what no file format can print: control characters, halves of pairs, no characters."""
    return _NO_CHARACTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def printable(register: Register) -> Register:
    """The register with every text clean and its marks in words: all that a report prints comes from it."""
    reading = register.reading
    return replace(
        register.with_columns({field: _printable(column) for field, column in register.columns}),
        reading=replace(reading, file=_shown(reading.file), sheet=_shown(reading.sheet)),
    )


def _printable(column: Any) -> Any:
    match column:
        case Category():
            return column.renamed(_shown)
        case TextColumn():
            return column.changed(_shown) if _is_changed(column.words) else column
        case _ if column.dtype == object and _is_changed(column):
            return texts_of(text and _shown(text) for text in column)
        case _:
            return column


def _is_changed(texts: Texts) -> bool:
    """Whether any of the texts is printed otherwise than it stands there: of a million mostly none."""
    return _CHANGED.search("".join(filter(None, texts))) is not None


def _shown(text: str) -> str:
    return clean(with_words(text))


def day_of_report(day: date) -> str:
    """A day as the source report writes it: July 31, 2020."""
    return message("report.day", month=message(f"report.long_month.{day.month}"), day=day.day, year=day.year)


def month_of_report(day: date) -> str:
    """The month of a day: September 2015."""
    return message("report.month_of", month=message(f"report.long_month_alone.{day.month}"), year=day.year)


def span_of_report(period: Period) -> str:
    """A period as the source report writes it, 2020.06.25-2020.12.31; a dash where it is empty."""
    if period.is_empty:
        return message("word.none")
    return message("report.span", first=period.first, last=period.last)


def listed(names: Iterable[str], most: int = 10) -> str:
    """The first names of a list, and how many more there are."""
    names = list(names)
    rest = len(names) - most
    if rest <= 0:
        return joined(names)
    return message("report.note.more", cases=joined(names[:most]), n=rest)


def share_of(part: int, whole: int) -> str:
    """A ratio with its share, 29:14 (48%); without one where there is nothing to share."""
    ratio = f"{whole}:{part}"
    if not whole:
        return ratio
    return message("report.ratio_share", ratio=ratio, percent=percent_text(part, whole))
