"""What happened to a case: each day with its sentence, as of a day, and no word on what isn't known."""

from __future__ import annotations

from datetime import date

import pytest

from grm_data.analysis.selection import select
from grm_data.figures.timeline import timeline
from grm_data.register import Status, WorkCalendar
from grm_data.settings import Standard
from tests.registers import Row, register_of, row

FRIDAY, LAST = date(2020, 7, 31), date(2020, 12, 31)
THREE = Standard(3)


def told(one: Row, standard: Standard | None = THREE, as_of: date = LAST) -> list[tuple[str, str]]:
    events = timeline(select(register_of([one]), WorkCalendar(), as_of).alone, standard)
    return [(str(day or ""), what) for day, what in events]


def test_the_days_stand_in_their_order() -> None:
    one = row(FRIDAY, resolved=date(2020, 8, 10), acknowledged=date(2020, 8, 3))
    assert told(one) == [
        ("2020-07-31", "Received."),
        ("2020-08-03", "Acknowledged."),
        ("2020-08-04", "Due by the standard of 3 working days."),
        ("2020-08-10", "Answered after 7 working days. Past the standard by 4 working days."),
    ]
    assert told(one, None)[-1] == ("2020-08-10", "Answered after 7 working days.")
    assert "On time" in told(row(FRIDAY, resolved=date(2020, 8, 4)))[-1][1]


def test_as_of_a_day_nothing_later_has_happened() -> None:
    one = row(FRIDAY, resolved=date(2020, 8, 10), acknowledged=date(2020, 8, 6))
    assert told(one, as_of=date(2020, 8, 3)) == [
        ("2020-07-31", "Received."),
        ("2020-08-03", "Open: has waited 2 working days. 1 working day left."),
        ("2020-08-04", "Due by the standard of 3 working days."),
    ]
    late = told(one, Standard(3, "calendar"), date(2020, 8, 5))[-1]
    assert late == (
        "2020-08-05",
        "Open: has waited 4 working days. Past the standard by 3 calendar days.",
    )
    assert told(one, None, date(2020, 8, 5))[-1][1] == "Open: has waited 4 working days."


@pytest.mark.parametrize(
    ("one", "what"),
    [
        (row(FRIDAY), "Answered; the day isn't recorded."),
        (row(FRIDAY, resolved=date(2020, 7, 30)), "Answered by the register's date, which stands before"),
        (row(FRIDAY, Status.RESOLVING, resolved=date(2020, 8, 3)), "Open: has waited"),
    ],
)
def test_what_the_register_contradicts_is_said(one: Row, what: str) -> None:
    assert any(sentence.startswith(what) for _, sentence in told(one))


@pytest.mark.parametrize("status", [Status.UNRELATED, Status.UNRECOGNISED])
def test_what_is_not_addressed_is_neither_due_nor_answered(status: Status) -> None:
    assert told(row(FRIDAY, status, resolved=date(2020, 8, 3))) == [("2020-07-31", "Received.")]
