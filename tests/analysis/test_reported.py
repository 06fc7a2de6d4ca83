"""Half-years already reported: which a change touches, and which figures differ."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from grm_data.analysis.counts import count_by_status
from grm_data.analysis.selection import select
from grm_data.register import Status, WorkCalendar, half_years
from tests.comparing.pairs import PUBLISHED, compared, feedback
from tests.registers import Row, random_rows, register_of


def reported(before: list[Row], after: list[Row], **more: Any) -> list[tuple[str, str, int, int]]:
    return [
        (item.period, item.figure, item.before, item.after)
        for item in compared(before, after, **more).reported
    ]


def test_a_late_row_changes_what_was_reported() -> None:
    nine = [feedback(f"f-{i}") for i in range(9)]
    found = compared(nine, [*nine, feedback("f-9", status=Status.UNRELATED)])
    assert [(item.period, item.figure, item.before, item.after) for item in found.reported] == [
        ("2020 H2", "received", 9, 10), ("2020 H2", "unrelated", 0, 1),
    ]  # fmt: skip
    assert [change.name for change in found.rows if change.reported] == ["f-9"]


@pytest.mark.parametrize(
    ("changes", "touched", "figures"),
    [
        ({"status": Status.RESOLVED, "resolved": date(2021, 1, 8)}, (), []),
        ({"status": Status.RESOLVED, "resolved": date(2020, 9, 8)}, ("2020 H2",), [("resolving", 1, 0), ("resolved", 0, 1)]),
        ({"status": Status.RESOLVED}, ("2020 H2",), [("resolving", 1, 0), ("resolved", 0, 1)]),
        ({"status": Status.UNRELATED}, ("2020 H2",), [("addressed", 1, 0), ("unrelated", 0, 1), ("resolving", 1, 0)]),
        ({"channel": "phone"}, ("2020 H2",), []), ({"issue": "x"}, ("2020 H2",), []), ({"received": date(2020, 8, 20)}, ("2020 H2",), []),
        ({"received": date(2020, 3, 1)}, ("2020 H1", "2020 H2"), [("received", 1, 2), ("addressed", 0, 1), ("resolving", 0, 1), ("received", 1, 0), ("addressed", 1, 0), ("resolving", 1, 0)]),
    ],
)  # fmt: skip
def test_a_change_touches_the_half_years_it_is_in(
    changes: dict[str, Any], touched: tuple[str, ...], figures: list[tuple[str, int, int]]
) -> None:
    others = [feedback("f-0", received=date(2020, 2, 1), status=Status.UNRELATED)]
    found = compared([*others, feedback()], [*others, feedback(**changes)])
    (change,) = found.rows
    assert change.reported == touched
    assert [(item.figure, item.before, item.after) for item in found.reported] == figures


LATER = {"status": Status.RESOLVED, "resolved": date(2021, 1, 8)}
IN_TIME = {"status": Status.RESOLVED, "resolved": date(2020, 9, 8)}
UNDATED = {"status": Status.RESOLVED}


@pytest.mark.parametrize(
    ("before", "after", "touched"),
    [
        ({}, LATER | {"way": "email", "action": "A pump was bought", "reported": 9, "acknowledged": date(2021, 1, 5)}, ()),
        ({"action": "Seen"}, LATER | {"action": "A pump was bought"}, ()),
        ({}, LATER | {"issue": "x"}, ("2020 H2",)), ({}, {"action": "Seen"}, ("2020 H2",)), ({}, {"way": "email"}, ()), ({}, {"reported": 9}, ()),
        ({}, {"acknowledged": date(2020, 12, 31)}, ("2020 H2",)), ({}, {"acknowledged": date(2021, 1, 1)}, ()),
        ({"acknowledged": date(2020, 8, 15)}, {"acknowledged": date(2021, 1, 1)}, ("2020 H2",)),
        *((case, case | change, ("2020 H2",)) for case in (IN_TIME, UNDATED) for change in ({"way": "email"}, {"action": "x"}, {"reported": 9}, {"issue": "x"})),
        *((LATER, LATER | change, ()) for change in ({"way": "email"}, {"reported": 9}, {"resolved": date(2021, 1, 9)})),
        (LATER, LATER | {"action": "x"}, ("2020 H2",)), (LATER, {}, ()),
        (UNDATED, LATER, ("2020 H2",)), (LATER, UNDATED, ("2020 H2",)), (IN_TIME, LATER, ("2020 H2",)), (LATER, {"status": Status.UNRELATED}, ("2020 H2",)),
    ],
)  # fmt: skip
def test_a_change_touches_what_the_report_told_of_the_case(
    before: dict[str, Any], after: dict[str, Any], touched: tuple[str, ...]
) -> None:
    (change,) = compared([feedback(**before)], [feedback(**after)]).rows
    assert change.reported == touched


def test_a_resolved_date_added_or_removed_touches_the_half_year_of_receipt() -> None:
    undated = feedback("A1", received=date(2019, 11, 3), status=Status.RESOLVED)
    dated = undated | {"resolved": date(2020, 10, 20)}
    others = [feedback("A2")]
    (change,) = compared([undated, *others], [dated, *others]).rows
    assert change.reported == ("2019 H2", "2020 H2")
    assert reported([undated, *others], [dated, *others]) == [
        ("2019 H2", "resolving", 0, 1), ("2019 H2", "resolved", 1, 0),
    ]  # fmt: skip
    assert reported([dated, *others], [undated, *others]) == [
        ("2019 H2", "resolving", 1, 0), ("2019 H2", "resolved", 0, 1),
    ]  # fmt: skip


def test_an_outcome_touches_the_half_year_in_which_the_case_was_resolved() -> None:
    carried = feedback("A1", received=date(2020, 6, 3), status=Status.RESOLVED, resolved=date(2020, 10, 20))
    changes: list[Row] = [{"way": "email"}, {"reported": 9}]
    for change in changes:
        assert compared([carried], [carried | change]).rows[0].reported == ("2020 H2",)


@given(random_rows(min_size=1), random_rows(min_size=1))
@settings(deadline=None)
def test_a_figure_that_differs_stands_in_a_half_year_that_some_row_touches(
    before: list[Row], after: list[Row]
) -> None:
    was, is_ = ([entry | {"number": f"f-{i}"} for i, entry in enumerate(rows)] for rows in (before, after))
    found = compared(was, is_, reported_until=date(2030, 1, 1))
    touched = {name for change in found.rows for name in change.reported}
    known = max(day for entry in was for day in (entry["received"], entry["resolved"]) if day)
    for half in half_years(date(2015, 1, 1), known):
        then, now = (
            count_by_status(select(register_of(rows), WorkCalendar(), half.last).within(half))
            for rows in (was, is_)
        )
        assert then == now or half.name in touched


def test_the_half_year_that_ended_last_was_reported_though_nothing_came_in() -> None:
    before, late = [feedback(received=date(2020, 5, 4))], feedback("f-2")
    counts = [("2020 H2", "received", 0, 1), ("2020 H2", "addressed", 0, 1), ("2020 H2", "resolving", 0, 1)]
    for published in (date(2020, 12, 31), PUBLISHED, date(2021, 6, 29)):
        assert reported(before, [*before, late], reported_until=published) == counts
    for published in (date(2020, 12, 30), date(2021, 6, 30), date(2026, 1, 1)):
        assert reported(before, [*before, late], reported_until=published) == []
    quiet = [*before, feedback("f-3", received=date(2021, 1, 5))]
    assert reported(quiet, [*quiet, late], reported_until=date(2026, 1, 1)) == counts


def test_what_is_not_yet_over_or_was_not_yet_known_is_not_reported() -> None:
    late = feedback("f-2", received=date(2021, 1, 10))
    assert reported([feedback()], [feedback(), late]) == []
    assert reported([feedback()], [feedback(), feedback("f-2")], reported_until=date(2020, 12, 30)) == []
    assert reported([feedback()], [feedback(), feedback("f-2")], reported_until=None) == []
    assert reported([feedback()], [feedback(), late], reported_until=date(2026, 1, 1)) == []
    assert reported([], [feedback()]) == []
    assert reported([feedback()], []) == [
        ("2020 H2", "received", 1, 0),
        ("2020 H2", "addressed", 1, 0),
        ("2020 H2", "resolving", 1, 0),
    ]
