"""One cell that holds several fields: "Resolved Date: July 31, 2020 Period: 1 working day Way: email"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from grm_data.expressions import expression
from grm_data.intake.dates import read_text_date
from grm_data.register.fields import Field
from grm_data.register.folding import tidy
from grm_data.register.headings import heading_spellings
from grm_data.register.vocabulary import Status, value_code

__all__ = ["CombinedCell", "parse_combined", "parse_days", "parse_detail"]

_LABELS: dict[Field, tuple[str, ...]] = {
    Field.STATUS: (),
    Field.RESOLVED_ON: ("Date", "Огноо", "Дата", "Fecha"),  # "Resolved, date: …"
    Field.REPORTED_WORKING_DAYS: tuple(heading_spellings(Field.PERIOD_LABEL)),
    Field.WAY: (),
}
_MARKUP = expression(r"</?[a-zA-Z][^<>]{0,20}>")
_DAYS = expression(
    r"(?:ажлын\s+)?(?P<n>[1-9]\d{0,2}[ ,'’]\d{3}|\d{1,4}(?:[.,]0{1,2})?)\s*"
    r"(?P<unit>(?:full\s+)?(?:working|work|business|рабоч\w*|ажлын|hábil\w*|ouvr\w*)?\s*"
    r"(?:days?|jours?|d[ií]as?|дн\w*|день|өдөр|өдр\w*)?\s*"
    r"(?:ouvr\w*|hábil\w*)?)[.)\s]*",
    re.IGNORECASE,
)
_THOUSANDS = expression(r"[ ,'’](?=\d{3})")


@dataclass(frozen=True, slots=True, repr=False)
class CombinedCell:
    """The parts of a combined cell as written; None where a part isn't there."""

    status: str | None = None
    resolved_on: str | None = None
    days: str | None = None
    way: str | None = None

    @property
    def says_resolved(self) -> bool:
        """A cell with a resolved date is resolved: a date was written, readable or not."""
        return self.resolved_on is not None and any(c.isdigit() for c in self.resolved_on)


@cache
def _label_pattern() -> re.Pattern[str]:
    """Every label with its colon, the longest first, so that "Resolved date:" wins over "date:"."""
    names = []
    for field, more in _LABELS.items():
        spellings = {*heading_spellings(field), *more}
        alternatives = sorted(
            (r"\s*".join(map(re.escape, s.split())) for s in spellings), key=len, reverse=True
        )
        names.append(f"(?P<{field.name}>{'|'.join(alternatives)})")
    return expression(r"(?<!\w)(?:" + "|".join(names) + r")\s*[:：]", re.IGNORECASE)


def parse_combined(text: str) -> CombinedCell | None:
    """The labelled parts of a cell, None where it has no label.

    >>> cell = parse_combined("Resolved Date: August 3, 2020 Period: 1 working day Way: email")
    >>> cell.resolved_on, cell.days, cell.way, cell.says_resolved
    ('August 3, 2020', '1 working day', 'email', True)
    """
    text = _MARKUP.sub("", text)
    labels = list(_label_pattern().finditer(text))
    if not labels:
        return None
    parts: dict[str, str] = {}
    before = _part(text[: labels[0].start()])
    if before:
        parts["STATUS"] = before
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        value = _part(text[label.end() : following.start() if following else None])
        if value and label.lastgroup is not None:
            parts.setdefault(label.lastgroup, value)
    return CombinedCell(
        parts.get("STATUS"), parts.get("RESOLVED_ON"), parts.get("REPORTED_WORKING_DAYS"), parts.get("WAY")
    )


_MOST_STATUS_WORDS = 4
_DETAILS = expression(r"[,;()\[\]]|\s[-–—]\s|[–—]|:")
_LEADING = expression(
    r"^(?:since|on|in|at|by|after|within|dated?|the|le|en|el|em|dans|após|tras|despu[eé]s de"
    r"|в|от|за|через|pada|tanggal)\s+",
    re.IGNORECASE,
)
_DATE_SHAPE = expression(r"\d{1,4}\s*[./\-]\s*\d{1,2}\s*[./\-]\s*\d{1,4}")


def parse_detail(text: str) -> CombinedCell | None:
    """A status with its date or days behind it, None where it is anything else.

    >>> cell = parse_detail("Closed on 6 July 2020 (3 working days)")
    >>> cell.status, cell.resolved_on, cell.days
    ('Closed', '6 July 2020', '3 working days')
    >>> parse_detail("Resolved at the third meeting") is None
    True
    """
    text = tidy(text)
    if not any(c.isdigit() for c in text):
        return None
    ends = [match.end() for match in re.finditer(r"[^\W\d_]+", text)][:_MOST_STATUS_WORDS]
    for end in reversed(ends):
        code = value_code("status", text[:end])
        if code is not None:
            dates, days = _details(text[end:])
            if dates is None:
                return None
            day = dates[0] if dates and code == Status.RESOLVED else None
            return CombinedCell(text[:end], day, days)
    return None


def _details(rest: str) -> tuple[list[str] | None, str | None]:
    """(the dates, the days) behind a status; None for the dates where something else stands there."""
    dates: list[str] = []
    days: str | None = None
    for part in _DETAILS.split(rest):
        part = _without_leading(part)
        if not part:
            continue
        if parse_days(part) is not None and not part.isdigit():
            days = part
        elif _DATE_SHAPE.fullmatch(part) or read_text_date(part) is not None:
            dates.append(part)
        else:
            return None, None
    return (dates, days) if len(dates) <= 1 else (None, None)


def _without_leading(part: str) -> str:
    part = tidy(part).strip(" .")
    while (shorter := _LEADING.sub("", part)) != part:
        part = shorter
    return part


def _part(text: str) -> str:
    return tidy(text).strip(" ,;/|-–—")


def parse_days(text: str) -> int | None:
    """Working days as written: "11", "1,824 days", "1 день"; None for hours, weeks, ranges or words.

    >>> parse_days("11 working days"), parse_days("1,000 days"), parse_days("3 hours"), parse_days("2-3 days")
    (11, 1000, None, None)
    """
    match = _DAYS.fullmatch(tidy(text))
    return int(_THOUSANDS.sub("", match["n"]).partition(".")[0].partition(",")[0]) if match else None
