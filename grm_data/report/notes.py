"""*Notes on the data*: what the register lacks, so that the report never hides it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from grm_data.analysis.durations import cases, differs
from grm_data.analysis.naming import case_names
from grm_data.analysis.selection import Selection
from grm_data.figures.labels import part_of_year
from grm_data.messages import joined, message
from grm_data.register import Finding, Period, Register, Severity, Status, day_number, half_years
from grm_data.register.codes import InReport, Why, code_of, why_of
from grm_data.register.columns import Mask
from grm_data.register.small_numbers import few_or_number, sums_are_told
from grm_data.report.wording import clean, day_of_report, listed

__all__ = ["gap_numbers", "notes", "withheld_texts"]


def notes(selection: Selection, new: Period, shown: Mask) -> tuple[str, ...]:
    """Every note, first what concerns all figures; ``shown`` marks the rows of the tables of cases."""
    register = selection.register
    touched = shown | selection.within(new).mask
    said = [
        *_reading(register),
        *_calendar(selection),
        *_last_known(selection),
        *_counted(selection, new, shown),
        *_left_out(register),
        *_sensitive(register, new),
        *_gaps(register, touched),
        *_of_findings(selection, touched, min(new.numbers[1], day_number(selection.as_of))),
    ]
    return tuple(clean(sentence) for sentence in said)


def _reading(register: Register) -> Iterator[str]:
    """Rows read = rows used + rows left out; not where the difference would reveal the sensitive cases."""
    reading = register.reading
    counts = {"read": reading.rows_read, "used": len(register), "excluded": len(reading.excluded)}
    key = "report.note.read" if sums_are_told(register) else "report.note.read_only"
    yield message(key, file=reading.file or message("word.none"), sheet=reading.sheet, **counts)


def _calendar(selection: Selection) -> Iterator[str]:
    """Where no country is set, that public holidays were counted."""
    if selection.calendar.country is None:
        yield message("report.note.no_country")


def _last_known(selection: Selection) -> Iterator[str]:
    known = selection.register.last_known
    if known is not None and known < selection.as_of:
        days = (selection.as_of - known).days
        as_of = day_of_report(selection.as_of)
        yield message("report.note.last_known", day=day_of_report(known), n=days, as_of=as_of)


def _counted(selection: Selection, new: Period, shown: Mask) -> Iterator[str]:
    """Unrecognised statuses, withheld texts, and durations that differ from the register's own."""
    if n := int(selection.has_status(Status.UNRECOGNISED).sum()):
        yield message("report.note.unrecognised", n=n)
    if n := withheld_texts(selection.as_known.register, shown):
        yield message("report.note.withheld", n=n)
    part = selection.within(new)
    differing = [
        message(
            "report.note.differs_case",
            name=clean(case.name),
            reported=case.reported,
            computed=case.working_days,
        )
        for case in cases(replace(part, mask=differs(part)))
    ]
    if differing:
        yield message("report.note.differs", n=len(differing), cases=listed(differing))


def withheld_texts(register: Register, shown: Mask) -> int:
    """How many of the rows shown have a text that is withheld."""
    withheld = np.zeros(len(register), dtype=bool)
    for column in register.columns.texts.values():
        withheld |= column.is_withheld
    return int((withheld & shown).sum())


def gap_numbers(register: Register, touched: Mask) -> list[str]:
    """The numbers missing from the sequence just before the rows marked: "f-2020/08", "3 to 5"."""
    gaps = register.reading.findings.where(lambda one: one.code == "number-gap")
    rows = _rows_of(register, gaps)
    places = [rows.get((gap.sheet, gap.row)) for gap in gaps]
    spans = [dict(gap.values) for gap, i in zip(gaps, places, strict=True) if i is not None and touched[i]]
    return [
        clean(message("report.note.gap_one" if span["n"] == 1 else "report.note.gap_span", **span))
        for span in spans
    ]


def _rows_of(register: Register, findings: Iterable[Finding]) -> Mapping[tuple[str, int | None], int]:
    """The place in the register of each row that one of the findings names."""
    named = {(one.sheet, one.row) for one in findings if one.row is not None}
    return {place: i for i, place in enumerate(register.places() if named else ()) if place in named}


def _gaps(register: Register, touched: Mask) -> Iterator[str]:
    numbers = gap_numbers(register, touched)
    if numbers:
        yield message("report.note.gap", n=len(numbers), numbers=listed(numbers))


def _of_findings(selection: Selection, touched: Mask, last: int) -> Iterator[str]:
    """What the check found in the rows marked, one sentence per kind; how much more up to the end."""
    register = selection.register
    sheets = register.reading.sheets_read
    index, kinds = _rows_of(register, register.reading.findings), dict[str, list[str]]()
    elsewhere = {"others": 0, "earlier": 0}
    for finding in register.reading.findings:
        code = code_of(finding.code)
        name = code.told_as or finding.code
        if code.in_report is InReport.ELSEWHERE or finding.sheet not in sheets:
            continue
        is_named = code.in_report is InReport.NAMED
        if finding.row is None:
            kinds |= {name: []} if is_named else {}
        elif (i := index.get((finding.sheet, finding.row))) is not None and register.received[i] <= last:
            if touched[i] and is_named:
                kinds.setdefault(name, []).extend(map(clean, case_names(register, [i])))
            elif code.severity is not Severity.INFO:
                elsewhere["others" if touched[i] else "earlier"] += 1
    for name, named in kinds.items():
        yield message(f"report.note.of.{name}", cases=listed(dict.fromkeys(named)))
    yield from (message(f"report.note.{key}", n=n) for key, n in elsewhere.items() if n)


def _left_out(register: Register) -> Iterator[str]:
    """Rows that are in no figure, by their reason; sensitive ones are told apart, and never as rows."""
    excluded = register.reading.excluded
    reasons = Counter(row.reason for row in excluded if why_of(row.reason) is not Why.SENSITIVE)
    for reason, n in reasons.items():
        yield message("report.note.left_out", n=n, why=message(f"excluded.{reason}"))


def _sensitive(register: Register, new: Period) -> Iterator[str]:
    """One total per half-year of the period, its exact number never below five."""
    counts = register.sensitive_by_half_year
    halves = [
        message(
            "report.note.sensitive_half",
            half=part_of_year(half.name),
            count=few_or_number(counts[half.name]),
        )
        for half in half_years(new.first, new.last)
        if counts.get(half.name)
    ]
    if halves:
        yield message("report.note.sensitive", halves=joined(halves))
