"""What changed between two registers, and what of it was already reported."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grm_data.comparing.comparison import ChangeKind, Difference
from grm_data.messages import has_message
from grm_data.register import Field, Status
from tests.comparing.pairs import compared, counted, feedback
from tests.registers import Row, random_rows


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
    assert (change.name, change.before, change.after) == ("f-1", 0, 1)
    assert change.differences == (
        Difference(Field.TYPE, "request", None),
        Difference(Field.CHANNEL, "email", "phone"),
    )
    assert change.kinds == (ChangeKind.RECLASSIFIED,)


def test_new_rows_and_rows_that_disappeared_are_told_apart() -> None:
    found = compared([feedback("f-1"), feedback("f-2")], [feedback("f-3"), feedback("f-2")])
    assert [(change.name, change.kinds) for change in found.rows] == [
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
    assert counted([a, a], [a]) == {"disappeared": 1}
    assert counted([a], [feedback("f-1", issue="a")]) == {}, "it was given its number since"
    assert counted([a], [feedback(None, issue="c")]) == {"text_changed": 1}, "the sheet row identifies it"


def test_a_text_that_was_withheld_is_no_change() -> None:
    before, after = [feedback(issue=None), feedback(None, issue=None)], [feedback(), feedback(None)]
    assert counted(before, after, before_complete=False) == {}
    assert counted(before[:1], after[:1]) == {"text_changed": 1}
    assert counted([feedback()], [feedback(issue="x")], before_complete=False) == {"text_changed": 1}


def test_a_text_that_the_later_register_withholds_is_no_change_and_is_not_shown() -> None:
    told = [feedback(action="Seen"), feedback(None)]
    withheld = [feedback(issue=None), feedback(None, issue=None)]
    assert counted(told, withheld, after_complete=False) == {}
    assert counted(told, withheld, before_complete=False) == {"text_changed": 2}
    assert counted(withheld, told, before_complete=False) == {}
    assert counted(withheld, told, after_complete=False) == {"text_changed": 2}
    (change,) = compared(told, [withheld[0] | {"channel": "phone"}, withheld[1]], after_complete=False).rows
    assert change.differences == (Difference(Field.CHANNEL, "email", "phone"),)


def test_texts_of_registers_that_withhold_some_are_compared_where_both_have_them() -> None:
    both = {"before_complete": False, "after_complete": False}
    assert counted([feedback()], [feedback(issue="x", action="y")], **both) == {"text_changed": 1}
    (change,) = compared([feedback()], [feedback(issue="x", action="y")], **both).rows
    assert change.differences == (Difference("issue", "The well is dry", "x"),)


def test_the_same_letters_written_in_two_ways_are_no_change() -> None:
    names = ("issue", "action", "way", "channel", "type")
    composed, decomposed = (feedback(**dict.fromkeys(names, letter)) for letter in ("\u0419", "\u0418\u0306"))
    assert counted([composed], [decomposed]) == {}
    assert counted([decomposed], [composed]) == {}
    assert counted([composed], [feedback(**dict.fromkeys(names, "\u0418"))]) == {
        "reclassified": 1,
        "text_changed": 1,
    }


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
        assert has_message(f"change.count.{kind}.other")
    names = ("received", "addressed", *map(str, Status))
    assert all(has_message(f"change.figure.{name}") for name in names)
