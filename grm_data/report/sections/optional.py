"""Tables that only some registers can fill: each is printed where its column holds something."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grm_data.analysis.backlog import balance
from grm_data.analysis.durations import spread
from grm_data.analysis.indicators import acknowledged_within
from grm_data.analysis.months import Months
from grm_data.analysis.rates import monthly_rate
from grm_data.analysis.selection import Selection, select
from grm_data.analysis.who import GroupTable
from grm_data.figures.indicators import group_rows
from grm_data.figures.labels import days_text, label, month_text, part_of_year, share_text
from grm_data.messages import digits, message
from grm_data.register import NO_CODE, NO_DURATION, Field, Period, Status, day_number, half_years
from grm_data.register.columns import Mask
from grm_data.report.blocks import Block, Cell, Section, Sentences, Table
from grm_data.report.sections.made import Made
from grm_data.report.tables import count_labels

__all__ = ["acknowledged", "appreciation", "groups", "months", "oldest", "recent_half_years", "words"]

WORDS = (Field.CATEGORY, Field.OUTCOME, Field.LOCATION)
"""Fields of rows whose words are counted; places only where the project lets readers have them in rows."""

_FEW_SHOWN = 3
"""One of so many numbers of a table must be shown, else it isn't printed."""

_OLDEST, _HALVES, _MOST_MONTHS, _MOST_WORDS = 5, 6, 24, 15


def acknowledged(made: Made) -> Section | None:
    """How many addressed feedbacks were acknowledged, how fast, and within the standard where one is set.

    Where none was, only the standard has something to tell: whether one is past it.
    """
    if Field.ACKNOWLEDGED_ON not in made.selection.register.columns:
        return None
    standard = made.settings.acknowledge_standard
    parts = [made.selection.within(one.period) for one in made.model.received]
    rows = [_acknowledged(made, one.name, part) for one, part in zip(made.model.received, parts, strict=True)]
    is_judged = standard is not None and any(acknowledged_within(part, standard).judged for part in parts)
    if not is_judged and not any(row[2] for row in rows):
        return None
    columns = ("period", "addressed_count", "acknowledged", "median", *["within"] * (standard is not None))
    table = made.table("acknowledged", columns, rows, (4.4, 3, 3.6, 3.4, 4.6)[: len(columns)])
    return _section(made, "acknowledged", table)


def _acknowledged(made: Made, name: str, part: Selection) -> tuple[Cell, ...]:
    told = part.register.day(Field.ACKNOWLEDGED_ON)
    register, addressed = part.register, part.is_addressed
    is_told = addressed & (told >= register.received) & (told <= day_number(part.as_of))
    days = np.full(len(register), NO_DURATION, np.int32)
    days[is_told] = part.calendar.working_days(register.received, told)[is_told]
    row: tuple[Cell, ...] = (name, int(addressed.sum()), int(is_told.sum()), days_text(spread(days).median))
    if (standard := made.settings.acknowledge_standard) is None:
        return row
    found = acknowledged_within(part, standard)
    return (*row, share_text(found.within, found.judged))


def words(made: Made) -> Section | None:
    """What the feedback was about, how it ended and where: each word in the three periods."""
    register = made.selection.register
    tables = [
        table for field in WORDS if field in register.columns if (table := _words(made, field)) is not None
    ]
    return _section(made, "by_word", *tables) if tables else None


def _words(made: Made, field: Field) -> Table | None:
    column, kind = made.selection.register.category(field), str(field)
    parts = [made.selection.within(one.period).mask for one in made.model.received]
    if not (column.codes[parts[-1]] != NO_CODE).any():
        return None
    counts = [{one.word: one.count for one in count_labels(kind, column, mask)} for mask in parts]
    rows: list[tuple[Cell, ...]] = [
        (word, *(one.get(word, 0) for one in counts)) for word in list(counts[-1])[:_MOST_WORDS]
    ]
    if rest := list(counts[-1])[_MOST_WORDS:]:
        sums = [sum(one.get(word, 0) for word in rest) for one in counts]
        rows.append((message("report.other_words", n=len(rest)), *sums))
    head = (label("field", kind), *(one.name for one in made.model.received))
    return Table(label("field", kind), head, tuple(rows), (7, 3.5, 3.5, 3.5))


def groups(made: Made) -> Section | None:
    """Who gave feedback: the tables that readers get, small numbers hidden; where they end with the report.

    They are the same ones whoever asks, so that no two of them differ in what they hide.
    """
    received = made.selection.register.received
    if not made.groups or (received > day_number(made.new.last)).any():
        return None
    printed: list[Block] = []
    for table in filter(_tells, made.groups):
        rows = group_rows(table)
        name, cells = label("field", str(table.field)), [tuple(map(str, row)) for row in rows.to_numpy()]
        widths = (6, *[2.6] * (len(rows.columns) - 1))
        printed.append(Table(name, tuple(map(str, rows.columns)), tuple(cells), widths))
    if not printed:
        return None
    return _section(made, "groups", Sentences((message("report.groups_note"),)), *printed)


def _tells(table: GroupTable) -> bool:
    """Whether more than a few of its numbers are shown."""
    cells = [cell for line in table.counts for cell in line]
    return sum(cell is not None for cell in cells) * _FEW_SHOWN >= len(cells)


def months(made: Made) -> Section | None:
    """The period month by month."""
    last = min(made.new.last, made.model.source.as_of)
    if last < made.new.first:
        return None
    found = Months(made.new.first, last)
    if not 1 < len(found) <= _MOST_MONTHS:
        return None
    spans = [
        Period("month", max(first, made.new.first), min(end, last))
        for first, end in zip(found.firsts, found.lasts, strict=True)
    ]
    rows = [_month(made.selection, span) for span in spans]
    if not any(any(row[1:]) for row in rows):
        return None
    columns = ("month", "received_count", "addressed_count", "closed", "open_then")
    return _section(made, "months", made.table("months", columns, rows, (4, 3, 3, 3, 4)))


def _month(selection: Selection, month: Period) -> tuple[Cell, ...]:
    part, found = selection.within(month), balance(selection, month)
    return month_text(month.first), len(part), int(part.is_addressed.sum()), found.closed, found.closing


def recent_half_years(made: Made) -> Section | None:
    """The last half-years, each as its own report would have said, with the difference to the one before."""
    register, as_of = made.selection.register, made.model.source.as_of
    if register.first_received is None or register.first_received > as_of:
        return None
    halves = half_years(register.first_received, min(as_of, made.new.last))
    if len(halves) < 2:
        return None
    received = [_half(made, half) for half in halves[-_HALVES - 1 :]]
    rows = [
        (*row, *_difference(before, row)) for before, row in zip([None, *received], received, strict=False)
    ][-_HALVES:]
    columns = (
        "half_year",
        "received_count",
        "addressed_count",
        "resolved_then",
        "open_then",
        "per_month",
        "difference",
    )
    return _section(
        made, "half_years", made.table("half_years", columns, rows, (3.4, 2.3, 2.3, 2.8, 2.6, 2.2, 2.2))
    )


def _half(made: Made, half: Period) -> tuple[Cell, ...]:
    as_of = min(half.last, made.model.source.as_of)
    then = select(made.selection.register, made.selection.calendar, as_of)
    part, rate = then.within(half), monthly_rate(len(then.within(half)), half, as_of)
    name = part_of_year(half.name)
    if as_of != half.last:
        name = message("report.unfinished", half=name)
    resolved = int(part.has_status(Status.RESOLVED).sum())
    counts = (len(part), int(part.is_addressed.sum()), resolved, balance(then, half).closing)
    return name, *counts, digits(rate or 0, 1)


def _difference(before: Sequence[Cell] | None, row: Sequence[Cell]) -> tuple[str]:
    if before is None or not (isinstance(before[1], int) and isinstance(row[1], int)):
        return (message("word.none"),)
    change = row[1] - before[1]
    return (f"{change:+d}".replace("-", "−") if change else "0",)


def oldest(made: Made) -> Section | None:
    """The cases that have been open for longest, and what is being done; of texts only what was cleared."""
    register, is_open = made.selection.register, made.selection.is_open
    rows = np.flatnonzero(is_open)
    first: Mask = np.zeros(len(register), bool)
    first[rows[np.lexsort((register.sheet_row[rows], register.received[rows]))[:_OLDEST]]] = True
    found = [
        (one.registered_no, one.received_on, one.type, one.outcome[-1], one.action)
        for one in made.book.cases(first)
    ]
    if not found:
        return None
    columns = ("registered_no", "since", "type", "waited", "being_done")
    table = made.table("oldest", columns, found, (3, 3, 2.8, 3, 6))
    return _section(made, "oldest", table, level=2)


def appreciation(made: Made) -> Section | None:
    """Thanks are feedback, but no grievance: how many there were, so that they can be told apart."""
    codes = made.selection.register.type
    places = [i for i, name in enumerate(codes.names) if name == "appreciation"]
    thanks = np.isin(codes.codes, places)
    new, total = (int((thanks & made.selection.within(one.period).mask).sum()) for one in
                  (made.model.received[0], made.model.received[2]))  # fmt: skip
    if not total:
        return None
    said = message("report.appreciation", n=new, without=made.model.new.received - new, total=total)
    return Section((Sentences((said,)),), sheet="tables")


def _section(made: Made, name: str, *blocks: Block, level: int = 1) -> Section:
    return Section((made.heading(name, level), *blocks), sheet="tables")
