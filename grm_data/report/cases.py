"""The report's cases: the rows of *Summary of feedback addressed*, and the records behind every figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar, overload

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
from grm_data.speech import language, speaking

__all__ = ["CaseBook", "addressed_rows", "carried_over_rows"]

_Line = TypeVar("_Line")


def addressed_rows(selection: Selection, new: Period) -> Mask:
    """The addressed feedback received in the period."""
    return selection.within(new).is_addressed


def carried_over_rows(selection: Selection, new: Period) -> Mask:
    """The addressed feedback received before the period and still open when it began."""
    register, first = selection.register, day_number(new.first)
    has_date = register.resolved != NO_DAY  # one without was never seen open
    closed_since = selection.has_status(Status.RESOLVED) & has_date & (register.resolved >= first)
    carried: Mask = (selection.is_open | closed_since) & (register.received < first)
    return carried


class _Lines(Sequence[_Line]):
    """A line for each row of a register, made when it is read, in the language that was spoken before.

    A page shows the first of them; only a file needs all.
    """

    def __init__(self, rows: npt.NDArray[np.intp], line: Callable[[int, int], _Line]) -> None:
        self._rows, self._line, self._language = rows, line, language().code

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> _Line: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[_Line]: ...

    def __getitem__(self, place: int | slice) -> _Line | Sequence[_Line]:
        places = range(len(self._rows))[place]
        with speaking(self._language):
            if isinstance(places, range):
                return tuple(self._line(no, int(self._rows[no])) for no in places)
            return self._line(places, int(self._rows[places]))

    def __iter__(self) -> Iterator[_Line]:
        return iter(self[:])


class CaseBook:
    """A selection's feedback, case by case, as of its cut-off: what happened later is not told."""

    def __init__(self, selection: Selection) -> None:
        selection = selection.as_known
        register = selection.register
        self._selection = selection
        self._types, self._channels = register.type.texts(), register.channel.texts()
        self._days, self._ages = selection.working_days(), selection.age()
        is_resolved = selection.status == STATUS_CODE[Status.RESOLVED]
        self._resolved: Days = np.where(is_resolved, register.resolved, np.int32(NO_DAY))
        self._reported, self._received_on = register.reported_days, register.received
        self._unstated = message("word.not_stated")
        self._left = left_balance_on(selection)
        self._ways = register.category(Field.WAY).texts()

    def _in_order(self, mask: Mask) -> npt.NDArray[np.intp]:
        """The rows of the mask by the day they were received."""
        register, rows = self._selection.register, np.flatnonzero(mask)
        ordered: npt.NDArray[np.intp] = rows[np.lexsort((register.sheet_row[rows], register.received[rows]))]
        return ordered

    def cases(self, mask: Mask) -> Sequence[Case]:
        """The rows of the mask as the report's second table prints them."""
        return _Lines(self._in_order(mask), self._case)

    def _case(self, place: int, i: int) -> Case:
        received = self._received(i)
        return Case(
            no=place + 1,
            received=received,
            received_on=day_of_report(received),
            registered_no=self._name(i),
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
        return day_of(int(self._received_on[i])) or date.min  # always known

    def _name(self, i: int) -> str:
        (name,) = case_names(self._selection.register, [i])
        return clean(name)

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
        days, reported = _known(self._days[i]), _known(self._reported[i])
        key = "report.period" if days is None or reported in (None, days) else "report.period_differs"
        return message(key, days=days_text(days), reported=reported)

    def records(self, mask: Mask) -> Sequence[Record]:
        """The rows of the mask as the records sheet holds them."""
        return _Lines(self._in_order(mask), self._record)

    def _record(self, place: int, i: int) -> Record:  # noqa: ARG002
        register = self._selection.register
        status = STATUSES[self._selection.status[i]]
        is_resolved = status is Status.RESOLVED
        return Record(
            registered_no=self._name(i) if register.registered_no[i] else "",
            received=self._received(i),
            type=self._type(i, status),
            channel=label("channel", self._channels[i]),
            status=label("status", status),
            resolved=day_of(int(self._resolved[i])),
            way=self._ways[i] or "" if is_resolved else "",
            working_days=_known(self._days[i]),
            reported_days=_known(self._reported[i]) if is_resolved else None,
            closed=day_of(int(self._left[i])) if is_resolved else None,
            days_open=_known(self._ages[i]),
            sheet_row=int(register.sheet_row[i]) if register.reading.rows_told else None,
        )


def _known(days: np.int32) -> int | None:
    return None if days == NO_DURATION else int(days)
