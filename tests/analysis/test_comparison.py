"""What changed between two registers, and what of it was already reported."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.analysis.comparison import ChangeKind, Comparison, Difference, compare
from grm_data.messages import has_message
from grm_data.register import Status
from tests.registers import Row, random_rows, register_of, row

PUBLISHED = date(2021, 1, 20)
RECEIVED = date(2020, 8, 14)


def feedback(number: str | None = "f-1", **changes: Any) -> Row:
    """A resolving request of 14 August 2020."""
    plain = {
        "received": RECEIVED,
        "status": Status.RESOLVING,
        "channel": "email",
        "type": "request",
        "issue": "The well is dry",
    }
    return row(number=number, **(plain | changes))  # type: ignore[arg-type]


def compared(before: list[Row], after: list[Row], **more: Any) -> Comparison:
    return compare(register_of(before), register_of(after), **({"reported_until": PUBLISHED} | more))


def counted(before: list[Row], after: list[Row], **more: Any) -> dict[str, int]:
    """Only the kinds that there are."""
    return {str(kind): n for kind, n in compared(before, after, **more).counts.items() if n}


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({}, {}), ({"resolved": date(2021, 1, 8), "status": Status.RESOLVED}, {"resolved": 1}),
        ({"resolved": date(2021, 1, 8), "status": Status.RESOLVED, "way": "email", "action": "A pump was bought", "reported": 9}, {"resolved": 1}),
        ({"resolved": date(2021, 1, 8), "status": Status.RESOLVED, "channel": "phone"}, {"resolved": 1, "reclassified": 1}),
        ({"resolved": date(2021, 1, 8), "status": Status.RESOLVED, "received": date(2020, 8, 15)}, {"resolved": 1, "redated": 1}),
        ({"resolved": date(2021, 1, 8), "status": Status.RESOLVED, "issue": "x"}, {"resolved": 1, "text_changed": 1}),
        ({"status": Status.UNRELATED}, {"reclassified": 1}), ({"status": Status.UNRECOGNISED}, {"reclassified": 1}),
        ({"channel": None}, {"reclassified": 1}), ({"type": "complaint"}, {"reclassified": 1}), ({"received": date(2020, 8, 13)}, {"redated": 1}),
        ({"acknowledged": date(2020, 8, 14)}, {"redated": 1}), ({"resolved": date(2021, 1, 8)}, {"redated": 1}), ({"reported": 3}, {"redated": 1}),
        ({"issue": "The well is dry!"}, {"text_changed": 1}), ({"issue": None}, {"text_changed": 1}), ({"action": "Seen"}, {"text_changed": 1}),
        ({"way": "by phone"}, {"text_changed": 1}),
        ({"channel": "phone", "received": date(2020, 8, 1), "action": "x"}, {"redated": 1, "reclassified": 1, "text_changed": 1}),
    ],
)  # fmt: skip
def test_a_change_has_its_kind(changes: dict[str, Any], kinds: dict[str, int]) -> None:
    assert counted([feedback()], [feedback(**changes)]) == kinds


def test_a_case_opened_again_is_reclassified() -> None:
    done = feedback(status=Status.RESOLVED, resolved=date(2020, 8, 20))
    assert counted([done], [feedback()]) == {"redated": 1, "reclassified": 1}


def test_the_rows_say_what_was_there_before() -> None:
    (change,) = compared(
        [feedback("f-1"), feedback("f-2")], [feedback("f-2"), feedback("f-1", channel="phone", type=None)]
    ).rows
    assert (change.registered_no, change.before, change.after) == ("f-1", 0, 1)
    assert change.differences == (
        Difference("channel", "email", "phone"),
        Difference("type", "request", None),
    )
    assert change.kinds == (ChangeKind.RECLASSIFIED,)


def test_new_rows_and_rows_that_disappeared_are_told_apart() -> None:
    found = compared([feedback("f-1"), feedback("f-2")], [feedback("f-3"), feedback("f-2")])
    assert [(change.registered_no, change.kinds) for change in found.rows] == [
        ("f-3", (ChangeKind.NEW,)),
        ("f-1", (ChangeKind.DISAPPEARED,)),
    ]
    assert found.of_kind(ChangeKind.NEW)[0].before is None
    assert found.of_kind(ChangeKind.DISAPPEARED)[0].after is None


def test_rows_that_bear_one_number_find_those_alike_first() -> None:
    twice = [feedback("f-1", issue="a"), feedback("f-1", issue="b")]
    assert counted(twice, [*reversed(twice)]) == {}
    assert counted(twice, [twice[1]]) == {"disappeared": 1}
    assert counted(twice, [twice[1], feedback("f-1", issue="c")]) == {"text_changed": 1}


def test_rows_without_a_number_are_known_by_their_content() -> None:
    a, b = feedback(None, issue="a"), feedback(None, issue="b")
    assert counted([a, b], [b, a]) == {}
    assert counted([a, b], [b]) == {"disappeared": 1}
    assert counted(
        [a, b], [b, feedback(None, issue="a", status=Status.RESOLVED, resolved=date(2021, 1, 8))]
    ) == {"resolved": 1}
    assert counted([a], [feedback(None, issue="c")]) == {"new": 1, "disappeared": 1}
    assert counted([a, a], [a]) == {"disappeared": 1}
    assert counted([a], [feedback("f-1", issue="a")]) == {"new": 1, "disappeared": 1}


def test_a_text_that_was_withheld_is_no_change() -> None:
    before, after = [feedback(issue=None), feedback(None, issue=None)], [feedback(), feedback(None)]
    assert counted(before, after, texts_complete=False) == {}
    assert counted(before[:1], after[:1]) == {"text_changed": 1}
    assert counted([feedback()], [feedback(issue="x")], texts_complete=False) == {"text_changed": 1}


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
    assert [change.registered_no for change in found.touching_reported] == ["f-9"]


@pytest.mark.parametrize(
    ("changes", "touched", "figures"),
    [
        ({"status": Status.RESOLVED, "resolved": date(2021, 1, 8)}, (), []),
        ({"status": Status.RESOLVED, "resolved": date(2020, 9, 8)}, ("2020 H2",), [("resolving", 1, 0), ("resolved", 0, 1)]),
        ({"status": Status.RESOLVED}, ("2020 H2",), [("resolving", 1, 0), ("resolved", 0, 1)]),
        ({"status": Status.UNRELATED}, ("2020 H2",), [("addressed", 1, 0), ("unrelated", 0, 1), ("resolving", 1, 0)]),
        ({"channel": "phone"}, ("2020 H2",), []), ({"issue": "x"}, (), []), ({"received": date(2020, 8, 20)}, ("2020 H2",), []),
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


@given(random_rows(), random_rows(), st.booleans())
@settings(deadline=None)
def test_every_row_is_matched_once_or_told(before: list[Row], after: list[Row], numbered: bool) -> None:
    if numbered:
        before = [entry | {"number": f"f-{i}"} for i, entry in enumerate(before)]
        after = [entry | {"number": f"f-{i}"} for i, entry in enumerate(after)]
    found = compared(before, after)
    new, gone = len(found.of_kind(ChangeKind.NEW)), len(found.of_kind(ChangeKind.DISAPPEARED))
    assert len(before) - gone == len(after) - new
    assert counted(after, after) == {}
    for entries, name in ((found.rows, "after"), (found.rows, "before")):
        places = [getattr(entry, name) for entry in entries if getattr(entry, name) is not None]
        assert len(places) == len(set(places))


def test_every_kind_and_figure_has_its_words() -> None:
    for kind in ChangeKind:
        assert has_message(f"change.kind.{kind}")
        assert has_message(f"change.count.{kind}")
    names = ("received", "addressed", *map(str, Status))
    assert all(has_message(f"change.figure.{name}") for name in names)
