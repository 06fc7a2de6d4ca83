"""What happened to one case, day by day: received, acknowledged, due, answered, or how long it has waited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from grm_data.analysis.due import days_counted, due_days
from grm_data.analysis.selection import Selection
from grm_data.figures.labels import days_text
from grm_data.messages import message
from grm_data.register import NO_DAY, NO_DURATION, Field, Status, day_number, day_of
from grm_data.settings import Standard

__all__ = ["timeline"]


def timeline(case: Selection, standard: Standard | None) -> list[tuple[date | None, str]]:
    """The days of a selection's one case in their order, as of its day; what has no day stands last."""
    return sorted(_events(case, standard), key=lambda event: event[0] or date.max)


def _events(case: Selection, standard: Standard | None) -> Iterator[tuple[date | None, str]]:
    register, as_of = case.register, day_number(case.as_of)
    yield day_of(int(register.received[0])), message("timeline.received")
    told = int(register.day(Field.ACKNOWLEDGED_ON)[0])
    if told <= as_of:
        yield day_of(told), message("timeline.acknowledged")
    due = int(due_days(case, standard)[0])
    if standard is not None and due != NO_DAY:
        of = days_text(standard.days, standard.unit)
        yield day_of(due), message("timeline.due", standard=of)
    if case.has_status(Status.RESOLVED)[0]:
        answered = int(register.resolved[0])
        yield day_of(answered), _answered(case, standard)
    elif case.is_open[0]:
        yield case.as_of, _waiting(case, standard)


def _answered(case: Selection, standard: Standard | None) -> str:
    if case.register.resolved[0] == NO_DAY:
        return message("timeline.answered_some_day")
    days = int(case.working_days()[0])
    if days == NO_DURATION:
        return message("timeline.answered_before_receipt")
    told = message("timeline.answered", days=days_text(days))
    if standard is None:
        return told
    late = int(days_counted(case, case.register.resolved, standard)[0]) - standard.days
    return f"{told} {_late(late, standard) if late > 0 else message('timeline.on_time')}"


def _waiting(case: Selection, standard: Standard | None) -> str:
    told = message("timeline.waiting", days=days_text(int(case.age()[0])))
    if standard is None:
        return told
    as_of = np.array([day_number(case.as_of)], np.int32)
    left = standard.days - int(days_counted(case, as_of, standard)[0])
    if left < 0:
        return f"{told} {_late(-left, standard)}"
    return f"{told} {message('timeline.left', days=days_text(left, standard.unit))}"


def _late(days: int, standard: Standard) -> str:
    return message("timeline.late", days=days_text(days, standard.unit))
