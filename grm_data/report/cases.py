"""The report's cases: the rows of *Summary of feedback addressed*, and the records behind every figure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import numpy.typing as npt

from grm_data.analysis.backlog import left_balance_on
from grm_data.analysis.naming import case_names
from grm_data.analysis.selection import Selection
from grm_data.figures.labels import days_text, label
from grm_data.messages import message
from grm_data.register import (
    NO_DAY,
    NO_DURATION,
    STATUS_CODE,
    STATUSES,
    Field,
    Period,
    Status,
    TextState,
    day_number,
    day_of,
)
from grm_data.register.columns import Mask
from grm_data.register.days import Days
from grm_data.report.blocks import Case
from grm_data.report.model import Record
from grm_data.report.wording import clean, day_of_report

__all__ = ["CaseBook", "addressed_rows", "carried_over_rows"]


def addressed_rows(selection: Selection, new: Period) -> Mask:
    """The addressed feedback received in the period."""
    return selection.within(new).is_addressed


def carried_over_rows(selection: Selection, new: Period) -> Mask:
    """The addressed feedback received before the period and still open when it began."""
    register, first = selection.register, day_number(new.first)
    has_date = register.resolved != NO_DAY  # one without was never seen open
    closed_since = selection.has_status(Status.RESOLVED) & has_date & (register.resolved >= first)
    carried: Mask = (selection.has_status(Status.RESOLVING) | closed_since) & (register.received < first)
    return carried


class CaseBook:
    """A selection's feedback, case by case, as of its cut-off: what happened later is not told."""

    def __init__(self, selection: Selection) -> None:
        register = selection.register
        self._selection = selection
        self._names = [clean(name) for name in case_names(register)]
        self._types, self._channels = register.type.texts(), register.channel.texts()
        self._days, self._ages = selection.working_days(), selection.age()
        is_resolved = selection.status == STATUS_CODE[Status.RESOLVED]
        self._resolved: Days = np.where(is_resolved, register.resolved, np.int32(NO_DAY))
        self._unstated = message("word.not_stated")
        self._left = left_balance_on(selection)
        self._ways = register.category(Field.WAY).texts()

    def _in_order(self, mask: Mask) -> npt.NDArray[np.intp]:
        """The rows of the mask by the day they were received."""
        register, rows = self._selection.register, np.flatnonzero(mask)
        ordered: npt.NDArray[np.intp] = rows[np.lexsort((register.sheet_row[rows], register.received[rows]))]
        return ordered

    def cases(self, mask: Mask) -> tuple[Case, ...]:
        """The rows of the mask as the report's second table prints them."""
        return tuple(self._case(no, int(i)) for no, i in enumerate(self._in_order(mask), 1))

    def _case(self, no: int, i: int) -> Case:
        received = self._received(i)
        return Case(
            no=no,
            received=received,
            received_on=day_of_report(received),
            registered_no=self._names[i],
            type=label("type", self._types[i]),
            channel=label("channel", self._channels[i]),
            issue=self._text(Field.ISSUE, i),
            action=self._text(Field.ACTION, i),
            outcome=tuple(self._outcome(i)),
            working_days=_known(self._days[i]),
        )

    def _type(self, i: int, status: Status) -> str:
        """The type; unrelated feedback needs none."""
        word = self._types[i]
        return "" if word is None and not status.is_addressed else label("type", word)

    def _received(self, i: int) -> date:
        return day_of(int(self._selection.register.received[i])) or date.min  # always known

    def _text(self, field: Field, i: int) -> str:
        """A text cleared for publication; of others only that it is withheld, or that there is none."""
        column = self._selection.register.text(field)
        match TextState(column.state[i]):
            case TextState.SHOWN:
                return str(column.words[i])
            case TextState.WITHHELD:
                return message("report.withheld")
            case _:
                return message("word.none")

    def _outcome(self, i: int) -> Iterator[str]:
        """Status, resolved date, working days and way; of an open case how long it has waited."""
        status = STATUSES[self._selection.status[i]]
        yield label("status", status)
        if status is not Status.RESOLVED:
            yield message("report.waiting", days=days_text(_known(self._ages[i])))
            return
        resolved = day_of(int(self._resolved[i]))
        yield message("report.date", day=self._unstated if resolved is None else day_of_report(resolved))
        yield self._period(i)
        yield message("report.way", way=self._ways[i] or self._unstated)

    def _period(self, i: int) -> str:
        days, reported = _known(self._days[i]), _known(self._selection.register.reported_days[i])
        key = "report.period" if days is None or reported in (None, days) else "report.period_differs"
        return message(key, days=days_text(days), reported=reported)

    def records(self, mask: Mask) -> tuple[Record, ...]:
        """The rows of the mask as the records sheet holds them."""
        return tuple(self._record(int(i)) for i in self._in_order(mask))

    def _record(self, i: int) -> Record:
        register = self._selection.register
        status = STATUSES[self._selection.status[i]]
        is_resolved = status is Status.RESOLVED
        return Record(
            registered_no=self._names[i] if register.registered_no[i] else "",
            received=self._received(i),
            type=self._type(i, status),
            channel=label("channel", self._channels[i]),
            status=label("status", status),
            resolved=day_of(int(self._resolved[i])),
            way=self._ways[i] or "" if is_resolved else "",
            working_days=_known(self._days[i]),
            reported_days=_known(register.reported_days[i]) if is_resolved else None,
            closed=day_of(int(self._left[i])) if is_resolved else None,
            days_open=_known(self._ages[i]),
            sheet_row=int(register.sheet_row[i]) if register.reading.rows_told else None,
        )


def _known(days: np.int32) -> int | None:
    return None if days == NO_DURATION else int(days)
