"""Tables to show and to download: the report's own, the cases behind a number, and what the check found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from grm_data.analysis.due import due_days
from grm_data.analysis.durations import TimedCase
from grm_data.analysis.naming import case_names
from grm_data.analysis.records import records
from grm_data.analysis.selection import Selection
from grm_data.figures.labels import label
from grm_data.messages import message
from grm_data.register import NO_DAY, STATUSES, Excluded, Finding, Kind, Reading, SheetRead
from grm_data.register.codes import Asks, Why, code_of, why_of
from grm_data.register.days import Days
from grm_data.register.fields import field_named
from grm_data.register.marks import with_words
from grm_data.register.noticed import Cause, causes
from grm_data.settings import Standard

__all__ = [
    "Columns",
    "case_table",
    "columns_of",
    "columns_table",
    "csv_bytes",
    "durations_table",
    "excluded_table",
    "findings_table",
    "sheets_table",
]

_SHORT = ("registered_no", "received_on", "type", "channel", "status", "resolved_on", "working_days")
_BEFORE_A_FORMULA = re.compile(r"""^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=(?:"|[^\S\t\r\n])*[=+\-@])""")
"""Also inside a text: where a comma is the decimal sign, Excel splits a line at semicolons."""

Columns: TypeAlias = Mapping[str, Sequence[str]]
"""A short table of texts: each heading over the cells of its column."""


def columns_of(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns:
    """The columns of a table that was made line by line."""
    return {head: [row[i] for row in rows] for i, head in enumerate(heads)}


def case_table(
    selection: Selection, fields: Sequence[str] = _SHORT, standard: Standard | None = None
) -> pd.DataFrame:
    """The feedback of a selection as a reader sees it; when it is due only while it is open."""
    rows, names = selection.alone.as_known, case_names(selection.register, np.flatnonzero(selection.mask))
    columns = {"registered_no": names} | {
        name: column for name in fields if (column := _readable(rows, name, standard)) is not None
    }
    if computed := [name for name in fields if name not in columns]:
        columns |= records(rows, standard, computed)
    return pd.DataFrame({label("field", name): columns[name] for name in fields})


def _readable(rows: Selection, name: str, standard: Standard | None) -> Any:
    """A column of each row: words of ours and yes or no as they are read, days as days; else None."""
    if name == "due_on":
        return _calendar_days(np.where(rows.is_open, due_days(rows, standard), np.int32(NO_DAY)))
    register, field = rows.register, field_named(name)
    if field is None:
        return None
    match field.traits.kind:
        case Kind.DAY:
            return _calendar_days(register.day(field))
        case Kind.STATUS:
            return np.array([label(name, one) for one in STATUSES], object)[rows.status]
        case Kind.CATEGORY:
            return register.category(field).renamed(lambda word: label(name, with_words(word))).texts()
        case Kind.FLAG:
            return np.array([message("word.no"), message("word.yes"), None], object)[register.column(field)]
    return None


def _calendar_days(days: Days) -> npt.NDArray[np.datetime64]:
    """Days by their numbers, none where there is none."""
    return np.where(
        days == NO_DAY, np.datetime64("NaT", "s"), days.astype("datetime64[D]").astype("datetime64[s]")
    )


def durations_table(cases: Sequence[TimedCase]) -> pd.DataFrame:
    """What the register says of each resolved case beside what is computed, differences first."""
    ordered = sorted(cases, key=lambda case: not case.differs)
    columns = {
        label("field", "registered_no"): [case.name for case in ordered],
        label("field", "received_on"): _days(case.received for case in ordered),
        label("field", "resolved_on"): _days(case.resolved for case in ordered),
        message("table.register_says"): _integers(case.reported for case in ordered),
        message("table.we_compute"): _integers(case.working_days for case in ordered),
        message("table.result"): [message(f"table.{_agreement(case)}") for case in ordered],
    }
    return pd.DataFrame(columns)


def _agreement(case: TimedCase) -> str:
    if case.reported is None:
        return "not_written"
    if case.working_days is None:
        return "not_computed"
    return "differs" if case.differs else "agrees"


def _days(values: Iterable[date | None]) -> pd.Series:
    return pd.Series(list(values), dtype="datetime64[s]")


def _integers(values: Iterable[int | None]) -> pd.Series:
    return pd.Series(list(values), dtype="Int64")


def columns_table(reading: Reading) -> pd.DataFrame:
    """What was understood: each heading, the field it is read as, and how its dates were read.

    Below them the headings that are read as none, with what was noticed of each.
    """
    rows: list[tuple[str, str, str | None, str | None]] = [
        (with_words(heading), label("field", name), *_date_order(reading, name))
        for name, heading in reading.columns.items()
    ]
    unused = {
        one.column: one.message
        for one in reversed(reading.findings.where(_is_of_column))
        if one.column and one.column not in reading.columns.values()
    }
    rows += [
        (with_words(heading), message("table.unused"), None, why) for heading, why in reversed(unused.items())
    ]
    names = [message(f"table.{name}") for name in ("heading", "read_as", "order", "evidence")]
    return pd.DataFrame(rows, columns=names).dropna(axis="columns", how="all")


def _is_of_column(one: Finding) -> bool:
    """Whether a finding says something of its column as a whole; not one that may reveal a case in it."""
    code = code_of(one.code)
    return not code.reveals or code.asks in (Asks.COLUMN, Asks.FILE)


def sheets_table(reading: Reading, show: Callable[[SheetRead], str]) -> pd.DataFrame:
    """Every sheet of the workbook under the name that ``show`` gives it, what became of it, and its rows."""
    sheets = reading.sheets
    return pd.DataFrame(
        {
            message("table.sheet"): [show(one) for one in sheets],
            message("table.state"): [message(f"sheet.state.{one.state}") for one in sheets],
            message("table.rows"): _integers(one.rows or None for one in sheets),
            message("table.looks_like"): [one.message for one in sheets],
        }
    ).dropna(axis="columns", how="all")


def _date_order(reading: Reading, field: str) -> tuple[str | None, str | None]:
    order, evidence = reading.date_orders.get(field, (None, None))
    return (
        None if order is None else label("order", order),
        None if evidence is None else label("evidence", evidence),
    )


def _severity_order(cause: Cause) -> tuple[int, int]:
    """The gravest first, then by row; what concerns the whole sheet before single rows."""
    return cause.severity.rank, cause.first.row or 0


def findings_table(
    findings: Iterable[Finding],
    *,
    with_sheet: bool = False,
    with_every_row: bool = False,
    with_rows: bool = True,
) -> pd.DataFrame:
    """What was noticed, one line per cause and the gravest first: on how many rows, on which, what to do.

    Of many rows the first are named, unless every one is asked for, and none where they aren't told.
    """
    ordered = sorted(causes(findings), key=_severity_order)
    firsts = [cause.first for cause in ordered]
    return pd.DataFrame(
        {
            message("table.severity"): [label("severity", cause.severity) for cause in ordered],
            **({message("table.sheet"): [with_words(first.sheet) for first in firsts]} if with_sheet else {}),
            message("table.rows"): _integers(len(cause.rows) or None for cause in ordered),
            **({message("table.which_rows"): _which_rows(ordered, with_every_row)} if with_rows else {}),
            message("table.heading"): [first.column and with_words(first.column) for first in firsts],
            message("table.finding"): [first.message for first in firsts],
        }
    )


def _which_rows(found: Iterable[Cause], every: bool) -> list[str | None]:
    return [(one.row_numbers if every else one.first_row_numbers) or None for one in found]


def excluded_table(
    excluded: Iterable[Excluded], *, with_sheet: bool = False, with_rows: bool = True
) -> pd.DataFrame:
    """Rows that are in no figure, and why; sensitive cases are never rows."""
    rows = [row for row in excluded if why_of(row.reason) is not Why.SENSITIVE]
    return pd.DataFrame(
        {
            **({message("table.sheet"): [with_words(row.sheet) for row in rows]} if with_sheet else {}),
            **({message("table.row"): _integers(row.row for row in rows)} if with_rows else {}),
            message("table.reason"): [row.message for row in rows],
        }
    )


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The table as a CSV that Excel opens in every language; no text of it runs as a formula."""
    inert = frame.map(_inert).rename(columns=_inert)
    return inert.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _inert(value: object) -> object:
    """A text, or a part of it, that a spreadsheet program would run gets an apostrophe before it.

    >>> _inert("=HYPERLINK(1)"), _inert("yes; =1"), _inert("f-2020/03"), _inert(-3)
    ("'=HYPERLINK(1)", "yes;' =1", 'f-2020/03', -3)
    """
    return _BEFORE_A_FORMULA.sub("'", value) if isinstance(value, str) else value
